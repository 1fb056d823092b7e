"""Corpora of names that are tables become texts, each word in its place, each name with its type."""

from pathlib import Path

from evaluation.training.public_columns import plain, texts, universal


def told(sentences: list) -> tuple[str, list[tuple[str, str]]]:
    (record,) = texts("some", "xx", sentences)
    return record["text"], [(record["text"][e["start"] : e["end"]], e["type"]) for e in record["entities"]]


def written(folder: Path, lines: list[str]) -> Path:
    path = folder / "table"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_two_names_side_by_side_are_two(tmp_path: Path) -> None:
    path = written(tmp_path, ["Ana B-PER", "Reis I-PER", "Pedro B-PER", ", O", "Elvas B-LOC", "", "Sim O"])
    text, names = told(list(plain(path)))
    assert text == "Ana Reis Pedro, Elvas\nSim\n"
    assert names == [("Ana Reis", "PER"), ("Pedro", "PER"), ("Elvas", "LOC")]


def test_what_portuguese_contracts_is_one_word_again(tmp_path: Path) -> None:
    words = "Em o Banco de o Norte e em as ilhas .".split()
    labels = "O O B-ORG I-ORG I-ORG I-ORG O O O O O".split()
    rows = [
        f"{number}\t{word}\t{label}\t-\tx" for number, (word, label) in enumerate(zip(words, labels, strict=True), 1)
    ]
    path = written(tmp_path, ["# sent_id = a-1", "# text = Em o Banco de o Norte e em as ilhas.", *rows])
    text, names = told(list(universal(path)))
    assert text == "No Banco do Norte e nas ilhas.\n"
    assert names == [("Banco do Norte", "ORG")]


def test_of_many_sentences_each_nth_record_is_made() -> None:
    sentences = list(plain_sentences(100))
    assert [record["id"] for record in texts("some", "xx", sentences, every=2)] == ["some:0", "some:40", "some:80"]


def plain_sentences(count: int) -> list:
    return [[(True, "Não", "O")] for _ in range(count)]
