"""What every template may use without being given it."""

from django.http import HttpRequest
from django.utils.translation import get_language

from qunce.ui.look import Look

# Screen readers choose their voice by this; Django's own code names the script, not the country.
_TAGS = {"zh-hans": "zh-CN"}


def look(request: HttpRequest) -> dict[str, object]:
    language = get_language() or "zh-hans"
    return {"look": Look.read(request.COOKIES), "html_lang": _TAGS.get(language, language)}
