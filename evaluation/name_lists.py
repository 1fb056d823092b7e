"""Write the English word list and the lists of personal names, from texts whose licence allows it.

usage: python -m evaluation.name_lists [DATA]     (DATA: the folder of the entity sets, default ../shared/data/entities)

Words that occur in lower case tell towns called like words (Reading, Most); first and family names tell persons called
like places. Sources: voa (public domain), wikinews (CC BY 2.5), wikigold (CC BY 4.0), crossner_politics (MIT).
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parent.parent / "streams" / "data" / "gazetteer"
SETS = ("voa", "wikinews", "wikigold", "crossner_politics")
WORD = re.compile(r"[^\W\d_]+")


def main(folder: Path) -> None:
    """Count and write the three lists."""
    words: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                words.update(word for word in WORD.findall(record["text"]) if word.islower())
                for entity in record["entities"]:
                    parts = WORD.findall(entity["text"])
                    if entity["type"] == "PER" and len(parts) in (2, 3):
                        first[parts[0]] += 1
                        last[parts[-1]] += 1
    _write("words-en.txt", sorted(word for word, count in words.items() if count > 1 and len(word) > 2))
    _write("first-names.txt", sorted(name for name, count in first.items() if name[:1].isupper() and len(name) > 1))
    _write("family-names.txt", sorted(name for name, count in last.items() if name[:1].isupper() and len(name) > 1))


def _write(name: str, lines: list[str]) -> None:
    (TARGET / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data/entities"))
