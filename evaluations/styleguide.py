"""The gallery: every component in every state, at /styleguide/ while DEBUG is on."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.pictures.waterfall import Bar, Waterfall
from evaluations.templatetags.naming import ICON_BOX, JOB_STATES, LEANS, SAVE_STATES
from evaluations.vocabulary import FIND_OUT_FIRST, LIKELIHOODS, SCALE, VERDICT_WORDS
from evaluations.wording.outlook import PathOutlook

LEVELS = ((0, "No", "0"), (1, "Slightly", "1"), (2, "Partly", "2"), (3, "Mostly", "3"), (4, "Yes", "4"))
GRADES = (
    ("measured", "Measured", "±0"),
    ("observed", "Observed", "±⅛"),
    ("reported", "Reported", "±¼"),
    ("assumed", "Assumed", "±½"),
)
SURFACES = (
    ("Product artifact", 0.625, 0.875, "Mostly", "observed", "carries 7 of 8"),
    ("Workflow", 1.0, 1.0, "Yes", "measured", "carries 6 of 8"),
    ("Collaboration", 1.0, 1.0, "Yes", "measured", "carries 4 of 8"),
    ("Data", 0.25, 0.75, "Partly", "reported", "carries 6 of 8"),
    ("Integrations", 0.5, 0.5, "Partly", "measured", "carries 5 of 8"),
    ("Ecosystem", 0.25, 0.75, "Partly", "reported", "carries 5 of 8"),
    ("Sales", 0.0, 0.75, "Slightly", "assumed", "carries 4 of 8"),
    ("Customer success", 0.375, 0.625, "Partly", "observed", "carries 6 of 8"),
    ("Community", 0.125, 0.375, "Slightly", "observed", "carries 3 of 8"),
    ("Brand", 0.0, 0.75, "Slightly", "assumed", "carries 5 of 8"),
)


class SampleForm(forms.Form):
    """One field of each kind, so that the gallery shows them plain and at fault."""

    name = forms.CharField(label="Name", help_text="As your team calls the product.", max_length=20)
    stage = forms.ChoiceField(label="Stage", choices=[("", "Choose a stage"), ("growth", "Growth")])
    about = forms.CharField(label="What it is", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    mail = forms.EmailField(label="E-mail address", required=False)
    industries = forms.MultipleChoiceField(
        label="Industries",
        choices=[("finance", "Finance"), ("education", "Education")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remember = forms.BooleanField(label="Stay signed in", required=False)


def _outlook(verdict: str, beneath: str, lean: str | None = None) -> PathOutlook:
    """A path of which nothing but the words of its verdict is said."""
    return PathOutlook(
        key="expansion",
        name="Expansion motion",
        verdict=verdict,
        fights=False,
        lean=lean,
        chance=0.69 if lean else None,
        sure="",
        beneath=beneath,
        why="",
        fit=None,
        support=None,
        figures="",
        binding=(),
        binds="",
        unknown="",
        basis=None,
    )


def samples() -> dict[str, Any]:
    """What the gallery shows; invented, and the same at every visit."""
    faulty = SampleForm(
        {"name": "A name that is far too long for this", "mail": "ines at example", "stage": ""},
        auto_id="faulty_%s",
    )
    faulty.is_valid()
    return {
        "icons": list(ICON_BOX),
        "verdicts": list(VERDICT_WORDS),
        "outlooks": (
            _outlook(SCALE, "Scale"),
            *(_outlook(FIND_OUT_FIRST, f"Leans to {VERDICT_WORDS[key]}", key) for key in LEANS),
            _outlook(FIND_OUT_FIRST, VERDICT_WORDS[FIND_OUT_FIRST]),
        ),
        "waterfall": Waterfall(
            title="What fit is made of",
            rows=(
                Bar(name="Reach", start=0.0, end=0.31, most=0.35, shown="+ 0.31"),
                Bar(name="Match", start=0.31, end=0.58, most=0.65, shown="+ 0.27"),
                Bar(name="Cap", start=0.58, end=0.5, most=0.58, shown="− 0.08", kind="takes"),
                Bar(name="Fit", start=0.0, end=0.5, most=0.5, shown="0.50", kind="total"),
            ),
        ),
        "save_states": list(SAVE_STATES),
        "likelihoods": list(LIKELIHOODS),
        "job_states": JOB_STATES,
        "levels": LEVELS,
        "grades": GRADES,
        "surfaces": SURFACES,
        "form": SampleForm(),
        "faulty": faulty,
        "facts": (
            ("Growth model", "PLG collaboration"),
            ("Answered", "58 of 63"),
            ("Seen or measured", "40 of 55"),
        ),
        "funnel_steps": (
            ("start", 0.0, 1.0),
            ("map", 0.07, 0.93),
            ("after 1", 0.19, 0.91),
            ("after 2", 0.29, 0.91),
            ("now", 0.42, 0.88),
        ),
        "odds_rows": (("relieve_first", 0.59), ("park", 0.23), ("design_in_first", 0.18)),
        "architecture": (
            "Product Company",
            ("Community Platform", "Discord, Reddit, forums"),
            "Community Members",
            "New Members",
        ),
        "example": ("Notion", "Online Communities", "Knowledge Workers"),
        "report_steps": ("Freeze the answers", "Score", "Draw", "Write the files"),
        "step_names": ("Product", "Growth model", "Paths"),
        "numbers": (0.125, 0.625, 0.004, 0.998, 1.0, 0.0, None),
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Render the gallery."""
    return render(request, "styleguide/styleguide.html", samples())
