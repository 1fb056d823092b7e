"""Taggers of names from other packages: found by entry point, checked at start, asked about many texts at once."""

import json
from importlib.metadata import EntryPoint, EntryPoints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import streams.taggers
from streams.apps import build
from streams.cli.main import run
from streams.errors import SettingsError
from streams.records import EnrichedArticle, parse
from streams.settings import Settings, load_settings
from streams.stages.tag import LINEAR
from streams.taggers import PluggedIn, load_tagger
from streams.topology import ENRICHED


class Shouting:
    """Every word in capitals is an ACRONYM; a text with `!!` is too much for it."""

    version = "7"

    def __init__(self, model: str = "") -> None:
        if model == "missing":
            raise OSError("there is no model 'missing'\non this disk")
        self.asked: list[list[str]] = []

    def names(self, texts, languages):
        assert len(texts) == len(languages)
        self.asked.append(list(texts))
        if any("!!" in text for text in texts):
            raise ValueError("too loud")
        return [
            [
                (text.index(word), text.index(word) + len(word), "ACRONYM", 0.9)
                for word in text.split()
                if word.isupper()
            ]
            for text in texts
        ]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = EntryPoints(
        [
            EntryPoint("shouting", f"{__name__}:Shouting", streams.taggers.GROUP),
            EntryPoint("broken", "a_package_that_is_not_there:load", streams.taggers.GROUP),
        ]
    )
    monkeypatch.setattr(streams.taggers, "entry_points", lambda group: offered.select(group=group))


def plugged(**more: object) -> Settings:
    return Settings(tagger="shouting:small", tagger_labels={"Acronym": "ORG"}, **more)  # type: ignore[arg-type]


class Record:
    """A raw record as the loop hands it over."""

    topic, partition, timestamp, key, headers = "articles.raw.v1", 0, 1_760_000_000_000, None, ()

    def __init__(self, offset: int, text: str) -> None:
        self.offset = offset
        self.value = json.dumps({"text": text}).encode()


def enriched(app, record) -> EnrichedArticle:
    return next(parse(item.value, EnrichedArticle) for item in app.handle(record) if item.topic == ENRICHED)


def test_without_a_setting_the_built_in_tagger_works_and_asks_for_no_batches() -> None:
    assert load_tagger(Settings()) is LINEAR
    assert build("enrich", Settings()).prepare is None


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("spacey:en", "no installed package offers the tagger 'spacey'; there are: broken, linear, shouting"),
        ("linear:large", "no installed package offers"),
        ("broken:x", "ModuleNotFoundError"),
        ("shouting:missing", "OSError: there is no model 'missing' on this disk"),
    ],
)
def test_a_missing_package_or_model_is_one_clear_line_at_start(
    named: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SettingsError, match="DATELINE_TAGGER"):
        build("enrich", Settings(tagger=named))
    monkeypatch.setenv("DATELINE_TAGGER", named)
    assert run(["worker", "enrich"]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0] or named == "linear:large"


def test_labels_are_given_as_pairs() -> None:
    chosen = load_settings(environ={"DATELINE_TAGGER_LABELS": "TEAM=ORG, Disease = MISC"})
    assert chosen.tagger_labels == {"TEAM": "ORG", "Disease": "MISC"}
    with pytest.raises(SettingsError, match="DATELINE_TAGGER_LABELS"):
        load_settings(environ={"DATELINE_TAGGER_LABELS": "TEAM=CLUB"})


@pytest.mark.usefixtures("installed")
def test_the_articles_of_a_batch_are_tagged_in_one_call_and_each_says_by_what() -> None:
    app = build("enrich", plugged())
    records = [Record(number, f"The report of the XYZ{number} came to the ABCD on Monday. " * 3) for number in range(3)]
    assert app.prepare
    app.prepare(records)
    tagger = app._tagger._names.__self__  # type: ignore[attr-defined]
    articles = [enriched(app, record) for record in records]
    assert [len(texts) for texts in tagger.asked] == [3]
    assert [{item.text for item in article.entities} for article in articles] == [
        {f"XYZ{number}", "ABCD"} for number in range(3)
    ]
    assert all("shouting:small 7" in article.versions.models for article in articles)


@pytest.mark.usefixtures("installed")
def test_a_batch_changes_nothing_in_what_comes_out() -> None:
    records = [Record(number, f"Ministers of Kenya met the XYZ{number} in Peru. " * 4) for number in range(3)]
    alone, together = build("enrich", plugged()), build("enrich", plugged())
    assert together.prepare
    together.prepare(records)
    assert [alone.handle(record) for record in records] == [together.handle(record) for record in records]


@pytest.mark.usefixtures("installed")
def test_a_text_that_breaks_the_tagger_spoils_no_other() -> None:
    app = build("enrich", plugged())
    good, bad = Record(0, "The ABCD met in Kenya on Monday. " * 4), Record(1, "Too much for the ABCD!! " * 4)
    assert app.prepare
    with pytest.raises(ValueError, match="too loud"):
        app.prepare([good, bad])
    assert "ABCD" in {item.text for item in enriched(app, good).entities}
    with pytest.raises(ValueError, match="too loud"):
        app.handle(bad)


@pytest.mark.usefixtures("installed")
def test_lists_are_merged_into_what_a_plug_in_finds() -> None:
    article = enriched(build("enrich", plugged()), Record(0, "NATO ships sailed from Norway to the ABCD today. " * 3))
    found = {item.text: (item.type, item.id) for item in article.entities}
    assert found["NATO"] == ("ORG", "nato")
    assert found["Norway"] == ("LOC", "NO")
    assert found["ABCD"] == ("ORG", None)


class Saying:
    """Says what it is told."""

    version = "1"

    def __init__(self, spans):
        self.spans = spans

    def names(self, texts, languages):
        return [self.spans for _ in texts]


_SPANS = st.lists(
    st.tuples(st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(["PERSON", "gpe", "DATE"]), st.floats(-1, 2))
)


@given(st.text(max_size=24), _SPANS)
@settings(max_examples=200, deadline=None)
def test_whatever_a_plug_in_says_spans_lie_in_the_text_and_apart(text, spans) -> None:
    found = PluggedIn("saying", Saying(spans), {}).names([text], ["en"])[0]
    end = 0
    for span in found:
        assert end <= span.start < span.end <= len(text)
        assert span.type in ("PER", "LOC")
        assert 0 <= span.score <= 1
        end = span.end
