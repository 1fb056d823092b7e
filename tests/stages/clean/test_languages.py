"""The form of a syndicated feed holds in fifteen languages, scripts without capitals or spaces among them."""

import json
from pathlib import Path

import pytest

from streams.records import Place, RawArticle
from streams.stages.clean import clean
from streams.stages.clean.language import detect_language

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)
PAGES = json.loads(Path(__file__).with_name("pages_by_language.json").read_text("utf-8"))


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_body_comes_out_whole_and_alone(language: str) -> None:
    page = PAGES[language]
    assert clean(RawArticle(text=page["page"]), HERE).text == page["body"]


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_title_comes_out_once(language: str) -> None:
    title = PAGES[language]["page"].split("\n\n")[1]
    article = clean(RawArticle(text=PAGES[language]["page"]), HERE)
    assert article.title == title
    assert title not in article.text


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_same_page_as_html_gives_the_same_body(language: str) -> None:
    page = PAGES[language]
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in page["body"].split("\n\n"))
    head, _, rest = page["page"].partition(page["body"].split("\n\n")[0])
    tail = rest.rpartition(page["body"].split("\n\n")[-1])[2]
    title = page["page"].split("\n\n")[1]
    before, after = (
        "".join(f"<li><a href='/'>{line}</a></li>" for line in part.split("\n") if line.strip() and line != title)
        for part in (head, tail)
    )
    html = f"<nav><ul>{before}</ul></nav><article><h1>{title}</h1>{paragraphs}</article><aside><ul>{after}</ul></aside>"
    assert clean(RawArticle(html=html), HERE).text == page["body"]


@pytest.mark.parametrize("language", sorted(PAGES))
def test_a_body_that_is_clean_already_comes_out_as_it_went_in(language: str) -> None:
    assert clean(RawArticle(text=PAGES[language]["body"]), HERE).text == PAGES[language]["body"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the port of Veld was to open on Monday with the help of the navy.", "en"),
        ("Le ministre a dit que le port de Veld ouvrirait lundi avec l'aide de la marine française.", "fr"),
        ("Der Minister sagte, der Hafen von Veld werde am Montag mit Hilfe der Marine geöffnet.", "de"),
    ],
)
def test_a_few_words_of_a_sentence_tell_its_language(text: str, code: str) -> None:
    found = detect_language(text)
    assert found.code == code
    assert found.score > 0.9


def test_a_headline_is_pidgin_only_with_its_small_words() -> None:
    assert detect_language("Police seek suspect in deadly Nairobi blast.").code == "en"
    assert detect_language("Police dey find di man wey kill six people for Lagos").code == "pcm"
