"""What a diff says of two catalogs."""

import copy

import pytest

from channels_catalog.diff import AlignmentChange, CatalogDiff, ProseChange, WeightChange, between
from tests.catalog.conftest import Change, Documents, read

COMMUNITY = "channels/community.yaml"


def diff_after(documents: Documents, change: Change) -> CatalogDiff:
    changed = copy.deepcopy(documents)
    change(changed)
    return between(read(documents), read(changed))


def test_a_catalog_does_not_differ_from_itself(documents: Documents) -> None:
    diff = diff_after(
        documents, lambda changed: changed["catalog.yaml"].update(version="2027.1", notes="Again.")
    )
    assert diff.is_empty
    assert (diff.old_version, diff.new_version) == ("2026.12.1", "2027.1")


def test_a_reworded_question_is_told_with_old_and_new(documents: Documents) -> None:
    diff = diff_after(
        documents, lambda changed: changed[COMMUNITY]["factors"][0].update(question="Do they meet?")
    )
    (rewording,) = diff.reworded
    assert rewording.key == "community/community-interest"
    assert rewording.old.question.startswith("Do our users already gather")
    assert rewording.new.question == "Do they meet?"
    assert diff.revised == ("community/community-interest",)
    assert diff.prose == ()


def test_a_changed_anchor_is_a_rewording(documents: Documents) -> None:
    diff = diff_after(
        documents, lambda changed: changed["surfaces.yaml"][1]["anchors"].update({2: "Some do."})
    )
    assert [rewording.key for rewording in diff.reworded] == ["surface/workflow"]
    assert diff.prose == ()


def test_a_new_factor_is_added_and_the_old_removed(documents: Documents) -> None:
    diff = diff_after(
        documents, lambda changed: changed[COMMUNITY]["factors"][0].update(key="shared-interest")
    )
    assert [item.key for item in diff.added] == ["community/shared-interest"]
    assert [item.key for item in diff.removed] == ["community/community-interest"]


def test_a_channel_that_comes_or_goes_takes_all_its_items_and_cells(documents: Documents) -> None:
    def remove(changed: Documents) -> None:
        del changed["channels/content.yaml"]
        changed["catalog.yaml"]["order"] = ["community"]
        changed["catalog.yaml"]["named_only"]["content"] = "Content"
        for table in ("surface_links.yaml", "ai_leverage.yaml"):
            del changed[table]["content"]
        for row in changed["alignment.yaml"].values():
            del row["content"]

    gone = diff_after(documents, remove)
    assert (gone.channels_added, gone.channels_removed) == ((), ("content",))
    assert [item.kind for item in gone.removed] == ["factor"] * 5 + ["constraint", "alignment"]
    assert AlignmentChange("content", "plg", 4, None) in gone.alignments
    assert WeightChange("content", "brand", 2, None) in gone.weights
    smaller = copy.deepcopy(documents)
    remove(smaller)
    assert between(read(smaller), read(documents)).channels_added == ("content",)


def test_a_weight_is_told_and_revises_the_match(documents: Documents) -> None:
    diff = diff_after(documents, lambda changed: changed["surface_links.yaml"]["community"].update(data=2))
    assert diff.weights == (WeightChange("community", "data", 1, 2),)
    assert diff.revised == ("community@alignment",)
    assert diff.reworded == ()


def test_an_alignment_is_told_and_its_reason_is_prose(documents: Documents) -> None:
    diff = diff_after(
        documents,
        lambda changed: changed["alignment.yaml"]["plg"]["community"].update(level=2, reason="Less so."),
    )
    assert diff.alignments == (AlignmentChange("community", "plg", 4, 2),)
    assert diff.prose == (ProseChange("alignment", ("plg.community.reason",)),)


@pytest.mark.parametrize(
    ("change", "prose"),
    [
        pytest.param(
            lambda changed: changed[COMMUNITY].update(owner="Someone"),
            (ProseChange("community", ("owner",)),),
            id="a field",
        ),
        pytest.param(
            lambda changed: changed[COMMUNITY]["factors"][1].update(probe="Ask."),
            (ProseChange("community", ("factors.product-shareability.probe",)),),
            id="a probe",
        ),
        pytest.param(
            lambda changed: changed[COMMUNITY]["write_up"]["risks"]["rows"][2].update(text="Nobody knows."),
            (ProseChange("community", ("write_up.risks.rows.Growth Uncertainty.text",)),),
            id="a table cell",
        ),
        pytest.param(
            lambda changed: changed["statements.yaml"].update(support="Ask first."),
            (ProseChange("statements", ("support",)),),
            id="a statement",
        ),
        pytest.param(
            lambda changed: changed["rule_questions.yaml"][0].update(good_answer="Names it."),
            (ProseChange("rule_questions", ("exposure.good_answer",)),),
            id="a good answer",
        ),
    ],
)
def test_prose_is_told_by_subject_and_field(
    documents: Documents, change: Change, prose: tuple[ProseChange, ...]
) -> None:
    diff = diff_after(documents, change)
    assert diff.prose == prose
    assert (diff.revised, diff.added, diff.removed) == ((), (), ())


def test_a_write_up_that_is_added_is_prose_of_its_channel(documents: Documents) -> None:
    changed = copy.deepcopy(documents)
    del changed[COMMUNITY]["write_up"]
    (change,) = between(read(changed), read(documents)).prose
    assert change.subject == "community"
    assert "write_up.overview.definition" in change.fields
