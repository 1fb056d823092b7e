"""Makes training texts of other projects' corpora of names: python -m evaluation.public_names CLONES OUT.

CLONES holds git clones named WiNER-fr (YoannDupont/WiNER-fr: French Wikinews CC BY 2.5, names CC BY 4.0), linspector
(UKPLab/linspector: there the Russian part of WikiNER, CC BY 3.0), and of UniversalDependencies
UD_Portuguese-Porttinari, UD_Spanish-AnCora and UD_Catalan-AnCora (CC BY 4.0, AnCora since release 2.9; of each the
parts dev and test). OUT gets one file each, in the form of the entity sets. None of it enters the repository.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from evaluation.public_treebanks import Json, ancora, porttinari

_BRAT = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Event": "MISC", "Product": "MISC"}
_BRAT_LINE = re.compile(r"T\d+\t(\w+) (\d+) (\d+)\t", re.ASCII)
_CLOSING = frozenset(".,;:!?)»")
_BLOCK = 20  # sentences of WikiNER in a record, which has lost its articles
_EVERY = 3  # of these blocks every third that is left is enough


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


def wikiner_ru(clone: Path) -> Iterator[Json]:
    """Russian Wikipedia, names found by its links; sentences in no order."""
    folder = clone / "extrinsic" / "data" / "ner" / "ru"
    text = "\n\n".join((folder / f"{part}.txt").read_text("utf-8") for part in ("train", "dev", "test"))
    sentences = [block.splitlines() for block in re.split(r"\n\s*\n", text) if block.strip()]
    for number in range(0, len(sentences), _BLOCK * _EVERY):
        yield _block(number, sentences[number : number + _BLOCK])


def _block(number: int, sentences: list[list[str]]) -> Json:
    text, names = "", []
    for sentence in sentences:
        before = "O"
        for form, *_, label in map(str.split, sentence):
            text += "" if not text or text.endswith("\n") or form in _CLOSING else " "
            text += form
            if label.startswith("I-") and label[2:] == before[2:]:
                names[-1]["end"] = len(text)
            elif label != "O":
                names.append({"start": len(text) - len(form), "end": len(text), "type": label[2:]})
            before = label
        text += "\n"
    return {"id": f"wikiner_ru:{number}", "set": "wikiner_ru", "lang": "ru", "text": text, "entities": names}


def main() -> None:
    """Write one file for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    for name, records in {
        "winer_fr": winer_fr(arguments.clones / "WiNER-fr"),
        "porttinari": porttinari(arguments.clones / "UD_Portuguese-Porttinari"),
        "ancora_es": ancora(arguments.clones / "UD_Spanish-AnCora", "es"),
        "ancora_ca": ancora(arguments.clones / "UD_Catalan-AnCora", "ca"),
        "wikiner_ru": wikiner_ru(arguments.clones / "linspector"),
    }.items():
        with gzip.open(arguments.out / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    main()
