"""The title is found once: by the markup, by what is repeated, by what stands above the byline."""

import pytest

from streams.records import Place, RawArticle
from streams.stages.clean import clean
from streams.stages.clean.candidates import find_candidates
from streams.stages.clean.flat import read_text
from streams.stages.clean.furniture import NAVIGATION
from streams.stages.clean.glyphs import read_glyphs
from streams.stages.clean.language import detect_language, guess_language
from streams.stages.clean.page import Page
from streams.stages.clean.select import sketch
from streams.stages.clean.titles import Describer
from tests.stages.clean.pages_help import BODY, TITLE

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)
MENU = "Home\nNews\nSport\nWeather\nSubscribe\n"


def _candidates(page: Page, slug: str = "") -> list[str]:
    texts = [block.text for block in page.blocks]
    nothing = [0] * len(texts)
    lowered = [text.lower() for text in texts]
    found, _, _ = find_candidates(page, lowered, nothing, read_glyphs(texts), 1, set(), set(slug.split()))
    return [one.text for one in found]


@pytest.mark.parametrize(
    "page",
    [
        f"{TITLE}\n\n{BODY}",
        f"{TITLE} | The Veld Courier\n{MENU}{TITLE}\nBy Jane Doe\nJuly 8, 2021\n\n{BODY}",
        f"{TITLE} - The Veld Courier\n{MENU}\nJuly 8, 2021\n\n{BODY}",
        f"{MENU}Weather\n{TITLE}\nBy Jane Doe\nJuly 8, 2021, 10:15 p.m. ET\n\n{BODY}",
    ],
)
def test_a_flattened_page_gives_its_title_once(page: str) -> None:
    article = clean(RawArticle(text=page), HERE)
    assert article.title == TITLE
    assert TITLE not in article.text


@pytest.mark.parametrize(
    "line",
    [
        "Friday, July 9, 2021",
        "Published: 9 July 2021, 10:15 IST",
        "Publié le 9 juillet 2021 à 07h00",
        "The Veld Courier, July 9, 2021, 15:40 (UTC+4)",
        "입력 2021.07.09 20:27",
    ],
)
def test_a_line_that_tells_the_date_is_no_title(line: str) -> None:
    page = read_text(f"{line}\n{BODY}")
    assert line not in _candidates(page)


@pytest.mark.parametrize(
    "line",
    ["Port Veld picks a new mayor on July 9, 2021", "Elections in Veld of 9 July 2021: what is known", TITLE],
)
def test_a_title_may_name_a_day(line: str) -> None:
    page = read_text(f"{line}\n{BODY}")
    assert line in _candidates(page)


def test_a_line_far_from_the_article_may_be_the_title_where_the_address_says_its_words() -> None:
    page = read_text(f"{MENU}{BODY}\n" + "\n".join(f"Story {number} of the day" for number in range(40)) + f"\n{TITLE}")
    assert TITLE not in _candidates(page)
    assert TITLE in _candidates(page, "storm closes harbour veld ferries sink")


def test_a_line_that_shares_no_word_with_the_article_is_no_title_beside_one_that_does() -> None:
    page = read_text(f"{MENU}{TITLE}\nGardening tips for beginners\n\n{BODY}")
    texts = [block.text for block in page.blocks]
    start = next(at for at, text in enumerate(texts) if text.startswith("The harbour of"))
    lowered = [text.lower() for text in texts]
    described = Describer(page, lowered, [0] * len(texts), read_glyphs(texts), start, None)
    found = [one.text for one in described.candidates]
    assert TITLE in found
    assert "Gardening tips for beginners" not in found


def test_a_question_above_a_body_may_be_its_title() -> None:
    question = "Who will pay for the pier of Port Veld?"
    address = "https://courier.example/who-will-pay-for-the-pier-of-port-veld"
    assert clean(RawArticle(text=f"{question}\n\n{BODY}", url=address), HERE).title == question


def test_the_markup_s_title_loses_the_name_of_the_site() -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    page = (
        f"<html><head><title>{TITLE} | The Veld Courier</title></head><body><h1>{TITLE}</h1>{paragraphs}</body></html>"
    )
    article = clean(RawArticle(html=page), HERE)
    assert article.title == TITLE
    assert TITLE not in article.text


def test_of_a_path_that_ends_in_the_title_its_end_is_the_title() -> None:
    page = f"{MENU}\nRegion / {TITLE}\n\n{TITLE}\n\nBy Jane Doe\nJuly 8, 2021\n\n{BODY}"
    assert clean(RawArticle(text=page), HERE).title == TITLE
    slash = "Road 5 / Harbour road closed after the storm sinks two ferries"
    assert clean(RawArticle(text=f"{MENU}\n{slash}\n\nBy Jane Doe\nJuly 8, 2021\n\n{BODY}"), HERE).title == slash


def test_a_menu_in_one_long_line_is_no_title() -> None:
    menu = (
        "Home World Politics Business Sport Culture Opinion Science Health Climate Travel Video Podcasts Weather "
        "Obituaries Property Motoring Jobs"
    )
    page = f"{menu}\n\n{TITLE}\n\nJane Doe | Coast | 8 Jul 2021\n\n{TITLE}\n\n{BODY}"
    assert clean(RawArticle(text=page), HERE).title == TITLE
    assert sketch(read_text(page)).bits[0] & NAVIGATION


def test_a_body_without_a_title_keeps_its_first_sentence() -> None:
    article = clean(RawArticle(text=BODY), HERE)
    assert article.text == BODY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ፖሊስ በአዲስ አበባ ከተማ ሁለት ሰዎችን በቁጥጥር ስር አዋለ ሲል ዛሬ አስታወቀ።", "am"),
        ("ኣብ ከተማ ኣስመራ ሎሚ ዓቢ ኣኼባ ተኻይዱ ኣሎ፡ ኣብቲ ኣኼባ ድማ ብዙሓት ሰባት ተሳቲፎም እዮም።", "ti"),
        ("Urubanza rwibanze ku byo abaturage basabye, icyo gihe ibyo byose byaganiriweho cyane mu nama.", "rw"),
        ("Abanyagihugu bavuze ivyo bakeneye vyose, ico gihe ivyo vyose vyaraganiriweko mu nama y’igihugu.", "rn"),
    ],
)
def test_neighbouring_languages_are_told_apart_by_their_letters(text: str, code: str) -> None:
    assert guess_language(text).code == code


def test_too_short_a_text_has_no_language() -> None:
    assert detect_language("OK 12").code == "und"
