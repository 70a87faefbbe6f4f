"""What a signed paper's digest is over: everything on it that was said or counted."""

import hashlib
import json

from qunce.briefs.models import Brief


def digest_of(brief: Brief) -> str:
    """People's words are in it by their number alone: erasing them later leaves it as it is."""
    said = {
        "name": brief.name,
        "year": brief.year,
        "number": brief.number,
        "total": brief.total_number,
        "extra": brief.is_extra,
        "period": [brief.from_on.isoformat(), brief.to_on.isoformat()],
        "note": brief.editor_note,
        "lists": [brief.to_report, brief.to_send, brief.to_distribute, brief.copies],
        "signed_by": brief.signed_by,
        "secrecy": brief.secrecy,
        "articles": [[a.title, a.text] for a in brief.articles.all()],
        "figures": [
            [f.key, f.code, f.version, f.area_id, f.theme_id, f.title, f.value]
            for f in brief.figures.all()
        ],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
