"""Every sentence of the method, each from real answers through the scoring core."""

from typing import Any

import pytest

from evaluations.scoring.inputs import Answer
from evaluations.templatetags.numbers import shown_range, shown_score, shown_share
from evaluations.vocabulary import BAR_HIGH
from evaluations.wording import (
    all_path_words,
    answer_words,
    counted,
    listed,
    path_words,
    show_range,
    show_score,
    show_share,
)
from tests.evaluations.said import ITEMS, community, said, scored, vector

M, OB, R, A = "measured", "observed", "reported", "assumed"
CONSTRAINT, CAPABILITY = "community!member_value", "community/management"
INTEREST, ACCESS = "community/interest", "community/infrastructure"
SHAREABILITY, GROWTH = "community/shareability", "community/network_growth"
HUB, ARTIFACT = "surface/community", "surface/artifact"
MODELS = ("plg", "sales", "content", "marketplace", "ecosystem")


def sentence(document: dict[str, Any], key: str = "community") -> str:
    """The path's sentence, with plain spaces before the per cent signs."""
    return said(document, key).sentence.replace("\u00a0", " ")


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (0, "0.00"),
            (1, "1.00"),
            (0.625, "0.63"),
            (0.375, "0.38"),
            (0.704167, "0.70"),
            (0.005, "0.01"),
            (-0.0, "0.00"),
        ],
    )
    def test_scores_have_two_decimals_halves_up(self, value: float, shown: str) -> None:
        assert show_score(value) == shown

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (0, "0"),
            (1, "100"),
            (0.0001, "<1"),
            (0.005, "1"),
            (0.875, "88"),
            (0.994, "99"),
            (0.9951, ">99"),
            (0.9999, ">99"),
        ],
    )
    def test_shares_are_whole_per_cent_and_never_round_to_all_or_nothing(
        self, value: float, shown: str
    ) -> None:
        assert show_share(value) == f"{shown}\u00a0%"

    def test_a_range_that_reads_the_same_at_both_ends_is_one_number(self) -> None:
        assert show_range(0.6, 0.808333) == "0.60 to 0.81"
        assert show_range(0.7501, 0.7504) == "0.75"

    def test_a_value_short_of_the_bar_never_reads_as_the_bar(self) -> None:
        assert show_score(BAR_HIGH) == "0.63"
        assert show_score(BAR_HIGH - 0.000001) == "0.62"

    def test_pages_and_sentences_show_the_same_numbers(self) -> None:
        values = [value / 1000 for value in range(1001)]
        assert [show_score(value) for value in values] == [shown_score(value) for value in values]
        assert show_range(0.4, 0.875) == shown_range(0.4, 0.875)
        # A share of 99.5 % is not all: sentences keep it apart from 100 %.
        assert [show_share(value) for value in values if value != 0.995] == [
            shown_share(value) for value in values if value != 0.995
        ]

    def test_lists_and_counts_read_as_sentences_do(self) -> None:
        assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
        assert [counted(1, "step"), counted(2, "step"), counted(14, "step")] == [
            "one step",
            "two steps",
            "14 steps",
        ]


class TestAnswers:
    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            ({}, "not answered"),
            ({"na": True}, "does not apply"),
            ({"level": 3, "grade": M}, "Mostly"),
            ({"level": 4, "grade": A}, "Yes, assumed"),
            ({"lo": 0.25, "hi": 0.5, "evidenced": True}, "0.25 to 0.50 among the raters"),
        ],
    )
    def test_an_answer_in_words(self, answer: dict[str, Any], words: str) -> None:
        assert answer_words(Answer(**answer)) == words


