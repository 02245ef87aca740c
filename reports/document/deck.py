"""The deck of an evaluation: what was decided and found, one conclusion a slide. Pure.

Everything it says follows from the same material as the report, so a figure is the same in both.
"""

from evaluations.scoring.constants import BAR_HIGH, DIMENSIONS
from evaluations.wording import counted, show_score
from reports.document.deck_decision import decision_slide, to_do_slides
from reports.document.deck_findings import better_slide, design_slide, evidence_slide, map_slide, order_slide
from reports.document.material import Material, shown_date
from reports.slides import Deck, Listed, Slide


def deck_of(material: Material) -> Deck:
    """The slides in their order: decision, map, what would better a verdict, evidence, order, design map, actions."""
    frozen = material.frozen
    made = (
        decision_slide(material),
        map_slide(material),
        better_slide(material),
        evidence_slide(material),
        order_slide(material),
        design_slide(material),
        *to_do_slides(material),
        _method(material),
    )
    foot = (
        f"{frozen.subject.product.name} · {frozen.subject.title} · {shown_date(frozen.date)} · "
        f"method {frozen.method}, catalog {frozen.catalog.version} · inputs {short(frozen.inputs_sha256)}"
    )
    return Deck(frozen.subject.title, foot, tuple(slide for slide in made if slide is not None))


def short(digest: str) -> str:
    """A digest as one says it: its first eight signs and its last four."""
    return f"{digest[:8]}…{digest[-4:]}"


# How to check it

_BY_METHOD = {
    "1": "All answers, weights and spacings still possible are drawn, and a verdict stands only where enough agree.",
    "2": "A verdict is issued only where it is likely enough to hold; else it is withheld, with where it leans.",
}


def _method(material: Material) -> Slide:
    frozen = material.frozen
    bar, sides = show_score(BAR_HIGH), counted(len(DIMENSIONS), "side")
    sentences = (
        f"Fit says whether market and product suit a path: {sides} of it, of which the weakest can cap the rest.",
        "Support says whether the company can carry it: the least of capability, constraint and growth-model match.",
        "An answer is a range, wider the weaker its evidence; an open question is the whole scale.",
        f"A path scales when both clear {bar}; if only support is short, what binds is relieved first.",
        _BY_METHOD[frozen.method],
        "The method advises: the decision is people’s, and what was forecast is kept for its review.",
    )
    facts = (
        ("Method", frozen.method),
        ("Catalog", frozen.catalog.version),
        ("As of", shown_date(frozen.date)),
        ("Growth model", frozen.growth_model.name if frozen.growth_model else "Not declared"),
        ("Document", short(material.document_sha256)),
        ("Inputs", short(frozen.inputs_sha256)),
    )
    notes = (
        f"Frozen document SHA-256 {material.document_sha256}.\nInputs SHA-256 {frozen.inputs_sha256}.\n"
        f"Catalog {frozen.catalog.version} SHA-256 {frozen.catalog.sha256}."
    )
    body = Listed(sentences, "To verify", HOW_TO_VERIFY, facts)
    return Slide("The method is open, and anybody can check the result.", body, notes)


HOW_TO_VERIFY = (
    "On the report’s page, press ‘Verify’: it is scored, composed and rendered again, and compared.",
    "Without the database: the JSON form holds inputs and result, and the same inputs give the same result.",
    "Full digests stand in the notes of this slide.",
)
