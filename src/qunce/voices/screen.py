"""The first screen: what in a text may be personal, and so waits for a clerk before it is shown.

It errs on the side of asking: a hit never rejects a voice, it only keeps the words off the
square until somebody has looked. Nothing here judges what is said.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# GB 11643-1999: 17 digits weighted, mod 11.
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_TITLES = (
    "书记|市长|县长|区长|镇长|乡长|局长|处长|科长|主任|院长|校长|所长|站长|队长|经理|老板|"
    "医生|护士|老师|法官|检察官|律师|警官|师傅|先生|女士|同志|村长|支书|会计|教练"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
)
# A surname's character in another word (向书记反映, 任课老师), and what is in no given name.
_NO_NAME = (
    rf"向(?:{_TITLES})|向[办副该本其各市区县镇乡村校]|任[何课教职命期]|高[中一二三级年校]|包[括村片]|白[天日]"
    "|安[排保全置]|施工|于是|江[北南]|关于|周[末边围一二三四五六日]|金融|严格|方[便可能才]|常务"
)
_GIVEN = r"[^的了是在到收请找问说给被把让跟都你我他这那个每各位何校班\W\d_a-zA-Z]"
# Who leads an office is addressed as the office; nothing is said about a person by it.
_GREETED = re.compile(r"(?:书记|[省市县区镇乡局厅]长|主任)$")
_GREETING_BEFORE = re.compile(r"(?:尊敬|敬爱|亲爱)的\s?$")
_GREETING_AFTER = re.compile(r"\s{0,3}[,，::!！]?\s{0,3}(?:[您你]们?)?好")
_LINE_BEFORE, _COLON_AFTER = re.compile(r"(?:^|\n)\s*$"), re.compile(r"\s?[:：]")
# Every repetition is bounded: an open one made 100,000 equal characters cost half a minute.
_PATTERNS = {
    "phone": r"(?<!\d)1[3-9]\d(?:[\s-]?\d){8}(?!\d)",
    "landline": r"(?<!\d)(?:0\d{2,3}[\s-]?)\d{7,8}(?!\d)",
    "id_number": r"(?<!\d)\d{17}[\dXx](?![\dXx])",
    "bank_card": r"(?<!\d)\d{16,19}(?!\d)",
    "plate": (
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
        r"[A-Z][·.\s]?[A-Z0-9]{5,6}"
    ),
    "email": r"(?<![\w.+-])[A-Za-z0-9.+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.]{2,63}",
    "account": r"(?:微信|QQ|qq|扣扣|VX|vx)(?:号|号码)?\s*[::是]?\s*[A-Za-z0-9_-]{5,20}",
    "address": (
        r"(?<!\d)\d{1,4}\s?(?:栋|幢|号楼|座|#)\s?(?:\d{1,2}\s?单元)?"
        r"\s?\d{2,4}(?!\d|\s?(?:层|楼|年|月|m|平|万|亿|元|多|余|家|人))\s?(?:室|号|户|房)?"
    ),
    "name": (
        rf"(?!{_NO_NAME})[{_SURNAMES}](?:某某|某[\u4e00-\u9fff]?|{_GIVEN}{{0,2}})(?:{_TITLES})"
        rf"|(?:我叫|本人叫|姓名[::]|联系人[::]?)\s*[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    ),
    # Up to the first Chinese character: what follows without a space is looked at by itself.
    "link": r"(?:https?://|www\.)[!-~]{0,200}",
}
# Offers that the law forbids to publish; a list of acts, not of opinions.
_UNLAWFUL = r"代开发票|办证刻章|网上赌|博彩|六合彩|招嫖|上门服务加|裸聊|枪支出售|迷药|冰毒|贷款加微"
_ALL = re.compile(
    "|".join(f"(?P<{n}>{p})" for n, p in {**_PATTERNS, "unlawful": _UNLAWFUL}.items())
)


@dataclass(frozen=True)
class Hit:
    """`code` says what it may be; start and end point into the text as it was given."""

    code: str
    start: int
    end: int


def hits(text: str) -> Iterator[Hit]:
    """What a clerk should look at, in the order of the text.

    >>> [h.code for h in hits("请打 13900001234 找王主任")]
    ['phone', 'name']
    """
    for found in _ALL.finditer(text):
        code = found.lastgroup or ""
        if code == "id_number" and not _is_id_number(found.group()):
            code = "bank_card"
        if code == "bank_card" and not _passes_luhn(found.group()):
            continue
        if code == "name" and _is_greeting(text, found.start(), found.end()):
            continue
        yield Hit(code, found.start(), found.end())


def codes(text: str) -> str:
    """The distinct codes, sorted, as stored in Voice.screen; empty when the screen passed."""
    return " ".join(sorted({h.code for h in hits(unicodedata.normalize("NFKC", text))}))


def mask(text: str) -> str:
    """The text with every hit covered, for quotes that leave the house."""
    parts, at = [], 0
    for hit in hits(text):
        parts += [text[at : hit.start], "█" * min(4, hit.end - hit.start)]
        at = hit.end
    return "".join([*parts, text[at:]])


def _is_greeting(text: str, start: int, end: int) -> bool:
    """尊敬的王书记, 王市长您好, or 王局长: beginning a line. After a comma it may be about him."""
    if not _GREETED.search(text[start:end]):
        return False
    before, after = text[max(0, start - 20) : start], text[end : end + 12]
    if _GREETING_BEFORE.search(before) or _GREETING_AFTER.match(after):
        return True
    begins = _LINE_BEFORE.search(before) is not None and (start <= 20 or "\n" in before)
    return begins and _COLON_AFTER.match(after) is not None


def _is_id_number(digits: str) -> bool:
    total = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11] == digits[17].upper()


def _passes_luhn(digits: str) -> bool:
    if not digits.isdigit():
        return False
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
