"""Adding a channel is adding one file."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from channels_catalog.reader import CatalogInvalid, read_catalog, read_files
from channels_catalog.reader.strict_yaml import parse
from channels_catalog.schema import Catalog
from tests.catalog.conftest import Documents, without_lines


@pytest.fixture
def radio(catalog: Catalog, shipped_files: Mapping[str, str]) -> Documents:
    """A new channel's file, which brings its own rows for the shared tables."""
    channel = parse(shipped_files["channels/content.yaml"])
    channel |= {"key": "radio", "name": "Radio", "title": "Radio Distribution Model"}
    channel["surface_links"] = {"brand": 2, "data": 1}
    channel["ai_leverage"] = {
        "reduces_friction": ["drafts of a script"],
        "amplifies_noise": ["more spots of one idea"],
        "guard_metric": "Listeners who call",
    }
    channel["alignment"] = {
        model.key: {"level": 3, "reason": "It is heard by everyone.", "provenance": "ours"}
        for model in catalog.growth_models
    }
    return channel


def test_adding_a_channel_is_one_yaml_file(
    tmp_path: Path, shipped_files: Mapping[str, str], radio: Documents
) -> None:
    files = {**shipped_files, "channels/radio.yaml": yaml.safe_dump(radio)}
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    catalog = read_catalog(tmp_path)
    assert [channel.key for channel in catalog.channels][-1] == "radio"
    assert catalog.surface_links["radio"] == {"brand": 2, "data": 1}
    assert catalog.alignment["plg"]["radio"].level == 3
    assert catalog.ai_leverage["radio"].guard_metric == "Listeners who call"


def test_a_channel_is_laid_over_a_catalog(catalog: Catalog, radio: Documents) -> None:
    grown = read_files({"channels/radio.yaml": yaml.safe_dump(radio)}, base=catalog)
    assert grown.channels[:-1] == catalog.channels
    assert grown.channel("radio").name == "Radio"
    assert grown.version == catalog.version


def test_a_header_laid_over_a_catalog_keeps_its_order(catalog: Catalog, radio: Documents) -> None:
    header = {"version": "2026.11-acme.1", "notes": "With radio."}
    files = {"catalog.yaml": yaml.safe_dump(header), "channels/radio.yaml": yaml.safe_dump(radio)}
    grown = read_files(files, base=catalog)
    assert (grown.version, grown.notes) == ("2026.11-acme.1", "With radio.")
    assert [channel.key for channel in grown.channels] == [*(c.key for c in catalog.channels), "radio"]


def test_a_channel_replaces_its_namesake_and_keeps_its_rows(
    catalog: Catalog, shipped_files: Mapping[str, str]
) -> None:
    channel = parse(shipped_files["channels/content.yaml"])
    channel["owner"] = "Editor in chief"
    changed = read_files({"channels/content.yaml": yaml.safe_dump(channel)}, base=catalog)
    assert changed.channel("content").owner == "Editor in chief"
    assert changed.alignment == catalog.alignment
    assert [c.key for c in changed.channels] == [c.key for c in catalog.channels]


def test_a_path_that_gets_a_file_is_no_longer_only_named(catalog: Catalog, radio: Documents) -> None:
    named = catalog.model_copy(update={"named_only": {**catalog.named_only, "radio": "Radio"}})
    assert not named.holds("radio")
    grown = read_files({"channels/radio.yaml": yaml.safe_dump(radio)}, base=named)
    assert grown.holds("radio")
    assert "radio" not in grown.named_only


def test_rows_of_a_channel_are_faulted_in_its_own_file(
    shipped_files: Mapping[str, str], radio: Documents
) -> None:
    radio["surface_links"] = {"brand": 1, "weather": 2, "data": 7}
    radio["alignment"]["plg"] = {"level": 9, "reason": "x", "provenance": "ours"}
    radio["alignment"]["radio-led"] = {"level": 3, "reason": "x", "provenance": "ours"}
    radio["ai_leverage"] = []
    with pytest.raises(CatalogInvalid) as caught:
        read_files({**shipped_files, "channels/radio.yaml": yaml.safe_dump(radio)})
    assert sorted(without_lines(caught.value)) == [
        "channels/radio.yaml: ai_leverage: must be a mapping",
        "channels/radio.yaml: alignment.plg.level: must be 0, 1, 2, 3 or 4",
        "channels/radio.yaml: alignment.radio-led: 'radio-led' is not a growth model of this catalog",
        "channels/radio.yaml: surface_links.data: must be 1 or 2",
        "channels/radio.yaml: surface_links.weather: 'weather' is not a surface",
        "channels/radio.yaml: surface_links: at least half of the weight must be primary, 2 of 10 is",
    ]


def test_a_row_may_not_stand_in_two_files(shipped_files: Mapping[str, str]) -> None:
    channel = parse(shipped_files["channels/content.yaml"])
    channel["surface_links"] = {"brand": 2}
    with pytest.raises(CatalogInvalid) as caught:
        read_files({**shipped_files, "channels/content.yaml": yaml.safe_dump(channel)})
    assert without_lines(caught.value) == [
        "channels/content.yaml: surface_links: stands in surface_links.yaml as well"
    ]


def test_a_new_channel_without_rows_is_told_what_is_missing(catalog: Catalog, radio: Documents) -> None:
    for table in ("alignment", "surface_links", "ai_leverage"):
        del radio[table]
    with pytest.raises(CatalogInvalid) as caught:
        read_files({"channels/radio.yaml": yaml.safe_dump(radio)}, base=catalog)
    missing = "has no entry for the channel 'radio'"
    assert without_lines(caught.value) == [
        f"ai_leverage.yaml: {missing}",
        *(f"alignment.yaml: {model.key}: {missing}" for model in catalog.growth_models),
        f"surface_links.yaml: {missing}",
    ]
