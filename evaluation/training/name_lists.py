"""Write the English word lists and the lists of personal names, from texts whose licence allows it.

usage: python -m evaluation.training.name_lists [DATA]   (DATA: the entity sets, default ../shared/data/entities)

Words that occur in lower case tell towns called like words (Reading, Most); first and family names tell persons called
like places; in how many texts a word stands says how much it tells of a story. Sources: voa (public domain), wikinews
(CC BY 2.5), wikigold (CC BY 4.0), crossner_politics (MIT).
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from evaluation.training import SHIPPED
from streams.stages.tag.telling import fold

TARGET = SHIPPED / "gazetteer"
SETS = ("voa", "wikinews", "wikigold", "crossner_politics")
WORD = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"[^\W\d_]{2,24}|\d{1,9}")
FEWEST = 3  # texts, for a word to be worth a line


def main(folder: Path) -> None:
    """Count and write the lists."""
    words: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    total = 0
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                texts.update(set(TOKEN.findall(fold(record["text"]))))
                total += 1
                words.update(word for word in WORD.findall(record["text"]) if word.islower())
                for entity in record["entities"]:
                    parts = WORD.findall(entity["text"])
                    if entity["type"] == "PER" and len(parts) in (2, 3):
                        first[parts[0]] += 1
                        last[parts[-1]] += 1
    _write("words-en.txt", sorted(word for word, count in words.items() if count > 1 and len(word) > 2))
    _write("first-names.txt", sorted(name for name, count in first.items() if name[:1].isupper() and len(name) > 1))
    _write("family-names.txt", sorted(name for name, count in last.items() if name[:1].isupper() and len(name) > 1))

    frequent = sorted((word, count) for word, count in texts.items() if count >= FEWEST)
    table = [f"# how many texts hold each word, of {total}", *(f"{word}\t{count}" for word, count in frequent)]
    (TARGET.parent / "frequencies-en.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")


def _write(name: str, lines: list[str]) -> None:
    (TARGET / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/entities"))
