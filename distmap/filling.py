"""Filling in a form in a page that is already drawn: what somebody typed into an earlier drawing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

# What each drawing has of its own; and what is never typed, so never put back.
OWN = {"csrfmiddlewaretoken", "stamp"}
TYPED = {"text", "email", "url", "number", "date", "time", "search", "tel", "hidden", "datetime-local", ""}
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class Filled:
    """The page with the form filled in, if it was `found`; `left` are the fields that it has no place for."""

    page: str
    left: Mapping[str, Sequence[str]]
    found: bool


@dataclass(kw_only=True)
class _Control:
    """A control as it stands in the page: from `start` to `end`, a select or text area with all that is in it."""

    tag: str
    attributes: Attributes
    start: int
    end: int = 0
    inner: int = 0
    options: list["_Control"] = field(default_factory=list)

    def get(self, name: str) -> str:
        return next((value or "" for key, value in self.attributes if key == name), "")


@dataclass(kw_only=True)
class _Form:
    action: str
    begins: int
    controls: list[_Control] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {control.get("name") for control in self.controls}


class _Reader(HTMLParser):
    """The forms that are posted, each with its controls and where they stand in the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for line in text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.forms: list[_Form] = []
        self.form: _Form | None = None
        self.control: _Control | None = None
        self.feed(text)

    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        start = self.place()
        end = start + len(self.get_starttag_text() or "")
        found = _Control(tag=tag, attributes=attributes, start=start, end=end, inner=end)
        if tag == "form" and found.get("method").lower() == "post":
            self.form = _Form(action=found.get("action"), begins=end)
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag in {"input", "button", "select", "textarea"}:
            self.form.controls.append(found)
            self.control = found if tag in {"select", "textarea"} else self.control
        elif tag == "option" and self.control is not None:
            self.control.options.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif self.control is not None and tag == self.control.tag:
            self.control.end = self.place()
            self.control = None


def filled(page: str, *, at: str, action: str, typed: Mapping[str, Sequence[str]], notice: str) -> Filled:
    """The page that is at the path `at`, with what was `typed` in its form that is sent to the path `action`.

    Of several such forms it is the one with the most of the fields. `notice` is markup that says so at its head.
    Passwords are left as they are.
    """
    forms = [form for form in _Reader(page).forms if urljoin(at, form.action).partition("?")[0] == action]
    if not forms:
        return Filled(page=page, left=typed, found=False)
    form = max(forms, key=lambda each: len(each.names & set(typed)))
    waiting = {name: list(values) for name, values in typed.items() if name not in OWN}
    changes = [(form.begins, form.begins, notice), *_changes(form, waiting, page)]
    for start, end, text in sorted(changes, reverse=True):
        page = page[:start] + text + page[end:]
    left = {name: values for name, values in waiting.items() if any(values) and name not in form.names}
    return Filled(page=page, left=left, found=True)


def _changes(form: _Form, waiting: dict[str, list[str]], page: str) -> list[tuple[int, int, str]]:
    """What to put where. Fields of one name take their values in turn."""
    found = []
    for control in form.controls:
        name, kind = control.get("name"), control.get("type").lower()
        if not name or name in OWN:
            continue
        values = waiting.get(name, [])
        if control.tag == "select":
            found += [
                _marked(option, "selected", _value(option, page) in values) for option in control.options
            ]
        elif control.tag == "textarea" and values:
            found.append((control.inner, control.end, "\n" + escape(values.pop(0))))
        elif control.tag == "input" and kind in {"radio", "checkbox"}:
            found.append(_marked(control, "checked", (control.get("value") or "on") in values))
        elif control.tag == "input" and kind in TYPED and values:
            kept = [pair for pair in control.attributes if pair[0] != "value"]
            found.append((control.start, control.end, _tag(control.tag, [*kept, ("value", values.pop(0))])))
    return found


def _value(option: _Control, page: str) -> str:
    if any(name == "value" for name, _ in option.attributes):
        return option.get("value")
    return page[option.end :].partition("<")[0].strip()


def _marked(control: _Control, mark: str, is_set: bool) -> tuple[int, int, str]:
    kept = [pair for pair in control.attributes if pair[0] != mark]
    return control.start, control.inner, _tag(control.tag, [*kept, (mark, None)] if is_set else kept)


def _tag(name: str, attributes: Attributes) -> str:
    written = "".join(
        f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes
    )
    return f"<{name}{written}>"
