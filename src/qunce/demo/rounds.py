"""Two rounds of selection in the made-up city: one that is over, one whose reviewers read."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from qunce.common.clock import moved_to, now, today
from qunce.demo.calendar import days_ago
from qunce.demo.suggestions.staff import Staff
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.selection import actions
from qunce.selection.actions import NewAward, NewCandidate, NewRound
from qunce.selection.engine import lot
from qunce.selection.models import Kind, QuotaBy, Review, Round, State
from qunce.voices.actions import take_down
from qunce.voices.models import Call, Channel, Fate, Showing, Voice
from qunce.voices.models import Kind as VoiceKind

FINISHED, SCORING = "第一期金点子评选", "第二期金点子评选"
_SENDERS = ("市住建局", "市交通局", "市城管局", "市民政局")
_READERS = ("市委党校", "市政府办", "市教育局", "市科技局", "市司法局", "市人社局")
_MANY = 24
# As somebody at a unit sums up what was said in a meeting there: what is the matter, what to do.
_IDEAS = (
    "老旧小区楼道灯坏了没人管。建议由社区统一登记，维修资金里每年划出一小块专门换灯，换完在楼道贴出费用。",
    "公交末班车比晚自习下课早十分钟。建议学校集中的三条线路把末班车推迟二十分钟，先试一个学期再定。",
    "背街小巷早市占道，收摊后一地菜叶。建议划出六点到八点半的限时摊位，摊主轮流清扫，收摊前拍照销账。",
    "独居老人忘关煤气的事出过两回。建议给自愿的独居老人装断气阀，费用由民政和燃气公司各出一半。",
    "小区充电棚夜里不够用，白天空着。建议周边单位的车棚夜间对居民开放，收费与小区一致。",
    "公园里健身器材坏了要等半年。建议每件器材贴编号和报修码，五个工作日内修不好的先拆除并说明。",
    "乡镇客运班车和火车时刻对不上。建议按火车到站时间调整三班车，站台张贴换乘表。",
    "路口早晚高峰左转车辆排得很长。建议把中间一条直行道改为可变车道，先做两周试验并公布数据。",
    "社区老年食堂中午排长队，晚上没人。建议错峰优惠，晚餐便宜两元，送餐由志愿服务积分抵扣。",
    "垃圾房夏天味道大，居民都绕着走。建议六月到九月每天清运两次，并把清运时间写在门上。",
)
_DROPPED = "所提办法已列入今年的民生实事，年底前完成，完成情况会在“您说我办”公布。"


def hold(*, call: Call, units: dict[str, Unit], office: Hat) -> None:
    """Once for a city."""
    if Round.objects.filter(title=FINISHED).exists():
        return
    staff = Staff(units, today() - timedelta(days=90))
    readers = [staff.reviewer(unit) for unit in _READERS]
    # The first has the account that visitors use, and a post from today on.
    _finished(call, units, office, staff, readers[1:])
    _scoring(call, units, office, staff, readers)


@transaction.atomic
def _finished(
    call: Call, units: dict[str, Unit], office: Hat, staff: Staff, readers: Sequence[Hat]
) -> None:
    """Lived through in the last month: the notice alone takes a week."""
    with moved_to(days_ago(32)):
        ideas = take_down(
            call=call,
            texts=list(_IDEAS),
            channel=Channel.UNIT,
            said_at=now(),
            consent=True,
            hat=office,
        )
        found = _begun(FINISHED, 3, call, [idea.pk for idea in ideas], units, office, readers)
    with moved_to(days_ago(28)):
        _screened(found, staff, units, office)
    with moved_to(days_ago(24)):
        _scored(found, readers, 1.0)
        actions.close_scoring(round_id=found.pk, hat=office)
        actions.publish(round_id=found.pk, hat=office)
    with moved_to(days_ago(3)):
        actions.select(round_id=found.pk, hat=office)
        _rewarded(found, office)


@transaction.atomic
def _scoring(
    call: Call, units: dict[str, Unit], office: Hat, staff: Staff, readers: Sequence[Hat]
) -> None:
    chosen = _waiting(call)
    if len(chosen) < len(_SENDERS) * 2:
        return
    found = _begun(SCORING, 8, call, chosen, units, office, readers)
    _screened(found, staff, units, office)
    _scored(found, readers, 0.5)


def end_scoring(*, units: dict[str, Unit], office: Hat) -> None:
    """The second round's readers read the rest, and its list is published."""
    found = Round.objects.filter(title=SCORING).first()
    if found:
        staff = Staff(units, today() - timedelta(days=90))
        _scored(found, [staff.reviewer(unit) for unit in _READERS], 1.0)
        actions.close_scoring(round_id=found.pk, hat=office)
        actions.publish(round_id=found.pk, hat=office)


