"""Which rule decides, what it asks, and how it shapes an alert."""

from dataclasses import replace
from typing import Any

import pytest

from streams.records import CountryMention, Evidence, Fact
from streams.stages.alert.rules import RuleSet, decide, decide_volume, read_rules, suppressing
from streams.stages.alert.rules.explaining import explain_rules
from tests.stages.alert.build import START, event, mention

SENTENCE = {"text": "An epidemic struck the lake side."}
YEAR = 365 * 24 * 3_600_000


def rules_of(*bodies: str) -> RuleSet:
    rules = "".join(f"  - id: r{number}\n    {body}\n" for number, body in enumerate(bodies))
    return read_rules({"desk.yaml": f"version: 1\nrules:\n{rules}"})


def article(*, country: str = "KE", **more: Any) -> CountryMention:
    said = {
        "title": "Cholera outbreak in Garissa",
        "lead": "The Red Cross sent doctors to Garissa.",
        "names": ["red cross", "garissa", "jose alvarez"],
        "publisher": "www.lakeside.example",
        "agency": "Harbourwire",
        "events": [event("epidemic", country, killed=12, severity="Moderate", certainty="Likely", score=0.7)],
        **more,
    }
    return mention("a", START, said.pop("events"), country=country, **said)


def ids(rules: RuleSet, one: CountryMention, at: int = START) -> list[str | None]:
    return [decision.rule.id if decision.rule else None for decision in decide(rules, one, at)]


@pytest.mark.parametrize(
    "match",
    [
        "{}",
        "{countries: KE}",
        "{countries: [UG, EAC]}",
        "{exclude: [EU, UG]}",
        "{types: [flood, epidemic]}",
        "{severity: Moderate}",
        "{certainty: Possible}",
        "{score: 0.7}",
        "{figures: {killed: 12}}",
        "{salience: 0.9}",
        "{terms: cholera}",
        "{terms: CHOLERA OUTBREAK}",
        "{terms: outb*}",
        "{terms: sent doctors}",  # in the lead
        "{terms: epidemic struck}",  # in the event's sentence
        "{without: measles}",
        "{names: Red Cross}",
        "{names: José Álvarez}",
        "{sources: lakeside.example}",
        "{sources: harbourwire}",
        "{languages: [fr, en]}",
        "{countries: EAC, types: epidemic, terms: cholera, names: Garissa, sources: Harbourwire, languages: en}",
    ],
)
def test_a_rule_raises_where_all_that_it_asks_is_so(match: str) -> None:
    assert ids(rules_of(f"match: {match}"), article()) == ["r0"]


@pytest.mark.parametrize(
    ("match", "why"),
    [
        ("{countries: EU}", "KE is not its country"),
        ("{exclude: EAC}", "KE is not its country"),
        ("{types: flood}", "epidemic is not among its types"),
        ("{types: volume}", "epidemic is not among its types"),
        ("{severity: Severe}", "Moderate is below Severe"),
        ("{certainty: Observed}", "Likely is below Observed"),
        ("{score: 0.71}", "score 0.70 is below 0.71"),
        ("{figures: {killed: 13}}", "12 killed is below 13"),
        ("{figures: {injured: 1}}", "no figure of injured is given"),
        ("{salience: 0.95}", "salience 0.90 is below 0.95"),
        ("{terms: chol}", "none of its terms is said"),
        ("{terms: outbreak cholera}", "none of its terms is said"),
        ("{without: Garissa}", "says “Garissa”, which must not be there"),
        ("{names: Cross Garissa}", "none of its names is named"),
        ("{sources: side.example}", "www.lakeside.example is not among its sources"),
        ("{languages: fr}", "language en is not among its languages"),
    ],
)
def test_one_thing_that_is_not_so_is_enough_and_is_told(match: str, why: str) -> None:
    rules = rules_of(f"match: {match}")
    assert ids(rules, article()) == [None]
    (_, verdicts), *_ = explain_rules(rules, article(), START)
    assert verdicts == [("r0", f"no: {why}")]


