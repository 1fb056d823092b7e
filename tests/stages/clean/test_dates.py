"""Dates are read as pages of many languages write them, and turned into UTC only where nothing has to be guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.records import Place, RawArticle, Source, Stamp
from streams.stages.clean import clean
from streams.stages.clean.calendars import from_solar
from streams.stages.clean.dates import find_dates
from streams.stages.clean.stamps import Habits, local_day, read_date

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)
BODY = (
    "The harbour of Port Veld was closed after a storm sank two ferries and damaged the main pier, officials said.\n\n"
    "Nobody was hurt, the coast guard said, because both ships lay empty at their moorings for the whole night.\n\n"
    "The harbour master told reporters that the port would open again when every wall of it had been looked at."
)


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("Dec. 22, 2023, 3:15 p.m. ET", (15, 15), "ET"),
        ("3:15 PM EST, Fri December 22, 2023", (15, 15), "EST"),
        ("22nd December 2023 | 15:15 IST", (15, 15), "IST"),
        ("Fri 22 Dec 2023 15.15 GMT", (15, 15), "GMT"),
        ("22 Dec 2023, 15:15 GMT+5:30", (15, 15), "GMT+5:30"),
        ("December 22, 2023 at 3:15 p.m. Eastern Time", (15, 15), "Eastern Time"),
        ("22/12/2023 à 15h15 et mis à jour", (15, 15), ""),
        ("22 de diciembre de 2023 a las 15:15 h", (15, 15), ""),
        ("22.12.2023, 15.15 Uhr MEZ", (15, 15), "MEZ"),
        ("22 de dezembro de 2023 às 15h15", (15, 15), ""),
        ("22 декабря 2023 г., 15:15 МСК", (15, 15), "МСК"),
        ("22 грудня 2023, 15:15", (15, 15), ""),
        ("22 ديسمبر 2023 3:15 م", (15, 15), ""),
        ("22 كانون الأول 2023", None, ""),
        ("۱ دی ۱۴۰۲ - ۱۵:۱۵", (15, 15), ""),
        ("1402/10/01", None, ""),
        ("22 ARALIK 2023 Cuma 15:15", (15, 15), ""),
        ("22 दिसंबर 2023, 3:15 PM IST", (15, 15), "IST"),
        ("2023年12月22日 下午3:15", (15, 15), ""),
        ("2023年12月22日(金) 午後3時15分", (15, 15), ""),
        ("令和5年12月22日", None, ""),
        ("2023.12.22. 오후 3:15", (15, 15), ""),
        ("Jumat, 22 Des 2023 15:15 WIB", (15, 15), "WIB"),
        ("22 Desemba 2023", None, ""),
        ("By Jane DoeDec. 22, 2023 3:15 pm PST", (15, 15), "PST"),
        ("Dec 22, 2023 3 min read", None, ""),
        ("2023-12-22 15:15-16:00", (15, 15), ""),
    ],
)
def test_a_date_is_read_in_the_form_of_its_language(text: str, time: tuple[int, int] | None, zone: str) -> None:
    found = find_dates(text)
    assert [one.day for one in found] == [date(2023, 12, 22)]
    assert (found[0].time[:2] if found[0].time else None) == time
    assert found[0].zone == zone


@pytest.mark.parametrize("text", ["31.02.2023", "1445/05/12", "Chapter 12, verse 2023", "2023-13-40", "15:15", "3-1-4"])
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_the_new_years_of_the_persian_calendar_fall_on_their_days() -> None:
    for year, day in ((1375, 20), (1399, 20), (1402, 21), (1403, 20), (1404, 21), (1408, 20)):
        assert from_solar(year, 1, 1) == date(year + 621, 3, day)
    assert from_solar(1403, 12, 30) == date(2025, 3, 20)
    assert from_solar(1402, 12, 30) is None


@given(st.integers(1349, 1424), st.integers(1, 12), st.integers(1, 31))
def test_the_days_of_the_persian_calendar_follow_one_another(year: int, month: int, day: int) -> None:
    today = from_solar(year, month, day)
    if today is None:
        return
    following = from_solar(year, month, day + 1) or from_solar(year, month + 1, 1) or from_solar(year + 1, 1, 1)
    assert following == today + timedelta(days=1)


@pytest.mark.parametrize(
    ("raw", "country", "utc"),
    [
        ("2021-07-08 19:25 IST", "IN", "2021-07-08T13:55:00Z"),
        ("2021-07-08 19:25 IST", "IL", "2021-07-08T17:25:00Z"),
        ("2021-07-08 19:25 IST", "IE", "2021-07-08T18:25:00Z"),
        ("8 July 2021 19:25 BST", "GB", "2021-07-08T18:25:00Z"),
        ("8 July 2021 19:25 BST", "BD", "2021-07-08T13:25:00Z"),
        ("8 July 2021 19:25 CST", "CN", "2021-07-08T11:25:00Z"),
        ("8 July 2021 19:25 CST", "CU", "2021-07-09T00:25:00Z"),
        ("8 July 2021 19:25 AST", "SA", "2021-07-08T16:25:00Z"),
        ("8 July 2021 19:25 EST", "AU", "2021-07-08T09:25:00Z"),
        ("July 8, 2021 7:25 p.m. ET", None, "2021-07-08T23:25:00Z"),
        ("January 8, 2021 7:25 p.m. ET", None, "2021-01-09T00:25:00Z"),
        ("2021-07-08T19:25:10+05:30", None, "2021-07-08T13:55:10Z"),
        ("20210708T192510Z", None, "2021-07-08T19:25:10Z"),
        ("1625765110", None, "2021-07-08T17:25:10Z"),
        ("Thu, 08 Jul 2021 19:25:10 GMT", None, "2021-07-08T19:25:10Z"),
    ],
)
def test_a_zone_is_read_by_the_source_s_country(raw: str, country: str | None, utc: str) -> None:
    stamp = read_date(raw, Habits(country))
    assert (stamp.utc, stamp.zone_known, stamp.raw) == (utc, True, raw)


def test_without_a_country_an_ambiguous_zone_leaves_the_day_alone() -> None:
    stamp = read_date("8 July 2021 19:25 IST", Habits())
    assert (stamp.utc, stamp.precision, stamp.zone_known) == ("2021-07-08T00:00:00Z", "day", False)


def test_where_day_and_month_could_change_places_nothing_is_guessed() -> None:
    assert read_date("08/07/2021", Habits()) == Stamp(utc=None, raw="08/07/2021")
    assert local_day(read_date("08/07/2021", Habits(day_first=True))) == "2021-07-08"
    assert local_day(read_date("08/07/2021", Habits(day_first=False))) == "2021-08-07"


def _published(lines: str, source: Source | None = None, url: str | None = None) -> Stamp | None:
    raw = RawArticle(
        text=f"Storm closes the harbour of Port Veld\n{lines}\n\n{BODY}", source=source or Source(), url=url
    )
    return clean(raw, HERE).published


def _on_a_page(head: str, shown: str) -> Stamp | None:
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    title = "<h1>Storm closes the harbour of Port Veld</h1>"
    html = f"<html><head>{head}</head><body>{title}{shown}{paragraphs}</body></html>"
    return clean(RawArticle(html=html), HERE).published


def test_an_offset_after_the_seconds_is_part_of_the_time() -> None:
    stamp = _published("Tue, 24 Nov 2026 08:05:11 +0200")
    assert stamp is not None
    assert (stamp.utc, stamp.offset, stamp.zone_known) == ("2026-11-24T06:05:11Z", "+02:00", True)


def test_a_publisher_s_name_and_its_domain_tell_the_zone() -> None:
    line = "Published: 8 July 2021 19:25 IST"
    for source, utc in (
        (Source(name="The Irish Courier"), "2021-07-08T18:25:00Z"),
        (Source(domain="veldnews.in"), "2021-07-08T13:55:00Z"),
        (Source(domain="indiaveld.example"), "2021-07-08T13:55:00Z"),
        (Source(domain="indianaveld.example"), "2021-07-08T00:00:00Z"),
    ):
        stamp = _published(line, source)
        assert stamp is not None
        assert stamp.utc == utc


def test_an_ambiguous_zone_is_read_by_agreement_with_the_page_s_own_moment() -> None:
    stamp = _on_a_page(
        '<meta property="article:published_time" content="2021-07-08T17:25:33Z">', "<p>8 July 2021, 19:25 IST</p>"
    )
    assert stamp is not None
    assert (stamp.utc, stamp.offset, stamp.zone_known) == ("2021-07-08T17:25:33Z", "+02:00", True)


def test_the_local_day_is_the_one_that_the_page_shows() -> None:
    head = '<meta property="article:published_time" content="2021-07-09T00:46:23Z">'
    stamp = _on_a_page(head, "<p>July 8, 2021</p>")
    assert stamp is not None
    assert (stamp.utc, local_day(stamp)) == ("2021-07-09T00:46:23Z", "2021-07-08")
    far = _on_a_page(head, "<p>July 5, 2021</p>")
    assert far is not None
    assert local_day(far) == "2021-07-09"


def test_day_and_month_are_told_apart_by_another_date_of_the_page() -> None:
    for line, address, day in (
        ("Published: 08/07/2021 | Updated: 25/07/2021", None, "2021-07-08"),
        ("Published: 08/07/2021 | Updated: 08/25/2021", None, "2021-08-07"),
        ("Published: 08/07/2021", "https://veld.example/2021/08/07/storm", "2021-08-07"),
        ("Published: 08/07/2021", None, None),
    ):
        stamp = _published(line, url=address)
        assert stamp is not None
        assert local_day(stamp) == day


def test_an_address_with_two_digits_for_month_and_day_is_read_whole() -> None:
    stamp = _published("By Jane Doe", url="https://veld.example/news/2023/12/22/storm-closes-harbour")
    assert stamp is not None
    assert local_day(stamp) == "2023-12-22"


def test_a_day_that_is_told_in_the_article_is_not_its_own() -> None:
    told = "The last such storm, the weather service said, had struck the port on March 5, 2019, when it sank a tug."
    raw = RawArticle(text=f"Storm closes the harbour of Port Veld\nJuly 8, 2021\n\n{told}\n\n{BODY}")
    published = clean(raw, HERE).published
    assert published is not None
    assert local_day(published) == "2021-07-08"


@given(st.text(max_size=300))
def test_any_text_holds_dates_within_it_or_none(text: str) -> None:
    for one in find_dates(text):
        assert 0 <= one.start < one.end <= len(text)
        assert 1970 <= one.day.year <= 2100


@given(st.text(alphabet="0123456789-/:.T+Z janJulIST年月日", max_size=60), st.sampled_from([None, "IN", "US"]))
def test_a_date_that_stands_alone_never_breaks_the_reader(raw: str, country: str | None) -> None:
    stamp = read_date(raw, Habits(country))
    assert stamp.utc is None or local_day(stamp) is not None


@pytest.mark.parametrize(
    ("line", "day", "day_first"),
    [
        ("Friday 06/11/2026 4.05pm", "2026-11-06", True),
        ("Thu, 06/11/2026", "2026-06-11", False),
        ("vendredi 06/11/2026", "2026-11-06", True),
        ("пятница, 06/11/2026", "2026-11-06", True),
    ],
)
def test_the_day_of_the_week_tells_day_from_month(line: str, day: str, day_first: bool) -> None:
    (found,) = find_dates(line)
    assert (found.day.isoformat(), found.other, found.ordered) == (day, None, day_first)


def test_a_day_of_the_week_that_fits_neither_reading_rules_out_none() -> None:
    (found,) = find_dates("Monday 06/11/2026")
    assert found.other
