"""What pages send, checked for its shape and turned into what operations take, which decide what is right."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from channels_catalog.schema import Catalog
from evaluations.inputs import DIMENSIONS, AnswerInput, Item
from evaluations.models import GRADES, Product
from evaluations.reports.renderers import FORMATS

NOT_APPLICABLE = "na"
NONE_FITS = "none"
LEVELS = [(str(level), str(level)) for level in range(5)]
NO_NA = frozenset({"constraint", "alignment"})
# The field of this form in which a fault of the operation is shown.
SHOWN_AT = {"level": "choice", "na": "choice"}


# What a text that is too long is told.
TOO_LONG = "At most %(limit_value)d characters fit here; these are %(show_value)d."


class AnswerForm(forms.Form):
    """One row of the answer sheet. `answer()` is what the operation takes: only fields that the item has."""

    choice = forms.ChoiceField(choices=[("", ""), *LEVELS, (NOT_APPLICABLE, "")], required=False)
    grade = forms.ChoiceField(choices=[("", ""), *((grade, grade) for grade in GRADES)], required=False)
    na_reason = forms.CharField(required=False)
    designable = forms.ChoiceField(choices=[("", ""), ("yes", "yes"), ("no", "no")], required=False)
    note = forms.CharField(required=False)
    evidence_url = forms.CharField(required=False)
    text = forms.CharField(required=False)
    version = forms.IntegerField(min_value=0, required=False)

    def __init__(self, item: Item, *args: Any, is_override: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.is_override = is_override

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "clear" in self.data:
            return given | {"choice": "", "grade": "", "na_reason": "", "designable": "yes"}
        choice = given.get("choice", "")
        if choice not in {"", NOT_APPLICABLE} and not given.get("grade") and not self.is_override:
            # What nobody vouches for is an assumption. The row shows it as chosen, to be corrected at once.
            given["grade"] = "assumed"
        if choice == "" and given.get("grade"):
            self.add_error(
                "choice", "Choose an answer from No to Yes: what it rests on is stored together with it."
            )
        return given

    def answer(self) -> AnswerInput:
        """The answer as the operation takes it."""
        given = self.cleaned_data
        if self.item.kind == "rule":
            return AnswerInput.of(self.item.key, version=given["version"], text=given["text"])
        words = {name: given[name] for name in ("note", "evidence_url") if name in self.data}
        return AnswerInput.of(self.item.key, version=given["version"], **words, **self._rating(given))

    def _rating(self, given: dict[str, Any]) -> dict[str, Any]:
        """All five fields of a rating that the item has: the row shows them all, so it replaces them all."""
        choice = given["choice"]
        is_level = choice not in {"", NOT_APPLICABLE}
        rating: dict[str, Any] = {
            "level": int(choice) if is_level else None,
            "grade": (given["grade"] or None) if is_level else None,
        }
        if self.item.kind not in NO_NA:
            rating["na"] = choice == NOT_APPLICABLE
            rating["na_reason"] = given["na_reason"] if rating["na"] else ""
        if self.item.kind == "surface":
            rating["designable"] = given["designable"] != "no"
        return rating

    def add_fault(self, pointer: str, detail: str) -> None:
        """Show a fault of the operation beside its field, which is the last part of the pointer."""
        field = pointer.rsplit("/", 1)[-1]
        field = SHOWN_AT.get(field, field)
        self.add_error(field if field in self.fields else None, detail)


def _growth_model_choices(catalog: Catalog) -> list[tuple[str, str]]:
    return [*((model.key, model.name) for model in catalog.growth_models), (NONE_FITS, "None of these fits")]


class ProductForm(forms.Form):
    """A product, as its own page and the first step of a start take it."""

    name = forms.CharField(
        label="Name", max_length=120,
        error_messages={"required": "Give the product the name your team uses.", "max_length": TOO_LONG},
    )  # fmt: skip
    description = forms.CharField(
        label="What it is", max_length=5000, required=False, widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
        help_text="Who uses it, for what, and what they do today without it.",
    )  # fmt: skip
    stage = forms.ChoiceField(
        label="Stage", choices=[*Product.STAGES, ("", "Not said")], required=False, widget=forms.RadioSelect
    )
    industries = forms.MultipleChoiceField(
        label="Industries", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, catalog: Catalog, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        industries: Any = self.fields["industries"]
        industries.choices = [(label, label) for label in catalog.industries]

    def product_fields(self) -> dict[str, Any]:
        """What create_product and change_product take."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "description": given["description"],
            "stage": given["stage"] or None,
            "industries": given["industries"],
        }


