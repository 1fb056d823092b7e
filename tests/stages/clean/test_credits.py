"""Bylines, agencies, datelines and the page's own claims, in the forms of seventeen languages."""

import pytest

from streams.stages.clean.byline import byline_agency, byline_names
from streams.stages.clean.claims import read_claims
from streams.stages.clean.datelines import lead_dateline
from streams.stages.clean.flat import read_text

BYLINES = {
    "By Anna Lindqvist and Omar Haddad": ["Anna Lindqvist", "Omar Haddad"],
    "By ANNA LINDQVIST, Staff Writer": ["Anna Lindqvist"],
    "Par Louise Hautbois": ["Louise Hautbois"],
    "Par Louise Hautbois et Marc Delorme": ["Louise Hautbois", "Marc Delorme"],
    "Por Lucía Cabrera": ["Lucía Cabrera"],
    "Texto: Lucía Cabrera": ["Lucía Cabrera"],
    "Von Karin Moosbach": ["Karin Moosbach"],
    "Von Karin Moosbach und Jens Ahlers": ["Karin Moosbach", "Jens Ahlers"],
    "Por João Teixeira": ["João Teixeira"],
    "Автор: Мария Ветрова": ["Мария Ветрова"],
    "Текст: Мария Ветрова": ["Мария Ветрова"],
    "Мария Ветрова, корреспондент": ["Мария Ветрова"],
    "Автор: Олена Гайова": ["Олена Гайова"],
    "Автори: Олена Гайова та Іван Бойчук": ["Олена Гайова", "Іван Бойчук"],
    "بقلم سمير الحداد": ["سمير الحداد"],
    "كتب: سمير الحداد": ["سمير الحداد"],
    "كتبت ليلى منصور": ["ليلى منصور"],
    "نویسنده: مریم کاظمی": ["مریم کاظمی"],
    "گزارش: مریم کاظمی": ["مریم کاظمی"],
    "Yazan: Defne Aksu": ["Defne Aksu"],
    "Haber: Defne Aksu": ["Defne Aksu"],
    "Defne Aksu / Muhabir": ["Defne Aksu"],
    "लेखक: रोहन वर्मा": ["रोहन वर्मा"],
    "रिपोर्ट: रोहन वर्मा": ["रोहन वर्मा"],
    "记者 林晓舟": ["林晓舟"],
    "作者:林晓舟": ["林晓舟"],
    "(记者林晓舟)": ["林晓舟"],
    "記者 陳柏宇": ["陳柏宇"],
    "文・佐伯 美波": ["佐伯 美波"],
    "文/佐伯美波": ["佐伯美波"],
    "執筆:佐伯美波": ["佐伯美波"],
    "한지원 기자": ["한지원"],
    "글 한지원 기자": ["한지원"],
    "[한빛신문 한지원 기자]": ["한지원"],
    "Oleh: Dewi Lestariani": ["Dewi Lestariani"],
    "Penulis: Dewi Lestariani": ["Dewi Lestariani"],
    "Reporter: Dewi Lestariani": ["Dewi Lestariani"],
    "Na Juma Mwakyusa": ["Juma Mwakyusa"],
    "Mwandishi: Juma Mwakyusa": ["Juma Mwakyusa"],
    "Imeandikwa na Juma Mwakyusa": ["Juma Mwakyusa"],
}
NO_BYLINES = (
    "By the time the ferry sank everybody was ashore",
    "Par temps de brouillard",
    "Por qué subió el pan",
    "Von heute an gilt Tempo 30",
    "Na hali ya hewa",
    "Oleh karena itu warga mengungsi.",
    "文化",
    "文学の秋",
    "글로벌 경제",
    "记者会",
    "記者会見の全文",
    "Автобус упал в реку",
    "كتبت الصحف اليوم عن الفيضانات",
)
AGENCIES = {
    "Reuters": "Reuters",
    "Par AFP": "AFP",
    "Le Bac du Matin avec AFP": "AFP",
    "EFE": "EFE",
    "Agencia EFE | 4 de mayo de 2025": "EFE",
    "Quelle: dpa": "dpa",
    "dpa/AFP": "dpa",
    "Fonte: Lusa": "Lusa",
    "Agência Lusa": "Lusa",
    "Источник: ТАСС": "TASS",
    "Джерело: Укрінформ": "Ukrinform",
    "رويترز": "Reuters",
    "المصدر: أ ف ب": "AFP",
    "منبع: ایرنا": "IRNA",
    "Kaynak: AA": "Anadolu",
    "Anadolu Ajansı": "Anadolu",
    "स्रोत: पीटीआई": "PTI",
    "来源:新华社": "Xinhua",
    "來源: 中央社": "CNA",
    "共同通信": "Kyodo",
    "출처: 연합뉴스": "Yonhap",
    "Sumber: Antara": "Antara",
    "Chanzo: AFP": "AFP",
}
DATELINES = {
    "PORT VELD, May 4 (Reuters) - Two ferries sank.": ("PORT VELD", "Reuters", "May 4"),
    "PORT VELD (AP) — Two ferries sank.": ("PORT VELD", "AP", None),
    "Morval (AFP) - Quatre personnes ont été blessées.": ("Morval", "AFP", None),
    "MORVAL, 4 mai (Reuters) - Quatre personnes ont été blessées.": ("MORVAL", "Reuters", "4 mai"),
    "Tierra Blanca, 4 may (EFE).- Un sismo sacudió la costa.": ("Tierra Blanca", "EFE", "4 may"),
    "Tierra Blanca (EFE).- Un sismo sacudió la costa.": ("Tierra Blanca", "EFE", None),
    "Oberfeld (dpa) - Ein Regionalzug ist entgleist.": ("Oberfeld", "dpa", None),
    "Oberfeld, 4. Mai (Reuters) - Ein Regionalzug ist entgleist.": ("Oberfeld", "Reuters", "4. Mai"),
    "Oberfeld/Moosheim (dpa/lnw) - Ein Regionalzug ist entgleist.": ("Oberfeld/Moosheim", "dpa", None),
    "Vila Alta, 4 mai 2025 (Lusa) - Uma ponte caiu.": ("Vila Alta", "Lusa", "4 mai 2025"),
    "НОВОРЕЧЕНСК, 4 мая. /ТАСС/. Мост закрыт.": ("НОВОРЕЧЕНСК", "TASS", "4 мая"),
    "НОВОРЕЧЕНСК, 4 мая - РИА Новости. Мост закрыт.": ("НОВОРЕЧЕНСК", "RIA Novosti", "4 мая"),
    "Новореченск. 4 мая. ИНТЕРФАКС - Мост закрыт.": ("Новореченск", "Interfax", "4 мая"),
    "БЕРЕЗОВЕ, 4 травня (Укрінформ) - Міст закрито.": ("БЕРЕЗОВЕ", "Ukrinform", "4 травня"),
    "مدينة النور 4 مايو (رويترز) - غرقت عبارتان.": ("مدينة النور", "Reuters", "4 مايو"),
    "مدينة النور (أ ف ب) - غرقت عبارتان.": ("مدينة النور", "AFP", None),
    "شهر نور - ایرنا - دو قایق غرق شد.": ("شهر نور", "IRNA", None),
    "YENİKÖY (AA) - İki feribot battı.": ("YENİKÖY", "Anadolu", None),
    "YENİKÖY, 4 Mayıs (Reuters) - İki feribot battı.": ("YENİKÖY", "Reuters", "4 Mayıs"),
    "नवपुर, चार मई (भाषा) दो नौकाएं डूब गईं।": ("नवपुर", "PTI", "चार मई"),
    "नवपुर, 4 मई (पीटीआई) दो नौकाएं डूब गईं।": ("नवपुर", "PTI", "4 मई"),
    "新华社江湾5月4日电 两艘渡轮沉没。": ("江湾", "Xinhua", "5月4日"),
    "中新网江湾5月4日电 两艘渡轮沉没。": ("江湾", "China News Service", "5月4日"),
    "(中央社江灣4日電)兩艘渡輪沉沒。": ("江灣", "CNA", "4日"),
    "(中央社記者陳柏宇江灣4日電)兩艘渡輪沉沒。": ("江灣", "CNA", "4日"),
    "【江湾共同】フェリー2隻が沈没した。": ("江湾", "Kyodo", None),
    "[江湾 4日 ロイター] - フェリー2隻が沈没した。": ("江湾", "Reuters", "4日"),
    "(새항=연합뉴스) 여객선 두 척이 침몰했다.": ("새항", "Yonhap", None),
    "(강만=연합뉴스) 한지원 기자 = 여객선 두 척이 침몰했다.": ("강만", "Yonhap", None),
    "Tanjung Biru (ANTARA) - Dua feri tenggelam.": ("Tanjung Biru", "Antara", None),
    "TANJUNG BIRU, 4 Mei (Bernama) -- Dua feri tenggelam.": ("TANJUNG BIRU", "Bernama", "4 Mei"),
    "BANDARI MPYA (AFP) - Vivuko viwili vimezama.": ("BANDARI MPYA", "AFP", None),
}
CLAIMS = {
    "Country: Norway": "country",
    "Pays : Suisse": "country",
    "País: Chile": "country",
    "Land: Österreich": "country",
    "Страна: Россия": "country",
    "Країна: Україна": "country",
    "الدولة: الأردن": "country",
    "کشور: ایران": "country",
    "Ülke: Türkiye": "country",
    "देश: भारत": "country",
    "国家:中国": "country",
    "国:日本": "country",
    "국가: 대한민국": "country",
    "Negara: Indonesia": "country",
    "Nchi: Kenya": "country",
    "Tags: ferries, storms": "topics",
    "Mots-clés : bacs, tempête": "topics",
    "Etiquetas: barcos, tormenta": "topics",
    "Schlagwörter: Fähren, Sturm": "topics",
    "Palavras-chave: barcos, tempestade": "topics",
    "Теги: паромы, шторм": "topics",
    "Теги: пороми, шторм": "topics",
    "الكلمات المفتاحية: عبارات، عاصفة": "topics",
    "وسوم: عبارات، عاصفة": "topics",
    "برچسب‌ها: قایق، طوفان": "topics",
    "Etiketler: feribot, fırtına": "topics",
    "टैग: नौका, तूफान": "topics",
    "标签:渡轮、风暴": "topics",
    "タグ:フェリー、嵐": "topics",
    "태그: 여객선, 폭풍": "topics",
    "Topik: feri, badai": "topics",
    "Mada: vivuko, dhoruba": "topics",
}


@pytest.mark.parametrize("line", BYLINES)
def test_a_byline_gives_its_names(line: str) -> None:
    assert byline_names(line) == BYLINES[line]


@pytest.mark.parametrize("line", NO_BYLINES)
def test_a_line_that_begins_like_a_byline_gives_no_names(line: str) -> None:
    assert byline_names(line) == []


@pytest.mark.parametrize("line", AGENCIES)
def test_a_source_row_names_its_agency(line: str) -> None:
    assert byline_agency(line) == AGENCIES[line]


@pytest.mark.parametrize("lead", DATELINES)
def test_a_dateline_gives_place_agency_and_date(lead: str) -> None:
    found = lead_dateline(lead)
    assert found is not None
    assert (found.place, found.agency, found.date) == DATELINES[lead]


@pytest.mark.parametrize("line", CLAIMS)
def test_a_row_of_the_page_says_country_or_topics(line: str) -> None:
    claims, rows = read_claims(read_text(f"{line}\n\nTwo ferries sank off Port Veld on Friday."), None, 1, 2)
    assert rows == {0}
    assert len(getattr(claims, CLAIMS[line])) == (1 if CLAIMS[line] == "country" else 2)
