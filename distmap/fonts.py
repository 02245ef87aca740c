"""The typefaces of the pages: Source Serif 4 and Inter, cut from their packages to what pages use, as static files.

A packaged font is ten times what a page may weigh: it has every script, optical size and weight. Cutting one takes
seconds, so what was cut is kept, under the name of what it was cut from and how.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import fontpkg
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

# Latin as Western and Central Europe write it, and the signs that sentences of the pages have.
CHARACTERS = "".join(
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))
) + "–—‘’‚“”„•…‰‹›€™←↑→↓−≈≠≤≥⅓⅔⅛′″\u202f\u2009"  # fmt: skip
FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum")
FOLDER = "fonts"


@dataclass(frozen=True)
class Cut:
    """A font to be cut: its package and file there, and what is left of its axes (one value, or a range)."""

    name: str
    family: str
    file: str
    axes: dict[str, Any]

    @property
    def source(self) -> Path:
        """The packaged file."""
        found = next(
            (each for each in fontpkg.family(self.family).files if each.path.name == self.file), None
        )
        if found is None:
            raise FileNotFoundError(f"The package fontpkg-{self.family} has no file {self.file}.")
        return Path(found.path)

    @property
    def recipe(self) -> str:
        """Everything on which the outcome depends."""
        package = version(f"fontpkg-{self.family}")
        return repr((self, package, version("fonttools"), version("brotli"), CHARACTERS, FEATURES))


CUTS = (
    Cut("serif.woff2", "source-serif-4", "SourceSerif4[opsz,wght].ttf", {"opsz": 20, "wght": (400, 700)}),
    Cut(
        "serif-italic.woff2",
        "source-serif-4",
        "SourceSerif4-Italic[opsz,wght].ttf",
        {"opsz": 20, "wght": 400},
    ),
    Cut("sans.woff2", "inter", "Inter[opsz,wght].ttf", {"opsz": 14, "wght": (400, 700)}),
)


def built() -> Path:
    """The folder in which all cuts are, made where they are not there yet. It is beside the code: whoever collects
    static files, or serves them uncollected, writes there."""
    digest = hashlib.sha256("".join(cut.recipe for cut in CUTS).encode()).hexdigest()[:16]
    place = Path(settings.BASE_DIR) / ".fonts" / digest
    place.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        if not (place / cut.name).exists():
            _make(cut, place)
    return place


def _make(cut: Cut, place: Path) -> None:
    """Cut one font; whoever looks meanwhile sees none of it or all."""
    from fontTools import subset  # noqa: PLC0415  # only who cuts needs it
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    options = subset.Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True)
    font = TTFont(cut.source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    font = instantiateVariableFont(font, cut.axes)
    font.flavor = "woff2"
    with NamedTemporaryFile(dir=place, delete=False) as unfinished:
        font.save(unfinished)
    Path(unfinished.name).chmod(0o644)
    Path(unfinished.name).replace(place / cut.name)


class CutFonts(BaseFinder):
    """Finds them as `fonts/serif.woff2` and so on."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        names = {f"{FOLDER}/{cut.name}": cut.name for cut in CUTS}
        if path not in names:
            return []
        found = str(built() / names[path])
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        storage = FileSystemStorage(location=built())
        storage.prefix = FOLDER  # type: ignore[attr-defined]  # as collectstatic asks of a storage
        for cut in CUTS:
            yield cut.name, storage
