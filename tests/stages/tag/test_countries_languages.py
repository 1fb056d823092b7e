"""Names, nationalities and capitals in other languages than English, and what only looks like one. Invented."""

import pytest

from streams.stages.tag.countries import find_countries
from streams.stages.tag.countries.spaced import squeeze
from tests.stages.tag.test_countries import article

SENTENCES = [
    # language, text, what it names: a name, a nationality (inflected), a capital
    ("fr", "La pêche péruvienne reprend, dit le Chili à Lima.", {"PE", "CL"}),
    ("fr", "Des marins norvégiens et une équipe ghanéenne ont quitté Nairobi.", {"NO", "GH", "KE"}),
    ("es", "Los pescadores noruegos y la armada chilena llegaron a Kenia.", {"NO", "CL", "KE"}),
    ("es", "Una bióloga ucraniana trabaja en Lisboa.", {"UA", "PT"}),
    ("de", "Die norwegischen Fischer trafen den Kenianer in Lissabon.", {"NO", "KE", "PT"}),
    ("de", "Ein Däne und zwei Polen reparierten in Chile eine Brücke.", {"DK", "PL", "CL"}),
    ("pt", "A ministra norueguesa visitou o Quênia e falou com pescadores chilenos.", {"NO", "KE", "CL"}),
    ("ru", "Норвежские рыбаки встретились с делегацией Кении в Лиссабоне.", {"NO", "KE", "PT"}),
    ("ru", "Чилийцы купили трактор у поляков.", {"CL", "PL"}),
    ("uk", "Норвезькі рибалки зустрілися з польською делегацією у Києві.", {"NO", "PL", "UA"}),
    ("ar", "التقى وزير الخارجية النرويجي الوفد الكيني في لشبونة", {"NO", "KE", "PT"}),
    ("ar", "سافر الفريق إلى المغرب ثم للسودان", {"MA", "SD"}),
    ("fa", "ماهیگیران نروژی با هیئت کنیا در تهران دیدار کردند", {"NO", "KE", "IR"}),
    ("tr", "Norveçli balıkçılar Kenya'dan gelen heyetle Lizbon'da buluştu.", {"NO", "KE", "PT"}),
    ("hi", "नॉर्वे के मछुआरों ने नेपाल की टीम से दिल्ली में मुलाकात की", {"NO", "NP", "IN"}),
    ("zh", "挪威渔民在内罗毕会见了智利代表团", {"NO", "KE", "CL"}),
    ("zh", "甘肃和四川的渔民在河边会面", {"CN"}),
    ("hi", "असम और बिहार के मछुआरे नदी पर मिले", {"IN"}),
    ("ja", "福島県の漁師が岩手県で会った", {"JP"}),
    ("ja", "ノルウェーの漁師がナイロビでチリの代表団と会った", {"NO", "KE", "CL"}),
    ("ko", "노르웨이 어부들이 칠레 대표단과 베를린에서 만났다", {"NO", "CL", "DE"}),
    ("id", "Nelayan Norwegia bertemu delegasi Kenya di Lisboa dan Jakarta.", {"NO", "KE", "ID"}),
    ("sw", "Wavuvi wa Norwe walikutana na Wakenya mjini Kampala.", {"NO", "KE", "UG"}),
    ("pl", "Norwescy rybacy spotkali się z delegacją Kenii w Kijowie.", {"NO", "KE", "UA"}),
    ("nl", "De Noorse vissers ontmoetten een Keniaan en een Pool in Lissabon.", {"NO", "KE", "PL", "PT"}),
    ("sv", "De norska fiskarna mötte polackerna i Nairobi.", {"NO", "PL", "KE"}),
    ("da", "Norske fiskere mødte polakkerne og en vietnamesisk kok.", {"NO", "PL", "VN"}),
    ("no", "Danske fiskere møtte en polsk kokk i Nairobi.", {"DK", "PL", "KE"}),
    ("fi", "Norjalaiset kalastajat tapasivat puolalaisen kokin Keniassa.", {"NO", "PL", "KE"}),
    ("ro", "Pescarii norvegieni au întâlnit o delegație poloneză la Chișinău.", {"NO", "PL", "MD"}),
    ("it", "I pescatori norvegesi incontrano una cuoca keniana a Lisbona.", {"NO", "KE", "PT"}),
    ("am", "የኬንያ ዓሣ አጥማጆች ከቻይና ልዑካን ጋር በአዲስ አበባ ተገናኙ", {"KE", "CN", "ET"}),
    ("he", "דייגים מנורווגיה נפגשו עם משלחת מקניה", {"NO", "KE"}),
    ("th", "ชาวประมงไทยพบคณะผู้แทนจากญี่ปุ่น", {"TH", "JP"}),
    ("vi", "Ngư dân Việt Nam gặp đoàn đại biểu Trung Quốc", {"VN", "CN"}),
    ("so", "Kalluumaysatada Kenya waxay la kulmeen wafdi Itoobiya ah", {"KE", "ET"}),
    ("ha", "Masunta na Najeriya sun gana da tawagar Ghana", {"NG", "GH"}),
    ("lv", "Norvēģijas zvejnieki tikās ar poļu delegāciju.", {"NO", "PL"}),
]

