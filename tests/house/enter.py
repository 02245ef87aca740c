"""What Enter does in a field: it presses the first button of the field's form, wherever that stands."""

import re
from xml.etree.ElementTree import Element

from tests.house.markup import Markup, words

# Fields in which a browser takes Enter for the press of a button; in a list of choices and in a text area it does not.
_WITHOUT = {"hidden", "submit", "button", "image", "reset", "file", "color", "range"}
_DEEDS = re.compile(
    r"\b(clear|remove|delete|reset|revoke|erase|disconnect|discard|end|stop|cancel|archive|none|take out|"
    r"sign out|taken? \w+ back)\b",
    re.IGNORECASE,
)


def destroyed_by_enter(page: Markup) -> list[str]:
    """The first buttons, by their words, that take something away when Enter is pressed in a field of their form."""
    return [
        f"{form.get('id') or form.get('action') or 'a form'}: {words(button) or button.attrib}"
        for form in page.root.iter("form")
        if any(_takes_enter(page, field, form) for field in page.root.iter("input"))
        and (button := _pressed(page, form)) is not None
        and _destroys(button)
    ]


def _pressed(page: Markup, form: Element) -> Element | None:
    """The form's first submit button in the order of the page; a disabled one is pressed by nobody."""
    for button in page.root.iter():
        if button.tag == "button" and button.get("type", "submit").lower() != "submit":
            continue
        if button.tag == "input" and button.get("type", "text").lower() not in {"submit", "image"}:
            continue
        if button.tag in {"button", "input"} and _owner(page, button) is form:
            return None if "disabled" in button.attrib else button
    return None


def _owner(page: Markup, control: Element) -> Element | None:
    if named := control.get("form"):
        return page.ids.get(named)
    return next((around for around in page.around(control) if around.tag == "form"), None)


def _takes_enter(page: Markup, field: Element, form: Element) -> bool:
    return field.get("type", "text").lower() not in _WITHOUT and _owner(page, field) is form


def _destroys(button: Element) -> bool:
    said = " ".join(
        [words(button), button.get("name", ""), button.get("value", ""), button.get("formaction", "")]
    )
    return button.get("data-kind") == "danger" or _DEEDS.search(re.sub(r"[-_/]", " ", said)) is not None
