"""How languages other than English count, deny and call off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records import CleanArticle
from streams.stages.tag import tag
from streams.stages.tag.events import supported
from streams.stages.tag.events.facts import facts_of
from streams.stages.tag.events.negation import called_off
from streams.stages.tag.events.rules import LANGUAGES, folded, rules_of
from streams.stages.tag.events.sentences import split
from streams.stages.tag.events.words import counting_of, words_of
from tests.stages.tag.events_help import article

OTHERS = [language for language in LANGUAGES if language != "en"]


def values(text: str, language: str) -> dict[str, float]:
    return {kind: fact.value for kind, fact in facts_of(split(article(text), language)).items()}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le bilan est de 1 200 morts et 35 blessés.", {"killed": 1200, "injured": 35}),
        ("fr", "Neuf personnes ont trouvé la mort et 21 000 ont été déplacées.", {"killed": 9, "displaced": 21000}),
        ("es", "Murieron treinta y cinco y 2,5 millones fueron evacuados.", {"killed": 35, "displaced": 2_500_000}),
        ("es", "Un sismo de magnitud 7,2 dejó decenas de heridos.", {"magnitude": 7.2, "injured": 24}),
        ("de", "Rund 45.000 Menschen wurden evakuiert, zwölf starben.", {"displaced": 45000, "killed": 12}),
        ("pt", "Pelo menos 12,5 mil pessoas estão desabrigadas.", {"displaced": 12500}),
        ("ru", "Погибли двадцать пять человек, трое ранены.", {"killed": 25, "injured": 3}),
        ("uk", "Загинули п’ятеро людей.", {"killed": 5}),
        ("ar", "مقتل ٢٢ شخصا وإصابة خمسين آخرين", {"killed": 22, "injured": 50}),
        ("fa", "زمین‌لرزه ۵.۹ ریشتری ۶۰ کشته داشت.", {"magnitude": 5.9, "killed": 60}),
        ("tr", "Selde on iki kişi hayatını kaybetti.", {"killed": 12}),
        ("hi", "हादसे में १५ लोगों की मौत हो गई।", {"killed": 15}),
        ("hi", "2 लाख लोग विस्थापित हुए।", {"displaced": 200_000}),
        ("zh", "事故造成三十二人遇难四人失踪。", {"killed": 32, "missing": 4}),
        ("zh", "洪水致数十人死亡，3万人被疏散。", {"killed": 24, "displaced": 30_000}),
        ("ja", "これまでに6人が死亡し、2万人が避難した。", {"killed": 6, "displaced": 20_000}),
        ("ko", "지금까지 세 명이 숨지고 700여 명이 다쳤다.", {"killed": 3, "injured": 700}),
        ("ko", "주민 3만7천명이 대피했다.", {"displaced": 37_000}),
        ("ja", "1万2500人が避難した。", {"displaced": 12_500}),
        ("id", "Lima belas orang tewas dan 1.200 warga mengungsi.", {"killed": 15, "displaced": 1200}),
        ("sw", "Watu ishirini na watano wamefariki dunia.", {"killed": 25}),
        ("fr", "L'accident est survenu à 18 heures, tuant trois ouvriers.", {"killed": 3}),
        ("de", "2019 starben dort viele Menschen.", {}),
        ("zh", "8月12日，警方说无人死亡。", {}),
        ("es", "Hace tres años murieron aquí muchos peces.", {}),
    ],
)  # fmt: skip
def test_a_figure_goes_to_the_nearest_word_that_says_what_it_counts(language, text, expected):
    assert values(text, language) == expected


def test_a_toll_of_earlier_years_gives_way_to_a_new_one():
    assert values("Hay 12 muertos. El año pasado murieron 40 personas.", "es") == {"killed": 12}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'alerte au tsunami a été levée"),
        ("es", "Chile levanta el alerta de tsunami"),
        ("ru", "Угроза цунами отменена"),
        ("ja", "津波警報は解除された"),
        ("zh", "海啸警报已全部解除"),
        ("tr", "Tsunami uyarısı kaldırıldı"),
    ],
)
def test_a_warning_that_is_lifted_is_an_all_clear(language, text):
    assert called_off(folded(text.lower()), language)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("es", "No hubo terremoto en Perú", "En Perú no hubo ningún terremoto el lunes, dijo el instituto."),
        ("de", "Kein Erdbeben in Peru", "In Peru hat es kein Erdbeben gegeben, teilte die Behörde mit."),
        ("ru", "В Перу не было землетрясения", "Землетрясения в Перу не было, сообщил институт."),
        ("tr", "Peru'da deprem olmadı", "Peru'da deprem meydana gelmedi, açıklaması yapıldı."),
    ],
)
def test_an_event_that_did_not_happen_is_none(language, title, text):
    assert [event for event in tag(article(text, title, language)).events if event.score >= 0.5] == []


def test_a_deed_that_its_doer_denies_has_happened():
    one = article(
        "Un attentat à la bombe a tué 12 personnes à Lima, au Pérou. Le groupe dément l'attentat.",
        "Pérou : 12 morts dans un attentat", "fr",
    )  # fmt: skip
    assert any(event.type == "attack" and event.score >= 0.5 for event in tag(one).events)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_its_words(language):
    rules = rules_of(language)
    assert {"killed", "injured", "missing", "displaced", "cases", "magnitude"} == set(counting_of(language).kinds)
    assert {"Extreme", "Severe", "ahead", "unsure", "seen"} == set(words_of(language).grades)
    assert {"drill", "anniversary", "history", "court", "sport", "fiction", "market"} <= set(rules.vetoes)


def test_terms_match_whatever_form_a_letter_has():
    assert [hit.term for hit in rules_of("ru").find(folded("самолёт разбился"))]
    assert [hit.term for hit in rules_of("fa").find(folded("زمین‌لرزه"))]
    assert not rules_of("hi").find("आगे बढ़े")  # `आग`, fire, is no part of `आगे`, ahead


@settings(deadline=None)  # the first example loads fifteen languages
@given(text=st.text(alphabet="0123456789 .,१२三十百万명人тыс мнилю погибли morts killed و", max_size=80))
def test_any_text_is_survived_and_its_figures_lie_in_it(text):
    for language in OTHERS:
        one: CleanArticle = article(text, None, language)
        for fact in facts_of(split(one, language)).values():
            assert 0 <= fact.start < fact.end <= len(text)


def test_the_sixteen_languages_are_supported_and_no_other():
    assert {*OTHERS, "en"} == set("ar de en es fa fr hi id ja ko pt ru sw tr uk zh".split())
    assert not supported("it")


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "fr",
            "La Russie a bombardé une gare en Ukraine",
            "La Russie a lancé des missiles sur une gare en Ukraine. Douze civils ont été tués.",
        ),
        (
            "ja",
            "ロシアがウクライナをミサイル攻撃",
            "ロシアがウクライナ南部をミサイルで攻撃し、ウクライナで7人が死亡した。",
        ),
        (
            "ko",
            "러시아가 우크라이나 남부를 미사일 공격",
            "러시아가 우크라이나 남부를 미사일로 공격해 7명이 숨졌다. 우크라이나 동부에서도 교전이 벌어졌다.",
        ),
    ],
)
def test_an_attack_is_where_it_strikes_and_not_who_strikes(language, title, text):
    found = [event for event in tag(article(text, title, language)).events if event.score >= 0.5]
    assert found[0].country == "UA"
