"""What is said beside a verdict: what holds it back, what it depends on, what would change it."""

from evaluations.scoring import sampled
from evaluations.wording import Scored, path_words
from tests.evaluations.said import NAMES, community, said, scored, vector

M, R, A = "measured", "reported", "assumed"
CONSTRAINT, CAPABILITY = "community!member_value", "community/management"
INTEREST, ACCESS = "community/interest", "community/infrastructure"
SHAREABILITY, GROWTH = "community/shareability", "community/network_growth"
HUB, ARTIFACT = "surface/community", "surface/artifact"


class TestRemarks:
    def test_held_back_by_the_weakest_dimension(self) -> None:
        assert said(vector("S8")).held_back == (
            "Held back by Carry (0.00): fit is 0.50 instead of 0.70, since no path is rated more than two steps above "
            "its weakest side."
        )
        assert said(vector("S4")).held_back == ""

    def test_depends_on_priorities(self) -> None:
        answers = {INTEREST: (4, M), SHAREABILITY: (1, M), ACCESS: (4, M), GROWTH: (1, M)}
        words = said(community(answers=answers))
        assert words.priorities.replace("\u00a0", " ") == (
            "Depends on priorities: only 57 % of the weights that are open agree with the middle of the ranges. More "
            "evidence will not settle it, agreeing priorities will."
        )
        assert said(vector("S4")).priorities == ""

    def test_priorities_wait_until_facts_are_there(self) -> None:
        document = community(None, answers={INTEREST: (4, A), GROWTH: (1, A)})
        path = scored(document).path("community")
        assert path.exact.thin
        assert said(document).priorities == ""

    def test_coverage_with_denominators(self) -> None:
        assert said(vector("S6")).coverage == (
            "Fit rests on 5 of 6 answers, 5 of them seen or measured; support on 2 of 2 answers, "
            "2 of them seen or measured."
        )
        assert (
            said(vector("S7")).coverage
            == "Fit rests on none of 6 answers yet; support on none of 2 answers yet."
        )

    def test_inapplicable_questions_are_not_counted(self) -> None:
        assert said(community(answers={INTEREST: "na"})).coverage.startswith("Fit rests on 5 of 5 answers")

    def test_figures_as_a_sentence(self) -> None:
        assert said(vector("S5")).figures == "Fit 0.70 (0.60 to 0.81), support 0.25 (0.13 to 0.38)."

    def test_ai_is_spoken_of_only_where_fit_is_there(self) -> None:
        spoken = {said(document).verdict: said(document).speaks_of_ai for document in (
            vector("S4"), vector("S5"), vector("S6"), vector("S8"), community(alignment={"plg": 1}))}  # fmt: skip
        assert spoken == {
            "scale": True, "relieve_first": True, "find_out_first": False, "design_in_first": False, "park": False,
        }  # fmt: skip


class TestChanges:
    def test_what_would_make_it_scale(self) -> None:
        words = said(vector("S5"))
        assert (
            words.change
            == words.upward
            == "Two steps up on ‘No repeated member value’ make it Scale; nothing less does."
        )

    def test_one_step_is_the_least_there_is(self) -> None:
        assert said(vector("S8")).upward == "One step up on ‘Community’ makes it Scale."

    def test_several_items_at_once(self) -> None:
        document = vector("S8", answers={CONSTRAINT: {"level": 1, "grade": M}})
        assert said(document).upward == (
            "Two steps up on ‘No repeated member value’ and one step up on ‘Community’ make it Scale; "
            "nothing less does."
        )

    def test_nothing_within_three_steps(self) -> None:
        assert (
            said(community((1, M))).upward
            == "No change of three steps or fewer in its answers makes it Scale."
        )

    def test_what_would_break_scale(self) -> None:
        words = said(vector("S4"))
        assert (
            words.change
            == words.downward
            == "One step down on ‘No repeated member value’ is enough to lower the verdict."
        )
        assert words.upward == ""

    def test_what_holds_against_three_steps(self) -> None:
        only = {HUB: (4, M), ARTIFACT: (4, M), CONSTRAINT: (4, M)}
        path = community(None, answers=only | dict.fromkeys([INTEREST, SHAREABILITY, ACCESS, GROWTH], "na"))
        path["answers"][CAPABILITY] = {"na": True}
        assert "steps" in said(path).downward

    def test_nothing_is_said_of_changes_while_it_is_open(self) -> None:
        assert said(vector("S6")).change == ""

    def test_nothing_is_said_of_changes_that_were_not_searched(self) -> None:
        evaluation = scored(vector("S5"))
        bare = Scored(result=sampled(evaluation.inputs), inputs=evaluation.inputs, names=NAMES)
        words = path_words(bare, "community")
        assert (words.change, words.upward, words.downward) == ("", "", "")
