"""Frames: what stands around a page's matter, from crumbs to pagination."""

from collections.abc import Sequence
from typing import Any, Literal

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from evaluations.templatetags.naming import ICON_BOX, known

register = template.Library()
# Sections of the product: the name of each one's page, its label, and how addresses in it begin.
NAVIGATION = (
    ("home", "Evaluations", "/evaluations/"),
    ("comparisons", "Compare", "/comparisons/"),
    ("products", "Products", "/products/"),
    ("catalog", "Catalog", "/catalog/"),
    ("decisions", "Decisions", "/decisions/"),
    ("reports", "Reports", "/reports/"),
    ("workspace", "Workspace", "/workspace/"),
)


def block(name: str, content: SafeString, **values: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **values})


@register.inclusion_tag("components/main_nav.html", takes_context=True)
def main_nav(context: Context) -> dict[str, Any]:
    """The main navigation. A page of a section marks it; the section's own page says `page`.

    A section whose address is not installed is left out, so that an error page can always be drawn.
    """
    request = context.get("request")
    here = request.path_info if request else ""
    whole = request.path if request else ""
    items = []
    for name, label, prefix in NAVIGATION:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        current = "page" if whole == url else "true" if here.startswith(prefix) else ""
        items.append({"url": url, "label": label, "current": current})
    return {"items": items}


@register.simple_block_tag
def crumbs(content: SafeString) -> SafeString:
    """The way here: `<li>` items, the last one without a link."""
    return format_html('<nav class="crumbs" aria-label="Breadcrumb"><ol>{}</ol></nav>', content)


@register.inclusion_tag("components/cartouche.html")
def cartouche(*, facts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The box in the corner of the sheet: pairs of a small label and a fact."""
    return {"facts": facts}


@register.inclusion_tag("components/steps.html")
def steps(*, names: Sequence[str], current: int) -> dict[str, Any]:
    """Where one stands in a short sequence; `current` counts from 1."""
    if not 1 <= current <= len(names):
        raise template.TemplateSyntaxError(f"step {current} is none of {len(names)}")
    return {
        "steps": [(number, name, number < current, number == current) for number, name in enumerate(names, 1)]
    }


@register.inclusion_tag("components/pagination.html")
def pagination(*, previous: str = "", following: str = "", summary: str) -> dict[str, Any]:
    """Addresses of the neighbouring pages ("" where there is none) and a sentence about what is shown."""
    return {"previous": previous, "following": following, "summary": summary}


@register.simple_block_tag
def notice(content: SafeString, *, title: str = "", level: str = "") -> SafeString:
    """A standing remark beside the matter: level is nothing, success, warning or error."""
    known(level, ("", "success", "warning", "error"), "the level")
    return block("notice", content, title=title, level=level)


@register.simple_block_tag
def empty_state(
    content: SafeString, *, title: str, icon: str = "brand", heading: Literal["h2", "h3"] = "h2"
) -> SafeString:
    """Nothing here yet: the title says so, the content says what would stand here and how to begin."""
    known(icon, ICON_BOX, "the icon")
    known(heading, ("h2", "h3"), "the heading")
    return block("empty_state", content, title=title, icon=icon, heading=heading)


@register.simple_block_tag
def scroll_frame(content: SafeString, *, label: str) -> SafeString:
    """A frame in which a wide table scrolls; the keyboard reaches it, and its label names it."""
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>', label, content
    )


@register.simple_block_tag
def fold(
    content: SafeString, *, summary: str, opened: bool = False, twin: bool = False, id: str = ""
) -> SafeString:
    """Matter behind a link-like summary. `twin` sets off the table that repeats a picture."""
    return block("fold", content, summary=summary, opened=opened, twin=twin, id=id)


@register.simple_block_tag
def fold_narrow(content: SafeString, *, summary: str, kind: str = "") -> SafeString:
    """Matter that is folded on narrow screens only; `kind` is a class of the block inside, such as toc."""
    return block("fold_narrow", content, summary=summary, kind=kind)
