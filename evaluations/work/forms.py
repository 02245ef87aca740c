"""What pages send, checked for its shape and turned into what operations take, which decide what is right."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from channels_catalog.schema import Catalog
from evaluations.models import Product
from evaluations.vocabulary import DIMENSIONS

NONE_FITS = "none"

# What a text that is too long is told.
TOO_LONG = "At most %(limit_value)d characters fit here; these are %(show_value)d."


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
