"""What the tagger of names promises."""

from itertools import pairwise
from operator import itemgetter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.records import CleanArticle, Language, Place
from streams.stages.tag import tag
from streams.stages.tag.countries import find_countries
from streams.stages.tag.names import LINEAR, merge_names
from streams.stages.tag.names.features import read
from streams.stages.tag.names.model import FILE, LABELS, allowed, best_paths, layout, load_model, log_marginals
from streams.stages.tag.names.organisations import members
from streams.stages.tag.names.tokens import is_capital, runs, tokenize
from streams.stages.tag.names.words import Words


def article(text, language="en"):
    return CleanArticle(
        id="a",
        content="c",
        status="usable",
        title=None,
        text=text,
        language=Language(code=language, score=1.0),
        raw=Place(topic="-", partition=0, offset=0, timestamp=0),
    )


def names(text, language="en"):
    subject = article(text, language)
    return merge_names(subject, find_countries(subject), LINEAR.names([text], [language])[0])


def typed(text, language="en"):
    return {(item.text, item.type) for item in names(text, language)}


def test_persons_organisations_and_places_are_told_apart():
    found = typed("Anna Becker of the World Bank flew from Kenya to Peru on Friday.")
    assert {("Anna Becker", "PER"), ("World Bank", "ORG"), ("Kenya", "LOC"), ("Peru", "LOC")} <= found


@pytest.mark.parametrize("first", ["In", "An", "So"])
def test_a_small_word_that_the_census_knows_as_a_name_makes_no_person_of_a_country(first):
    country = next(item for item in names(f"{first} Kenya, the opposition waits.") if item.text == "Kenya")
    assert (country.type, country.id) == ("LOC", "KE")


def test_a_long_name_stays_whole():
    found = typed("The head of the State Committee for National Security, Timur Osmonov, spoke in Bishkek on Monday.")
    assert ("State Committee for National Security", "ORG") in found
    assert ("Timur Osmonov", "PER") in found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Sprecher Karl Lehmann sagte am Montag in Hamburg, die Stadt helfe.", ("Karl Lehmann", "PER")),
        ("es", "El ministro Javier Ortega dijo el lunes en Sevilla que habrá ayuda.", ("Javier Ortega", "PER")),
        ("fr", "Le ministre Jacques Morel a déclaré lundi à Lyon que la ville aidera.", ("Jacques Morel", "PER")),
        ("it", "Il sindaco Marco Ferri ha detto lunedì a Torino che la città aiuterà.", ("Marco Ferri", "PER")),
        ("nl", "Burgemeester Kees Vermeulen zei maandag in Utrecht dat er hulp komt.", ("Kees Vermeulen", "PER")),
        ("pt", "O ministro Paulo Teixeira disse na segunda-feira em Lisboa que ajuda.", ("Paulo Teixeira", "PER")),
    ],
)
def test_persons_are_found_in_languages_with_capitals(language, text, expected):
    assert expected in typed(text, language)


@pytest.mark.parametrize(
    ("language", "status"),
    [
        ("en", "learnt"),
        ("fr", "learnt"),
        ("it", "learnt"),
        ("nl", "transferred"),
        ("und", "transferred"),
        ("zh", "lists"),
    ],
)
def test_an_article_says_how_the_names_of_its_language_are_found(language, status):
    assert tag(article("Kenya.", language)).entities_status == status


def test_what_another_tagger_finds_counts_as_learnt():
    class Nothing:
        name, version = "nothing", "1"

        def names(self, texts, languages):
            return [[] for _ in texts]

    assert tag(article("中国", "zh"), Nothing()).entities_status == "learnt"


def test_a_language_without_capitals_has_the_names_of_the_lists():
    assert ("中国", "LOC") in typed("中国和法国的部长星期一举行会谈。", "zh")


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_names_never_overlap_and_point_at_their_words(text):
    found = names(text)
    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= item.score <= 1 for item in found)


