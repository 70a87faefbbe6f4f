"""The kinds of reason for not taking something up, as laws and practice list them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Reasons = dict[str, str | Promise]

# Zhejiang 7-9, Beijing 9, Shanghai, Shenzhen, Qingdao, Chongqing: what no suggestion may be about.
NOT_ADMITTED: Reasons = {
    "EMPTY": _("no concrete content"),
    "PERSONAL": _("about the deputy or relatives"),
    "OWN_UNIT": _("about the deputy's own unit alone"),
    "CASE": _("a case before court, procuratorate or supervision"),
    "COMPLAINT": _("a denunciation, complaint or appeal"),
    "RELAY_LETTER": _("somebody else's letter handed on"),
    "ACADEMIC_ADVERT": _("an academic question, advertising or legal advice"),
    "BIDDING": _("who should win a running tender"),
    "INTEREST": _("an interest of one's own, or unfair competition"),
    "OUT_OF_SCOPE": _("outside this place's powers"),
    "ILLEGAL": _("against the law"),
}
NOT_ADOPTED: Reasons = {
    "EXISTS": _("done already, or under way"),
    "NOT_NOW": _("the conditions are not there yet"),
    "EMPTY": _("no concrete content"),
    "OUT_OF_SCOPE": _("outside this place's powers"),
    "ILLEGAL": _("against the law"),
}
ELSEWHERE: Reasons = {
    "COURT": _("courts, arbitration or the procuratorate decide it"),
    "PETITION": _("letters and visits follow it"),
    "HOTLINE": _("the 12345 hotline follows it"),
    "OUT_OF_SCOPE": _("outside this place's powers"),
    "EMPTY": _("no concrete content"),
}
# 政府信息公开条例 14-16; Henan: what the deputy thinks unfit; Anhui: a summary of what is wide.
NOT_OPEN: Reasons = {
    "SECRET": _("a state secret"),
    "TRADE": _("a trade secret"),
    "PRIVACY": _("personal privacy"),
    "SAFETY": _("public or economic safety, or social stability"),
    "INTERNAL": _("internal or not decided yet"),
    "UNFIT": _("the deputy thinks it unfit for the public"),
    "SUMMARY": _("wide or complex; a summary says it better"),
}
_BY_PROCEDURE = {
    "publication": NOT_OPEN,
    "deputy-suggestion": NOT_ADMITTED,
    "bill": NOT_ADMITTED,
    "golden-idea": NOT_ADOPTED,
}


def reasons_of(procedure: str) -> Reasons:
    return _BY_PROCEDURE.get(procedure, ELSEWHERE)


def reason_words(procedure: str, code: str) -> str:
    """The reason as people read it; a code of another time stays as it is."""
    return str(reasons_of(procedure).get(code, code))
