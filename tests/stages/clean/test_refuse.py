"""Stub pages are refused; short reports pass, whatever their footer says."""

from pathlib import Path

import pytest

from streams.errors import Refused
from streams.records import Place, RawArticle
from streams.stages.clean import clean

HERE = Place(topic="-", partition=0, offset=1, timestamp=0)
FOOTERS = (
    "Who we are | Contact | Legal notice | Cookies",
    "Mentions légales - CGU - Gestion des cookies",
    "Quiénes somos | Aviso legal | Política de cookies",
    "Datenschutz | Impressum | Cookies verwalten",
)
REPORTS = (
    (
        "Bridge collapses in northern Veldria\n\nBy Anna Lindqvist\n\n4 May 2025\n\n"
        "A road bridge collapsed in northern Veldria on Sunday and two lorries fell into the river, officials said. "
        "Both drivers swam to the bank and were taken to hospital.\n\n"
        "The bridge was built in 1962 and had been inspected in March."
    ),
    (
        "Quatre blessés dans un incendie à Morval\n\nPar Louise Hautbois\nPublié le 04/05/2025 à 18h20\n\n"
        "MORVAL - Quatre personnes ont été blessées dimanche dans l'incendie d'un immeuble du centre de "
        "Morval, ont indiqué "
        "les pompiers.\n\nLe feu a pris dans une cave vers midi. Une trentaine d'habitants ont été relogés "
        "dans un gymnase."
    ),
    (
        "Un sismo sacude la costa de Tierra Blanca\n\n04/05/2025 - 07:15\n\n"
        "TIERRA BLANCA - Un sismo de magnitud 5,4 sacudió el domingo la costa norte del país, informó el "
        "servicio geológico, "
        "que dijo que no existe peligro de tsunami.\n\nNo hubo heridos, pero algunas casas de adobe perdieron el techo."
    ),
    (
        "Zug entgleist bei Oberfeld\n\nVon Karin Moosbach\n4. Mai 2025\n\n"
        "Bei Oberfeld ist am Sonntag ein Regionalzug entgleist. Elf Reisende wurden leicht verletzt, teilte "
        "die Polizei mit. "
        "Die Strecke bleibt bis Dienstag gesperrt.\n\nDie Ursache wurde zunächst nicht gefunden."
    ),
)
FLASHES = (
    "El gobierno dijo el lunes que no existe riesgo de tsunami tras el sismo que sacudió la costa norte del país.",
    "Rescuers said on Monday that the fourth climber had not been found and that the search would go on at dawn.",
    "PORT VELD (Reuters) - Two ferries sank off Port Veld on Friday and nobody was hurt, the coast guard said.",
)
RETRACTIONS = (
    "WITHDRAWN: bridge collapse\n\nThis story has been withdrawn.\n\nThe editors",
    "Kill advisory\n\nPlease disregard the story about the ferry. A replacement will follow.",
    "Article retiré\n\nNotre article sur le pont a été retiré. Nous prions nos lecteurs de nous excuser.\n\nAccueil",
    "Fe de erratas\n\nLa noticia sobre el puente era falsa y ha sido retirada.\n\nPortada",
    "Meldung zurückgezogen\n\nDie Meldung über die Brücke wird zurückgezogen.\n\nStartseite",
    "Errata\n\nA notícia sobre a ponte foi retirada do ar por conter um erro.\n\nInício",
    "Сообщение отозвано\n\nСообщение о мосте аннулировано, оно не соответствует действительности.\n\nНа главную",
    "سحب خبر\n\nنسحب الخبر المتعلق بالجسر لعدم صحته.\n\nالرئيسية",
    "Düzeltme\n\nKöprüyle ilgili haber geri çekilmiştir.\n\nAna sayfa",
    "भूल सुधार\n\nपुल से जुड़ी खबर वापस ले ली गई है।\n\nमुखपृष्ठ",
    "撤稿声明\n\n本社关于大桥的报道已撤回,请勿使用。\n\n首页",
    "おわび\n\n橋に関する記事を取り消します。\n\nトップ",
    "정정\n\n다리 관련 기사를 취소합니다.\n\n홈",
    "Ralat\n\nBerita tentang jembatan itu ditarik karena keliru.\n\nBeranda",
    "Marekebisho\n\nHabari kuhusu daraja imeondolewa kwa kuwa haikuwa sahihi.\n\nMwanzo",
)


