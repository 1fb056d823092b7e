"""What the tagger of names promises."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records import CleanArticle, Language, Place
from streams.stages.tag.countries import find_countries
from streams.stages.tag.names import find_names
from streams.stages.tag.names.organisations import members


def names(text, language="en"):
    subject = CleanArticle(
        id="a",
        content="c",
        status="usable",
        title=None,
        text=text,
        language=Language(code=language, score=1.0),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )
    return find_names(subject, find_countries(subject))


def test_persons_organisations_and_places_are_told_apart():
    found = {
        (item.text, item.type) for item in names("Anna Becker of the World Bank flew from Kenya to Peru on Friday.")
    }
    assert {("Anna Becker", "PER"), ("World Bank", "ORG"), ("Kenya", "LOC"), ("Peru", "LOC")} <= found


def test_known_organisations_and_countries_carry_an_id():
    ids = {item.text: item.id for item in names("NATO ships sailed from Norway on Monday.")}
    assert (ids["NATO"], ids["Norway"]) == ("nato", "NO")


def test_membership_depends_on_the_year():
    assert "FI" not in members("nato", 2020)
    assert "FI" in members("nato", 2024)
    assert "NO" in members("nato", 2024)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_names_never_overlap_and_point_at_their_words(text):
    found = names(text)
    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