def test_the_first_rule_that_matches_decides_and_explain_says_so() -> None:
    rules = rules_of("match: {countries: UG}", "gap: 1h", "gap: 2h")
    assert ids(rules, article()) == ["r1"]
    (_, verdicts), *_ = explain_rules(rules, article(), START)
    assert [said for _, said in verdicts] == [
        "no: KE is not its country",
        "raises it",
        "would raise it, but r1 comes first",
    ]


def test_files_come_in_the_order_of_their_names() -> None:
    texts = {name: f"version: 1\nrules: [{{id: {name[0]}}}]" for name in ("b.yaml", "a.yaml")}
    assert ids(read_rules(texts), article()) == ["a"]


def test_a_suppressing_rule_wins_wherever_it_stands() -> None:
    rules = rules_of("gap: 1h", "suppress: not ours\n    match: {types: epidemic}")
    two = article(events=[event("epidemic"), event("flood")])
    assert [(d.event.type, d.rule.id if d.rule else None) for d in decide(rules, two, START)] == [("flood", "r0")]
    assert suppressing(rules, two, START) == ["r1"]
    (_, verdicts), *_ = explain_rules(rules, article(), START)
    assert verdicts == [("r0", "would raise it, but r1 suppresses it"), ("r1", "suppresses it: not ours")]


def test_an_article_can_be_suppressed_as_a_whole() -> None:
    rules = rules_of("gap: 1h", "suppress: satire\n    match: {sources: lakeside.example}")
    assert decide(rules, article(events=[]), START) == []
    assert decide(rules, article(), START) == []


def test_a_member_is_one_in_its_years() -> None:
    rules = rules_of("match: {countries: EU}")
    british = article(country="GB", events=[event("epidemic", "GB")])
    y2010, y2024 = 40 * YEAR + 15 * 24 * 3_600_000, 54 * YEAR + 30 * 24 * 3_600_000
    assert ids(rules, british, y2010) == ["r0"]
    assert ids(rules, british, y2024) == [None]


def test_what_no_rule_raises_stays_a_candidate_behind_what_is_raised() -> None:
    rules = rules_of("match: {types: flood}")
    two = article(events=[event("epidemic", score=0.9), event("flood", score=0.6)])
    assert [(d.event.type, bool(d.rule)) for d in decide(rules, two, START)] == [("flood", True), ("epidemic", False)]


@pytest.mark.parametrize(
    ("asked", "severity", "given"),
    [
        ("Severe", "Minor", "Severe"),
        ("Severe", "Extreme", "Severe"),
        ("at least Severe", "Extreme", "Extreme"),
        ("at least Severe", "Minor", "Severe"),
        ("at most Moderate", "Extreme", "Moderate"),
        ("at most Moderate", "Minor", "Minor"),
    ],
)
def test_a_rule_grades(asked: str, severity: str, given: str) -> None:
    rules = rules_of(f"raise: {{severity: {asked}}}")
    (decision,) = decide(rules, article(events=[event(severity=severity)]), START)
    assert decision.event.severity == given
    assert (decision.event.reasons.get("severity") == "set by rule r0") == (given != severity)


def test_a_headline_is_filled_and_what_is_not_known_leaves_nothing() -> None:
    template = "{code} {country}: {type}, {killed} dead{injured} - {title} ({severity}, {publisher})"
    (decision,) = decide(rules_of(f'raise: {{headline: "{template}"}}'), article(), START)
    assert decision.rule
    expected = "KE Kenya: epidemic, 12 dead - Cholera outbreak in Garissa (Moderate, www.lakeside.example)"
    assert decision.rule.headline == expected


