"""Forms of the workspace page. They translate what was typed; operations decide."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation

from distmap.texts import one_line, text_faults, tidied
from workspaces.models import Membership, User
from workspaces.permissions import ROLE_WORDS, USUAL_SCOPES, Role, Scope

SCOPES = [
    (Scope.CATALOG_READ.value, "Read the catalog and search it"),
    (Scope.EVALUATIONS_READ.value, "Read products, evaluations, reports and events"),
    (Scope.EVALUATIONS_WRITE.value, "Change products, evaluations and answers"),
    (Scope.REPORTS_WRITE.value, "Make, cancel and delete reports"),
    (Scope.ADMIN.value, "Administer members, tokens and webhooks"),
]
# Both forms stand on one page: their fields need ids of their own.
INVITATION_IDS, TOKEN_IDS = "invitation_%s", "token_%s"
EXPIRIES = [("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"), ("never", "Never")]


class NameField(forms.CharField):
    """The name of a person or thing: one line that shows, its letters in one form."""

    def to_python(self, value: Any) -> str:
        return one_line(tidied(super().to_python(value)))

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        for fault in text_faults("", value, most=self.max_length or 120):
            raise forms.ValidationError(fault.detail, code=fault.code)


class InvitationForm(forms.Form):
    """Who is to join, and what they may do."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Give the address that the invitation is for.",
            "invalid": "This is no e-mail address. Write it like name@example.org.",
        },
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.word, f"{role.word.capitalize()}: {ROLE_WORDS[role]}") for role in Role],
        initial="operator",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the four roles."},
    )


class JoinForm(forms.Form):
    """A new account for whoever followed an invitation."""

    name = NameField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Give the name by which others know you here."},
    )
    password1 = forms.CharField(
        label="Password",
        max_length=1_000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least ten characters. A few words that do not belong together are best.",
        error_messages={"required": "Choose a password."},
    )
    password2 = forms.CharField(
        label="Password, once more",
        max_length=1_000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Write the password once more."},
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(
            password, User(email=self.email, name=self.cleaned_data.get("name", ""))
        )
        return password

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and again != self.cleaned_data["password1"]:
            raise forms.ValidationError("The two passwords differ.")
        return again


def zones(otherwise: str) -> list[tuple[str, str]]:
    """Every time zone by its IANA name, and first the choice of none, which says what then counts."""
    return [("", otherwise), *((name, name) for name in sorted(available_timezones()))]


class ProfileForm(forms.Form):
    """What others see of a person, and by which clock the person reads."""

    name = NameField(label="Name", max_length=120, required=False)
    time_zone = forms.ChoiceField(label="Time zone", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones("The workspace’s")  # type: ignore[attr-defined]  # a ChoiceField


class WorkspaceForm(forms.Form):
    """A workspace to be made."""

    name = NameField(
        label="Name",
        max_length=120,
        error_messages={"required": "Give the workspace a name."},
    )


class SettingsForm(WorkspaceForm):
    """How a workspace is run."""

    time_zone = forms.ChoiceField(label="Time zone", required=False)
    requires_second_factor = forms.BooleanField(
        label="Members need a second factor",
        required=False,
        help_text="Whoever has none sees nothing of this workspace until they set one up. Tokens are not asked.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones(f"The service’s ({settings.TIME_ZONE})")  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label="Role", choices=Membership.ROLES)


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long it lives."""

    name = NameField(
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
