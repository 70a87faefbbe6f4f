"""What the groups saw: visits and findings of a unit, of a group, of a campaign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from qunce.campaigns.models import Campaign, Finding, Participation, Phase, Severity, Visit
from qunce.common.clock import today
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.saying import holder_of
from qunce.procedure import Phase as Standing

TAKEN_BACK = "taken_back"
CLOSED = "closed"


@dataclass(frozen=True)
class FindingLine:
    finding: Finding
    colour: Colour

    @property
    def holder(self) -> str:
        return holder_of(self.finding.matter)

    @property
    def is_open(self) -> bool:
        return bool(self.finding.matter.phase == Standing.OPEN)

    @property
    def tone(self) -> str:
        return {Severity.SERIOUS: "red", Severity.GENERAL: "gold"}.get(self.finding.severity, "")


@dataclass(frozen=True)
class Mended:
    """整改率: closed of all that stand; what was taken back was no finding."""

    closed: int
    standing: int

    @property
    def share(self) -> float | None:
        return self.closed / self.standing if self.standing else None


def phase_at(campaign: Campaign, on: date) -> Phase | None:
    """The phase of a day; between two phases it is the one before."""
    if not campaign.starts_on <= on <= campaign.ends_on:
        return None
    return campaign.phases.filter(starts_on__lte=on).order_by("-order").first()


def phase_now(campaign: Campaign) -> Phase | None:
    """The phase of today; of a campaign that is over the last one, of one to come the first."""
    day = min(max(today(), campaign.starts_on), campaign.ends_on)
    return phase_at(campaign, day)


def is_finding_open(participation_id: int) -> bool:
    return Finding.objects.filter(
        visit__participation=participation_id, matter__phase=Standing.OPEN
    ).exists()


def visits_of(participation_id: int) -> QuerySet[Visit]:
    return _visits().filter(participation=participation_id)


def visit(visit_id: int) -> Visit | None:
    return _visits().filter(pk=visit_id).first()


def _visits() -> QuerySet[Visit]:
    found = Finding.objects.select_related(
        "matter__holder_unit", "matter__holder_person", "task__action"
    )
    return Visit.objects.select_related(
        "phase", "by", "group__unit", "participation__unit", "participation__campaign"
    ).prefetch_related(Prefetch("findings", found.order_by("pk")))


def lines(findings: Iterable[Finding]) -> list[FindingLine]:
    return [FindingLine(f, colour(f.matter.due_on, f.matter.jurisdiction_id)) for f in findings]


def findings_of(
    campaign_id: int, *, severity: str = "", state: str = "", group: int | None = None
) -> QuerySet[Finding]:
    """The findings of a campaign, what is due first first; `state` is open, closed or nothing."""
    found = Finding.objects.filter(visit__participation__campaign=campaign_id).select_related(
        "matter__holder_unit",
        "matter__holder_person",
        "visit__participation__unit",
        "task__action",
    )
    if severity:
        found = found.filter(matter__evidence__severity=severity)
    if group:
        found = found.filter(visit__group=group)
    if state == "open":
        found = found.filter(matter__phase=Standing.OPEN)
    elif state == "closed":
        found = found.filter(matter__phase=Standing.ENDED)
    return found.order_by("matter__due_on", "pk")


def mended(found: QuerySet[Finding]) -> Mended:
    counted = found.order_by().aggregate(
        closed=Count("pk", filter=Q(matter__step=CLOSED)),
        standing=Count("pk", filter=~Q(matter__step=TAKEN_BACK)),
    )
    return Mended(**counted)


def open_by_severity(found: QuerySet[Finding]) -> list[tuple[Severity, int]]:
    """How many of each are open, the weightiest first."""
    rows = found.filter(matter__phase=Standing.OPEN).order_by()
    counted = dict(
        rows.values_list("matter__evidence__severity").annotate(n=Count("pk")).values_list(
            "matter__evidence__severity", "n"
        )
    )  # fmt: skip
    return [(s, counted.get(s.value, 0)) for s in reversed(Severity)]


def participation(participation_id: int) -> Participation | None:
    return (
        Participation.objects.select_related("unit", "area", "campaign", "group__supervision_group")
        .filter(pk=participation_id)
        .first()
    )


def visit_of_finding(matter_id: int, jurisdiction_id: int) -> int | None:
    found = Finding.objects.filter(matter=matter_id, matter__jurisdiction=jurisdiction_id)
    return found.values_list("visit", flat=True).first()
