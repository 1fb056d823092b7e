"""The wire agencies, by the names that articles give them."""

import re

_AGENCIES: dict[str, str] = {
    "Reuters": "Reuters|Thomson Reuters|Рейтер|رويترز|رویترز|路透社|ロイター|로이터|रॉयटर्स|Рейтерс",
    "AP": "AP|Associated Press|The Associated Press|美联社|AP通信|एपी|أسوشيتد برس|أ ب|آسوشیتدپرس",
    "AFP": "AFP|Agence France-Presse|Agence France Presse|法新社|AFP通信|أ ف ب|فرانس برس|एएफपी|خبرگزاری فرانسه|АФП",
    "dpa": "dpa|Deutsche Presse-Agentur|dpa-AFX|د ب أ",
    "EFE": "EFE|Agencia EFE",
    "ANSA": "ANSA",
    "Xinhua": "Xinhua|新华社|新華社|新华网|شينخوا",
    "China News Service": "中新社|中新网|中国新闻网|中國新聞網",
    "TASS": "TASS|ITAR-TASS|ТАСС|タス通信",
    "RIA Novosti": "RIA Novosti|RIA|РИА Новости|Sputnik|РИА",
    "Interfax": "Interfax|Интерфакс|INTERFAX.RU|Interfax-Ukraine|Інтерфакс-Україна",
    "PTI": "PTI|Press Trust of India|पीटीआई|पीटीआई-भाषा|भाषा",
    "ANI": "ANI|एएनआई",
    "IANS": "IANS|आईएएनएस",
    "UPI": "UPI",
    "Bloomberg": "Bloomberg|Bloomberg News|ブルームバーグ",
    "Kyodo": "Kyodo|Kyodo News|共同|共同通信",
    "Jiji": "Jiji|Jiji Press|時事|時事通信",
    "Yonhap": "Yonhap|Yonhap News Agency|연합뉴스",
    "Anadolu": "Anadolu|Anadolu Agency|AA|Anadolu Ajansı|الأناضول",
    "Ukrinform": "Ukrinform|Укрінформ|Укринформ",
    "UNIAN": "UNIAN|УНИАН|УНІАН",
    "Lusa": "Lusa|Agência Lusa",
    "APA": "APA",
    "Belga": "Belga",
    "ANP": "ANP",
    "TT": "TT",
    "SPA": "SPA|Saudi Press Agency|واس",
    "IRNA": "IRNA|ایرنا|إرنا",
    "ISNA": "ISNA|ایسنا",
    "Fars": "Fars News Agency|فارس",
    "Tasnim": "Tasnim|تسنیم",
    "WAM": "WAM|وام",
    "SANA": "SANA|سانا",
    "Antara": "ANTARA|Antara",
    "Bernama": "Bernama",
    "PA Media": "PA Media|Press Association|PA",
    "AAP": "AAP",
    "CNA": "CNA|中央社",
    "APP": "APP|Associated Press of Pakistan",
    "UNB": "UNB",
    "BSS": "BSS",
    "Agência Brasil": "Agência Brasil",
    "Estadão Conteúdo": "Estadão Conteúdo",
    "Télam": "Télam|Telam",
    "Notimex": "Notimex",
    "Europa Press": "Europa Press|EP",
    "Canadian Press": "The Canadian Press|Canadian Press",
    "MENA": "MENA|أ ش أ",
    "NAN": "NAN",
    "KUNA": "KUNA|كونا",
    "QNA": "QNA|قنا",
}
BY_NAME: dict[str, str] = {name.lower(): agency for agency, names in _AGENCIES.items() for name in names.split("|")}
# Short names are words of other meaning too: they count in brackets and bylines, not in prose.
_LONG = sorted((name for name in BY_NAME if len(name) > 3), key=len, reverse=True)
NAMES = "|".join(re.escape(name) for name in sorted(BY_NAME, key=len, reverse=True))


def agency_named(words: str) -> str | None:
    """The agency that these words name, whole."""
    return BY_NAME.get(words.strip(" .()[]-–—").lower())
