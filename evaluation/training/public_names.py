"""Makes training texts of other projects' corpora of names: python -m evaluation.training.public_names CLONES OUT.

CLONES holds git clones of WiNER-fr (YoannDupont: French Wikinews CC BY 2.5, names CC BY 4.0), UD_Portuguese-Porttinari
(UniversalDependencies: CC BY 4.0; its parts dev and test), UNER_Portuguese-Bosque (UniversalNER: CC BY-SA 4.0),
linspector (UKPLab: of it WikiNER in Russian, CC BY 3.0) and ner-evaluation-corpus-europarl (ixa-ehu: no known rights,
as Europarl; its parts in Italian and Spanish). OUT gets a file for each corpus, in the form of the entity sets. None of
it enters the repository.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from evaluation.training.public_columns import Json, plain, texts, universal

UNTYPED = "NAME"  # the type of a name that a treebank marks without saying what it names
_BRAT = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Event": "MISC", "Product": "MISC"}
_BRAT_LINE = re.compile(r"T\d+\t(\w+) (\d+) (\d+)\t", re.ASCII)
_SENTENCE = re.compile(r"# sent_id = (\S+)_SENT(\d+)")
_OF = frozenset({"de", "do", "da", "dos", "das", "del"})


def winer_fr(clone: Path) -> Iterator[Json]:
    """French news, names marked by hand; of names within names the outer one."""
    for path in sorted(clone.glob("*/*/*.ann")):
        text = path.with_suffix(".txt").read_text("utf-8")
        marks = [match.groups() for match in map(_BRAT_LINE.match, path.read_text("utf-8").splitlines()) if match]
        names: list[Json] = []
        for start, end, kind in sorted((int(s), -int(e), kind) for kind, s, e in marks if kind in _BRAT):
            if not names or start >= names[-1]["end"]:
                names.append({"start": start, "end": -end, "type": _BRAT[kind]})
        yield {"id": f"winer_fr:{path.stem}", "set": "winer_fr", "lang": "fr", "text": text, "entities": names}


class Word(NamedTuple):
    """A word of a treebank: where it stands, whether it is part of a name, whether it can link two such."""

    start: int
    end: int
    of_name: bool
    links: bool


def porttinari(clone: Path) -> Iterator[Json]:
    """Portuguese news, in which the words of names are marked by hand (PROPN), though not the kind of name."""
    articles: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for part in ("dev", "test"):
        for block in (clone / f"pt_porttinari-ud-{part}.conllu").read_text("utf-8").split("\n\n"):
            if found := _SENTENCE.search(block):
                articles[found[1]].append((int(found[2]), block))
    for article, blocks in sorted(articles.items()):
        text, names = "", []
        for _, block in sorted(blocks):
            sentence, words = _sentence(block)
            for start, end in _chains(sentence, words):
                names.append({"start": len(text) + start, "end": len(text) + end, "type": UNTYPED})
            text += sentence + "\n"
        yield {"id": f"porttinari:{article}", "set": "porttinari", "lang": "pt", "text": text, "entities": names}


def _sentence(block: str) -> tuple[str, list[Word]]:
    """The text of a sentence, and its words as they are written."""
    lines = block.splitlines()
    text = next(line for line in lines if line.startswith("# text = "))[9:]
    words: list[Word] = []
    place = joined = 0
    for number, form, _, tag in (line.split("\t")[:4] for line in lines if line[:1].isdigit()):
        first, _, last = number.partition("-")
        if "." in number or (not last and int(first) <= joined):
            continue  # not written, or part of a word that is written as one, as `do` for `de o`
        joined = int(last or joined)
        start = text.index(form, place)
        place = start + len(form)
        words.append(Word(start, place, tag == "PROPN", form.lower() in _OF))
    return text, words


def _chains(text: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Where the names are: words of names one after the other, or with `de` between them, which may be two names."""
    number = 0
    while number < len(words):
        first = words[number]
        number += 1
        if first.of_name and not text[first.start : first.end].islower():
            last = first
            while number < len(words):
                ahead = words[number : number + 2]
                if not ahead[0].of_name and not (ahead[0].links and len(ahead) == 2 and ahead[1].of_name):
                    break
                number += 1
                last = words[number - 1]
            yield first.start, last.end


def wikiner_ru(clone: Path) -> Iterator[Json]:
    """Russian Wikipedia, names found by its links; sentences in no order, of which a third is enough."""
    folder = clone / "extrinsic" / "data" / "ner" / "ru"
    parts = [plain(folder / f"{part}.txt") for part in ("train", "dev", "test")]
    return texts("wikiner_ru", "ru", chain.from_iterable(parts), every=3)


def uner_bosque(clone: Path) -> Iterator[Json]:
    """Portuguese and Brazilian news of 1994, names marked by hand."""
    parts = [universal(clone / f"pt_bosque-ud-{part}.iob2") for part in ("train", "dev", "test")]
    return texts("uner_bosque", "pt", chain.from_iterable(parts))


def europarl(clone: Path, language: str) -> Iterator[Json]:
    """Speeches in the European Parliament, names marked by hand."""
    return texts(f"europarl_{language}", language, plain(clone / f"{language}-europarl.test.conll02"))


def main() -> None:
    """Write one file for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    clones: Path = arguments.clones
    for name, records in {
        "winer_fr": winer_fr(clones / "WiNER-fr"),
        "porttinari": porttinari(clones / "UD_Portuguese-Porttinari"),
        "uner_bosque": uner_bosque(clones / "UNER_Portuguese-Bosque"),
        "wikiner_ru": wikiner_ru(clones / "linspector"),
        "europarl_it": europarl(clones / "ner-evaluation-corpus-europarl", "it"),
        "europarl_es": europarl(clones / "ner-evaluation-corpus-europarl", "es"),
    }.items():
        with gzip.open(arguments.out / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    main()
