"""Texts made comparable, character by character: plain text, courtesies, sentences with offsets.

Nothing here changes a voice. *Plain* text keeps its punctuation so that words and sentences can
be cut; what is *read* of it goes into keys (`keys`). Sentence spans always point into the
original.
"""

import re
import unicodedata

from opencc import OpenCC

# Longer texts are read for words in two pieces (docs/engine.md); keys and exact copies see all.
HEAD, TAIL = 16_000, 4_000
# Closing thanks are looked for in the last characters only.
FAREWELL = 40
READ_WHOLE = HEAD + TAIL

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_SIMPLIFY = OpenCC("t2s")


def _drawn(code: int) -> str:
    """One character in compatible width, lower case and simplified script; may be several."""
    char = chr(code)
    folded = unicodedata.normalize("NFKC", char).lower()
    if any(0xD800 <= ord(part) <= 0xDFFF for part in folded):
        return " "
    if len(folded) == 1 and folded >= "\u3400":
        return _SIMPLIFY.convert(folded)[:1] or folded
    return folded


def is_read(char: str) -> bool:
    """Letters, digits and the marks that complete them (Tibetan, Uyghur, Hindi need marks)."""
    if char in _INVISIBLE or "\ufe00" <= char <= "\ufe0f":
        return False
    return unicodedata.category(char)[0] in "LNM"


class _PlainTable(dict[int, str]):
    """Filled as characters turn up: a corpus uses a few thousand of a million code points."""

    def __missing__(self, code: int) -> str:
        drawn = "" if unicodedata.category(chr(code)) == "Cf" or chr(code) in _INVISIBLE else None
        self[code] = drawn = _drawn(code) if drawn is None else drawn
        return drawn


class _KeyTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = drawn = "".join(char for char in _PLAIN[code] if is_read(char))
        return drawn


_PLAIN = _PlainTable()
_KEYS = _KeyTable()

_TITLES = "领导|书记|市长|县长|区长|局长|主任|镇长|厅长|省长|部长|同志|工作人员|政府|各位"
_GREETING = re.compile(
    rf"\W*(?:(?:尊敬|敬爱|亲爱)的?[^,。，！!：:\n]{{0,16}}?(?:{_TITLES})们?|[^\W\d]{{0,3}}(?:{_TITLES})们?)?"
    r"\W{0,4}(?:您们?|你们?|大家)好\W*"
)
_ADDRESS = re.compile(
    rf"\W*(?:尊敬|敬爱)的?[^,。，！!：:\n]{{0,16}}?(?:{_TITLES})们?\s*[,，:：!！]\W*"
)
_FORWARD = re.compile(
    r"\W*(?:附议|强烈支持|同意楼上|顶楼上|转|转发[^\W\d]{0,8}|我也[要想]说|大家都?来顶|求扩散|\+1)[\W_]+"
)
_THANKS = (
    r"(?:万分|非常|十分|衷心)?(?:感谢|谢谢)(?:您们?|你们?|领导|政府|各位|大家)?[了啦]?|此致\W*敬礼"
    r"|望回复|盼复|望采纳|望重视|请领导重视|我们都同意|全[楼村组院体]{1,2}同意|求(?:解决|处理|关注)"
    r"|(?<=\W)(?:支持|[请盼望](?:尽快)?(?:解决|处理|关注|重视|采纳))|\+1"
)
# Thanks come in twos: 望采纳，谢谢。
_FAREWELL = re.compile(rf"(?:\W*(?:{_THANKS}))+\W*$")
# What the first words of a text begin with where one of them may stand, what closing thanks end
# with (了 and 啦 aside), and what a greeting ends with, so many characters from the first word on
# at most (工作人员们 and 大家好).
OPENINGS = (
    "附议",
    "强烈",
    "同意",
    "顶楼",
    "转",
    "我也",
    "大家",
    "求扩",
    "+1",
    "尊敬",
    "敬爱",
    "亲爱",
)
CLOSINGS = (
    *(
        "感谢",
        "谢谢",
        "谢您",
        "谢你",
        "您们",
        "你们",
        "领导",
        "政府",
        "各位",
        "大家",
        "敬礼",
        "回复",
    ),
    *("盼复", "采纳", "重视", "同意", "解决", "处理", "关注", "支持", "+1"),
)
GREETINGS, GREETED = ("您好", "你好", "们好", "家好"), 16


def plain(text: str) -> str:
    """Text for cutting words: width, case and script folded, invisible characters gone."""
    return text.translate(_PLAIN)


def said(text: str) -> tuple[int, int]:
    """Where plain text stands without forwarding mark, greeting and closing thanks.

    All of it if nothing else is left.
    """
    start = 0
    for opening in (_FORWARD, _GREETING, _ADDRESS):
        if found := opening.match(text, start):
            start = found.end()
    tail = max(start, len(text) - FAREWELL)
    closing = _FAREWELL.search(text, tail)
    stop = closing.start() if closing else len(text)
    return (start, stop) if any(map(is_read, text[start:stop])) else (0, len(text))


def what_is_read(text: str) -> str:
    """Letters, digits and their marks, in plain width, case and script."""
    return text.translate(_KEYS)


def key_with_offsets(text: str) -> tuple[str, list[int]]:
    """The key of the whole text, courtesies kept, and where each character of it comes from."""
    chars: list[str] = []
    offsets: list[int] = []
    for position, char in enumerate(text):
        drawn = _KEYS[ord(char)]
        chars.append(drawn)
        offsets.extend([position] * len(drawn))
    return "".join(chars), offsets


_SENTENCE = re.compile(r"[^。！？!?；;\n\r\u2028\u2029]+[。！？!?；;\n\r\u2028\u2029]*")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences in the original, without the white space around them."""
    return [span for match in _SENTENCE.finditer(text) if (span := _trimmed(text, match.span()))]


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    start, stop = span
    piece = text[start:stop]
    left = len(piece) - len(piece.lstrip())
    kept = len(piece.strip())
    return (start + left, start + left + kept) if kept else None


def read_for_words(text: str) -> str:
    """What the engine cuts into words: the whole text, or the head and tail of a very long one."""
    if len(text) <= READ_WHOLE:
        return text
    return f"{text[:HEAD]}\n{text[-TAIL:]}"


# 点 stands between the parts of a number (`numerals`).
_ONLY_DIGITS = re.compile(r"[0-9]+(?:点[0-9]+)+")
_MASH = re.compile(r"[a-z0-9]+")
_INTERJECTIONS = frozenset("啊哦呃嗯哈呵嘿嗨哼唉哎额诶呀吧呢嘛啦咯哟噢喔")
_VOWELS = frozenset("aeiouy")


def nothing_to_understand(text_key: str) -> str | None:
    """Why a key says nothing at all, as a reason code; None where it may mean something.

    Never a judgement of content: no letters, one repeated character, digits or interjections
    alone, or a run of keys that spells nothing.
    """
    if not text_key:
        return "no_words"
    if text_key.isnumeric() or _ONLY_DIGITS.fullmatch(text_key):
        return "only_digits"
    if len(text_key) == 1:
        return "too_short"
    if text_key[0] == text_key[-1] and text_key.count(text_key[0]) == len(text_key):
        return "one_character"
    if _INTERJECTIONS.issuperset(text_key):
        return "interjection"
    if text_key.isascii() and _MASH.fullmatch(text_key) and _is_mash(text_key):
        return "keyboard"
    return None


def _is_mash(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    vowels = sum(char in _VOWELS for char in letters)
    return len(letters) < 2 or (len(word) >= 4 and vowels * 6 < len(letters))
