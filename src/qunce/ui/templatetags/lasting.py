"""Parts of a page that are the same for every reader of a language, drawn once."""

from django.conf import settings
from django.template import Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = Library()
_MOST = 500


class Lasting(Node):
    """Draws its content once for each language and each value of what is named beside it."""

    child_nodelists = ()  # no block is in it, so pages that fill blocks need not look

    def __init__(self, content: NodeList, named: list[FilterExpression]) -> None:
        self.nodelist, self.named = content, named
        self._drawn: dict[tuple[str | None, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        if settings.DEBUG:  # styles and words change while somebody works on them
            return self.nodelist.render(context)
        values = (repr(one.resolve(context, ignore_failures=True)) for one in self.named)
        key = (get_language(), *values)
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= _MOST:
                self._drawn.clear()
            found = self._drawn[key] = mark_safe(self.nodelist.render(context))
        return found


@register.tag
def lasting(parser: Parser, token: Token) -> Lasting:
    """Half of a page was its frame, drawn anew for every request.

    Whatever the content uses of the context must be named, with few values each, and what it sets
    is gone after it. Nothing of one reader belongs here: no token of a form, no name, no address
    asked for.
    """
    _tag, *names = token.split_contents()
    content = parser.parse(("endlasting",))
    parser.delete_first_token()
    if content.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("A block that other pages fill does not last.")
    return Lasting(content, [parser.compile_filter(name) for name in names])
