"""An answer as a page sends it, checked for its shape and turned into what the operation takes."""

from typing import Any

from django import forms

from evaluations.inputs import AnswerInput, Item
from evaluations.vocabulary import GRADES

NOT_APPLICABLE = "na"
LEVELS = [(str(level), str(level)) for level in range(5)]
NO_NA = frozenset({"constraint", "alignment"})
# The field of this form in which a fault of the operation is shown.
SHOWN_AT = {"level": "choice", "na": "choice"}


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