class GrowthModelForm(forms.Form):
    """The growth model, or the plain statement that none fits."""

    growth_model = forms.ChoiceField(
        label="Growth model",
        error_messages={"required": "Choose the model that pays the bills, or “None of these fits”."},
    )

    def __init__(self, catalog: Catalog, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["growth_model"]
        choice.choices = _growth_model_choices(catalog)

    @property
    def chosen(self) -> str | None:
        """The growth model's key, or None: undeclared."""
        key: str = self.cleaned_data["growth_model"]
        return None if key == NONE_FITS else key


class ProductDetailsForm(ProductForm):
    """A product with its growth model, on the product's own page."""

    growth_model = forms.ChoiceField(label="Growth model", required=False)

    def __init__(self, catalog: Catalog, *args: Any, **kwargs: Any) -> None:
        super().__init__(catalog, *args, **kwargs)
        choice: Any = self.fields["growth_model"]
        choice.choices = [("", "Not declared"), *_growth_model_choices(catalog)[:-1]]

    def product_fields(self) -> dict[str, Any]:
        return super().product_fields() | {"growth_model": self.cleaned_data["growth_model"] or None}


class PathsForm(forms.Form):
    """Which paths are judged."""

    paths = forms.MultipleChoiceField(label="Paths", error_messages={"required": "Choose at least one path."})

    def __init__(self, catalog: Catalog, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["paths"]
        choice.choices = [(channel.key, channel.name) for channel in catalog.channels]


class TitleForm(forms.Form):
    """What an evaluation is called."""

    title = forms.CharField(
        label="Title",
        max_length=160,
        error_messages={"required": "Give the evaluation a title to find it by.", "max_length": TOO_LONG},
    )


class SnapshotForm(forms.Form):
    """What a snapshot is called."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="What this moment is: before the interviews, as shown to the board.",
        error_messages={"required": "Give the snapshot a name to find it by."},
    )


class StartPathsForm(PathsForm, TitleForm):
    """The last step of a start."""

    field_order = ["paths", "title"]


# The numbers to choose from, with what the ends mean.
RANKS = [
    (rank, str(rank), words) for rank, words in zip(range(1, 6), ("most", "", "", "", "least"), strict=True)
]


class PrioritiesForm(forms.Form):
    """A weak order of the dimensions, a number for each: 1 matters most, equal numbers matter equally."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in DIMENSIONS:
            self.fields[dimension] = forms.TypedChoiceField(
                choices=[(str(rank), str(rank)) for rank in range(1, 6)], coerce=int,
                error_messages={"required": "Give each dimension a number from 1 to 5."},
            )  # fmt: skip

    def order(self) -> list[list[str]]:
        """The tie groups from most to least important; numbers may leave gaps."""
        ranks = {dimension: self.cleaned_data[dimension] for dimension in DIMENSIONS}
        return [[key for key in DIMENSIONS if ranks[key] == rank] for rank in sorted(set(ranks.values()))]

    @staticmethod
    def ranks_of(priorities: Iterable[Iterable[str]] | None) -> dict[str, int]:
        """The numbers that say the same as a stored order; none stored is everything equal."""
        if not priorities:
            return dict.fromkeys(DIMENSIONS, 1)
        return {key: rank for rank, group in enumerate(priorities, start=1) for key in group}


def pointed_fields(pointer: str) -> str:
    """The field that a fault's pointer is about: the first part of it."""
    return re.split(r"[/?]", pointer.lstrip("/?"))[0]


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