TRAPS = [
    # language, text, what it must not be taken for, and the rest
    ("fr", "La dinde et la porcelaine de Chine cassée sont au menu.", {"TR"}),
    ("es", "El portavoz indicó que no habrá pan.", {"IN"}),
    ("de", "Am Ende der Straße liegt ein Schotterweg.", {"ID", "GB"}),
    ("pt", "O Santo Ofício foi um romance de sucesso.", {"SH"}),
    ("ru", "Цена сжиженного газа упала, рыбы стало меньше.", {"PS"}),
    ("uk", "Софія купила хліб.", {"BG"}),
    ("ar", "زاد تركيز الملح في البحيرة ودفع أشرف غاني الفاتورة", {"TR", "GH"}),
    ("fa", "روز دوشنبه مصرف برق زیاد شد", {"TJ", "EG"}),
    ("tr", "Babam hindi ve mısır ekmeği aldı.", {"IN", "EG"}),
    ("hi", "माली ने सागर के लिए चीता देखा", {"ML", "TR"}),
    ("zh", "胜利之后是太平", {"CN"}),
    ("ja", "新しいタイトルの本", {"TH"}),
    ("ko", "회의 전에 미리 말리지 않았다", {"ML"}),
    ("id", "Dia membeli as roda dan gas.", {"US"}),
    ("fi", "Tämä haitakkeen osa korjattiin. Jos sataa, jäämme kotiin.", {"JP", "HT", "NG"}),
    ("sv", "Både barnen och hunden sov. Ändå var det kallt.", {"TW", "CN"}),
    ("ro", "Rușine! Partidul Libertății a pierdut.", {"LR"}),
    ("am", "የመንገድ ግንባታ ኩባንያው ሥራ ጀመረ", {"YE", "CU"}),
    ("lv", "Sofija nopirka maizi.", {"BG"}),
    ("so", "Jaad ayaa la soo dejiyay.", {"TD"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_names_nationalities_and_capitals_are_found_in_many_languages(language, text, expected):
    assert {country.code for country in find_countries(article(text, language=language))} >= expected


@pytest.mark.parametrize(("language", "text", "wrong"), TRAPS)
def test_words_that_only_look_like_a_country_are_none(language, text, wrong):
    assert not {country.code for country in find_countries(article(text, language=language))} & wrong


def test_a_text_with_blanks_between_all_letters_is_read_as_one_without():
    text = "노 르 웨 이 어 부 들 이 칠 레 대 표 단 과 만 났 다"
    found = {country.code: country.mentions for country in find_countries(article(text, language="ko"))}
    assert set(found) == {"NO", "CL"}
    assert found["NO"][0].text == "노르웨이"
    assert text[found["NO"][0].start : found["NO"][0].end] == "노 르 웨 이"


def test_a_text_that_is_set_as_usual_is_left_as_it_is():
    assert squeeze("노르웨이 어부들이 칠레 대표단과 만났다") is None
    assert squeeze("A b c d e f g h i j k.") is None
