"""The typefaces of the pages: cut from their packages, all signs in them, and together light enough."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from distmap.fonts import CUTS

# What a first visit pays for all of them, in bytes.
BUDGET = 120 * 1024
STYLES = Path(settings.BASE_DIR) / "static" / "css"


def found(name: str) -> Path:
    path = finders.find(f"fonts/{name}")
    assert isinstance(path, str)
    return Path(path)


def test_all_of_them_are_light_enough() -> None:
    assert sum(found(cut.name).stat().st_size for cut in CUTS) <= BUDGET


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_each_has_what_the_pages_write(cut: object) -> None:
    font = TTFont(found(cut.name))  # type: ignore[attr-defined]
    letters = font.getBestCmap()
    assert [sign for sign in "Aaé€ßł0…–’“”→−≥\u00a0·" if ord(sign) not in letters] == []


def test_the_style_sheet_asks_for_each_and_for_nothing_else() -> None:
    asked = re.findall(r'url\("\.\./fonts/([\w.-]+)"\)', (STYLES / "app.css").read_text(encoding="utf-8"))
    assert sorted(asked) == sorted(cut.name for cut in CUTS)


def test_there_is_no_other_font() -> None:
    assert not any(finders.find("fonts/other.woff2", find_all=True))
