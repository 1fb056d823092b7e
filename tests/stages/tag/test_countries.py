"""What the country tagger promises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records import CleanArticle, Dateline, Language, PageClaims, Place, Source
from streams.stages.tag import mentions_of, tag
from streams.stages.tag.countries import country_of_text, country_table, explain_countries, find_countries


def article(text, title=None, language="en", **more):
    return CleanArticle(
        id="a",
        content="c",
        status="usable",
        title=title,
        text=text,
        language=Language(code=language, score=1.0),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
        **more,
    )


def codes(text, **more):
    return {country.code for country in find_countries(article(text, **more))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana and Guinea-Bissau opened a ferry line.", {"GH", "GW"}),
        ("A train left Rome, Georgia, an hour late.", {"US"}),
        ("Naples, Fla., banned leaf blowers.", {"US"}),
        ("New Mexico closed two parks.", {"US"}),
        ("The Kremlin and the White House traded notes.", {"RU", "US"}),
        ("Two Irishmen and a Dutchwoman won the race.", {"IE", "NL"}),
        ("South Sudanese farmers planted early.", {"SS"}),
        ("Prices rose to US$40 a sack in Malawi.", {"MW"}),
        ("Montenegro and Kosovo swapped maps.", {"ME", "XK"}),
        ("British Columbia saw snow.", set()),
    ],
)
def test_a_name_means_the_country_that_its_sentence_says(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chad Porter sold his bakery.",
        "The children fed guinea pigs.",
        "Jordan Miller scored twice.",
        "She plays the French horn.",
    ],
)
def test_persons_and_things_called_like_countries_are_none(text):
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le gouvernement allemand a répondu à la Norvège.", {"DE", "NO"}),
        ("de", "Die spanische Regierung spricht mit Kroatien.", {"ES", "HR"}),
        ("ru", "Власти Казахстана встретились с немецкой делегацией.", {"KZ", "DE"}),
        ("ar", "وصل الوفد إلى مصر قادما من تونس", {"EG", "TN"}),
        ("zh", "法国和日本签署协议", {"FR", "JP"}),
        ("ko", "한국과 일본의 외교부가 만났다", {"KR", "JP"}),
    ],
)
def test_countries_are_found_in_the_articles_own_language(language, text, expected):
    assert codes(text, language=language) >= expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "ضربت سيول جارفة شمال سلطنة عمان", {"OM"}),
        ("ar", "كوريا الجنوبية: اجتماع في سيول", {"KR"}),
        ("ar", "تبحث الشركة عن دعم مالي", set()),
        ("ko", "한국 정부는 회의 후에 미리 발표했다", {"KR"}),
        ("ja", "新作のタイトルとシナリオを発表", set()),
        ("ja", "タイの首相がパリを訪れた", {"TH", "FR"}),
    ],
)
def test_everyday_words_and_parts_of_words_are_no_countries(language, text, expected):
    assert codes(text, language=language) == expected


def test_a_misspelt_name_is_found_where_nothing_else_fits():
    assert codes("Ministers of Kazakstan met; Uzbekstan sent a letter.") == {"KZ", "UZ"}


def test_a_misspelt_name_alone_raises_no_alert():
    subject = article(
        "Twelve people were killed when a bomb exploded in Kazakstan.", title="Bomb kills 12 in Kazakstan"
    )
    found = tag(subject)
    assert [(item.code, item.role) for item in found.countries] == [("KZ", "mentioned")]
    assert (found.events, mentions_of(found)) == ([], [])


def test_what_the_page_claims_is_no_evidence():
    assert codes("Farmers in Peru met.", page=PageClaims(country=["Chile"])) == {"PE"}


def test_the_dateline_counts_and_is_named_as_evidence():
    dateline = Dateline(raw="OSLO, May 3", place="OSLO")
    found = find_countries(article("The fleet stayed in port.", dateline=dateline))
    assert [(item.code, item.evidence) for item in found] == [("NO", ["dateline"])]


def test_the_publishers_home_decides_between_towns_of_one_name():
    at_home = find_countries(article("The bakery in Perth burnt.", source=Source(country="GB")))
    assert [item.code for item in at_home] == ["GB"]


def test_where_it_happens_stands_before_who_acts():
    title = "Kenya offers Uganda soldiers as South Sudanese fighting spreads"
    text = (
        "Kenya said on Monday it would send soldiers to Uganda to guard camps on the South Sudan border. "
        "Kenya's president asked the African Union, led by Nairobi now, for money; Norway is named as a donor.\n\n"
        "Fighting went on in South Sudan. Thousands of South Sudanese villagers walked across the border into Uganda. "
        "Kenya, which trains police in Uganda, has accused nobody. Kenya's ambassador to Uganda visited the camps."
    )
    found = find_countries(article(text, title=title, dateline=Dateline(raw="NAIROBI, May 3", place="NAIROBI")))
    assert {item.code for item in found[:2]} == {"SS", "UG"}
    assert [item.code for item in found[2:]] == ["KE", "NO"]
    assert (found[2].role, found[3].salience < 0.5) == ("actor", True)
    assert found[2].salience > max(item.salience for item in found[:2])


def test_mentions_point_at_their_own_words():
    subject = article("Peru sent aid to Chile. Peruvian planes landed in Santiago.", title="Aid for Chile")
    for country in find_countries(subject):
        for mention in country.mentions:
            source = subject.title if mention.field == "title" else subject.text
            assert source[mention.start : mention.end] == mention.text


def test_every_candidate_is_explained():
    lines = explain_countries(article("Chad Porter flew to Peru."))
    assert any(line.startswith("PE ") for line in lines)
    assert any("rejected" in line and "Chad" in line for line in lines)


def test_short_texts_give_spans_codes_and_kinds():
    assert country_of_text("floods in Nepal") == [(10, 15, "NP", "name")]


def test_the_table_knows_codes_and_names():
    assert (country_table()["DE"].alpha3, country_table()["DE"].name) == ("DEU", "Germany")


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_the_same_answer_twice(text):
    assert find_countries(article(text)) == find_countries(article(text))
