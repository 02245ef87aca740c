"""The values of one answer as the fields of its form hold them: as stored, or as typed and refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from distmap.numbers import whole_number
from evaluations.answers.forms import NOT_APPLICABLE, AnswerForm
from evaluations.models import Answer

RATING = ("level", "grade", "na", "na_reason", "designable")
VALUES = ("choice", "grade", "na_reason", "designable", "note", "evidence_url", "text")
WORDS = {"note": "Note", "evidence_url": "Link", "text": "Text"}


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A save that did not go through: the form as typed, and in a conflict what is stored now."""

    item: str
    form: AnswerForm
    in_conflict: bool = False
    present: Answer | None = None


def rated(values: Mapping[str, str]) -> tuple[str, ...]:
    """The part of a form's values that is one rating; a reason counts only where it is asked for."""
    choice = values["choice"]
    reason = values["na_reason"].strip() if choice == NOT_APPLICABLE else ""
    grade = values["grade"] if whole_number(choice) is not None else ""
    return choice, grade, reason, values["designable"]


def stored_values(answer: Answer | None) -> dict[str, str]:
    """An answer as the fields of a form hold it."""
    if answer is None:
        return dict.fromkeys(VALUES, "") | {"designable": "yes"}
    return {
        "choice": NOT_APPLICABLE if answer.na else "" if answer.level is None else str(answer.level),
        "grade": answer.grade or "",
        "na_reason": answer.na_reason,
        "designable": "yes" if answer.designable else "no",
        "note": answer.note,
        "evidence_url": answer.evidence_url,
        "text": answer.text,
    }


def typed_values(form: AnswerForm) -> dict[str, str]:
    """What was typed, as it was typed; a grade that was supposed is shown as supposed."""
    typed = {name: str(form.data.get(name, "")) for name in VALUES}
    if "clear" in form.data:
        typed |= {"choice": "", "grade": "", "na_reason": "", "designable": "yes"}
    understood = getattr(form, "cleaned_data", {})
    return typed | {
        "grade": understood.get("grade") or typed["grade"],
        "designable": typed["designable"] or "yes",
    }