class TestScale:
    def test_names_fit_support_and_the_bar(self) -> None:
        assert (
            sentence(vector("S4")) == "Scale (very likely, 97 %): fit 0.70 and support 0.75 both clear 0.63."
        )

    def test_says_when_even_the_low_ends_clear(self) -> None:
        assert sentence(community((4, OB))) == (
            "Scale (settled): fit 0.94 and support 0.94 both clear 0.63, even at the low end of their ranges "
            "(0.88 and 0.88)."
        )

    def test_does_not_speak_of_ranges_where_there_are_none(self) -> None:
        assert sentence(community()) == "Scale (settled): fit 0.75 and support 0.75 both clear 0.63."

    def test_says_that_it_scales_without_help_from_the_product_and_where_to_begin(self) -> None:
        words = said(community((4, M), answers={HUB: (1, M), ARTIFACT: (1, M)}))
        assert words.verdict == "scale"
        assert words.unaided == (
            "It scales without help from the product: Carry is 0.25. The first design move is Community."
        )

    def test_says_nothing_of_help_where_the_product_helps(self) -> None:
        assert said(community()).unaided == ""

    def test_watches_what_binds(self) -> None:
        words = said(vector("S4"))
        assert not words.binds
        assert [named.state for named in words.binding] == [
            "‘No repeated member value’ is Mostly under control (0.75).",
            "‘Community Management Capability’ is Mostly (0.75).",
        ]


class TestRelieveFirst:
    def test_names_what_binds_and_its_answer(self) -> None:
        words = said(vector("S5"))
        assert sentence(vector("S5")) == (
            "Relieve first (very likely, 97 %): fit 0.70 clears 0.63, but ‘No repeated member value’ is Slightly "
            "under control (0.25)."
        )
        assert words.binds
        assert words.why == (
            "Fit 0.70 clears 0.63, but ‘No repeated member value’ is Slightly under control (0.25)."
        )

    def test_names_everything_at_the_minimum(self) -> None:
        assert sentence(community(answers={CONSTRAINT: (1, M), CAPABILITY: (1, M)})) == (
            "Relieve first (settled): fit 0.75 clears 0.63, but ‘No repeated member value’ is Slightly under "
            "control (0.25) and ‘Community Management Capability’ is Slightly (0.25)."
        )

    def test_names_the_match_where_it_is_the_minimum(self) -> None:
        assert sentence(community(alignment={"plg": 2})) == (
            "Relieve first (settled): fit 0.75 clears 0.63, but the match with PLG collaboration product is "
            "Partly (0.50)."
        )

    def test_says_whose_range_the_raters_left(self) -> None:
        panel = {"lo": 0.25, "hi": 0.5, "evidenced": True}
        assert sentence(community(answers={CONSTRAINT: panel})) == (
            "Relieve first (settled): fit 0.75 clears 0.63, but ‘No repeated member value’ is put at 0.25 to 0.50 "
            "by the raters."
        )

    def test_gives_the_grade_where_it_moved_the_point(self) -> None:
        document = community(answers={CONSTRAINT: (0, OB)})
        assert "‘No repeated member value’ is not under control, observed (0.06)" in sentence(document)

    def test_says_when_the_middle_of_the_ranges_would_give_another_verdict(self) -> None:
        alignment = dict.fromkeys(MODELS, 2) | {"ecosystem": 4}
        assert sentence(community(alignment=alignment, growth_model=None)) == (
            "Relieve first (likely, 80 %): fit is 0.75 and support can be 0.50 to 0.75; of all that this allows, "
            "80 % gives Relieve first, though the middle alone (0.75 and 0.75) gives Scale."
        )

    def test_is_never_quite_sure_unless_settled(self) -> None:
        """Every draw agrees, yet the lowest answers together would not."""
        document = vector("S5", answers={"community!member_value": {"level": 2, "grade": M}})
        words = said(document)
        assert words.how_sure.startswith("very likely") == (words.how_sure != "settled")
        assert "100" not in words.how_sure


class TestDesignInFirst:
    def test_names_what_to_design_in_and_how_far_that_carries(self) -> None:
        words = said(vector("S8"))
        assert words.sentence == (
            "Design in first (settled): fit 0.50 is short of 0.63, but designing in can carry it as far as 0.85; "
            "raise Community to Mostly."
        )
        assert [named.item for named in words.design_in] == [HUB]

    def test_then_names_what_to_relieve(self) -> None:
        document = vector("S8", answers={CONSTRAINT: {"level": 2, "grade": M}})
        assert sentence(document) == (
            "Design in first (settled): fit 0.50 is short of 0.63, but designing in can carry it as far as 0.85; "
            "raise Community to Mostly, then relieve what binds: ‘No repeated member value’ is Partly under "
            "control (0.50)."
        )