def _pages(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text("utf-8")
    return [page.strip() for page in text.split("\n=====\n") if page.strip()]


STUBS = _pages("stub_pages.txt")
SHORT = _pages("short_reports.txt")
AROUND = (
    "{}",
    "The Brae Chronicle\nHome  News  Sport\n\n{}\n\nContact | Privacy | Cookies\n© 2025",
    (
        "The Brae Chronicle\nHome\nNews\nSport\n\n{}\n\nShare\n\nRead also\nTram fares rise\n2 hours ago\n"
        "Bakery opens\n3 hours ago\n\nSubscribe\nLog in\nCookie settings\n© 2025"
    ),
)


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("report", REPORTS)
def test_a_short_report_passes_whatever_its_footer_says_of_cookies(report: str, footer: str) -> None:
    article = clean(RawArticle(text=f"The Morning Ferry\nHome  World  Sport\n\n{report}\n\n{footer}\n© 2025"), HERE)
    assert report.split("\n\n")[-1] in article.text
    assert "ookies" not in article.text


@pytest.mark.parametrize("flash", FLASHES)
def test_a_flash_passes_though_its_words_stand_on_error_pages_too(flash: str) -> None:
    assert clean(RawArticle(text=flash), HERE).text == flash


def test_a_report_that_a_pay_wall_cuts_off_is_refused() -> None:
    wall = f"{REPORTS[0]}\n\nSubscribe to continue reading\n\nAlready a subscriber? Sign in"
    with pytest.raises(Refused, match="pay-wall"):
        clean(RawArticle(text=wall), HERE)


def _is_refused(page: str) -> bool:
    try:
        clean(RawArticle(text=page), HERE)
    except Refused as refused:
        return refused.reason in {"no-article", "empty"}
    return False


@pytest.mark.parametrize("notice", RETRACTIONS)
def test_a_retraction_in_words_passes_however_little_it_says(notice: str) -> None:
    assert clean(RawArticle(text=notice), HERE).text


def test_nine_of_ten_stub_pages_are_refused() -> None:
    passed = [page for page in STUBS if not _is_refused(page)]
    assert len(STUBS) >= 250
    assert len(passed) <= 0.1 * len(STUBS), "\n---\n".join(passed)


def test_reports_of_two_sentences_pass_alone_and_in_a_page() -> None:
    refused = [page for page in SHORT if _is_refused(page)]
    around = [page for form in AROUND[1:] for page in SHORT if _is_refused(form.format(page))]
    assert not refused
    assert len(around) <= 0.06 * len(SHORT) * len(AROUND[1:]), "\n---\n".join(around)


def test_a_front_of_headlines_each_with_its_day_is_refused_however_the_lines_are_joined() -> None:
    towns = ("Brae", "Skarholm", "Veld", "Halden", "Oberfeld", "Lindhaven", "Zaliv", "Morne")
    heads = [f"Council of {town} votes on its harbour {day} May 2026" for day, town in enumerate(towns, 2)]
    assert _is_refused("The Brae Chronicle\nHome  News  Sport\n\n" + "\n\n".join(heads) + "\n\nLoad more")


def test_a_brief_beside_the_headlines_of_others_is_no_section_front() -> None:
    teasers = "\n".join(f"Council delays vote {number}\nThe vote was put off to June." for number in range(5))
    brief = "PORT VELD, May 4 (Reuters) - Two ferries sank off Port Veld on Friday and nobody was hurt."
    assert brief in clean(RawArticle(text=f"Two ferries sink\n\n{brief}\n\n{teasers}"), HERE).text
