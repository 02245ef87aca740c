"""Forms of the workspace page. They translate what was typed; operations decide."""

from datetime import datetime, timedelta

from django import forms

from workspaces.models import Membership
from workspaces.permissions import USUAL_SCOPES, Scope

SCOPES = [
    (Scope.CATALOG_READ.value, "Read the catalog and search it"),
    (Scope.EVALUATIONS_READ.value, "Read products, evaluations, reports and events"),
    (Scope.EVALUATIONS_WRITE.value, "Change products, evaluations and answers"),
    (Scope.REPORTS_WRITE.value, "Make, cancel and delete reports"),
    (Scope.ADMIN.value, "Administer members, tokens and webhooks"),
]
# Both forms stand on one page: their fields need ids of their own.
MEMBER_IDS, TOKEN_IDS = "member_%s", "token_%s"
EXPIRIES = [("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"), ("never", "Never")]


class MemberForm(forms.Form):
    """Who joins, and what they may do."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Give the address by which they sign in.",
            "invalid": "This is no e-mail address. Write it like name@example.org.",
        },
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    role = forms.ChoiceField(
        label="Role",
        choices=Membership.ROLES,
        initial="operator",
        error_messages={"required": "Choose one of the four roles."},
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label="Role", choices=Membership.ROLES)


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long it lives."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Give the token a name that tells what uses it."},
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=SCOPES,
        initial=sorted(USUAL_SCOPES),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing the token may do."},
    )
    expires_in = forms.ChoiceField(label="It expires", choices=EXPIRIES, initial="90")

    def expires_at(self, now: datetime) -> datetime | None:
        """The moment it expires, or None for never."""
        days = self.cleaned_data["expires_in"]
        return None if days == "never" else now + timedelta(days=int(days))
