"""How a voice is named, and which of its entries is the last word."""

from qunce.common.laws import Breach

VOICES = "SELECT count(*) FROM voices_voice"

# The last entry that says so decides, for a voice may be set aside and taken up again.
LAST = """
SELECT DISTINCT ON (subject_id) subject_id, verb, actor_kind, actor_id, body
FROM record_entry WHERE subject_kind = 'voice' AND verb = ANY(%s)
ORDER BY subject_id, id DESC
"""


def voice(pk: int, text: str) -> Breach:
    return Breach(f"voices_voice {pk}", text)
