"""In which words of sixteen languages an article says that it corrects or takes back a report."""

import re

from streams.records import Status

_ENGLISH = re.compile(
    r"^\W*(?:correct(?:ion|ed|s)|kill|withdrawn|retract(?:ion|ed))\b\s*(?:[:—–(\-]|$)"
    r"|\(correct(?:s|ed|ion)\b|\bcorrection:|\bthis (?:story|article|report|version) (?:has been |was "
    r"|is )?(?:corrects|corrected|retracted|withdrawn)"
    r"|\b(?:an )?earlier version of this (?:story|article|report)\b[^.]{0,80}\b(?:misstated|incorrect(?:ly)?"
    r"|wrong(?:ly)?|error|mistaken(?:ly)?|said)"
    r"|\bhas (?:retracted|withdrawn) (?:this|the|its) (?:story|article|report)",
    re.IGNORECASE,
)
_ENGLISH_WITHDRAWN = re.compile(r"^\W*(?:kill|withdrawn|retract)|\b(?:retracted|withdrawn|retraction)\b", re.IGNORECASE)
# In the other languages: a rubric, alone in its line, in brackets, or before a colon or a dash. Within a sentence the
# word is none.
_RUBRIC = r"\s*(?:[:：—–\-(（\]】)）》]|$)"
_CORRECTED = re.compile(
    r"^\W*(?:rectificati(?:f|on)|erratum|mise au point"  # French
    r"|correcci[oó]n|rectificaci[oó]n|fe de err(?:ores|atas)"  # Spanish
    r"|korrektur|berichtigung|richtigstellung|korrigierte fassung"  # German
    r"|correç[aã]o|corre[cç][cç][aã]o|reti?ficaç[aã]o|errata"  # Portuguese
    r"|исправлен(?:ие|о)|уточнение|поправка|виправлен(?:ня|о)|уточнення"  # Russian, Ukrainian
    r"|تصحيح|تصويب|استدراك|تصحیح|اصلاحیه"  # Arabic, Persian
    r"|düzeltme|भूल ?सुधार|शुद्धि ?पत्र|ralat|koreksi berita|masahihisho"  # Turkish, Hindi, Indonesian, Swahili
    r"|更正(?:启事|啟事)?|勘误|勘誤|訂正(?:と?おわび)?|おわびと訂正|정정(?: ?보도)?|바로잡습니다)" + _RUBRIC,
    re.IGNORECASE,
)  # fmt: skip
_WITHDRAWN = re.compile(
    r"^\W*(?:d[eé]p[eê]che annul[eé]e|nota anulada|zur[uü]ckgezogen|опровержение|аннулировано|спростування|анульовано"
    r"|سحب (?:ال)?خبر|إلغاء (?:ال)?خبر|تکذیبیه|tekzip|खंडन|pencabutan berita"
    r"|撤稿|撤回|記事(?:の)?(?:取り消し|削除)|기사 ?(?:취소|삭제))" + _RUBRIC
    + r"|\ba retir[eé] (?:cet article|cette d[eé]p[eê]che)\b"
    r"|\b(?:ha|han|hemos) retirado est[ea] (?:art[ií]culo|noticia|nota)\b"
    r"|\b(?:diese[rn]?|der) (?:artikel|bericht|meldung) (?:wurde|wird) zur[uü]ckgezogen\b"
    r"|\bretir(?:ou|[aá]mos) est[ea] (?:artigo|not[ií]cia)\b"
    r"|\b(?:сообщение|статья|материал) (?:отозван[ао]?|аннулирован\w*)\b"
    r"|\b(?:повідомлення|стаття|матеріал) (?:відкликан\w*|анульован\w*)\b"
    r"|\bhaber(?:i|imizi) geri çek\w+|\bberita ini (?:telah )?(?:dicabut|ditarik)\b|\bhabari hii imeondolewa\b"
    r"|(?:本|该|該)(?:报道|報道|文|稿)已?(?:被)?撤回|記事を(?:取り消し|削除し)|기사를 (?:취소|삭제)",
    re.IGNORECASE,
)  # fmt: skip


def taken_back(line: str) -> Status | None:
    """What a line says of its article's report: withdrawn, corrected or nothing."""
    if _ENGLISH.search(line):
        return "withdrawn" if _ENGLISH_WITHDRAWN.search(line) else "corrected"
    if _WITHDRAWN.search(line):
        return "withdrawn"
    return "corrected" if _CORRECTED.search(line) else None
