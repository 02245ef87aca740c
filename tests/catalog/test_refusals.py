"""What the schema refuses: a rule, a change that breaks it, and the fault with its file and field."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from channels_catalog.schema import Catalog
from tests.catalog.conftest import Change, Documents, faults_of, read

COMMUNITY = "channels/community.yaml"


def setting(name: str, *path: Any, to: Any) -> Change:
    """A change that sets one value."""

    def change(documents: Documents) -> None:
        target = documents[name]
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = to

    return change


def dropping(name: str, *path: Any) -> Change:
    """A change that takes one value away."""

    def change(documents: Documents) -> None:
        target = documents[name]
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]

    return change


def doubling(name: str, *path: Any) -> Change:
    """A change that repeats the first entry of a list at its end."""

    def change(documents: Documents) -> None:
        target = documents[name]
        for step in path:
            target = target[step]
        target.append(copy.deepcopy(target[0]))

    return change


WRITE_UP = (COMMUNITY, "write_up")
TWO_ROLES = [
    f"{COMMUNITY}: factors: needs exactly one factor with role 'pull', has 0",
    f"{COMMUNITY}: factors: needs exactly one factor with role 'product', has 2",
]
NAMES = (
    "Community Interest, Product Shareability, Community Infrastructure, "
    "Community Management Capability, Network Growth Potential"
)

RULES: dict[str, tuple[Change, list[str]]] = {
    "a field is missing": (
        dropping(COMMUNITY, "summary"),
        [f"{COMMUNITY}: summary: is missing"],
    ),
    "a field is not known": (
        setting(COMMUNITY, "sumary", to="x"),
        [f"{COMMUNITY}: sumary: is not a field here"],
    ),
    "a text is a number": (
        setting(COMMUNITY, "owner", to=7),
        [f"{COMMUNITY}: owner: must be text"],
    ),
    "a text is empty": (
        setting(COMMUNITY, "burden", to="   "),
        [f"{COMMUNITY}: burden: must not be empty"],
    ),
    "a label has two lines": (
        setting(COMMUNITY, "name", to="Com\nmunity"),
        [f"{COMMUNITY}: name: must stand on one line"],
    ),
    "a text holds a control character": (
        setting(COMMUNITY, "summary", to="a\x07b"),
        [f"{COMMUNITY}: summary: holds a control character"],
    ),
    "a level is text": (
        setting("alignment.yaml", "plg", "community", "level", to="4"),
        ["alignment.yaml: plg.community.level: must be 0, 1, 2, 3 or 4"],
    ),
    "a level is true": (
        setting("alignment.yaml", "plg", "community", "level", to=True),
        ["alignment.yaml: plg.community.level: must be a whole number"],
    ),
    "a key is no slug": (
        setting("surfaces.yaml", 0, "key", to="Product Artifact"),
        [
            "surfaces.yaml: 0.key: must match ^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
            "statements.yaml: worked_example.surfaces.0: 'product-artifact' is not a surface",
            "surface_links.yaml: community.product-artifact: 'product-artifact' is not a surface",
            "surface_links.yaml: content.product-artifact: 'product-artifact' is not a surface",
        ],
    ),
    "a version is no version": (
        setting("catalog.yaml", "version", to="2026 11"),
        ["catalog.yaml: version: must match ^[0-9a-z]+(?:[.-][0-9a-z]+)*$"],
    ),
    "a version is an alias": (
        setting("catalog.yaml", "version", to="current"),
        ["catalog.yaml: version: 'current' names the newest release and cannot be a version"],
    ),
    "a level has no anchor": (
        dropping(COMMUNITY, "factors", 0, "anchors", 2),
        [
            f"{COMMUNITY}: factors.0.anchors: "
            "must have an entry for each of the levels 0, 2 and 4, and for no other"
        ],
    ),
    "an anchor has no level": (
        setting("surfaces.yaml", 3, "anchors", 3, to="x"),
        ["surfaces.yaml: 3.anchors: must have an entry for each of the levels 0, 2 and 4, and for no other"],
    ),
    "a role is held twice": (setting(COMMUNITY, "factors", 0, "role", to="product"), TWO_ROLES),
    "a role is no role": (
        setting(COMMUNITY, "factors", 0, "role", to="carry"),
        [
            f"{COMMUNITY}: factors.0.role: "
            "must be 'pull', 'product', 'access', 'compounding' or 'capability'",
            f"{COMMUNITY}: factors: needs exactly one factor with role 'pull', has 0",
        ],
    ),
    "a factor's key stands twice": (
        setting(COMMUNITY, "factors", 1, "key", to="community-interest"),
        [f"{COMMUNITY}: factors.1.key: 'community-interest' stands twice"],
    ),
    "a factor is not named in the write-up": (
        setting(COMMUNITY, "factors", 1, "name", to="Shareability"),
        [
            f"{COMMUNITY}: write_up.checklist.rows: must name the factors of the checklist in their order: "
            + NAMES.replace("Product Shareability", "Shareability")
        ],
    ),
    "a metric stands twice": (
        doubling(COMMUNITY, "metrics"),
        [f"{COMMUNITY}: metrics.7.name: 'Active member rate' stands twice"],
    ),
    "metrics are too few": (
        setting(COMMUNITY, "metrics", to=[]),
        [f"{COMMUNITY}: metrics: must have at least 6 entries, has 0"],
    ),
    "a metric goes sideways": (
        setting(COMMUNITY, "metrics", 0, "good", to="sideways"),
        [f"{COMMUNITY}: metrics.0.good: must be 'up' or 'down'"],
    ),
    "relief is too short": (
        dropping(COMMUNITY, "constraint", "relief", 0),
        [f"{COMMUNITY}: constraint.relief: must have at least 3 entries, has 2"],
    ),
    "signals are too many": (
        doubling(COMMUNITY, "constraint", "signals"),
        [f"{COMMUNITY}: constraint.signals: must have at most 4 entries, has 5"],
    ),
    "a channel has no constraint": (
        dropping(COMMUNITY, "constraint"),
        [f"{COMMUNITY}: constraint: is missing"],
    ),
    "an industry is not on the list": (
        setting(COMMUNITY, "best_suited_for", 0, to="Space"),
        [f"{COMMUNITY}: best_suited_for.0: 'Space' is not among the industries"],
    ),
    "an industry stands twice": (
        doubling("industries.yaml"),
        ["industries.yaml: 24: 'Media & Publishing' stands twice"],
    ),
    "a section title is another": (
        setting(*WRITE_UP, "overview", "title", to="Overview"),
        [f"{COMMUNITY}: write_up.overview.title: must be 'Distribution Model Overview'"],
    ),
    "a table column is another": (
        setting(*WRITE_UP, "risks", "columns", to=["Risk", "Meaning"]),
        [f"{COMMUNITY}: write_up.risks.columns.1: must be 'Explanation'"],
    ),
    "a section is missing": (
        dropping(*WRITE_UP, "playbook"),
        [f"{COMMUNITY}: write_up.playbook: is missing"],
    ),
    "a closing line says nothing": (
        setting(*WRITE_UP, "scaling", "closing", to=" "),
        [f"{COMMUNITY}: write_up.scaling.closing: must not be empty"],
    ),
    "a threshold is out of order": (
        setting(COMMUNITY, "constraint", "metric", "scale", "binds", to=20),
        [
            f"{COMMUNITY}: constraint.metric.scale.anchors: must run from the anchors 0 and 2 "
            "over 'binds' and 'clears' to the anchor 4"
        ],
    ),
    "a form is not explained": (
        dropping(COMMUNITY, "forms_explained", 2),
        [f"{COMMUNITY}: forms_explained: must explain each of the 3 implementation forms"],
    ),
    "a band is upside down": (
        setting(COMMUNITY, "stakes", "price_band", "high", to=5),
        [f"{COMMUNITY}: stakes.price_band.high: must be more than 'low', or null for no upper end"],
    ),
    "a band of others names nobody": (
        setting(COMMUNITY, "stakes", "deal_size", "provenance", to="source"),
        [
            f"{COMMUNITY}: stakes.deal_size.provenance: needs 'publisher', 'year' and 'url' unless it is 'ours'",
        ],
    ),
    "a chain is too long": (
        doubling(*WRITE_UP, "economics", "chain"),
        [f"{COMMUNITY}: write_up.economics.chain: must have at most 3 entries, has 4"],
    ),
    "scaling is not more": (
        setting(*WRITE_UP, "scaling", "chain", 1, to="Discussions"),
        [f"{COMMUNITY}: write_up.scaling.chain.1: must begin with 'More '"],
    ),
    "a pathway has two stations": (
        dropping(*WRITE_UP, "examples", "rows", 0, "pathway", 2),
        [f"{COMMUNITY}: write_up.examples.rows.0.pathway: must have at least 3 entries, has 2"],
    ),
    "a row stands twice": (
        setting(*WRITE_UP, "risks", "rows", 1, "name", to="Growth Uncertainty"),
        [f"{COMMUNITY}: write_up.risks.rows.2: 'Growth Uncertainty' stands twice"],
    ),
    "steps are out of order": (
        setting(*WRITE_UP, "playbook", "rows", 0, "step", to=2),
        [f"{COMMUNITY}: write_up.playbook.rows: steps must be numbered 1 to 5 in order"],
    ),
    "a fact has no source": (
        setting(*WRITE_UP, "economics", "facts", 0, "source", to="somebody said so"),
        [f"{COMMUNITY}: write_up.economics.facts.0.source: must match ^(?:https?://\\S+|general knowledge)$"],
    ),
    "a fact has no year": (
        dropping(*WRITE_UP, "economics", "facts", 0, "as_of"),
        [f"{COMMUNITY}: write_up.economics.facts.0.as_of: is missing"],
    ),
    "levels are out of order": (
        dropping("scale.yaml", "levels", 3),
        ["scale.yaml: levels: must be the levels 0 to 4 in order"],
    ),
    "a grade is missing": (
        dropping("scale.yaml", "grades", 3),
        ["scale.yaml: grades: must be measured, observed, reported, assumed in this order"],
    ),
    "a role has no meaning": (
        dropping("roles.yaml", 5),
        ["roles.yaml: must be pull, product, access, compounding, capability, carry in this order"],
    ),
    "a surface stands twice": (
        doubling("surfaces.yaml"),
        ["surfaces.yaml: 10.key: 'product-artifact' stands twice"],
    ),
    "a growth model has no row": (
        dropping("alignment.yaml", "plg"),
        ["alignment.yaml: has no entry for the growth model 'plg'"],
    ),
    "a channel has no alignment": (
        dropping("alignment.yaml", "plg", "content"),
        ["alignment.yaml: plg: has no entry for the channel 'content'"],
    ),
    "an alignment is of no channel": (
        setting("alignment.yaml", "plg", "radio", to={"level": 3, "reason": "x", "provenance": "ours"}),
        ["alignment.yaml: plg.radio: 'radio' is not a channel of this catalog"],
    ),
    "a provenance is not known": (
        setting("alignment.yaml", "plg", "content", "provenance", to="hearsay"),
        ["alignment.yaml: plg.content.provenance: must be 'source', 'source_adjacent' or 'ours'"],
    ),
    "a channel has no surface": (
        dropping("surface_links.yaml", "content"),
        ["surface_links.yaml: has no entry for the channel 'content'"],
    ),
    "a surface does not exist": (
        setting("surface_links.yaml", "content", "weather", to=2),
        ["surface_links.yaml: content.weather: 'weather' is not a surface"],
    ),
    "a weight is three": (
        setting("surface_links.yaml", "content", "brand", to=3),
        [
            "surface_links.yaml: content.brand: must be 1 or 2",
            "surface_links.yaml: content: at least half of the weight must be primary, 2 of 9 is",
        ],
    ),
    "primary weight is thin": (
        setting("surface_links.yaml", "content", "brand", to=1),
        ["surface_links.yaml: content: at least half of the weight must be primary, 2 of 7 is"],
    ),
    "a channel has no AI note": (
        dropping("ai_leverage.yaml", "content"),
        ["ai_leverage.yaml: has no entry for the channel 'content'"],
    ),
    "a pattern points nowhere": (
        setting("patterns.yaml", 0, "main_path", to="radio"),
        ["patterns.yaml: 0.main_path: 'radio' is neither a channel nor listed in named_only"],
    ),
    "a rule question points nowhere": (
        setting("rule_questions.yaml", 0, "points_to", to=["radio"]),
        ["rule_questions.yaml: 0.points_to: 'radio' is neither a channel nor listed in named_only"],
    ),
    "a pair points nowhere": (
        setting("pairs.yaml", 0, "a", to="radio"),
        ["pairs.yaml: 0.a: 'radio' is neither a channel nor listed in named_only"],
    ),
    "a path is paired with itself": (
        setting("pairs.yaml", 0, "b", to="product-invitations"),
        ["pairs.yaml: 0: 'product-invitations' is paired with itself"],
    ),
    "a pair stands twice": (
        doubling("pairs.yaml"),
        ["pairs.yaml: 3: 'product-invitations' and 'expansion-motion' are paired twice"],
    ),
    "a burden points nowhere": (
        setting("statements.yaml", "burdens", 0, "paths", to=["radio"]),
        ["statements.yaml: burdens.0.paths: 'radio' is neither a channel nor listed in named_only"],
    ),
    "two channels share a title": (
        setting("channels/content.yaml", "title", to="Community Distribution Model"),
        ["channels/content.yaml: title: 'Community Distribution Model' is the title of another channel"],
    ),
    "the order names a channel without a file": (
        setting("catalog.yaml", "order", 0, to="radio"),
        ["catalog.yaml: order.0: there is no file channels/radio.yaml"],
    ),
    "the order is no list": (
        setting("catalog.yaml", "order", to="content"),
        ["catalog.yaml: order: must be a list of channel keys"],
    ),
    "the order names a channel twice": (
        setting("catalog.yaml", "order", to=["content", "content"]),
        ["catalog.yaml: order.1: 'content' stands twice"],
    ),
    "the header is no mapping": (
        lambda documents: documents.update({"catalog.yaml": ["2026.11"]}),
        ["catalog.yaml: must be a mapping"],
    ),
    "a channel is no mapping": (
        lambda documents: documents.update({"channels/content.yaml": []}),
        ["channels/content.yaml: must be a mapping"],
    ),
    "a form stands twice": (
        setting(COMMUNITY, "implementation_forms", 1, to="ambassador programs"),
        [f"{COMMUNITY}: implementation_forms.1: 'ambassador programs' stands twice"],
    ),
    "a channel's own alignment is no mapping": (
        setting(COMMUNITY, "alignment", to=[]),
        [f"{COMMUNITY}: alignment: must be a mapping of growth models"],
    ),
    "a name is of a channel held": (
        setting("channels/content.yaml", "name", to="Community"),
        ["channels/content.yaml: name: 'Community' is the name of another channel"],
    ),
    "a header field is not known": (
        setting("catalog.yaml", "author", to="x"),
        ["catalog.yaml: author: is not a field of this file"],
    ),
    "a key is not the file's name": (
        setting(COMMUNITY, "key", to="communities"),
        [f"{COMMUNITY}: key: must be 'community', as the file is called"],
    ),
    "a part is missing": (lambda documents: documents.pop("roles.yaml"), ["roles.yaml: is missing"]),
    "a part is of another kind": (
        lambda documents: documents.update({"roles.yaml": {"key": "pull"}}),
        ["roles.yaml: must be a list"],
    ),
    "a file is not of a catalog": (
        lambda documents: documents.update({"surface.yaml": []}),
        ["surface.yaml: is not a file of a catalog"],
    ),
}


@pytest.mark.parametrize(("change", "faults"), RULES.values(), ids=RULES.keys())
def test_a_broken_rule_is_named_with_file_and_field(
    documents: Documents, change: Change, faults: list[str]
) -> None:
    change(documents)
    assert sorted(faults_of(documents)) == sorted(faults)


@pytest.mark.parametrize("key", ["surface", "surfaces", "growth_model", "rule"])
def test_a_reserved_key_is_refused(documents: Documents, key: str) -> None:
    channel = documents.pop("channels/content.yaml")
    documents[f"channels/{key}.yaml"] = channel | {"key": key}
    assert f"channels/{key}.yaml: key: '{key}' is reserved: item keys use it" in faults_of(documents)


def test_all_faults_of_all_files_are_reported_at_once(documents: Documents) -> None:
    changes = (
        "a field is missing",
        "a role is held twice",
        "steps are out of order",
        "a surface does not exist",
        "a growth model has no row",
        "levels are out of order",
        "a pair points nowhere",
        "an industry stands twice",
        "a version is an alias",
        "a part is missing",
        "a file is not of a catalog",
    )
    expected = []
    for rule in changes:
        change, faults = RULES[rule]
        change(documents)
        expected += faults
    assert sorted(faults_of(documents)) == sorted(expected)


def test_a_document_is_refused_with_every_place(documents: Documents) -> None:
    document = read(documents).model_dump(mode="json")
    document["pairs"][0]["a"] = "radio"
    document["surface_links"]["content"]["weather"] = 2
    with pytest.raises(ValidationError) as caught:
        Catalog.model_validate(document)
    assert [error["loc"] for error in caught.value.errors()] == [
        ("surface_links", "content", "weather"),
        ("pairs", 0, "a"),
    ]