def test_the_terms_that_were_found_stand_with_the_rule() -> None:
    (decision,) = decide(rules_of("match: {terms: [cholera, measles, doct*], names: Red Cross}"), article(), START)
    assert decision.rule
    assert decision.rule.terms == ["cholera", "doct*", "Red Cross"]


WORDS = "match: {terms: [ballot*, sent doctors]}\n    raise: {type: unrest}"


def test_what_a_rule_asked_for_is_quoted_from_where_the_article_says_it() -> None:
    rules = rules_of("match: {terms: [outb*, sent doctors, epidemic struck], names: [Red Cross, José Álvarez]}")
    one = article(events=[replace(event("epidemic"), evidence=[Evidence(**SENTENCE, start=90, end=122, why="terms")])])
    rule = decide(rules, one, START)[0].rule
    assert rule
    assert [(quote.term, quote.field, quote.start, quote.end, quote.text) for quote in rule.quotes] == [
        ("outb*", "title", 8, 16, "outbreak"),
        ("sent doctors", "text", 14, 26, "sent doctors"),
        ("epidemic struck", "text", 93, 108, "epidemic struck"),
        ("Red Cross", "text", 4, 13, "Red Cross"),  # José Álvarez stands where neither title nor sentences are
    ]
    assert {quote.article for quote in rule.quotes} == {"a"}


def test_words_raise_without_an_event_with_the_line_that_holds_them() -> None:
    lead = "Nothing here.\n\nThe Red Cross sent doctors to Garissa."
    (decision,) = decide(rules_of(WORDS), article(events=[], lead=lead), START)
    assert decision.rule
    assert (decision.event.type, decision.event.severity, decision.event.certainty) == (
        "unrest",
        "Moderate",
        "Possible",
    )
    (evidence,) = decision.event.evidence
    assert lead[evidence.start : evidence.end] == evidence.text == "The Red Cross sent doctors to Garissa."


def test_words_raise_beside_a_weak_event_and_never_beside_one_that_was_raised() -> None:
    rules = rules_of("match: {types: epidemic}", WORDS)
    assert ids(rules, article()) == ["r0"]
    assert ids(rules, article(events=[event("epidemic", score=0.2)])) == ["r1", None]


def test_words_raise_only_where_the_article_is_at_home() -> None:
    assert ids(rules_of(WORDS), article(events=[], salience=0.4)) == []
    assert ids(rules_of(WORDS.replace("{terms", "{salience: 0.3, terms")), article(events=[], salience=0.4)) == ["r0"]


def test_figures_count_from_the_event_alone() -> None:
    rules = rules_of("match: {figures: {displaced: 1000}}")
    driven = event("flood", facts={"displaced": Fact(value=1500, start=0, end=1)})
    assert ids(rules, article(events=[driven])) == ["r0"]


def test_many_more_articles_than_usual_raise_only_where_a_rule_names_them() -> None:
    named = rules_of("gap: 1h", "match: {types: volume, countries: KE}\n    raise: {severity: at least Moderate}")
    decision = decide_volume(named, article(), START)
    assert decision
    assert decision.rule
    assert (decision.rule.id, decision.event.type, decision.event.severity) == ("r1", "volume", "Moderate")
    assert decide_volume(rules_of("gap: 1h"), article(), START) is None
    assert decide_volume(named, article(country="UG"), START) is None
    muted = rules_of("match: {types: volume}", "suppress: too loud\n    match: {countries: KE}")
    assert decide_volume(muted, article(), START) is None


def test_explain_asks_of_the_article_by_itself_only_where_no_event_was_raised() -> None:
    rules = rules_of("match: {types: epidemic}", WORDS)
    assert [what.split(" in ")[0] for what, _ in explain_rules(rules, article(), START)] == ["epidemic"]
    weak = explain_rules(rules, article(events=[event("epidemic", score=0.2)]), START)
    assert [verdicts for _, verdicts in weak] == [
        [("r0", "no: score 0.20 is below 0.5")],
        [("r1", "raises it")],
    ]
