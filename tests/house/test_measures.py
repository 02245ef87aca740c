"""The text of the code must not become harder to read than it is. Who makes it easier lowers the bound."""

import pytest

from tests.house import measures

BOUNDS = {
    # Django's tags cannot be broken over lines; what is wider than a line is one of them, with many arguments.
    "markup: % of characters on lines over 200 wide": 0.7,
    "markup: longest line": 349,
    "markup: lines over 110 wide": 87,
    "styles: width at the 90th percentile": 40,
    "styles: longest line": 143,
    "styles: gzipped bytes of the sheet of every page": 20_000,
    "python: kept from the formatter": 421,
}


@pytest.mark.parametrize("name", BOUNDS)
def test_it_reads_no_worse(name: str) -> None:
    assert measures.MEASURES[name]() <= BOUNDS[name]


def test_every_measure_is_a_number() -> None:
    assert all(measure() >= 0 for measure in measures.MEASURES.values())
