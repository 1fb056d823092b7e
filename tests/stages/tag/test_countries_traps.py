"""Words that look like a country and are none, and countries that hide behind other words. Invented sentences.

Each says all the countries that it names, and no others. The texts were written before the code was asked.
What goes against a documented rule is left out (companies, abbreviations alone, short misspellings), and so are family
names that no list holds.
"""

import pytest

from tests.stages.tag.test_countries import codes

PERSONS = [
    ("Israel Mokoena and Cuba Whitfield share a studio; Mokoena paints the walls.", set()),
    ("Michael Jordan bought the team, and Jordan said that he was glad.", set()),
    ("India Ferris opened the show. Ferris sang of rain.", set()),
    ("Kenya Barlow, 34, of Tulsa, Oklahoma, pleaded guilty.", {"US"}),
    ("London Breed Mathers lost her seat in Fresno, California.", {"US"}),
    ("The pitcher Francisco Cordoba left for Japan.", {"JP"}),
    ("Mr. Holland told Mrs. England that the bakery was sold.", set()),
    ("Sgt. Brazil and Capt. France were commended in Leeds, England.", {"GB"}),
    ("Paris Jackson-Lowe and Sydney Orton danced all night.", set()),
    ("Senator Malta Prewitt voted against the bill in Nairobi.", {"KE"}),
    ("Eric Holland, a teacher in Bristol, Tennessee, retired.", {"US"}),
    ("Georgia O'Dowd's paintings went to a museum in Oslo.", {"NO"}),
    ("Princess Victoria of Sweden opened the bridge.", {"SE"}),
]
STATES_AND_NAMESAKES = [
    ("Voters in Georgia and South Carolina go to the polls; Atlanta opens early.", {"US"}),
    ("Georgia's parliament in Tbilisi passed the budget.", {"GE"}),
    ("The Lebanon, Pa., fire company bought a truck.", {"US"}),
    ("Police in Lebanon, Pennsylvania, closed the mill.", {"US"}),
    ("A farmer near Paris, Texas, and another in Peru, Indiana, lost their barns.", {"US"}),
    ("The Moscow, Idaho, council met.", {"US"}),
    ("The Mexico, Missouri, library reopened.", {"US"}),
    ("Firefighters in Birmingham, Alabama, and Cambridge, Massachusetts, were praised.", {"US"}),
    ("London, Ontario, will host the games.", {"CA"}),
    ("The University of New Mexico beat Wyoming.", {"US"}),
    ("Prices on the Gold Coast of Queensland fell.", {"AU"}),
    ("The ferry from Samos to Izmir was late.", {"GR", "TR"}),
    ("A boat sank on Lake Kivu off the coast of Rwanda.", {"RW"}),
    ("Fishermen on Lake Victoria in Uganda protested.", {"UG"}),
    ("Heavy seas in the Gulf of Mexico closed ports in Louisiana.", {"US"}),
    ("Ships left the Sea of Japan for Busan in South Korea.", {"KR"}),
    ("The Indian Ocean was calm near Mombasa, Kenya.", {"KE"}),
    ("Papua province in Indonesia saw rain.", {"ID"}),
    ("The Kurdistan region of Iraq sent workers.", {"IQ"}),
    ("The Niger Delta in Nigeria is polluted.", {"NG"}),
    ("Equatorial Guinea and Guinea-Bissau drew 1-1; Papua New Guinea watched.", {"GQ", "GW", "PG"}),
    ("The Democratic Republic of the Congo shares a river with the Republic of the Congo.", {"CD", "CG"}),
    ("The Dominican Republic lent a generator to Dominica.", {"DO", "DM"}),
    ("Northern Ireland's first minister flew to Dublin.", {"GB", "IE"}),
    ("New England farmers and New South Wales farmers compared notes.", {"US", "AU"}),
]
THINGS = [
    ("Her guinea pig chewed a Brazil nut on the Persian rug.", set()),
    ("They ate Turkey sandwiches, Swiss cheese and Danish pastries off fine china.", set()),
    ("The doctor feared German measles, Lyme disease and Japanese encephalitis.", set()),
    ("Rift Valley fever and West Nile virus were ruled out in Malawi.", {"MW"}),
    ("The Ebola virus and Middle East respiratory syndrome are unlike Marburg virus disease.", set()),
    ("Crimean-Congo haemorrhagic fever killed two in Afghanistan.", {"AF"}),
    ("The fund swapped Swiss francs and Hong Kong dollars for Australian dollars.", set()),
    ("She speaks French, Spanish and a little Italian.", set()),
    ("The New York Times, the China Daily and The Times of India carried the advert.", set()),
    ("According to the Jakarta Post, the mayor of Lyon resigned.", {"FR"}),
    ("The Panama hat and the Bermuda shorts were on sale.", set()),
    ("A Great Dane and two French bulldogs ran off.", set()),
    ("Spanish moss hung from an English oak; Scotch whisky flowed.", set()),
    ("Russian roulette and Chinese whispers are no games for children.", set()),
    ("He drove a Chevrolet Malibu and wore Jordan sneakers.", set()),
]
TEAMS_AND_METONYMS = [
    ("Manchester United beat Real Madrid in Lisbon.", {"GB", "ES", "PT"}),
    ("Whitehall and the Quai d'Orsay denied it; Berlin stayed silent.", {"GB", "FR", "DE"}),
    ("The Bundestag and the Knesset sent delegates to Seoul.", {"DE", "IL", "KR"}),
    ("The Pentagon briefed Congress; Downing Street did not comment.", {"US", "GB"}),
    ("The Duma voted while the Verkhovna Rada met.", {"RU", "UA"}),
]
MISSPELLINGS = [
    ("Protests in Venezuala spread on Friday.", {"VE"}),
    ("The Phillipines and Morroco signed the treaty.", {"PH", "MA"}),
    ("Columbia University students marched in New York.", {"US"}),
    ("Albertans and Quebecers disagree; Ottawa listens.", {"CA"}),
]
LANGUAGES = [
    ("fr", "Le franc suisse recule; à Abidjan, le marché est calme.", {"CI"}),
    ("fr", "Jordan Lefèvre a marqué deux fois contre le Sénégal.", {"SN"}),
    ("fr", "Des enfants ont attrapé la grippe espagnole, selon un médecin malien.", {"ML"}),
    ("fr", "La Guinée équatoriale et la République centrafricaine ont voté.", {"GQ", "CF"}),
    ("es", "El conejillo de Indias comió; en Guayaquil llovió.", {"EC"}),
    ("es", "La embajadora surcoreana habló en Montevideo con los neerlandeses.", {"KR", "UY", "NL"}),
    ("de", "Die Türken und die Griechen trafen sich auf Zypern.", {"TR", "GR", "CY"}),
    ("pt", "O peru de Natal ficou caro em Lisboa.", {"PT"}),
    ("pt", "A seleção moçambicana venceu os cabo-verdianos em Luanda.", {"MZ", "CV", "AO"}),
    ("it", "La Georgia e l'Armenia discutono; il presidente svizzero media.", {"GE", "AM", "CH"}),
    ("nl", "De Oekraïense minister sprak met Belgen en Zuid-Afrikanen.", {"UA", "BE", "ZA"}),
    ("nl", "Een Duitser, een Fransman en een Griekse wonnen in Boekarest.", {"DE", "FR", "GR", "RO"}),
    ("nl", "De Amerikaanse president belde met zijn Wit-Russische collega.", {"US", "BY"}),
    ("lv", "Latvijas prezidents tikās ar Igaunijas un Lietuvas prezidentiem.", {"LV", "EE", "LT"}),
    ("lv", "Vācieši un francūži vienojās Varšavā, bet briti ne.", {"DE", "FR", "PL", "GB"}),
    ("lv", "Krievijā un Ukrainā dzīvojošie zviedri atgriezās Stokholmā.", {"RU", "UA", "SE"}),
    ("ko", "미국과 러시아, 우크라이나 대표가 터키에서 만났다.", {"US", "RU", "UA", "TR"}),
    ("ko", "프랑스인 관광객이 태국 방콕에서 영국인 친구를 만났다.", {"FR", "TH", "GB"}),
    ("ko", "북한은 서울과 평양의 회담을 거부했다.", {"KP", "KR"}),
    ("ru", "Американский доллар подорожал; в Астане и Баку это заметили.", {"KZ", "AZ"}),
    ("uk", "Грузинський прем'єр поїхав до Брюсселя, а турки — до Відня.", {"GE", "BE", "TR", "AT"}),
    ("pl", "Węgrzy i Czesi spotkali się w Bratysławie; kurs franka szwajcarskiego spadł.", {"HU", "CZ", "SK"}),
    ("tr", "Fransız bakan Bakü'de Azerbaycanlı meslektaşıyla görüştü.", {"FR", "AZ"}),
    ("id", "Menteri luar negeri Prancis tiba di Bangkok dari Singapura.", {"FR", "TH", "SG"}),
    ("sw", "Rais wa Tanzania alikutana na Warundi mjini Kigali.", {"TZ", "BI", "RW"}),
    ("ar", "قال الرئيس الفرنسي إن بغداد وأنقرة اتفقتا", {"FR", "IQ", "TR"}),
    ("zh", "美国总统与俄罗斯总统在赫尔辛基会晤", {"US", "RU", "FI"}),
    ("ja", "米国とロシアの大統領がヘルシンキで会談した", {"US", "RU", "FI"}),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*PERSONS, *STATES_AND_NAMESAKES, *THINGS, *TEAMS_AND_METONYMS, *MISSPELLINGS]
)
def test_an_english_sentence_names_these_countries_and_no_others(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), LANGUAGES)
def test_a_sentence_in_another_language_names_these_countries_and_no_others(language, text, expected):
    assert codes(text, language=language) == expected