def select(office: Hat) -> None:
    """Whatever stood the second round's notice."""
    found = Round.objects.filter(title=SCORING).first()
    if found:
        actions.select(round_id=found.pk, hat=office)
        _rewarded(found, office)


def _waiting(call: Call) -> list[int]:
    """Ideas that everybody may read and that say enough to be judged."""
    rows = Voice.objects.filter(
        call=call, kind=VoiceKind.IDEA, fate=Fate.WAITING, showing=Showing.SHOWN
    ).order_by("pk")
    long = [pk for pk, text in rows.values_list("pk", "text") if 80 <= len(text) <= 400]
    step = max(len(long) // _MANY, 1)
    return long[::step][:_MANY]


def _begun(
    title: str,
    seats: int,
    call: Call,
    ids: Sequence[int],
    units: dict[str, Unit],
    office: Hat,
    readers: Sequence[Hat],
) -> Round:
    new = NewRound(title, seats, each=3, quota_by=QuotaBy.UNIT, quota_seats=1, call=call.pk)
    if seats < len(_SENDERS):
        new = NewRound(title, seats, each=3, call=call.pk)
    found = actions.set_up(new=new, hat=office)
    news = [
        NewCandidate(Kind.VOICE, pk, units[_SENDERS[n % len(_SENDERS)]].pk)
        for n, pk in enumerate(ids)
    ]
    actions.add_candidates(round_id=found.pk, news=news, hat=office)
    people = [hat.person_id for hat in readers]
    actions.name_reviewers(round_id=found.pk, person_ids=people, hat=office)
    actions.begin_screening(round_id=found.pk, hat=office)
    return found


def _screened(found: Round, staff: Staff, units: dict[str, Unit], office: Hat) -> None:
    """Each unit passes on its own; the third candidate of all is turned down."""
    for sender in _SENDERS:
        hat = staff.handler(sender)
        own = found.candidates.filter(screener=units[sender].pk, state=State.WAITING)
        ids = list(own.exclude(number=3).values_list("pk", flat=True))
        actions.pass_on(round_id=found.pk, candidate_ids=ids, hat=hat)
    third = found.candidates.get(number=3)
    actions.turn_down(
        round_id=found.pk,
        candidate_ids=[third.pk],
        reason="in_place",
        words=_DROPPED,
        hat=office,
    )
    actions.open_scoring(round_id=found.pk, hat=office)


def _scored(found: Round, readers: Sequence[Hat], share: float) -> None:
    """Good ones are scored well by all; some readers are stricter."""
    hats = {hat.person_id: (n, hat) for n, hat in enumerate(readers)}
    rows = Review.objects.filter(reviewer__round=found).select_related("reviewer", "candidate")
    for review in rows.order_by("pk"):
        n, hat = hats[review.reviewer.person_id]
        if review.place <= share * review.reviewer.reviews.count():
            marks = [_mark(review.candidate.number, n, one) for one in range(4)]
            actions.score(round_id=found.pk, candidate_id=review.candidate_id, marks=marks, hat=hat)


def _mark(candidate: int, reader: int, criterion: int) -> int:
    worth = 62 + int(lot("demo", "worth", candidate)[:4], 16) % 28
    strict, moved = 2 * (reader % 4), int(lot("demo", candidate, reader, criterion)[:4], 16) % 7 - 3
    return worth - strict + moved


def _rewarded(found: Round, office: Hat) -> None:
    prizes = ("first", "second", "third")
    chosen = found.candidates.filter(state=State.SELECTED).order_by("place")
    for prize, candidate in zip(prizes, chosen, strict=False):
        actions.award(candidate_id=candidate.pk, new=NewAward(prize), hat=office)
