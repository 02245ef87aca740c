"""Items and their revisions: equal exactly when the same thing is asked."""

import hashlib
from typing import Any

import pytest

from channels_catalog.schema import Catalog, alignment_revision, canonical_json
from tests.catalog.conftest import Documents, read


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_canonical_json_is_one_text_for_one_value() -> None:
    assert canonical_json({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'


def test_a_factor_is_question_anchors_and_role(catalog: Catalog) -> None:
    factor = catalog.channel("community").factor("community-interest")
    text = canonical_json({"anchors": dict(factor.anchors), "question": factor.question, "role": "pull"})
    assert factor.revision == sha256(text)


def test_a_constraint_and_a_surface_are_question_and_anchors(catalog: Catalog) -> None:
    for item in (catalog.channel("community").constraint, catalog.surface("workflow")):
        text = canonical_json({"anchors": dict(item.anchors), "question": item.question})
        assert item.revision == sha256(text)


def test_a_rule_question_is_its_question(catalog: Catalog) -> None:
    asked = catalog.rule_question("proof")
    assert asked.revision == sha256(canonical_json({"question": asked.question}))


def test_a_match_is_the_links_and_the_levels() -> None:
    first = alignment_revision(links={"brand": 2, "data": 1}, levels={"plg": 4})
    assert first == alignment_revision(links={"data": 1, "brand": 2}, levels={"plg": 4})
    assert first != alignment_revision(links={"brand": 2, "data": 2}, levels={"plg": 4})
    assert first != alignment_revision(links={"brand": 2, "data": 1}, levels={"plg": 3})
    assert first == sha256('{"alignment":{"plg":4},"surface_links":{"brand":2,"data":1}}')


def revision_after(documents: Documents, key: str, change: tuple[str, tuple[Any, ...], Any]) -> str:
    name, path, value = change
    target = documents[name]
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return read(documents).items()[key].revision


COMMUNITY = "channels/community.yaml"
ASKED_ANEW = {
    "a factor's question": (
        "community/community-interest",
        (COMMUNITY, ("factors", 0, "question"), "Do they?"),
    ),
    "a factor's anchor": (
        "community/community-interest",
        (COMMUNITY, ("factors", 0, "anchors", 2), "Two do."),
    ),
    "a constraint's anchor": (
        "community!no-repeated-member-value",
        (COMMUNITY, ("constraint", "anchors", 4), "All do."),
    ),
    "a surface's question": ("surface/workflow", ("surfaces.yaml", (1, "question"), "Does it return?")),
    "a rule's question": ("rule/proof", ("rule_questions.yaml", (1, "question"), "What is left?")),
    "an alignment level": (
        "community@alignment",
        ("alignment.yaml", ("plg", "community", "level"), 2),
    ),
    "a surface weight": ("community@alignment", ("surface_links.yaml", ("community", "data"), 2)),
}
ASKED_AS_BEFORE = {
    "a factor's name and probe": (
        "community/community-interest",
        (COMMUNITY, ("factors", 0, "probe"), "Ask ten people."),
    ),
    "that a factor asks for economics": (
        "community/community-interest",
        (COMMUNITY, ("factors", 0, "asks"), "economics"),
    ),
    "a constraint's label": (
        "community!no-repeated-member-value",
        (COMMUNITY, ("constraint", "label"), "None"),
    ),
    "a surface's design moves": ("surface/workflow", ("surfaces.yaml", (1, "design_moves"), ["Do it."])),
    "an alignment's reason": (
        "community@alignment",
        ("alignment.yaml", ("plg", "community", "reason"), "It helps."),
    ),
    "a good answer": ("rule/proof", ("rule_questions.yaml", (1, "good_answer"), "Names it.")),
    "space around a question": (
        "rule/proof",
        (
            "rule_questions.yaml",
            (1, "question"),
            " Once a customer has succeeded, what remains that a similar buyer would accept as proof?\n",
        ),
    ),
}


@pytest.mark.parametrize(("key", "change"), ASKED_ANEW.values(), ids=ASKED_ANEW.keys())
def test_what_is_asked_anew_has_a_new_revision(documents: Documents, key: str, change: Any) -> None:
    before = read(documents).items()[key].revision
    assert revision_after(documents, key, change) != before


@pytest.mark.parametrize(("key", "change"), ASKED_AS_BEFORE.values(), ids=ASKED_AS_BEFORE.keys())
def test_what_is_asked_as_before_keeps_its_revision(documents: Documents, key: str, change: Any) -> None:
    before = read(documents).items()[key].revision
    assert revision_after(documents, key, change) == before


def test_items_are_each_paths_then_the_surfaces_then_the_rule(catalog: Catalog) -> None:
    items = catalog.items()
    assert [key for key in items if key.startswith("community")] == [
        "community/community-interest",
        "community/product-shareability",
        "community/community-infrastructure",
        "community/community-management-capability",
        "community/network-growth-potential",
        "community!no-repeated-member-value",
        "community@alignment",
    ]
    assert [key for key in items if key.startswith("rule/")] == [
        "rule/exposure",
        "rule/proof",
        "rule/workflow",
        "rule/ecosystem",
        "rule/constraint",
    ]
    assert len(items) == len(catalog.channels) * 7 + 10 + 5


def test_what_is_not_in_the_catalog_is_a_key_error(catalog: Catalog) -> None:
    for find in (catalog.channel, catalog.surface, catalog.growth_model, catalog.rule_question, catalog.role):
        with pytest.raises(KeyError, match="radio"):
            find("radio")
    with pytest.raises(KeyError, match="radio"):
        catalog.path_name("radio")
    with pytest.raises(KeyError, match="radio"):
        catalog.channel("community").factor("radio")


def test_a_path_that_is_only_named_has_a_name_and_no_page(catalog: Catalog) -> None:
    named = catalog.model_copy(update={"named_only": {"radio": "Radio"}})
    assert (named.path_name("radio"), named.holds("radio")) == ("Radio", False)
    assert (catalog.path_name("community"), catalog.holds("community")) == ("Community", True)
