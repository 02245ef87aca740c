"""One's own account: name and clock, and the way to all that protects it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.merging import Edit
from workspaces import invitations, operations, queries
from workspaces.forms import ProfileForm
from workspaces.views.doors import UserRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def account(request: UserRequest) -> HttpResponse:
    """Name and time zone to change; password, addresses, sessions, factors and one's own data to go on to."""
    user = request.user
    initial = {"name": user.name, "time_zone": user.time_zone}
    edit = Edit(request, lambda sent: ProfileForm(sent, initial=initial))
    form = edit.form
    if edit.may_save:
        operations.change_profile(user=user, **(initial | edit.only(form.cleaned_data)))
        messages.success(request, "Your profile is kept.")
        return redirect("account")
    page = {
        "form": form,
        "signing_in": queries.signing_in_of(user),
        "memberships": queries.memberships_of(user),
        "waiting": invitations.waiting_for(user, now=timezone.now()),
        "provider": settings.OIDC["name"] if settings.OIDC["issuer"] else "",
        "may_found": queries.may_found(user),
    }
    return render(request, "workspaces/account.html", page, status=422 if form.errors else 200)
