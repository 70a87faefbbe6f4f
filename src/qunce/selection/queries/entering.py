"""What can enter which round."""

from qunce.reading.models import Family, Theme
from qunce.reading.queries import jurisdiction_of
from qunce.selection.models import Kind, Round, Stage
from qunce.selection.queries.subjects import Subject, of_kind


def rounds_to_enter(jurisdiction_id: int) -> list[tuple[int, str]]:
    """Those that still take candidates, the newest first."""
    found = Round.objects.filter(jurisdiction=jurisdiction_id, stage=Stage.ELIGIBILITY)
    return list(found.order_by("-pk").values_list("pk", "title"))


def subject_here(kind: str, pk: int, jurisdiction_id: int) -> Subject | None:
    """The theme or family of this place that has the number."""
    if kind == Kind.THEME:
        themes = Theme.objects.filter(pk=pk, gone_at=None, merged_into=None)
        of = themes.values_list("corpus", flat=True).first()
    elif kind == Kind.FAMILY:
        of = Family.objects.filter(pk=pk).values_list("corpus", flat=True).first()
    else:
        return None
    if of is None or jurisdiction_of(of) != jurisdiction_id:
        return None
    return of_kind(Kind(kind), pk)
