"""What holds of every research topic and of the inventory of publicity."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, by_query

_STRAY = """
SELECT t.id FROM campaigns_topic t
JOIN campaigns_participation p ON p.id = t.participation_id
JOIN campaigns_topiccall c ON c.id = t.call_id
JOIN matters_matter m ON m.id = t.matter_id
LEFT JOIN matters_matter b ON b.id = t.became_id
WHERE m.procedure <> 'research-topic' OR m.place_id IS DISTINCT FROM p.unit_id
   OR c.campaign_id <> p.campaign_id
   OR (b.id IS NOT NULL AND NOT (
       (m.step = 'as_matter' AND coalesce(b.evidence ->> 'id', '') = t.id::text)
       OR (m.step = 'as_suggestion' AND b.procedure = 'deputy-suggestion')
   ))
ORDER BY 1
"""
_UNRECORDED = """
SELECT p.id FROM campaigns_publicity p WHERE NOT EXISTS (
    SELECT FROM record_entry e WHERE e.verb = 'publicity.entered'
    AND e.subject_kind = 'publicity' AND e.subject_id = p.id
) ORDER BY 1
"""


def _stray(pk: int) -> Breach:
    return Breach(
        f"campaigns_topic {pk}",
        _("a topic is not of its unit, or what it became is another topic's"),
    )


def _unrecorded(pk: int) -> Breach:
    return Breach(f"campaigns_publicity {pk}", _("nobody entered it on record"))


LAWS = (
    Law(
        "campaigns.topics",
        gettext_lazy("Every research topic lies with the unit that declared it."),
        by_query("SELECT count(*) FROM campaigns_topic", _STRAY, _stray),
    ),
    Law(
        "campaigns.publicity",
        gettext_lazy("Every line of the inventory is on record."),
        by_query("SELECT count(*) FROM campaigns_publicity", _UNRECORDED, _unrecorded),
    ),
)
