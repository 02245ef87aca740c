"""`{% csrf_token %}` as every form has it, with the form's stamp beside it."""

from typing import Any

from django import template
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from distmap.merging import drawn
from distmap.stamps import FIELD, new_stamp

register = template.Library()


class StampedNode(CsrfTokenNode):
    """Where a fragment is drawn without its request there is no stamp, and the form is what it always was."""

    def render(self, context: Context) -> SafeString:
        token = SafeString(super().render(context))
        request = context.get("request")
        if not token or request is None:
            return token
        stamp = new_stamp(request).signed()
        return token + format_html(
            '<input type="hidden" name="{}" value="{}" autocomplete="off">', FIELD, stamp
        )


@register.inclusion_tag("components/_clashes.html")
def seen(form: Any) -> dict[str, Any]:
    """Inside the form of a stored thing: what it was drawn with, and where somebody else changed the same."""
    return {"edit": getattr(form, "edit", None) or drawn(form)}


@register.tag("csrf_token")
def csrf_token(parser: template.base.Parser, token: template.base.Token) -> StampedNode:
    """Replaces Django's tag of the same name."""
    return StampedNode()
