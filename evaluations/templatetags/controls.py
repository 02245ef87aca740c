"""Controls: form fields, error summaries, segmented radios, save states, the question before a deletion."""

from collections.abc import Sequence
from typing import Any, Literal

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString

from evaluations.templatetags.frames import block
from evaluations.templatetags.naming import SAVE_STATES, known

register = template.Library()


@register.inclusion_tag("components/segments.html")
def segments(
    *,
    name: str,
    options: Sequence[tuple[Any, str] | tuple[Any, str, str]],
    chosen: Any = None,
    labelled_by: str = "",
    label: str = "",
    id_base: str = "",
    size: Literal["", "small"] = "",
    disabled: bool = False,
    required: bool = False,
    fault_id: str = "",
) -> dict[str, Any]:
    """Native radios drawn as one control. An option is (value, word) or (value, word, small print).

    Small print that is a figure stands before the word, any other after it. The group is named by `label`, or
    by the element whose id is `labelled_by`; `fault_id` is the element that says what is wrong with the choice.
    """
    if not (label or labelled_by):
        raise template.TemplateSyntaxError("segments need label= or labelled_by=")
    current = "" if chosen is None else str(chosen)
    return {
        "name": name,
        "rows": [
            (str(value), word, small[0] if small else "", str(value) == current)
            for value, word, *small in options
        ],
        "labelled_by": labelled_by,
        "label": label,
        "id_base": id_base,
        "size": size,
        "disabled": disabled,
        "required": required,
        "fault_id": fault_id,
    }


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    *,
    label: str = "",
    help: str | None = "",
    placeholder: str | None = None,
    width: Literal["", "short"] = "",
) -> dict[str, Any]:
    """A form field with label, help and errors, tied together for screen readers.

    Label, help and placeholder are the form's own unless they are given; `help=None` shows none at all.
    """
    shown_help = None if help is None else help or bound.help_text
    described = [f"{bound.auto_id}_help"] if shown_help else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if placeholder is not None:
        attrs["placeholder"] = placeholder
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "label": label or bound.label,
        "help": shown_help,
        "width": width,
        "group": bound.field.widget.use_fieldset,
        "single_box": getattr(bound.field.widget, "input_type", "") == "checkbox"
        and not bound.field.widget.use_fieldset,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    form: BaseForm | None = None, *, faults: Sequence[tuple[str, str]] = (), **labels: str
) -> dict[str, Any]:
    """What is wrong, each fault a link to its field. Nothing when nothing is wrong.

    The faults are the form's, or those given: (id of the field or nothing, sentence). Labels are the form's own
    unless they are given by the name of the field, as `{% field %}` takes them.
    """
    found = list(faults)
    if form is not None:
        found += [("", str(text)) for text in form.non_field_errors()]
        found += [
            (bound.id_for_label or bound.auto_id, f"{labels.get(bound.name) or bound.label}: {text}")
            for bound in form
            for text in bound.errors
        ]
    return {"faults": found}


@register.inclusion_tag("components/save_state.html")
def save_state(state: str, *, at: str = "", text: str = "") -> dict[str, Any]:
    """Whether what was typed is kept: saved, saving, retrying, unsaved or conflict; `at` is a time."""
    mark, words = SAVE_STATES[known(state, SAVE_STATES, "the state")]
    return {"state": state, "icon": mark, "text": text or words, "at": at}


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: SafeString,
    *,
    title: str,
    action: str,
    button: str,
    back: str,
    heading: str = "h1",
) -> SafeString:
    """A form that asks once before something goes: the content says what goes; `back` is the way out."""
    known(heading, ("h1", "h2"), "the heading")
    values = {"title": title, "action": action, "button": button, "back": back, "heading": heading}
    own = {name: context.get(name) for name in ("csrf_token", "request")}
    return block("confirm", content, **own, **values)
