"""Reading files: what is taken, what is refused, and what lies over what."""

import contextlib
import copy
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_catalog.reader import (
    MAX_FILES,
    CatalogFault,
    CatalogInvalid,
    file_schemas,
    read_catalog,
    read_files,
)
from channels_catalog.reader.strict_yaml import MAX_ALIASES, MAX_BYTES, MAX_DEPTH, UnreadableYaml, parse
from channels_catalog.schema import Catalog
from tests.catalog.conftest import Documents, faults_of, lines_of, read, written

BILLION_LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + "d: [" + "*c, " * MAX_ALIASES + "*c]\n"


def test_the_shipped_folder_reads_as_its_files(catalog: Catalog, shipped_files: Mapping[str, str]) -> None:
    assert read_files(shipped_files) == catalog


def test_files_are_taken_as_bytes_with_a_byte_order_mark(
    catalog: Catalog, shipped_files: Mapping[str, str]
) -> None:
    files = {name: b"\xef\xbb\xbf" + text.encode() for name, text in shipped_files.items()}
    assert read_files(files) == catalog


def test_the_document_of_a_catalog_reads_back_as_the_same_catalog(catalog: Catalog) -> None:
    document = catalog.model_dump(mode="json")
    assert Catalog.model_validate(document) == catalog
    assert Catalog.model_validate(json.loads(json.dumps(document))) == catalog
    assert Catalog.model_validate_json(json.dumps(document)) == catalog


def test_channels_follow_the_order_and_the_others_come_by_key(documents: Documents) -> None:
    documents["catalog.yaml"]["order"] = ["content"]
    assert [channel.key for channel in read(documents).channels] == ["content", "community"]


def test_a_folder_without_files_is_no_catalog(tmp_path: Path) -> None:
    with pytest.raises(CatalogInvalid) as caught:
        read_catalog(tmp_path)
    assert caught.value.faults == (CatalogFault(str(tmp_path), "", "holds no YAML files"),)


def test_too_many_files_are_refused_unread() -> None:
    with pytest.raises(CatalogInvalid) as caught:
        read_files({f"channels/c{number}.yaml": "{" for number in range(MAX_FILES + 1)})
    assert str(caught.value) == f"more than {MAX_FILES} files"


def test_too_large_files_are_refused_unread() -> None:
    with pytest.raises(CatalogInvalid) as caught:
        read_files({f"channels/c{number}.yaml": "x" * MAX_BYTES for number in range(9)})
    assert str(caught.value) == "more than 4 MiB in all"


def test_no_channel_is_no_catalog(documents: Documents) -> None:
    for name in ("channels/community.yaml", "channels/content.yaml"):
        del documents[name]
    assert "channels: the catalog has no channel" in faults_of(documents)


def test_a_broken_file_does_not_hide_the_faults_of_others(documents: Documents) -> None:
    documents["surfaces.yaml"] = "- key: a\n  key: b\n  name: [\n"
    documents["roles.yaml"] = "- key: pull\n  key: pull\n  name: x\n  name: y\n"
    documents["channels/content.yaml"]["owner"] = 7
    text = written(documents)["channels/content.yaml"].splitlines()
    assert lines_of(documents) == [
        f"channels/content.yaml:{text.index('owner: 7') + 1}: owner: must be text",
        "roles.yaml:2: the key 'key' stands twice (column 3)",
        "roles.yaml:4: the key 'name' stands twice (column 3)",
        "surfaces.yaml:4: expected the node content, but found '<stream end>' (column 1)",
    ]


def test_a_fault_names_the_line_of_its_field_or_of_what_should_hold_it(documents: Documents) -> None:
    """Each fault once, as file:line: field: message, so that an editor can go there."""
    documents["pairs.yaml"] = (
        "- a: community\n"
        "  b: content\n"
        "  effect: hinder\n"
        "  reason: |-\n"
        "    One.\n"
        "- {a: content, b: nowhere, effect: help}\n"
    )
    assert lines_of(documents) == [
        "pairs.yaml:3: 0.effect: must be 'help', 'help_with_line', 'conflict' or 'overlap'",
        "pairs.yaml:6: 1.reason: is missing",
        "pairs.yaml:6: 1.b: 'nowhere' is neither a channel nor listed in named_only",
    ]


def test_a_channel_brings_its_pairs(documents: Documents) -> None:
    documents["pairs.yaml"] = []
    row = {"with": "content", "effect": "help", "reason": "Members ask what to write."}
    documents["channels/community.yaml"]["pairs"] = [row]
    (pair,) = read(documents).pairs
    assert (pair.a, pair.b, pair.effect) == ("community", "content", "help")
    documents["channels/community.yaml"]["pairs"] = [row, row | {"with": "nowhere"}, {"a": "x"}, "y"]
    assert faults_of(documents) == [
        "channels/community.yaml: pairs.1.with: 'nowhere' is neither a channel nor listed in named_only",
        "channels/community.yaml: pairs.2: must be a mapping of with, effect and reason",
        "channels/community.yaml: pairs.3: must be a mapping of with, effect and reason",
    ]
    documents["channels/community.yaml"]["pairs"] = {}
    assert faults_of(documents) == ["channels/community.yaml: pairs: must be a list"]


