"""The version of a row that a form is to replace, so that nobody overwrites what they have not seen."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest

from distmap.numbers import whole_number

STALE = "stale"


def sent_version(request: HttpRequest) -> int | None:
    """The version that a form was sent with."""
    return whole_number(request.POST.get("version", ""))


def told_of_change(words: str) -> ValidationError:
    """The fault that tells that somebody changed the thing in between."""
    return ValidationError(words, code=STALE)


def version_to_replace(request: HttpRequest, present: int, *, is_told: bool) -> int:
    """What a form that is shown again goes on to replace: what it was first shown with, so that a fault elsewhere or
    a button that rearranges it hides nobody's change; the `present` version once the change was told of."""
    sent = sent_version(request)
    return present if sent is None or is_told else sent


def is_told(form: Form) -> bool:
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, code=STALE)
