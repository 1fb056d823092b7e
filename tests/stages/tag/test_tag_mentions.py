"""The records for the alert app: one for each country that counts, none for a retraction, notices for corrections."""

from dataclasses import fields, replace

import pytest

from streams.records import CleanArticle, EnrichedArticle, Versions, dump
from streams.stages.tag.events import find_events
from streams.stages.tag.mentions import mentions_of, notice_of
from tests.stages.tag.events_help import article, countries


def enriched(one: CleanArticle) -> EnrichedArticle:
    there = countries(one)
    return EnrichedArticle(
        **{field.name: getattr(one, field.name) for field in fields(CleanArticle)},
        countries=there,
        entities=[],
        events=find_events(one, there, []),
        versions=Versions(pipeline="1", rules="1", models="1"),
    )


QUAKE = article(
    "A magnitude 6.8 earthquake struck near Cusco in Peru on Monday, killing 12 people. France offered help.",
    "Earthquake in Peru kills 12",
)


def test_a_mention_holds_only_its_own_country_s_events():
    by_country = {mention.country: mention for mention in mentions_of(enriched(QUAKE))}
    assert set(by_country) == {"PE", "FR"}
    assert {event.country for event in by_country["PE"].events} == {"PE"}
    assert by_country["FR"].events == []
    assert by_country["PE"].other_countries == ["FR"]


def test_a_mention_is_small_and_its_words_tell_the_story():
    long = enriched(replace(QUAKE, text=QUAKE.text + "\n\n" + "Rescue teams dig in the ruins of Cusco. " * 2000))
    [mention, *_] = mentions_of(long)
    assert len(dump(mention)) < 10_000
    assert "earthquake" in mention.words
    assert len(mention.words) <= 40


def test_a_mention_says_where_the_language_of_its_article_has_no_rules_for_events():
    unread = replace(enriched(QUAKE), events=[], events_status="unsupported")
    assert {mention.events_status for mention in mentions_of(unread)} == {"unsupported"}
    assert {mention.events_status for mention in mentions_of(enriched(QUAKE))} == {"read"}


def test_a_retraction_mentions_nothing_and_gives_a_notice():
    gone = replace(enriched(QUAKE), status="withdrawn")
    assert mentions_of(gone) == []
    notice = notice_of(gone)
    assert notice is not None
    assert (notice.status, notice.countries) == ("withdrawn", ["PE", "FR"])


def test_an_article_that_takes_back_a_report_mentions_nothing():
    taken_back = enriched(
        article("The Observer has withdrawn its report that an earthquake killed 20 people in Peru.", "A report")
    )
    assert taken_back.countries
    assert mentions_of(taken_back) == []


@pytest.mark.parametrize(
    ("title", "text", "status"),
    [
        ("CORRECTED: Earthquake in Peru", "Text.", "corrected"),
        ("Earthquake in Peru", "(Corrects the toll in the first paragraph)\n\nText.", "corrected"),
        ("Rectificatif : séisme au Pérou", "Texte.", "corrected"),
        ("Terremoto en Perú", "Texto.\n\nCorrección: el número de muertos es 12 y no 21.", "corrected"),
        ("Berichtigung - Erdbeben in Peru", "Text.", "corrected"),
        ("Взрыв в Перу", "Исправление: погибли двое.\n\nТекст.", "corrected"),
        ("تصحيح: زلزال في بيرو", "نص.", "corrected"),
        ("【訂正】ペルーで地震", "本文。", "corrected"),
        ("[정정] 페루 지진", "본문.", "corrected"),
        ("更正：秘鲁地震", "正文。", "corrected"),
        ("Опровержение: взрыва в Перу не было", "Текст.", "withdrawn"),
        ("Séisme au Pérou", "Texte.\n\nLa rédaction a retiré cet article.", "withdrawn"),
        ("秘鲁地震", "正文。\n\n本报道已撤回。", "withdrawn"),
        ("Earthquake in Peru", "Text.\n\nAn earlier version of this article misstated the toll.", "corrected"),
        ("Earthquake in Peru", "This story has been retracted.", "withdrawn"),
    ],
)
def test_an_article_s_own_words_mark_a_correction(title, text, status):
    notice = notice_of(article(text, title))
    assert notice is not None
    assert notice.status == status


@pytest.mark.parametrize(
    "text",
    [
        "The company withdrew its offer.",
        "Markets saw a correction on Monday.",
        "Troops were withdrawn.",
        "La correction des copies aura lieu lundi.",
        "En una corrección de sus previsiones, el banco recortó el crecimiento.",
        "Депутаты внесли поправки в закон.",
    ],
)
def test_ordinary_words_of_correction_give_no_notice(text):
    assert notice_of(article(text, "Troops withdrawn from Peru")) is None
