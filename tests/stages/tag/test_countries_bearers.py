"""What is called after a place, and which place it is after all: invented sentences, most written before the code ran.

Each says all the countries that it names, and no others.
"""

import pytest

from streams.stages.tag.countries.gazetteer import gazetteer
from streams.stages.tag.countries.runs import LONGEST_KEPT, capital_runs
from tests.stages.tag.test_countries import codes

BEARERS = [
    ("The MV Estonia sank with 852 on board.", set()),
    ("The SS France was scrapped in India.", {"IN"}),
    ("Guests of the Hotel Majestic in Barcelona were robbed in Spain.", {"ES"}),
    ("The Hotel Bristol in Vienna burned.", {"AT"}),
    ("Holland & Knight, the law firm, advises Jamaica on debt.", {"JM"}),
    ("Michael B. Jordan will produce the film, Jordan told reporters.", set()),
    ("Mr. Cuba, a plumber, said he had seen nothing. Cuba was not hurt.", set()),
    ("China Evans, 19, won the 400 metres in Eugene, Oregon.", {"US"}),
    ("N. Korea fired a missile.", {"KP"}),
    ("The Washington Redskins beat the Dallas Cowboys.", {"US"}),
    ("Toronto Raptors guard Kyle Lowry stayed in Canada.", {"CA"}),
    ("She cooked Thai curry, Swedish meatballs and Irish stew.", set()),
    ("The Siberian husky and the Persian cat slept.", set()),
    ("A Bernese mountain dog and a Welsh corgi won prizes in Oslo.", {"NO"}),
    ("Peking duck and Turkish coffee were served on the Congo River.", set()),
]
NAMESAKES = [
    ("Voters in Georgia will choose a senator, the secretary of state said in Atlanta.", {"US"}),
    ("Voters in Georgia chose a Democrat, Savannah's mayor said.", {"US"}),
    ("Georgia's prime minister told lawmakers in Tbilisi that talks had resumed.", {"GE"}),
    ("Georgia, Armenia and Azerbaijan agreed to reopen the railway.", {"GE", "AM", "AZ"}),
    ("A court in Reading, England, and one in Mobile, Alabama, met online.", {"GB", "US"}),
    ("A boy from Quebec was found.", {"CA"}),
]
SEATS_AND_CITIES = [
    ("The Riksdag voted to join, and the Eduskunta followed.", {"SE", "FI"}),
    ("Raisina Hill played down the clash; La Moneda did not comment.", {"IN", "CL"}),
    ("Aso Rock denied that the president was ill.", {"NG"}),
    ("The Binnenhof is being rebuilt.", {"NL"}),
    ("The novel, set in Bombay and Calcutta, won a prize in Toronto.", {"IN", "CA"}),
    ("Leningrad was besieged for 900 days.", {"RU"}),
    ("Police in Cologne and in Bordeaux work together, Kenya's paper wrote.", {"DE", "FR", "KE"}),
    ("Finnish doctors flew to Ramallah and to Strasbourg.", {"FI", "PS", "FR"}),
    ("Siberian and Tuscan farmers compared notes with Texans.", {"RU", "IT", "US"}),
]
LANGUAGES = [
    ("it", "Il regista Jordan Bianchi ha vinto un premio in Uruguay.", {"UY"}),
    ("pt", "Os guineenses votam no domingo, disse a comissão em Bissau.", {"GW"}),
    ("ru", "В Анкаре задержали двух россиян и пятерых ливийцев.", {"TR", "RU", "LY"}),
    ("uk", "В Анкарі та Оттаві відбулися переговори щодо росіян.", {"TR", "CA", "RU"}),
    ("ar", "اجتمع وزراء الأردن ومصر في عمان.", {"JO", "EG"}),
    ("hi", "अंकारा, इस्लामाबाद और कीव में वार्ता हुई।", {"TR", "PK", "UA"}),
    ("ko", "캔버라에서 콩고민주공화국 대표단을 만났다.", {"AU", "CD"}),
    ("ja", "キャンベラとオタワで会談した。", {"AU", "CA"}),
    ("tr", "Kanberra ve Ottawa anlaşmayı imzaladı.", {"AU", "CA"}),
]


@pytest.mark.parametrize(("text", "expected"), BEARERS)
def test_what_is_called_after_a_place_is_no_place(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMESAKES)
def test_the_towns_around_it_say_which_namesake_is_meant(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(("text", "expected"), SEATS_AND_CITIES)
def test_seats_of_government_and_cities_known_abroad_stand_for_their_country(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), LANGUAGES)
def test_capitals_and_nationalities_are_known_in_the_sixteen_languages(
    language: str, text: str, expected: set[str]
) -> None:
    assert codes(text, language=language) == expected


def test_a_city_that_shares_its_name_with_another_country_or_a_person_has_no_fame() -> None:
    fame = {name: gazetteer().towns(name)[0].fame for name in ("venice", "ramallah", "alexandria", "victoria")}
    assert fame["ramallah"] > 0
    assert fame["alexandria"] == fame["victoria"] == 0


def test_a_run_of_capital_words_holds_the_same_however_long_the_run_around_it() -> None:
    short = capital_runs("a Novi Sad b")[0][0]
    long = capital_runs("a " + "Xq " * LONGEST_KEPT + "Novi Sad b")[0][0]
    assert [towns for *_, towns in short.towns] == [towns for *_, towns in long.towns]


def test_each_place_where_a_run_stands_is_known() -> None:
    text = "when Kenya met Peru, it rained in Kenya"
    assert {run.text: list(places) for run, places in capital_runs(text)} == {"Kenya": [5, 34], "Peru": [15]}
