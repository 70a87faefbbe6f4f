"""What holds of every open letter."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, by_query

_STRAY = """
SELECT l.id FROM campaigns_openletter l JOIN voices_call c ON c.id = l.call_id
WHERE NOT EXISTS (
    SELECT FROM campaigns_campaign_calls k
    WHERE k.campaign_id = l.campaign_id AND k.call_id = l.call_id
) OR NOT EXISTS (
    SELECT FROM record_entry e WHERE e.verb = 'letter.opened'
    AND e.subject_kind = 'openletter' AND e.subject_id = l.id
) ORDER BY 1
"""


def _stray(pk: int) -> Breach:
    words = _("an open letter's call is not its campaign's, or nobody opened it on record")
    return Breach(f"campaigns_openletter {pk}", words)


LAWS = (
    Law(
        "campaigns.letters",
        gettext_lazy("What answers an open letter belongs to its campaign."),
        by_query("SELECT count(*) FROM campaigns_openletter", _STRAY, _stray),
    ),
)
