"""The words of a voice: what is kept of what was sent, and how they are committed to."""

from qunce import proof
from qunce.common import ids

# Longer texts are refused with a message, never cut: a person can send the rest as a second voice.
LONGEST_TEXT = 100_000
LONGEST_TITLE = 200
LONGEST_PLACE = 100
# Characters that are not words and that PostgreSQL (NUL) or a terminal would choke on.
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(128, 160)))


def clean(sent: str) -> str:
    """The words as kept: control characters and surrounding blanks off, line ends as \\n."""
    kept = sent.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    return kept.encode("utf-8", "replace").decode().strip()


def whole(title: str, text: str) -> str:
    """Title and text as one, as they are searched, read and committed to."""
    return f"{title}\n{text}" if title else text


def commitment(salt: "bytes | memoryview[int]", title: str, text: str) -> str:
    """What the record keeps of the words; opens only with the salt that lies beside them."""
    return proof.commit(bytes(salt), whole(title, text))


def receipt_code(salt: "bytes | memoryview[int]") -> str:
    """The code on the receipt: whoever has it may follow this voice."""
    return ids.code(bytes(salt), "receipt")
