"""What the people of the made-up city write: exported, imported, indexed and read."""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from qunce.campaigns.models import Campaign
from qunce.common import jobs
from qunce.common.clock import moved_to
from qunce.demo import city
from qunce.demo.calendar import instant, local, shift
from qunce.demo.writing import Idea, write
from qunce.people.rules import Hat
from qunce.reading import actions as reading
from qunce.voices.actions import importing, index_imports
from qunce.voices.models import Import, ImportState

EXPORT = "小程序征集导出.csv"
# The whole export, not the parts of single days: how many ideas, of which seed, how far shifted.
_WHOLE = re.compile(r"ideas-(\d+-\d+)--?\d+\.csv")
Say = Callable[[str, float], None]


def hear(
    campaign: Campaign, hat: Hat, ideas: int, seed: int, say: Say, *, daily: bool = False
) -> None:
    """Every idea becomes a voice, with receipt and entry; `daily`, each day's export by itself."""
    path = _write_file(ideas, seed, say)
    say("voices", 0)
    if not daily:
        _receive(campaign, hat, path, EXPORT, lambda share: say("voices", share))
        return
    days = _each_day(path)
    for n, (day, part) in enumerate(days, 1):
        with moved_to(instant(day + timedelta(days=1), 8, 30)):
            _receive(campaign, hat, part, f"{day:%m月%d日}{EXPORT}")
        say("voices", n / len(days))


def _receive(
    campaign: Campaign,
    hat: Hat,
    path: Path,
    name: str,
    heard: Callable[[float], None] = lambda share: None,
) -> None:
    call = campaign.calls.order_by("pk")[0]
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    source = Import.objects.filter(call=call, sha256=sha256).first()
    if source is None:
        source = importing.take_file(call=call, name=name, path=path, sha256=sha256, hat=hat)
    if source.state != ImportState.DONE:
        columns = None if source.next_row else source.columns
        job = importing.start(
            import_id=source.pk, columns=columns, consent=True, hat=hat, here=True
        )
        with jobs.heard_by(lambda j: heard(j.percent / 100)):
            importing.run(job)


def _each_day(whole: Path) -> list[tuple[date, Path]]:
    """The export parted by the day on which each idea was sent, the earliest first."""
    with whole.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    when = head.index("提交时间")
    found: dict[str, list[list[str]]] = {}
    for row in rows:
        found.setdefault(row[when][:10], []).append(row)
    return [
        (date.fromisoformat(day), _part(whole, day, [head, *found[day]])) for day in sorted(found)
    ]


def _part(whole: Path, day: str, rows: list[list[str]]) -> Path:
    path = whole.with_name(f"{whole.stem}-{day}.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def index(campaign: Campaign, say: Say) -> None:
    """Screened, and found by a search."""
    say("search", 0)
    sources = Import.objects.filter(call__in=campaign.calls.all()).order_by("pk")
    index_imports(sources.values_list("pk", flat=True))
    say("search", 1)


def _write_file(ideas: int, seed: int, say: Say) -> Path:
    """The export of a mini-program, as an office would get it, and the truth beside it."""
    folder = Path(settings.VAR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ideas-{ideas}-{seed}-{shift().days}.csv"
    if not path.exists():
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(["编号", "标题", "建议内容", "所在地", "征集主题", "提交时间", "同意公开"])
            with path.with_name(f"truth-{ideas}-{seed}.csv").open(
                "w", encoding="utf-8", newline=""
            ) as beside:
                truth = csv.writer(beside)
                truth.writerow(["number", "kind", "theme", "themes", "copy_of"])
                for n, idea in enumerate(write(ideas, seed=seed), 1):
                    out.writerow(_row(n, idea))
                    truth.writerow(_truth(n, idea))
                    if n % 1000 == 0:
                        say("writing", n / ideas)
        draft.rename(path)
    say("writing", 1)
    return path


def _row(n: int, idea: Idea) -> list[str]:
    area = city.BY_CODE.get(idea.area)
    said_at = min(local(idea.said_at) + shift(), timezone.localtime())
    agreed = "否" if n % 10 == 7 else "是"  # one in ten does not want to be shown
    when = said_at.strftime("%Y-%m-%d %H:%M:%S")
    place = area.name if area else ""
    return [f"{n:06d}", idea.title, idea.text, place, _topic(n, idea), when, agreed]


def _topic(n: int, idea: Idea) -> str:
    """Two in three choose one of the topics; who has nothing to say about any leaves it empty."""
    titles = {topic.key: topic.title for topic in city.TOPICS}
    return titles.get(idea.theme.partition("/")[0], "") if n % 3 else ""


def _truth(n: int, idea: Idea) -> list[object]:
    source = "" if idea.copy_of is None else idea.copy_of + 1
    return [f"{n:06d}", idea.kind, idea.theme, " ".join(idea.themes), source]


@cache
def written(folder: Path) -> Mapping[int, str]:
    """What each text was written about, by its hash: the truth beside the exports of a folder.

    A theme's key; of good wishes and of what is nobody's idea, `slogan` or `junk`.
    """
    found: dict[int, str] = {}
    for path in sorted(folder.glob("ideas-*.csv")):
        if named := _WHOLE.fullmatch(path.name):
            truth = _rows(path.with_name(f"truth-{named[1]}.csv"))
            for idea, (_number, kind, theme, *_more) in zip(_rows(path), truth, strict=True):
                found[hash(idea[2].strip())] = theme or (kind if kind == "slogan" else "junk")
    return found


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def read(campaign: Campaign, hat: Hat, say: Say) -> None:
    corpus = campaign.corpus
    assert corpus is not None
    if corpus.readings.filter(finished_at__isnull=False).exists():
        return
    say("reading", 0)
    job = reading.start_reading(corpus.pk, hat, task="")
    with jobs.heard_by(lambda j: say("reading", j.percent / 100)):
        reading.read(job)
