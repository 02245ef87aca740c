"""Every sentence that the method can say of a path, each from answers saved to an evaluation of the shipped catalog,
read off the rendered result page."""

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.results.queries import result_of, scored_of
from evaluations.scoring.plain import plain as as_json
from evaluations.wording import capitalised, path_words
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.queries import catalog_for
from tests.conftest import NOW
from tests.evaluations.test_result_page import ActorOf, Login
from tests.markup import squeezed

GRADES = {"m": "measured", "o": "observed", "r": "reported", "a": "assumed"}
ROLES = ("pull", "product", "access", "compounding", "capability")


@dataclass(frozen=True, kw_only=True)
class Said:
    """Answers in the order pull, product, access, compounding, capability, constraint, carry; and what follows.

    `3o` is Mostly, observed; `-` not answered; `na` does not apply. Carry answers every surface the path leans on.
    `mark` is what stands at the path's mark, `why` the sentence beside it, `also` what the card says besides.
    """

    answers: str
    mark: str
    why: str
    reason: str | None = None
    likelihood: str | None = "settled"
    also: tuple[str, ...] = ()
    path: str = "community"
    model: str | None = "plg"


NONE_LIKELY = "fit can be 0.00 to 1.00 and support can be 0.00 to 1.00, and no verdict is likely yet."
UNANSWERED_SUPPORT = "only 33 % of support is answered, so its verdict would have to be very likely."
UNSEEN = "nothing of fit or support was seen or measured, so its verdict would have to be very likely."
SHORT_OF_BOTH = (
    "Fit 0.25 is short of 0.63 and designing in carries it no further than 0.45; its weakest sides are Pull (0.25), "
    "Product (0.25), Access (0.25), Compounding (0.25) and Carry (0.25); support 0.25 is below 0.38 as well, because "
    "‘No repeated member value’ is Slightly under control (0.25) and ‘Community Management Capability’ is "
    "Slightly (0.25)."
)

