"""A transcript of many voices cut into one text each: a suggestion that a clerk corrects."""

import re

# 1. 1、 1) （1） 一、 （一） 第一， ① at the beginning of a line. A year or an amount is not one:
# it has no such sign after it, and a date like 2026.3.1 has a digit there.
_NUMBER = re.compile(
    r"^[ \t\u3000]*(?:"
    r"\d{1,3}[、．）)]|\d{1,3}\.(?!\d)|[（(]\d{1,3}[）)]|"
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十百]{1,4}[）)]|"
    r"第[一二三四五六七八九十百]{1,4}[、，,：:]|[①-⑳])[ \t\u3000]*"
)
_BLANK = re.compile(r"\n[ \t\u3000]*\n\s*")


def split(transcript: str) -> list[str]:
    """The voices of a transcript, by numbering if there are two numbers, else by blank lines.

    What stands before the first number is a voice of its own: nothing is dropped.

    >>> split("一、路灯坏了\\n二、公交太少")
    ['路灯坏了', '公交太少']
    """
    text = transcript.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if sum(1 for line in lines if _NUMBER.match(line)) >= 2:
        return _by_number(lines)
    return [part.strip() for part in _BLANK.split(text) if part.strip()]


def _by_number(lines: list[str]) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if found := _NUMBER.match(line):
            parts.append([line[found.end() :]])
        else:
            parts[-1].append(line)
    joined = ("\n".join(part).strip() for part in parts)
    return [part for part in joined if part]