def test_a_channel_laid_over_a_catalog_brings_its_pairs_in_place_of_the_old(documents: Documents) -> None:
    documents["pairs.yaml"] = [
        {"a": "content", "b": "community", "effect": "help", "reason": "Pages end questions."}
    ]
    base = read(documents)
    row = {"with": "content", "effect": "conflict", "reason": "Both want the same writer."}
    channel = documents["channels/community.yaml"] | {"pairs": [row]}
    changed = read_files(written({"channels/community.yaml": channel}), base=base)
    assert [pair.effect for pair in changed.pairs] == ["conflict"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a: 1\na: 2\n", (2, "the key 'a' stands twice (column 1)"), id="repeated key"),
        pytest.param(BILLION_LAUGHS, (4, "uses more than 20 aliases (column 69)"), id="aliases"),
        pytest.param("a: &a [*a]\n", (1, "alias 'a' contains itself (column 8)"), id="recursion"),
        pytest.param("[" * 21, (1, "is nested deeper than 20 levels (column 21)"), id="depth"),
        pytest.param(
            "[" + "x, " * 10_000 + "x]", (1, "holds more than 10000 values (column 29999)"), id="count"
        ),
        pytest.param("x" * (MAX_BYTES + 1), (None, "is larger than 512 KiB"), id="size"),
        pytest.param(b"a: \xff\n", (None, "is not UTF-8 text"), id="encoding"),
        pytest.param("? [a]\n: 1\n", (1, "a key must be plain text (column 3)"), id="list as key"),
        pytest.param("a: b: c\n", (1, "mapping values are not allowed here (column 5)"), id="syntax"),
        pytest.param("a: 1\n---\nb: 2\n", (2, "but found another document (column 1)"), id="two documents"),
        pytest.param(
            "!!python/object/apply:os.system [ls]\n",
            (
                1,
                "could not determine a constructor for the tag "
                "'tag:yaml.org,2002:python/object/apply:os.system' (column 1)",
            ),
            id="code",
        ),
        pytest.param(
            "!!set {a}\n",
            (1, "could not determine a constructor for the tag 'tag:yaml.org,2002:set' (column 1)"),
            id="set",
        ),
    ],
)
def test_yaml_that_is_not_plain_is_refused(text: str | bytes, problem: tuple[int | None, str]) -> None:
    with pytest.raises(UnreadableYaml) as caught:
        parse(text)
    assert [(found.line, found.message) for found in caught.value.problems] == [problem]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("2026.10", "2026.10", id="a version keeps its nought"),
        pytest.param("No", "No", id="an answer is no truth value"),
        pytest.param("2026-11-01", "2026-11-01", id="a date is text"),
        pytest.param("1_000", "1_000", id="an underscore is text"),
        pytest.param("010", "010", id="a leading nought is text"),
        pytest.param("-4", -4, id="a whole number"),
        pytest.param("true", True, id="true"),
        pytest.param("~", None, id="nothing"),
        pytest.param("", None, id="an empty file"),
        pytest.param("<<: {a: 1}\nb: 2", {"<<": {"a": 1}, "b": 2}, id="no merging"),
        pytest.param("&x a", "a", id="an anchor"),
    ],
)
def test_scalars_stay_as_they_are_written(text: str, value: object) -> None:
    assert parse(text) == value


def test_nesting_up_to_the_limit_is_read() -> None:
    assert parse("[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)) is not None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200) | st.binary(max_size=200))
def test_any_file_is_read_or_refused(documents: Documents, text: str | bytes) -> None:
    with pytest.raises(CatalogInvalid):
        read_files({"catalog.yaml": text, "channels/radio.yaml": text})


ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=ANY_VALUE, choice=st.randoms(use_true_random=False))
def test_any_value_at_any_place_is_read_or_refused(
    documents: Documents, value: object, choice: Random
) -> None:
    changed = copy.deepcopy(documents)
    name = choice.choice(sorted(changed))
    target, key = changed, name
    while isinstance(target[key], dict | list) and target[key] and choice.random() < 0.8:
        target = target[key]
        key = choice.choice(list(target) if isinstance(target, dict) else range(len(target)))
    target[key] = value
    with contextlib.suppress(CatalogInvalid):
        assert read_files(written(changed)).channels


def test_the_schema_for_authors_describes_a_channel_and_a_catalog() -> None:
    schemas = file_schemas()["$defs"]
    assert {"Catalog", "Channel", "Factor", "Constraint", "WriteUp"} <= schemas.keys()
    assert schemas["Factor"]["properties"]["anchors"]["required"] == ["0", "2", "4"]
    assert schemas["Channel"]["additionalProperties"] is False
