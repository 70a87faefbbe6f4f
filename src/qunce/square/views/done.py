"""You said, we did: what was asked, answered, promised, kept and broken."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qunce.campaigns import queries as campaigns
from qunce.common.sent import number
from qunce.matters.queries import public
from qunce.matters.queries.public import Done, Narrowed
from qunce.places.models import Jurisdiction
from qunce.square.frame import position


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    place, narrowed = _place(), _narrowed(request)
    rows = public.done(place.pk, narrowed, position(request.GET))
    tallied = public.tallies(place.pk)
    context = {
        "place": place,
        "rows": rows[: public.SIZE],
        "next": rows[public.SIZE - 1].pk if len(rows) > public.SIZE else None,
        "tallies": tallied,
        "total": public.total(tallied),
        "kinds": public.kinds(),
        "narrowed": narrowed,
        "rest": _query(narrowed),
    }
    return render(request, "square/done.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest answers, for whoever follows them with a reader."""
    place, narrowed = _place(), _narrowed(request)
    page = request.build_absolute_uri(reverse("square:done"))
    atom = Atom1Feed(
        title=_("You said, we did · %(place)s") % {"place": place.name},
        link=page,
        description="",
        feed_url=request.build_absolute_uri(),
    )
    for row in public.done(place.pk, narrowed)[: public.SIZE]:
        atom.add_item(
            title=row.matter.title or row.kind,
            link=f"{page}#a{row.pk}",
            description=_words(row),
            author_name=row.unit,
            updateddate=row.at,
            pubdate=row.at,
            unique_id=f"{page}#a{row.pk}",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _words(row: Done) -> str:
    promised = [f"{p.what}（{p.first_due_on.isoformat()}）" for p, _broken in row.promises]
    return "\n".join([row.result, row.text, *promised])


def _place() -> Jurisdiction:
    """The place whose campaign runs now; without any campaign, the one that was set up first."""
    campaign = campaigns.current()
    found = campaign.jurisdiction if campaign else Jurisdiction.objects.order_by("pk").first()
    if found is None:
        raise Http404(_("Nothing has been set up here yet."))
    return found


def _narrowed(request: HttpRequest) -> Narrowed:
    kind = request.GET.get("kind", "")
    return Narrowed(kind if kind in public.KINDS else "", number(request, "unit"))


def _query(narrowed: Narrowed) -> str:
    asked = {"kind": narrowed.kind, "unit": narrowed.unit}
    return urlencode({name: value for name, value in asked.items() if value})
