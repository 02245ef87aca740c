"""The guide for authors names what an author can write, and says the limits as they are."""

from pathlib import Path

import pytest

from channels_catalog.reader import MAX_FILES, MAX_TOTAL_BYTES
from channels_catalog.reader.draft import HEADER_FIELDS, PART_FILES
from channels_catalog.reader.strict_yaml import MAX_ALIASES, MAX_BYTES, MAX_DEPTH
from channels_catalog.schema import RESERVED_KEYS, Channel, Constraint, Factor, Metric, WriteUp

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "catalog.md").read_text()


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            *PART_FILES,
            *HEADER_FIELDS,
            *RESERVED_KEYS,
            *Channel.model_fields,
            *Factor.model_fields,
            *Constraint.model_fields,
            *Metric.model_fields,
            *WriteUp.model_fields,
        }
    ),
)
def test_the_guide_names(name: str) -> None:
    assert f"`{name}`" in GUIDE


def test_the_guide_names_every_field_of_a_section() -> None:
    form = {"title", "heading", "columns", "facts"}
    for section, info in WriteUp.model_fields.items():
        row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{section}`"))
        assert info.annotation is not None
        fields = info.annotation.model_fields.keys() - form
        assert [field for field in sorted(fields) if f"`{field}`" not in row] == []


def test_the_guide_says_the_limits_as_they_are() -> None:
    each, together = f"{MAX_BYTES // 1024} KiB", f"{MAX_TOTAL_BYTES // 1024**2} MiB"
    assert f"At most {MAX_FILES} files are taken, {each} each and {together} in all" in GUIDE
    assert f"at most {MAX_ALIASES} aliases and {MAX_DEPTH} levels" in GUIDE