SENTENCES = {
    "settled": Said(
        answers="4m 4m 4m 4m 4m 4m 4m",
        mark="Scale, settled",
        why="Fit 1.00 and support 1.00 both clear 0.63.",
        also=("Two steps down on",),
    ),
    "very likely": Said(
        answers="3o 3m 4a 3o 4m 4m 4a",
        mark="Scale, very likely, 99 %",
        why="Fit 0.75 and support 1.00 both clear 0.63.",
        likelihood="very likely",
    ),
    "likely": Said(
        answers="4o 3r 4m 4o 3r 4o 3r",
        mark="Scale, likely, 75 %",
        why="Fit 0.88 and support 0.75 both clear 0.63.",
        likelihood="likely",
    ),
    "too little is known to lean": Said(
        answers="- - - - - - -",
        mark="Find out first",
        why=f"Too little is known to lean: {NONE_LIKELY}",
        reason="open",
        likelihood="open",
    ),
    "open": Said(
        answers="3o 3o 3o - 2o 2r 2r",
        mark="Find out first",
        why="Too little is known to lean: fit can be 0.43 to 0.88 and support can be 0.25 to 0.63, and no verdict is "
        "likely yet.",
        reason="open",
        likelihood="open",
    ),
    "on the line, the path fits": Said(
        answers="4m 2o 4m 4m 3a 4m 3a",
        mark="Find out first",
        why="On the line between Relieve first (50 %) and Scale (50 %): both say that the path fits; they part on "
        "whether support is there.",
        reason="open",
        likelihood="open",
    ),
    "on the line, the path can carry": Said(
        answers="3o 2o 3r 2o 3r 3o 3r",
        mark="Find out first",
        why="On the line between Scale (57 %) and Design in first (30 %): both say that the path can carry; they part "
        "on whether fit is there as the product stands.",
        reason="open",
        likelihood="open",
    ),
    "on the line, something to mend": Said(
        answers="2o 2o 3r 3r 3r 2o 2o",
        mark="Find out first",
        why="On the line between Design in first (52 %) and Relieve first (36 %): both say to mend something before "
        "pushing; they part on whether fit is there as the product stands.",
        reason="open",
        likelihood="open",
    ),
    "on the line, not now, fit": Said(
        answers="3r 3r 2o 2o 2o 3o 3o",
        mark="Find out first",
        why="On the line between Relieve first (64 %) and Park (24 %): both say not to push it now; they part on fit.",
        reason="open",
        likelihood="open",
    ),
    "on the line, not now, product": Said(
        answers="2o 2m 3r 2o 3r 2m 2m",
        mark="Find out first",
        why="On the line between Design in first (62 %) and Park (32 %): both say not to push it now; they part on "
        "whether the product can be made to carry it.",
        reason="open",
        likelihood="open",
    ),
    "on the line, nothing in common": Said(
        answers="3r 3o 2m 2o 3r 3o 3o",
        mark="Find out first",
        why="On the line between Scale (59 %) and Park (22 %): they have nothing in common, so the answers nearest "
        "to the bars decide.",
        reason="open",
        likelihood="open",
    ),
    "thin, too few answers": Said(
        answers="2m 2a 2m 2m - - 3o",
        mark="Find out first",
        why=f"Leans Park, 85 %, 90 % needed: {UNANSWERED_SUPPORT}",
        reason="thin",
        likelihood="likely",
    ),
    "thin, too little evidence": Said(
        answers="3r 3r 3r 3r 2r 2r 3r",
        mark="Find out first",
        why=f"Leans Relieve first, 74 %, 90 % needed: {UNSEEN}",
        reason="thin",
        likelihood="likely",
    ),
    "narrow": Said(
        answers="na na 4m na 4m 4m 4m",
        mark="Find out first",
        why="Leans Scale, 100 %: only 40 % of fit applies here, too little to judge by.",
        reason="narrow",
    ),
    "blind spot": Said(
        answers="- 4m 3m 4m 4m 4m 3r",
        mark="Find out first",
        why="Leans Scale, 88 %: nothing is known about Pull; find that out before scaling.",
        reason="blind_spot",
        likelihood="likely",
    ),
    "blind spot, growth model, before scaling": Said(
        answers="4m 4m 4m 4m 4m 4m 4m",
        model=None,
        mark="Find out first",
        why="Leans Scale, 100 %: the growth model is not declared; declare it before scaling.",
        reason="blind_spot",
    ),
    "blind spot, growth model, before parking": Said(
        answers="2o 2m 2m 2o 2o 2m 2m",
        model=None,
        mark="Find out first",
        why="Leans Park, 81 %: the growth model is not declared, and under another one it need not be parked; declare "
        "it first.",
        reason="blind_spot",
        likelihood="likely",
    ),
    "unevidenced": Said(
        answers="4a 4a 4o 4a 4o 4a 4a",
        mark="Find out first",
        why="Leans Scale, 75 %: nothing scales on assumptions, and only 20 % of fit was seen or measured; run a pilot "
        "first.",
        reason="unevidenced",
        likelihood="likely",
    ),
    "fights the growth model": Said(
        path="partner-channel",
        answers="4m 4m 4m 4m 4m 4m 4m",
        mark="Park, settled",
        why="It fights the growth model; the match with PLG collaboration product is Slightly (0.25), below 0.38.",
        also=("Only the match with the growth model can change this, no other answer about the path.",),
    ),
    "scales without the product's help": Said(
        answers="4m 4m 4m 4m 4m 4m 1m",
        mark="Scale, settled",
        why="Fit 0.75 and support 1.00 both clear 0.63.",
        also=(
            "It scales without help from the product: Carry is 0.25. The first design move is Brand.",
            "Held back by Carry (0.25): fit is 0.75 instead of 0.85, since no path is rated more than two steps above "
            "its weakest side.",
        ),
    ),
    "relieve first": Said(
        answers="4m 4m 4m 4m 4m 1m 4m",
        mark="Relieve first, settled",
        why="Fit 1.00 clears 0.63, but ‘No repeated member value’ is Slightly under control (0.25).",
        also=("Two steps up on ‘No repeated member value’ make it Scale",),
    ),
    "design in first, then relieve": Said(
        answers="2m 3o 2m 3o 3o 2m 2m",
        mark="Design in first, likely, 81 %",
        why="Fit 0.60 is short of 0.63, but designing in can carry it as far as 0.65; raise Brand, Community and "
        "Product artifact to Mostly, then relieve what binds: ‘No repeated member value’ is Partly under control "
        "(0.50).",
        likelihood="likely",
    ),
    "depends on priorities": Said(
        answers="4m 1m 4m 4m 2m 4m 1m",
        mark="Relieve first, settled",
        why="Fit 0.70 clears 0.63, but ‘Community Management Capability’ is Partly (0.50).",
        also=("Depends on priorities: only 65 % of the weights that are open agree with the middle of the ranges.",),
    ),
    "park, short of both": Said(answers="1m 1m 1m 1m 1m 1m 1m", mark="Park, settled", why=SHORT_OF_BOTH),
    "park, support": Said(
        answers="2m 1m 3m 3m 1m 1m 1m",
        mark="Park, settled",
        why="Designing in could lift fit from 0.50 to 0.70, but support 0.25 is below 0.38, because ‘No repeated "
        "member value’ is Slightly under control (0.25) and ‘Community Management Capability’ is Slightly (0.25).",
    ),
    "not applicable": Said(
        answers="na na na na 4m 4m na",
        mark="Not applicable",
        why="Every question about its fit was marked as not applicable.",
        likelihood=None,
    ),
}  # fmt: skip


