"""What the pages of reports send: forms and formats, and when a weekly report is made."""

from django import forms

from reports.renderers import FORMATS

FORM_CHOICES = (
    ("full", "In full", "Everything that was found, every answer, and how to check it."),
    ("executive", "In brief", "What it comes to and what to do next, on two pages."),
)


class ReportForm(forms.Form):
    """In which form and formats a report is made; shown by one component wherever a report is asked for."""

    form = forms.ChoiceField(
        label="Form", choices=[(key, name) for key, name, _ in FORM_CHOICES], required=False, initial="full",
        error_messages={"invalid_choice": "Choose one of the two forms."},
    )  # fmt: skip
    formats = forms.MultipleChoiceField(
        label="Formats", choices=[(made.key, made.name) for made in FORMATS.values()], initial=list(FORMATS),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose at least one of the formats."),
    )  # fmt: skip

    def clean_form(self) -> str:
        return self.cleaned_data["form"] or "full"

    def offered_forms(self) -> list[tuple[str, str, str, bool]]:
        """Key, name, meaning and whether it is chosen."""
        chosen = self["form"].value() or "full"
        return [(key, name, meaning, key == chosen) for key, name, meaning in FORM_CHOICES]

    def offered_formats(self) -> list[tuple[str, str, bool]]:
        """Key, name and whether it is chosen."""
        chosen = self["formats"].value() or ()
        return [(made.key, made.name, made.key in chosen) for made in FORMATS.values()]


WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ScheduleForm(ReportForm):
    """When a weekly report is made, and in which form and formats."""

    field_order = ["weekday", "hour", "form", "formats"]
    weekday = forms.TypedChoiceField(
        label="Day", choices=list(enumerate(WEEKDAY_NAMES)), coerce=int, initial=0,
        error_messages={"required": "Choose a day of the week.", "invalid_choice": "Choose a day of the week."},
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label="Time", choices=[(hour, f"{hour:02d}:00") for hour in range(24)], coerce=int, initial=7,
        error_messages={"required": "Choose an hour.", "invalid_choice": "Choose an hour."},
    )  # fmt: skip
