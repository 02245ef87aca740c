"""Marks and words: icons, verdicts, likelihoods, and numbers as they are shown."""

from typing import Any, Literal

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from channels_catalog.glossary import term as glossary_term
from evaluations.templatetags.naming import ICON_BOX, known
from evaluations.templatetags.numbers import shown_difference, shown_range, shown_score, shown_share
from evaluations.vocabulary import LIKELIHOODS, VERDICT_WORDS
from evaluations.wording.outlook import PathOutlook

register = template.Library()
register.filter("score", shown_score)
register.filter("share", shown_share)
register.filter("difference", shown_difference)

Size = Literal["", "small", "large"]


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """A mark from the sprite. Without a label it is decoration and hidden from screen readers."""
    box = ICON_BOX[known(name, ICON_BOX, "the icon")]
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 {0} {0}" {1}><use href="#i-{2}"/></svg>', box, said, name
    )


@register.inclusion_tag("components/verdict.html")
def verdict(
    key: str, *, size: Size = "", word: bool = True, fights: bool = False, note: str = ""
) -> dict[str, Any]:
    """Mark, colour and word of a verdict. `fights` bars the mark: parked, as it fights the growth model.

    `note` follows the word in the same breath ("Relieve first, just"). Without the word, the mark says it.
    """
    word_of_key = VERDICT_WORDS[known(key, VERDICT_WORDS, "the verdict")]
    known(size, ("", "small", "large"), "the size")
    spoken = f"{word_of_key}, fights the growth model" if fights else word_of_key
    mark = "fights" if fights else key
    return {
        "key": key,
        "mark": mark,
        "word": word_of_key,
        "spoken": spoken,
        "show_word": word,
        "size": size,
        "note": note,
    }


@register.inclusion_tag("components/outlook.html")
def outlook(path: PathOutlook, *, size: Size = "") -> dict[str, Any]:
    """Mark, colour and words of what is said of a path: its verdict, or where a withheld one leans."""
    known(size, ("", "small", "large"), "the size")
    return {"path": path, "size": size}


@register.simple_tag
def score_range(lo: float | None, hi: float | None) -> str:
    """Both ends of a range, "0.42 to 0.88", or the one figure when they read the same."""
    return shown_range(lo, hi)


@register.simple_tag
def term(key: str, words: str = "") -> SafeString:
    """A word of the glossary: a link to its page, which a script opens as a pop-over in place. `words` stand for it."""
    found = glossary_term(key)
    if found is None:
        raise template.TemplateSyntaxError(f"the term {key!r} is not in the glossary")
    return format_html(
        '<a class="term" href="{}">{}</a>', reverse("glossary_term", args=[key]), words or found.name.lower()
    )


@register.simple_tag
def likelihood(word: str, *, share: float | None = None) -> str:
    """How sure a verdict is, in words: settled, very likely, likely or open, with the share of readings."""
    known(word, LIKELIHOODS, "the likelihood")
    return word if share is None or word == "settled" else f"{word}, {shown_share(share)}"
