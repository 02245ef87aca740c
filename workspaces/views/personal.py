"""One's own data: put together to be taken along, and erased."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from distmap.errors import Conflict, NotFound
from workspaces import personal
from workspaces.audit import record_account
from workspaces.views.doors import UserRequest, ask_again, signed_in


class EraseForm(forms.Form):
    """That this is meant: the person's own address, typed."""

    email = forms.CharField(
        label="Your e-mail address, to show that you mean it",
        max_length=254,
        required=True,
        error_messages={"required": "Write the address by which you sign in."},
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"]
        if typed.strip().lower() != self.expected:
            raise forms.ValidationError("This is not the address by which you sign in. Nothing was erased.")
        return typed


@require_safe
@signed_in
def data(request: UserRequest) -> HttpResponse:
    """What can be had, and what erasing means."""
    return _page(request, EraseForm(expected=request.user.email))


def _page(request: UserRequest, form: EraseForm, *, status: int = 200) -> HttpResponse:
    page = {
        "form": form,
        "export": personal.exports_of(request.user),
        "days": personal.KEPT.days,
        "stays": personal.STAYS,
        "pseudonym": personal.pseudonym_of(request.user),
        "needed": personal.needs_of(request.user),
    }
    return render(request, "workspaces/personal_data.html", page, status=status)


@require_POST
@signed_in
def data_export(request: UserRequest) -> HttpResponse:
    """Ask for the file; a worker makes it."""
    ask_again(request)
    asked = personal.ask_for_export(
        user=request.user, now=timezone.now(), request_id=getattr(request, "request_id", "")
    )
    record_account(user=request.user, action="person.exported", request=request, export=str(asked.pk))
    messages.success(request, "Your data are being put together. Load this page again in a moment.")
    return redirect("personal_data")


@require_safe
@signed_in
def data_download(request: UserRequest) -> HttpResponse:
    """The newest file, for the person alone."""
    ask_again(request)
    export = personal.exports_of(request.user)
    if export is None or not export.file:
        raise NotFound("There is no such file. It is removed after seven days; ask for it again.")
    try:
        opened = default_storage.open(export.file)
    except FileNotFoundError:
        raise NotFound("There is no such file. It is removed after seven days; ask for it again.") from None
    name = f"distmap-my-data-{export.created_at:%Y-%m-%d}.zip"
    response: Any = FileResponse(opened, as_attachment=True, filename=name, content_type="application/zip")
    sent: HttpResponse = response
    return sent


@require_http_methods(["POST"])
@signed_in
def data_erase(request: UserRequest) -> HttpResponse:
    """Erase the account: signed out, with a pseudonym left."""
    ask_again(request)
    form = EraseForm(request.POST, expected=request.user.email)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        personal.erase(user=request.user, now=timezone.now(), by_person=True)
    except Conflict as conflict:
        form.add_error("email", conflict.message)
        return _page(request, form, status=409)
    logout(request)
    return render(request, "workspaces/erased.html")