@given(st.lists(st.text(alphabet="Aa Bb.-'éЖж9\n", max_size=60), max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_text_has_the_same_names_in_any_company(texts):
    together = LINEAR.names(texts, ["en"] * len(texts))
    assert together == [LINEAR.names([text], ["en"])[0] for text in texts]


def test_what_was_tagged_before_changes_nothing():
    text = "Anna Becker of the World Bank flew from Kenya to Peru. Becker met Ministers."
    before = LINEAR.names([text], ["en"])
    words = " ".join(f"Qu{number}x" for number in range(40_000))  # more words than a table of words holds
    Words("en").rows(words.split())
    LINEAR.names([words[:20_000], words[20_000:40_000]], ["en", "en"])
    assert LINEAR.names([text], ["en"]) == before


def test_the_table_of_words_is_bounded_and_begins_anew():
    words = Words("en")
    first = words.rows(["Peru", "met"])
    for start in range(0, 90_000, 10_000):
        words.rows([f"w{number}" for number in range(start, start + 10_000)])
        assert len(words._number) <= 41_000
    assert (words.rows(["Peru", "met"]) == first).all()


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(0, 2**32))
@settings(max_examples=50, deadline=None)
def test_all_runs_at_once_give_what_each_gives_by_itself(lengths, seed):
    draw = np.random.default_rng(seed)  # no two paths tie, as they would with numbers that hypothesis shrinks
    scores = draw.uniform(-4, 4, (sum(lengths), len(LABELS)))
    moves = allowed() + draw.uniform(-1, 1, (len(LABELS) + 1, len(LABELS)))
    runs = layout(np.array(lengths))
    labels, (forward, backward) = best_paths(scores, moves, runs), log_marginals(scores, moves, runs)
    start = 0
    for length in lengths:
        mine, one = scores[start : start + length], layout(np.array([length]))
        assert (labels[start : start + length] == best_paths(mine, moves, one)).all()
        sums = np.logaddexp.reduce(forward + backward, axis=1)[start : start + length]
        assert np.allclose(sums, sums[0])  # the sum over all paths, wherever it is read
        total, best = _by_hand(mine, moves)
        assert np.isclose(sums[0], total)
        assert labels[start : start + length].tolist() == best
        start += length


def _by_hand(scores, moves):
    """The log of the sum over all paths, and the best one, path by path (as prefixes by their last label)."""
    ends = [(scores[0, label] + moves[-1, label], [label]) for label in range(len(LABELS))]
    sums = np.array([score for score, _ in ends])
    for row in scores[1:]:
        sums = np.array([np.logaddexp.reduce(sums + moves[:-1, to]) + row[to] for to in range(len(LABELS))])
        ends = [
            max(((score + moves[path[-1], to] + row[to], [*path, to]) for score, path in ends), key=itemgetter(0))
            for to in range(len(LABELS))
        ]
    return np.logaddexp.reduce(sums), max(ends, key=itemgetter(0))[1]


def test_no_label_goes_on_with_a_name_of_another_type():
    for name in ("en", "other"):
        model = load_model(name)
        scores = np.random.default_rng(3).normal(0, 8, (200, len(LABELS)))
        labels = best_paths(scores, model.transitions, layout(np.full(40, 5)))
        for number, label in enumerate(labels):
            before = LABELS[labels[number - 1]] if number % 5 else "O"
            assert not LABELS[label].startswith("I-") or before[2:] == LABELS[label][2:]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'Italia di D'Alema", ["l", "'", "Italia", "di", "D'Alema"]),
        ("à l’Élysée, N'Djamena", ["à", "l", "’", "Élysée", ",", "N'Djamena"]),
        ("O'Brien's al-Qaida", ["O'Brien", "'s", "al-Qaida"]),
    ],
)
def test_an_article_before_an_apostrophe_is_a_word_of_its_own_and_a_name_is_whole(text, words):
    assert tokenize(text).words == words


@pytest.mark.parametrize("word", ["Peru", "al-Qaida", "iPhone", "A", "Élysée", "d'Ivoire", "EU"])
def test_a_word_with_a_capital_can_be_part_of_a_name(word):
    assert is_capital(word)


@pytest.mark.parametrize("word", ["peru", "kW", "É", "È", "è", "2020", "50A", "'s", "東京"])
def test_a_unit_and_a_small_word_at_the_beginning_cannot(word):
    assert not is_capital(word)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Le premier ministre Paul Lemaire est arrivé jeudi à l'Élysée.", "fr", ("Paul Lemaire", "PER")),
        ("Il presidente dell'Argentina ha incontrato i giornalisti.", "it", ("Argentina", "LOC")),
        ("É em Moçambique que o presidente Paulo Teixeira fala.", "pt", ("Paulo Teixeira", "PER")),
        ("Президент Павел Орлов прибыл во вторник в Минск.", "ru", ("Павел Орлов", "PER")),
    ],
)
def test_names_in_other_languages_stand_apart_from_their_articles(text, language, name):
    assert name in typed(text, language)


@pytest.mark.parametrize(
    ("language", "text", "run"),
    [
        ("fr", "Il habite rue de la Paix depuis mai.", "rue de la Paix"),
        ("fr", "Il marche vers la place Morel avec Anne.", "place Morel"),
        ("it", "La sede di via Ferri resta chiusa.", "via Ferri"),
        ("pt", "A loja da av. Teixeira fechou.", "av. Teixeira"),
        ("en", "The talks take place Monday in June.", "Monday in June"),
    ],
)
def test_the_name_of_a_street_can_begin_with_its_small_word(language, text, run):
    document = read(text, Words(language))
    spans = [text[document.tokens.starts[first] : document.tokens.ends[stop - 1]] for first, stop in document.runs]
    assert run in spans


@pytest.mark.parametrize("text", ["MINISTERS OF PERU MET ANNA BECKER AND " * 2000, "A-B." * 20_000, "A. " * 20_000])
def test_the_runs_of_a_text_in_capitals_are_short(text):
    tokens = tokenize(text)
    found = runs(tokens, text, [number for number, word in enumerate(tokens.words) if is_capital(word)])
    assert max(stop - first for first, stop in found) <= 45
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_the_model_is_small_and_holds_no_pickle():
    assert FILE.stat().st_size < 10_000_000
    with np.load(FILE, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays)


def test_membership_depends_on_the_year():
    assert "FI" not in members("nato", 2020)
    assert "FI" in members("nato", 2024)
    assert "NO" in members("nato", 2024)
