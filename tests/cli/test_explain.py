"""dateline explain shows what became of an article and why, readable in 100 columns and safe for a terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_stage import _PAGE

DEMO = Path(__file__).parents[2] / "demo" / "pages"


def test_every_part_of_the_story_is_told_in_order(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(_PAGE)
    result = dateline("explain", str(tmp_path / "page.txt"))
    assert result.code == 0
    order = ["Lines", "+ article", "Article", "Countries", "Events", "the arithmetic:", "Alerts"]
    places = [result.out.index(f"\n{part}" if part[0].isupper() else part) for part in order]
    assert places == sorted(places)
    assert "title        Flood kills 12 in northern Chad" in result.out
    assert "as written: 12 March 2026, 09:00 UTC" in result.out
    assert "TD Chad: flood: " in result.out


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.*")), ids=lambda path: path.name)
def test_every_page_of_the_demo_fits_into_100_columns_of_plain_text(dateline: Run, path: Path) -> None:
    result = dateline("explain", str(path))
    assert result.code in {0, 1}
    assert "\x1b" not in result.out
    assert all(len(line) <= 100 and line == line.rstrip() for line in result.out.splitlines())


def test_a_refused_page_is_told_with_its_reason(dateline: Run) -> None:
    result = dateline("explain", str(DEMO / "consent.txt"))
    assert result.code == 1
    assert result.out.splitlines()[-1].startswith("refused: no-article: ")


def test_a_page_cannot_drive_the_terminal(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(_PAGE.replace("Menu", "Menu \x1b]0;owned\x07\u202e"))
    out = dateline("explain", str(tmp_path / "page.txt")).out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


@pytest.mark.parametrize("name", ["nothing.txt", "page.pdf", "empty.jsonl"])
def test_a_file_without_an_article_is_the_users_error(dateline: Run, tmp_path: Path, name: str) -> None:
    if name != "nothing.txt":
        (tmp_path / name).write_text("")
    result = dateline("explain", str(tmp_path / name))
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_the_rules_that_fire_and_those_that_do_not_are_told_with_the_reason(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(_PAGE)
    (tmp_path / "desk.yaml").write_text(
        "version: 1\nrules:\n- {id: eu, match: {countries: EU}}\n- {id: floods, match: {types: flood}}\n- {id: rest}\n"
    )
    out = dateline("explain", str(tmp_path / "page.txt"), DATELINE_RULES=str(tmp_path)).out
    rules = out.partition("\nRules")[2].partition("\nAlerts")[0]
    assert "    floods: raises it\n" in rules
    assert "    rest: would raise it, but floods comes first\n" in rules
    assert "    eu: no: TD is not its country\n" in rules
    assert "rule floods 0.9" in out.partition("\nAlerts")[2]