class TestPark:
    def test_a_path_that_fights_the_growth_model(self) -> None:
        words = said(community(alignment={"plg": 1}))
        assert words.fights
        assert words.sentence == (
            "Park (settled): it fights the growth model; the match with PLG collaboration product is Slightly (0.25), "
            "below 0.38."
        )
        assert (
            words.change
            == "Only the match with the growth model can change this, no other answer about the path."
        )

    def test_a_match_that_was_overruled(self) -> None:
        assert sentence(community(answers={"community@alignment": (1, M)})) == (
            "Park (settled): it fights the growth model; the match with the growth model is Slightly (0.25), "
            "below 0.38."
        )

    def test_fit_that_nothing_in_the_product_can_mend(self) -> None:
        assert sentence(community(answers={INTEREST: (0, M)})) == (
            "Park (settled): fit 0.50 is short of 0.63 and designing in adds nothing to it; its weakest side is "
            "Pull (0.00)."
        )

    def test_fit_that_designing_in_mends_only_in_part(self) -> None:
        document = community((2, M), answers={CONSTRAINT: (4, M), CAPABILITY: (4, M)})
        assert sentence(document) == (
            "Park (settled): fit 0.50 is short of 0.63 and designing in carries it no further than 0.60; its weakest "
            "sides are Pull (0.50), Product (0.50), Access (0.50), Compounding (0.50) and Carry (0.50)."
        )

    def test_a_design_the_company_cannot_support(self) -> None:
        document = vector("S8", answers={CONSTRAINT: {"level": 1, "grade": M}})
        assert sentence(document) == (
            "Park (settled): designing in could lift fit from 0.50 to 0.85, but support 0.25 is below 0.38, because "
            "‘No repeated member value’ is Slightly under control (0.25)."
        )

    def test_both_gaps(self) -> None:
        document = community(answers={INTEREST: (0, M), CONSTRAINT: (1, M)})
        assert sentence(document).endswith(
            "its weakest side is Pull (0.00); support 0.25 is below 0.38 as well, because ‘No repeated member value’ "
            "is Slightly under control (0.25)."
        )


