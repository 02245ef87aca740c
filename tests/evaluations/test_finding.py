"""What is said of a whole evaluation: the finding, the tally, the ranking, what to find out, what is unknown."""

import copy
from typing import Any

from evaluations.scoring import sampled
from evaluations.wording import (
    Scored,
    close_sentences,
    counts_of,
    dominance_sentences,
    finding,
    finding_text,
    leverage_sentence,
    open_sentence,
    questions,
    ranks,
    tally,
    unknowns,
)
from tests.evaluations.said import ITEMS, community, scored, vector

M, OB, R, A = "measured", "observed", "reported", "assumed"
CONSTRAINT, CAPABILITY = "community!member_value", "community/management"


def found(document: dict[str, Any]) -> str:
    return finding_text(scored(document)).replace("\u00a0", " ")


def copies(document: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The document with its one path several times over, under these keys, answered alike."""
    [path] = document["paths"]
    own = {key: value for key, value in document["answers"].items() if not key.startswith("surface/")}
    shared = {key: value for key, value in document["answers"].items() if key.startswith("surface/")}
    answers = {f"{key}{item.removeprefix('community')}": value for key in keys for item, value in own.items()}
    return document | {
        "paths": [copy.deepcopy(path) | {"key": key} for key in keys],
        "answers": shared | answers,
    }


def together(*documents: dict[str, Any]) -> dict[str, Any]:
    """Several one-path documents as one; the first one's surfaces and growth model hold."""
    whole = copy.deepcopy(documents[0])
    for document in documents[1:]:
        whole["paths"] += document["paths"]
        whole["answers"] = document["answers"] | whole["answers"]
    return whole


def named(key: str, **changed: Any) -> dict[str, Any]:
    return copies(community(**changed), key)


SCALE = community()
RELIEVE = copies(community(answers={CONSTRAINT: (1, M)}), "relieving")
FIGHTS = copies(community(alignment={"plg": 1}), "fighting")
PARKED = copies(community(answers={"community/interest": (0, M)}), "parked")
OPEN = copies(community(answers={"community/interest": None}), "opening")
DESIGN = vector("S8")


class TestFinding:
    def test_one_path_to_scale(self) -> None:
        assert (
            found(SCALE) == "Put more behind Community (settled): fit 0.75 and support 0.75 both clear 0.63."
        )

    def test_the_names_of_paths_are_strong(self) -> None:
        assert [piece.text for piece in finding(scored(SCALE)) if piece.strong] == ["Community"]

    def test_several_paths_to_scale(self) -> None:
        assert found(copies(community(), "one", "two", "three")) == (
            "Put more behind One, Three and Two: fit and support of each clear 0.63."
        )

    def test_one_path_to_relieve(self) -> None:
        assert found(vector("S5")) == (
            "Before pushing Community, relieve ‘No repeated member value’, at which support is 0.25."
        )

    def test_several_paths_to_relieve(self) -> None:
        document = together(vector("S5"), copies(community(answers={CAPABILITY: (1, M)}), "other"))
        assert found(document) == (
            "Before pushing Other and Community, relieve what binds them: ‘Management’ and ‘No repeated member value’."
        )

    def test_many_paths_to_relieve(self) -> None:
        document = copies(community(answers={CONSTRAINT: (1, M)}), "a", "b", "c", "d")
        assert found(document) == "Before pushing all four paths, relieve what binds each of them."

    def test_a_path_that_only_may_be_bound(self) -> None:
        alignment = dict.fromkeys(("plg", "sales", "content", "marketplace"), 2) | {"ecosystem": 4}
        assert found(community(alignment=alignment, growth_model=None)) == (
            "Before pushing Community, find and relieve what may bind it."
        )

    def test_one_path_to_design_in(self) -> None:
        assert found(DESIGN) == "Community has to be designed into the product first: begin with Community."

    def test_several_paths_to_design_in(self) -> None:
        assert found(copies(DESIGN, "one", "two")) == (
            "One and Two have to be designed into the product before they can carry it."
        )

    def test_one_path_to_find_out_about(self) -> None:
        assert found(vector("S6")) == (
            "Find out first about Community: leans Scale, 88 %. 1 of 8 questions is not answered."
        )

    def test_many_paths_to_find_out_about(self) -> None:
        document = copies(community(None, answers={"community/interest": (3, OB)}), "a", "b", "c", "d")
        assert found(document) == (
            "Too little is known about any of the four paths to decide. 22 of 26 questions are not answered."
        )

    def test_an_undeclared_growth_model_is_missing_too(self) -> None:
        alignment = dict.fromkeys(("plg", "sales", "content", "marketplace", "ecosystem"), 4)
        assert found(community(alignment=alignment, growth_model=None)) == (
            "Find out first about Community: leans Scale, 100 %. Every question is answered, but the growth model is "
            "not declared."
        )

    def test_paths_to_park(self) -> None:
        assert found(PARKED) == "Leave Parked for now."
        assert found(copies(community((1, M)), "a", "b", "c", "d")) == "Leave all four paths for now."

    def test_a_path_that_fights(self) -> None:
        assert found(together(SCALE, FIGHTS)).endswith(
            "Fighting would fight the growth model, PLG collaboration product."
        )

    def test_paths_to_park_beside_one_that_fights(self) -> None:
        assert found(together(FIGHTS, PARKED)) == (
            "Fighting would fight the growth model, PLG collaboration product; leave Parked for now."
        )

    def test_three_sentences_at_most_and_the_fight_among_them(self) -> None:
        text = found(together(SCALE, RELIEVE, OPEN, FIGHTS))
        assert text == (
            "Put more behind Community (settled): fit 0.75 and support 0.75 both clear 0.63. Before pushing Relieving, "
            "relieve ‘Member value’, at which support is 0.25. Fighting would fight the growth model, "
            "PLG collaboration product."
        )

    def test_nothing_answered(self) -> None:
        assert found(vector("S7")) == (
            "Nothing is answered yet, so every verdict is open and every range goes from 0 to 1."
        )

    def test_a_fight_is_settled_even_before_an_answer(self) -> None:
        assert found(community(None, alignment={"plg": 1})) == (
            "Community would fight the growth model, PLG collaboration product."
        )

    def test_no_paths(self) -> None:
        assert found({"paths": [], "answers": {}, "growth_model": None, "order": None}) == (
            "No path is chosen yet, so there is nothing to judge."
        )

    def test_nothing_applies(self) -> None:
        fit = [item for item in ITEMS if item not in {CONSTRAINT, CAPABILITY}]
        document = community(None, answers=dict.fromkeys(fit, "na"))
        assert found(document) == "Community does not apply to this product."


class TestTally:
    def test_the_verdicts_that_occur_best_first(self) -> None:
        rows = tally(scored(together(SCALE, RELIEVE, PARKED, FIGHTS)))
        assert [(row.word, row.count, row.names) for row in rows] == [
            ("Scale", 1, ("Community",)),
            ("Relieve first", 1, ("Relieving",)),
            ("Park", 2, ("Parked", "Fighting")),
        ]


class TestCounts:
    def test_answered_and_evidenced_have_denominators_of_their_own(self) -> None:
        answers = {"community/interest": "na", "community/shareability": (3, A), CAPABILITY: None}
        counts = counts_of(scored(community(answers=answers)))
        assert (counts.answered, counts.total, counts.evidenced, counts.rated, counts.open) == (7, 8, 5, 6, 1)
        assert open_sentence(counts) == "1 of 8 questions is not answered."

    def test_a_surface_of_several_paths_counts_once(self) -> None:
        assert counts_of(scored(copies(community(), "one", "two"))).total == 14

    def test_everything_answered(self) -> None:
        assert open_sentence(counts_of(scored(community()))) == "Every question is answered."


class TestRanking:
    def test_the_places_with_their_shares(self) -> None:
        rows = ranks(scored(vector("S14")))
        assert [(row.place, row.name, row.first_shown) for row in rows] == [
            (1, "Community", "81\u00a0%"),
            (2, "Partner channel", "1\u00a0%"),
            (3, "Content", "18\u00a0%"),
        ]
        assert [row.close for row in rows] == [False, True, False]

    def test_neighbours_too_close_to_call(self) -> None:
        assert close_sentences(scored(vector("S14"))) == (
            "Partner channel and Content are too close to call.",
        )

    def test_a_run_of_neighbours(self) -> None:
        assert close_sentences(scored(copies(vector("S7"), "a", "b", "c"))) == (
            "From A down to C, each is too close to call with the next.",
        )

    def test_who_is_never_behind(self) -> None:
        document = together(SCALE, copies(community((1, M)), "weak"))
        assert dominance_sentences(scored(document)) == (
            "Community is never behind Weak, whatever the priorities.",
        )

    def test_without_the_sampled_ranking_there_are_places_alone(self) -> None:
        evaluation = scored(vector("S14"))
        bare = Scored(
            result=sampled(evaluation.inputs),
            inputs=evaluation.inputs,
            names=evaluation.names,
        )
        assert [(row.first, row.first_shown, row.close) for row in ranks(bare)] == [(None, "", False)] * 3
        assert (close_sentences(bare), dominance_sentences(bare)) == ((), ())


class TestQuestions:
    def test_what_would_change_a_verdict(self) -> None:
        first, second, third = questions(scored(vector("S14")), most=3)
        assert (first.item, first.why.replace("\u00a0", " ")) == (
            "content!buyer_intent",
            "It could change the verdict on Content (in 40 % of its range).",
        )
        assert second.why.replace("\u00a0", " ") == (
            "It could change the verdict on Partner channel (in 20 % of its range)."
        )
        assert third.why == "It would make the verdict on Content surer, and is unlikely to change it."
        assert third.paths == ("content",)

    def test_evidence_that_withholds_a_verdict_comes_first(self) -> None:
        first = questions(scored(community((4, R))))[0]
        assert first.raises_evidence
        assert first.why == "Community waits for evidence: this answer is reported so far."

    def test_evidence_for_three_items_at_most(self) -> None:
        asked = questions(scored(copies(community((4, R)), "a", "b", "c", "d")), most=20)
        assert sum(question.raises_evidence for question in asked) == 3

    def test_the_growth_model_is_a_question_too(self) -> None:
        document = copies(vector("S7") | {"answers": community()["answers"]}, *"abcde")
        document["paths"] = [
            path | {"alignment": path["alignment"] | {"sales": 1, "content": 1}} for path in document["paths"]
        ]
        asked = {question.item: question for question in questions(scored(document))}
        assert asked["growth_model"].name == "Growth model"
        assert asked["growth_model"].why.endswith("and two other paths.")

    def test_no_questions_where_everything_is_measured(self) -> None:
        assert questions(scored(community())) == ()


class TestLeverage:
    def test_a_surface_that_improves_a_verdict(self) -> None:
        assert (
            leverage_sentence(scored(DESIGN))
            == "Raising Community to Mostly would improve the verdict on Community."
        )

    def test_a_surface_that_adds_fit_alone(self) -> None:
        document = community(answers={"surface/artifact": (1, M)})
        assert leverage_sentence(scored(document)) == (
            "Raising Product artifact to Mostly would add the most fit (0.03 over all paths), but change no verdict by "
            "itself."
        )

    def test_nothing_to_gain(self) -> None:
        assert leverage_sentence(scored(community((4, M)))) == ""


class TestUnknowns:
    def test_blind_spots_by_name(self) -> None:
        answers = {"community/interest": None, CONSTRAINT: None}
        [unknown] = unknowns(scored(community(answers=answers, growth_model=None)))
        assert (unknown.name, unknown.spots) == (
            "Community",
            ("Pull", "‘No repeated member value’", "The growth model"),
        )

    def test_no_blind_spots(self) -> None:
        assert unknowns(scored(community())) == ()
