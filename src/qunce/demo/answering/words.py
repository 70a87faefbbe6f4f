"""The words of an answer: what was asked, what was done for it, and what is dated or not done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from qunce.common.clock import today
from qunce.demo.answering.subjects import Subject
from qunce.matters.actions import NewAnswer, NewPromise
from qunce.people.models import Unit

# They take turns from matter to matter: done, dated, not as it was asked.
_RESULTS = ("solved", "planned", "solved", "planned", "reference")
_OPENINGS = (
    "您就“{name}”提出的意见收悉。{many}由{unit}办理，现答复如下。",
    "关于“{name}”，您的意见我们已逐字看过。{many}现由{unit}一并答复。",
    "感谢您就“{name}”提出意见。{many}{unit}研究后答复如下。",
)
_CLOSINGS = {
    "solved": "以上办法已经落实；如您那里还没有解决，请凭回执告诉我们，我们再核实。",
    "planned": "{promise}，{on}前完成，届时凭回执可以查看。",
    "reference": "{limit}您的意见已留存，作为修订办法的依据。",
}
_FAREWELLS = {
    "slogan": "是对城市的祝愿和鼓励，没有提出需要办理的事项。谢谢您的心意，有具体的事欢迎再说。",
    "junk": "多为广告、兼职信息或试着输入的文字，不在征集之列。其中如有您要反映的事，请再写一次。",
}
_AHEAD = (70, 85, 100, 120)  # days until a promise is due


@dataclass(frozen=True)
class Asked:
    """What is answered: its name, how many say it, their words, and whose turn it is."""

    name: str
    size: int
    texts: Sequence[str]
    nth: int


def answer(subject: Subject, asked: Asked, unit: Unit, contact: str, result: str = "") -> NewAnswer:
    """Two measures of the subject, those that the voices speak of most, and how it ends."""
    result = result or _RESULTS[asked.nth % len(_RESULTS)]
    due_on = today() + timedelta(days=_AHEAD[asked.nth % len(_AHEAD)])
    words = {"promise": subject.promise, "limit": subject.limit, "on": f"{due_on:%Y年%-m月%-d日}"}
    return NewAnswer(
        text=_opening(asked, unit) + _done(subject, asked) + _CLOSINGS[result].format(**words),
        result=result,
        promises=(NewPromise(subject.promise, due_on),) if result == "planned" else (),
        contact_name=contact,
        contact_phone="0000-8830000",
    )


def farewell(name: str, size: int, kind: str) -> str:
    """Why good wishes, and what is no idea at all, are not taken up."""
    return f"“{name}”共{size}条，{_FAREWELLS[kind]}"


def _opening(asked: Asked, unit: Unit) -> str:
    many = f"同一主题共收到{asked.size}条，" if asked.size > 1 else ""
    opening = _OPENINGS[asked.nth % len(_OPENINGS)]
    return opening.format(name=asked.name, many=many, unit=unit.name)


def _done(subject: Subject, asked: Asked) -> str:
    said = "\n".join([asked.name, *asked.texts])
    ranked = sorted(subject.measures, key=lambda measure: -measure.fits(said))
    return "".join(measure.sentence for measure in ranked[:2])
