"""Looking: cues found in one pass, joined to hints."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from qunce.insight.phrases import Phrases
from qunce.insight.substance.cues import CUES, Cue
from qunce.insight.substance.hints import Channel, Hint, Says, Span, Substance

Seen = dict[Cue, list[Span]]

# So far behind the word that asks may stand what is to be done.
REACH = 40
# Fewer characters without wish, place or reason are too short to act upon.
SHORT = 8
# Spans shown of one sort; the first ones.
MOST = 5
# A text with so many slogans and nothing to do in it is one; so is a short one with a single one.
SLOGANS, SLOGAN_LENGTH = 3, 60
# Two different words of an advertisement; complaints about advertising are told by other words.
ADVERTISES = 2
# Texts looked at together: enough for one pass to pay, few enough to stay small.
_BATCH = 5_000

_ENDS = re.compile(r"[。！？!?；;\n\r\u2028\u2029]")
_SAYS = re.compile(r"[^\W_]")
# What may stand before the last word of a name: at most eight letters that are no small words.
_NAME = re.compile(
    r"[^\W_的在到从把将被对向往于和与及或了是有没不个各这那该本我你您他她它们某每住让请使由为跟给过去来"
    r"上下里外内前后多条座所栋家一二三两几全整至等望也都还就要想能会可进出回见看经走老旧新小大农城乡自受因沿求由近]{1,8}$"
)
# And what it does not begin with, though the letters allow it.
_NO_NAME = re.compile(
    ".*(?:投诉|咨询|启动|提供|造成|什么|获悉|部门|时|举报|位置|地处|坐落|关注|反映|坐标|处理|协调|解决"
    "|建议|管理|查处|然而|相信|途径|途经|周末|隔壁|普通)"
)
_COMPLAINS = re.compile("投诉|举报|骗|查处|取缔|虚假|维权|曝光|骚扰|小广告|整治|建议|希望|扰民")
_CHANNELS = (
    (Cue.DISCIPLINE, Channel.DISCIPLINE),
    (Cue.COURT, Channel.COURT),
    (Cue.LABOUR, Channel.LABOUR),
    (Cue.POLICE, Channel.POLICE),
    (Cue.PETITION, Channel.PETITION),
    (Cue.HOUSEHOLD, Channel.HOTLINE),
)
_PHRASES = tuple(CUES)
_HINTS = np.array([bool(CUES[phrase]) for phrase in _PHRASES])
_finders: list[Phrases] = []


def look(text: str) -> Substance:
    """The hints of one text; spans are verbatim and may overlap.

    >>> text = "中山路晚上没有灯，建议增设路灯。"
    >>> [(hint.says.value, hint.quotes(text)) for hint in look(text).hints]
    [('situation', ('没有',)), ('proposal', ('建议', '增设')), ('place', ('中山路',))]
    """
    return look_all([text])[0]


def look_all(texts: Sequence[str]) -> list[Substance]:
    """`look` for many texts in one pass; of texts over 20,000 characters, their head and tail."""
    return [
        found
        for start in range(0, len(texts), _BATCH)
        for found in _looked(texts[start : start + _BATCH])
    ]


def _looked(texts: Sequence[str]) -> list[Substance]:
    seen: list[Seen] = [{} for _ in texts]
    for text, phrase, start, stop in _cues(texts):
        for cue in CUES[_PHRASES[phrase]]:
            seen[text].setdefault(cue, []).append((start, stop))
    return [Substance(tuple(_hints(text, cues))) for text, cues in zip(texts, seen, strict=True)]


def _cues(texts: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    if not _finders:
        _finders.append(Phrases(_PHRASES))
    found = _finders[0].find(texts)
    columns = (found.text, found.phrase, *found.spans(found.start, found.stop))
    kept = _HINTS[found.phrase]
    return zip(*(column[kept].tolist() for column in columns), strict=True)


def _hints(text: str, seen: Seen) -> Iterator[Hint]:
    situation, reason = seen.get(Cue.TROUBLE, []), seen.get(Cue.REASON, [])
    proposal, place = _proposal(text, seen), _places(text, seen)
    slogan = seen.get(Cue.SLOGAN, [])
    found = (
        (Says.SITUATION, situation),
        (Says.REASON, reason),
        (Says.PROPOSAL, proposal),
        (Says.PLACE, place),
        (Says.ADDRESSEE, seen.get(Cue.OFFICE, [])),
        (Says.TOO_SHORT, [] if reason or proposal or place else _short(text)),
        (Says.SLOGAN, [] if situation or proposal else _slogan(text, slogan)),
        (Says.ADVERTISING, _advertising(text, seen)),
    )
    for says, spans in found:
        if spans:
            yield Hint(says, tuple(spans[:MOST]))
    yield from _personal(seen)


def _proposal(text: str, seen: Seen) -> list[Span]:
    """A word that asks, and in the same sentence soon after it something that can be done."""
    found: list[Span] = []
    does = seen.get(Cue.DOES, [])
    for ask in seen.get(Cue.ASKS, []) if does else []:
        done = next((span for span in does if span[0] >= ask[1]), None)
        near = done and done[0] - ask[1] <= REACH
        if done and near and not _ENDS.search(text, ask[1], done[0]):
            found += [span for span in (ask, done) if span not in found]
    return found


def _places(text: str, seen: Seen) -> list[Span]:
    """A name and the word that says what it names."""
    found: list[Span] = []
    for start, stop in seen.get(Cue.PLACE, []):
        # Not over what an earlier name has taken.
        floor = max(start - 8, found[-1][1] if found else 0)
        name = _NAME.search(text[floor:start])
        begin = floor + name.start() if name else start
        if said := _NO_NAME.match(text, begin, start):
            begin = said.end()
        if begin < start:
            found.append((begin, stop))
        if len(found) == MOST:
            break
    return found


def _short(text: str) -> list[Span]:
    spoken = [match.start() for match in _SAYS.finditer(text[: 20 * SHORT])]
    long = len(spoken) >= SHORT or len(text) > 20 * SHORT
    return [] if long or not spoken else [(spoken[0], spoken[-1] + 1)]


def _slogan(text: str, slogan: list[Span]) -> list[Span]:
    enough = len(slogan) >= SLOGANS or len(text) <= SLOGAN_LENGTH
    return slogan if enough else []


def _advertising(text: str, seen: Seen) -> list[Span]:
    words = seen.get(Cue.ADVERTISES, [])
    different = len({text[start:stop] for start, stop in words})
    return words if different >= ADVERTISES and not _COMPLAINS.search(text) else []


def _personal(seen: Seen) -> Iterator[Hint]:
    """Somebody speaks of themselves or their family, and of what has a way of its own."""
    mine = seen.get(Cue.MINE)
    for cue, channel in _CHANNELS if mine else ():
        if case := seen.get(cue):
            spans = (*(mine or ())[:MOST], *case[:MOST])
            yield Hint(Says.PERSONAL_CASE, spans, channel)
            return
