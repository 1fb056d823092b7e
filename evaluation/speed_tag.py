"""How fast the tag stage is: articles of 3 kB per second of processor time, its parts and a peer in the same run.

usage: python -m evaluation.speed_tag [DATA.jsonl.gz]     (a set with `text`; default: the set `worldwide`)

The peer is spaCy's tokenizer with a fresh English pipeline of tok2vec and NER (its usual sizes; 5 MB when saved): what
it finds is worthless without training, how long it takes is not. It is left out where spaCy is not installed.
"""

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator

from evaluation.tag_tasks import article_of
from streams.records import CleanArticle
from streams.stages.tag import LINEAR, tag
from streams.stages.tag.countries import find_countries
from streams.stages.tag.countries.match import find_hits
from streams.stages.tag.events import find_events
from streams.stages.tag.names import merge_names

DATA = "../shared/data/entities/worldwide.jsonl.gz"
LENGTH, ARTICLES, ROUNDS = 3000, 200, 3


def main(path: str) -> None:
    """Measure and print."""
    articles = list(_articles(path))
    for article in articles:
        tag(article)  # fills the tables of words
    for name, run in _parts(articles):
        print(f"{name:44s} {len(articles) / min(_seconds(run) for _ in range(ROUNDS)):7.0f} articles/s", flush=True)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, before the peer")
    if peer := _peer(articles):
        print(f"{'spaCy, blank tokenizer and NER':44s} {len(articles) / _seconds(peer):7.0f} articles/s")


def _articles(path: str) -> Iterator[CleanArticle]:
    found = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if len(record["text"]) >= LENGTH and found < ARTICLES:
                found += 1
                yield article_of({"id": record["id"], "text": record["text"][:LENGTH]})


def _parts(articles: list[CleanArticle]) -> Iterator[tuple[str, Callable[[], object]]]:
    countries = [find_countries(article) for article in articles]

    def names() -> list[list[tuple]]:
        find_hits.cache_clear()
        return [LINEAR.names([article.text], [article.language.code])[0] for article in articles]

    found = names()
    merged = [merge_names(*item) for item in zip(articles, countries, found, strict=True)]
    yield "tag, everything", lambda: [tag(article) for article in articles]
    yield "countries", lambda: [find_countries(article) for article in articles]
    yield "names, with the search in the lists", names
    yield (
        "merging names and lists",
        lambda: [merge_names(*item) for item in zip(articles, countries, found, strict=True)],
    )
    yield "events", lambda: [find_events(*item) for item in zip(articles, countries, merged, strict=True)]


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _peer(articles: list[CleanArticle]) -> Callable[[], object] | None:
    try:
        import spacy
        from spacy.training import Example
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner").add_label("PER")
    doc = pipeline.make_doc("Anna Becker sang.")
    pipeline.initialize(lambda: [Example.from_dict(doc, {"entities": [(0, 11, "PER")]})])
    texts = [article.text for article in articles[: ARTICLES // 4]] * 4
    return lambda: list(pipeline.pipe(texts, batch_size=32))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else DATA)
