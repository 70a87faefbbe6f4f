"""Keys as one would write them down: text by text, one regular expression after another.

What `insight.keys` does to many texts at once in compiled loops has to come out the same.
"""

import re

from qunce.insight import numerals
from qunce.insight.text import plain, said, what_is_read

WORDS = "零一二三四五六七八九〇两十百千万亿"
RUN = re.compile(rf"点?[0-9{WORDS}]+")
# A blank behind 万 or 亿 ends the number where a single word is behind it.
GAP = re.compile(
    rf"(?<=[{WORDS}])(?<![万亿])[ \t]+(?=[{WORDS}])"
    rf"|(?<=[万亿])[ \t]+(?=[{WORDS}](?:[{WORDS}0-9 \t]|\Z))"
)
TEN_THOUSANDS = re.compile(r"(?<![0-9.])([0-9]{1,8})\.([0-9]{1,4})万")
THOUSANDS = re.compile(r"[,，](?<=[0-9].)(?=[0-9]{3}(?![0-9]))")
BETWEEN = re.compile(r"([0-9])\s?[.:：/~～—-]+\s?(?=[0-9])")


def key(text: str) -> str:
    drawn = plain(text)
    start, stop = said(drawn)
    return what_is_read(in_digits(drawn[start:stop]))


def in_digits(text: str) -> str:
    text = TEN_THOUSANDS.sub(_whole, GAP.sub("", text))
    text = RUN.sub(lambda run: numerals.spelled_in_digits(run.group()), text)
    return BETWEEN.sub(r"\1点", THOUSANDS.sub("", text))


def _whole(found: re.Match[str]) -> str:
    return str(int(found[1]) * 10_000 + int(found[2].ljust(4, "0")))