class TestFindOutFirst:
    def test_nothing_answered(self) -> None:
        words = said(vector("S7"))
        assert words.sentence == (
            "Find out first (too little is known to lean): fit can be 0.00 to 1.00 and support can be 0.00 to 1.00, "
            "and no verdict is likely yet."
        )
        assert words.lean is None
        assert words.match == "The growth model is not declared, so the match is anything from 0.50 to 1.00."

    def test_a_blind_spot(self) -> None:
        words = said(vector("S6"))
        assert sentence(vector("S6")) == (
            "Find out first (leans Scale, 88 %): nothing is known about Pull; find that out before scaling."
        )
        assert (words.lean, words.blind_spots) == ("scale", ("Pull",))

    def test_the_growth_model_as_the_only_blind_spot(self) -> None:
        words = said(community(alignment=dict.fromkeys(MODELS, 4), growth_model=None))
        assert words.why == "The growth model is not declared; declare it before scaling."
        assert words.match == "The growth model is not declared, but under each of them the match is 1.00."

    def test_nothing_is_parked_for_a_growth_model_that_nobody_declared(self) -> None:
        alignment = dict.fromkeys(MODELS, 1) | {"ecosystem": 4}
        assert sentence(community(alignment=alignment, growth_model=None)) == (
            "Find out first (leans Park, 80 %): the growth model is not declared, and under another one it need not "
            "be parked; declare it first."
        )

    def test_too_few_answers_to_be_merely_likely(self) -> None:
        assert sentence(community(None, answers={ACCESS: (1, OB)})) == (
            "Find out first (leans Park, 76 %, 90 % needed): only 20 % of fit and 33 % of support is answered, so its "
            "verdict would have to be very likely."
        )

    def test_too_little_evidence_to_be_merely_likely(self) -> None:
        answers = {INTEREST: (0, A), ACCESS: (4, A), GROWTH: (2, OB), CONSTRAINT: (0, R)}
        assert sentence(community(None, answers=answers)) == (
            "Find out first (leans Park, 86 %, 90 % needed): only 20 % of fit and none of support was seen or "
            "measured, so its verdict would have to be very likely."
        )

    def test_nothing_scales_on_assumptions(self) -> None:
        assert sentence(community((4, R))) == (
            "Find out first (leans Scale, 100 %): nothing scales on assumptions, and nothing of fit or support was "
            "seen or measured; run a pilot first."
        )

    def test_nothing_scales_on_fit_that_is_assumed(self) -> None:
        answers = dict.fromkeys([INTEREST, SHAREABILITY, ACCESS], (3, R)) | {GROWTH: (4, R)}
        assert said(community(answers=answers)).why.replace("\u00a0", " ") == (
            "Nothing scales on assumptions, and only 20 % of fit was seen or measured; run a pilot first."
        )

    def test_too_few_questions_apply(self) -> None:
        document = community(answers=dict.fromkeys([INTEREST, SHAREABILITY, ACCESS], "na"))
        assert sentence(document) == (
            "Find out first (leans Scale, 100 %): only 40 % of fit applies here, too little to judge by."
        )

    @pytest.mark.parametrize(
        ("answers", "line"),
        [
            (
                {INTEREST: (4, M), SHAREABILITY: (3, R), ACCESS: (2, OB), GROWTH: (0, R), CAPABILITY: (2, M),
                 CONSTRAINT: (2, M), HUB: (1, M), ARTIFACT: (0, A)},
                "Park (54 %) and Design in first (45 %): both say not to push it now; they part on whether the product "
                "can be made to carry it.",
            ),
            (
                {INTEREST: (1, M), SHAREABILITY: (4, R), ACCESS: (4, OB), GROWTH: (3, OB), CAPABILITY: (4, OB),
                 CONSTRAINT: (2, OB), HUB: (1, OB), ARTIFACT: (1, A)},
                "Design in first (55 %) and Relieve first (45 %): both say to mend something before pushing; they part "
                "on whether fit is there as the product stands.",
            ),
            (
                {INTEREST: (4, R), SHAREABILITY: (3, OB), ACCESS: (4, M), GROWTH: (2, OB), CAPABILITY: (4, OB),
                 CONSTRAINT: (4, OB), HUB: (0, OB), ARTIFACT: (1, OB)},
                "Design in first (60 %) and Scale (40 %): both say that the path can carry; they part on whether fit "
                "is there as the product stands.",
            ),
            (
                {INTEREST: (4, M), SHAREABILITY: (1, R), ACCESS: (3, OB), GROWTH: (3, M), CAPABILITY: (1, M),
                 CONSTRAINT: (1, A), HUB: (2, M), ARTIFACT: (1, R)},
                "Relieve first (56 %) and Park (44 %): both say not to push it now; they part on fit.",
            ),
            (
                {INTEREST: (2, A), SHAREABILITY: (3, OB), ACCESS: (1, M), GROWTH: (3, R), CAPABILITY: (3, M),
                 CONSTRAINT: (3, M), HUB: (4, M), ARTIFACT: (3, OB)},
                "Scale (53 %) and Park (44 %): they have nothing in common, so the answers nearest to the bars decide.",
            ),
            (
                {INTEREST: (1, M), SHAREABILITY: (4, R), ACCESS: (2, R), GROWTH: (3, M), CAPABILITY: (3, A),
                 CONSTRAINT: (4, M), HUB: (4, OB), ARTIFACT: (4, OB)},
                "Scale (46 %) and Relieve first (34 %): both say that the path fits; they part on whether support is "
                "there.",
            ),
        ],
    )  # fmt: skip
    def test_on_the_line(self, answers: dict[str, Any], line: str) -> None:
        assert sentence(community(None, answers=answers)) == f"Find out first, on the line between {line}"


def test_a_path_without_fit_questions_is_not_applicable() -> None:
    fit = [item for item in ITEMS if item not in {CONSTRAINT, CAPABILITY}]
    words = said(community(None, answers=dict.fromkeys(fit, "na")))
    assert words.sentence == "Not applicable: every question about its fit was marked as not applicable."
    assert (words.fit, words.how_sure, words.figures) == (None, "", "")


def test_paths_come_in_display_order_and_inapplicable_ones_last() -> None:
    document = vector("S14")
    for item in ("interest", "shareability", "infrastructure", "network_growth"):
        document["answers"][f"community/{item}"] = {"na": True}
    for surface in (HUB, ARTIFACT):
        document["answers"][surface] = {"na": True}
    assert [words.key for words in all_path_words(scored(document))] == ["partner", "content", "community"]


def test_an_unknown_path_is_an_error() -> None:
    with pytest.raises(KeyError):
        path_words(scored(vector("S4")), "nowhere")
