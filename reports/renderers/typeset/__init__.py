"""The typesetter, reached through a process of its own (child.py): PDF of a report, PNG of a picture."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import fontpkg
from django.conf import settings

_CHILD = Path(__file__).with_name("child.py")
_FAMILIES = (
    "noto-sans", "noto-serif", "noto-sans-arabic", "noto-sans-devanagari", "noto-sans-thai",
)  # fmt: skip
# A report of twenty paths takes under two seconds; whatever takes this long will not end.
_MOST_SECONDS = 120


class TypesettingFailed(Exception):
    """The typesetter ended without a result. The message is its own."""


@dataclass(frozen=True)
class Typeset:
    """What came of it. `standard`: the one the PDF keeps, None if it had to go without. `tried`: how often the
    whole document was set, once where all that no font shows was foreseen. `sizes`: those of the pictures in it."""

    body: bytes
    standard: str | None
    missing: tuple[str, ...]
    tried: int
    sizes: tuple[int, ...] = ()


def typeset(files: Mapping[str, str], *, format: str = "pdf", ppi: int = 144) -> Typeset:
    """Make `main.typ` of these files (name: text). Nothing is read but them and the fonts."""
    asked = {"files": dict(files), "format": format, "ppi": ppi, "fonts": font_folders()}
    done = subprocess.run(
        [sys.executable, "-I", str(_CHILD)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=_MOST_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise TypesettingFailed(done.stderr.decode(errors="replace")[-2000:])
    head, _, body = done.stdout.partition(b"\n")
    made = json.loads(head)
    return Typeset(
        body=body, standard=made["standard"], missing=tuple(made["missing"]), tried=made["tried"],
        sizes=tuple(made.get("sizes", ())),
    )  # fmt: skip


def font_folders() -> list[str]:
    """Where fonts lie: those of the packages that are locked, then the folder that the setting names."""
    packaged = {str(file.path.parent) for family in _FAMILIES for file in fontpkg.family(family).files}
    own = [settings.REPORT_FONTS] if settings.REPORT_FONTS else []
    return [*sorted(packaged), *own]


def pictures_of(drawings: Sequence[tuple[str, str]], *, ppi: int = 150) -> list[bytes]:
    """Drawings (SVG, and the colour of their ground) as PNG, for files that cannot hold them; all in one process.

    At 150 a picture, a third smaller across a page than drawn, has some 215 dots an inch; more takes twice as long
    to draw and pack, and no eye sees it.
    """
    if not drawings:
        return []
    files = {f"picture-{number}.svg": svg for number, (svg, _) in enumerate(drawings)}
    pages = [{"name": name, "ground": ground} for name, (_, ground) in zip(files, drawings, strict=True)]
    sheet = Path(__file__).with_name("pictures.typ").read_text(encoding="utf-8")
    made = typeset({"main.typ": sheet, "data.json": json.dumps(pages), **files}, format="png", ppi=ppi)
    ends = list(accumulate(made.sizes))
    return [made.body[end - size : end] for end, size in zip(ends, made.sizes, strict=True)]