def saved(case: Said, product: Product, by: Any) -> Evaluation:
    """An evaluation of one path with the case's answers."""
    evaluation = create_evaluation(
        method="1",
        product=product,
        title="Review",
        paths=[case.path],
        growth_model=case.model,
        by=by,
        now=NOW,
    )
    catalog = catalog_for(evaluation)
    channel = catalog.channel(case.path)
    by_role = {factor.role: f"{case.path}/{factor.key}" for factor in channel.factors}
    *codes, carry = case.answers.split()
    items = [*(by_role[role] for role in ROLES), f"{case.path}!{channel.constraint.key}"]
    given = dict(zip(items, codes, strict=True)) | {
        f"surface/{surface}": carry for surface in catalog.surface_links[case.path]
    }
    answers = [answer(item, code) for item, code in given.items() if code != "-"]
    if answers:
        save_answers(evaluation=evaluation, answers=answers, by=by, now=NOW)
    return Evaluation.objects.select_related("release", "product").get(pk=evaluation.pk)


def answer(item: str, code: str) -> AnswerInput:
    if code == "na":
        return AnswerInput.of(item, na=True, na_reason="Not for this product.")
    return AnswerInput.of(item, level=int(code[0]), grade=GRADES[code[1]])


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split()).replace(" ,", ",")


@pytest.mark.parametrize("case", SENTENCES.values(), ids=SENTENCES.keys())
def test_the_sentences_of_a_path(case: Said, product: Product, actor: ActorOf) -> None:
    evaluation = saved(case, product, actor())
    words = path_words(scored_of(evaluation), case.path)
    is_open = words.verdict == "find_out_first"
    mark = words.word if is_open or not words.how_sure else f"{words.word}, {words.how_sure}"
    why = f"{capitalised(words.how_sure)}: {words.why[:1].lower()}{words.why[1:]}" if is_open else words.why
    assert (plain(mark), plain(why)) == (case.mark, case.why)
    text = " ".join(
        (words.change, words.held_back, words.unaided, words.upward, words.downward, words.priorities)
    )
    assert [said for said in case.also if said not in plain(text)] == []
    path = as_json(result_of(evaluation))["paths"][case.path]
    if case.likelihood is None:
        assert path == {"verdict": "not_applicable"}
    else:
        assert (path["sampled"]["reason"], path["sampled"]["likelihood"]) == (case.reason, case.likelihood)


@pytest.mark.parametrize("name", ["settled", "blind spot", "fights the growth model", "unevidenced"])
def test_the_explanation_says_the_same(name: str, product: Product, actor: ActorOf, client_of: Login) -> None:
    case = SENTENCES[name]
    evaluation = saved(case, product, actor())
    page = squeezed(client_of("viewer").get(reverse("explain", args=[evaluation.pk, case.path])))
    assert case.why.rpartition(": ")[2].lower() in plain(page).lower()
