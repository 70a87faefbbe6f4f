"""What matters do later: tell authors, watch the clocks."""

from qunce.common.work import task
from qunce.matters import actions
from qunce.matters.actions import gathering, holding
from qunce.matters.models import Matter


@task("matters.tell")
def tell(ids: list[int]) -> None:
    for move_id in ids:
        actions.spread(move_id=move_id)


@task("matters.take_effect")
def take_effect(ids: list[int]) -> None:
    for held_id in ids:
        holding.take_effect(held_id=held_id)


@task("matters.taken_up")
def taken_up(ids: list[int]) -> None:
    for matter_id in ids:
        actions.greet(matter_id=matter_id)


@task("matters.gather")
def gather(ids: list[int]) -> None:
    for matter_id in ids:
        gathering.gather(matter_id=matter_id)


@task("matters.watch", periodic="30 6 * * *")
def watch(ids: list[int]) -> None:
    places = Matter.objects.order_by().values_list("jurisdiction", flat=True).distinct()
    for jurisdiction_id in places:
        actions.watch(jurisdiction_id=jurisdiction_id)
