"""Other projects' corpora of names become texts with the places of their names."""

from pathlib import Path

from evaluation.training.public_names import UNTYPED, porttinari, wikiner_ru, winer_fr


def told(record: dict) -> list[tuple[str, str]]:
    return [(record["text"][item["start"] : item["end"]], item["type"]) for item in record["entities"]]


def test_of_names_within_names_the_outer_one_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "2020" / "01"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("L'Université de Brumes ouvre lundi.", "utf-8")
    marks = ["T1\tOrganization 2 22\tUniversité de Brumes", "T2\tLocation 16 22\tBrumes", "T3\tDate 29 34\tlundi"]
    (folder / "a.ann").write_text("\n".join(marks), "utf-8")
    (record,) = winer_fr(tmp_path)
    assert told(record) == [("Université de Brumes", "ORG")]


def test_a_treebank_tells_names_without_their_types(tmp_path: Path) -> None:
    rows = [
        ("1", "Nuno", "PROPN"), ("2", "Brito", "PROPN"), ("3", "foi", "VERB"), ("4-5", "ao", "_"), ("4", "a", "ADP"),
        ("5", "o", "DET"), ("6", "Banco", "PROPN"), ("7-8", "do", "_"), ("7", "de", "ADP"), ("8", "o", "DET"),
        ("9", "Norte", "PROPN"), ("10", ".", "PUNCT"),
    ]  # fmt: skip
    lines = ["\t".join([number, form, form.lower(), tag, *"______"]) for number, form, tag in rows]
    first = "\n".join(["# sent_id = F_DOC1_SENT2", "# text = Nuno Brito foi ao Banco do Norte.", *lines])
    second = "# sent_id = F_DOC1_SENT1\n# text = Não.\n1\tNão\tnão\tADV\t_\t_\t_\t_\t_\t_"
    (tmp_path / "pt_porttinari-ud-dev.conllu").write_text(first, "utf-8")
    (tmp_path / "pt_porttinari-ud-test.conllu").write_text(second, "utf-8")
    (record,) = porttinari(tmp_path)
    assert record["text"].startswith("Não.\nNuno")
    assert told(record) == [("Nuno Brito", UNTYPED), ("Banco do Norte", UNTYPED)]


def test_the_words_of_wikiner_become_sentences(tmp_path: Path) -> None:
    folder = tmp_path / "extrinsic" / "data" / "ner" / "ru"
    folder.mkdir(parents=True)
    for part in ("train", "dev", "test"):
        (folder / f"{part}.txt").write_text("", "utf-8")
    (folder / "dev.txt").write_text("В X X O\nНовый X X I-LOC\nБор X X I-LOC\n, X X O\nда X X O\n", "utf-8")
    (record,) = wikiner_ru(tmp_path)
    assert record["text"] == "В Новый Бор, да\n"
    assert told(record) == [("Новый Бор", "LOC")]
