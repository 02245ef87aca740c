"""How a comparison is looked at: base, figure, filters and sorting, all of them in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from comparisons.naming import LETTERS
from comparisons.options import PARTS, Options, is_sort
from distmap.numbers import whole_number

FIGURES = {"value": "Lesser of both", "fit": "Fit", "support": "Support"}
TITLES = {
    "value": "The lesser of fit and support, with its range", "fit": "Fit and its range",
    "support": "Support and its range",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Lens:
    """What the address asks for; whatever it asks wrongly counts as not asked."""

    base: int | None = None
    figure: str = "value"
    usual_figure: str = "value"
    differs: bool = False
    unknown: bool = False
    sort: str = "order"

    @classmethod
    def of(cls, asked: QueryDict, members: int, *, kind: str = "") -> "Lens":
        # Over time it is fit whose change is told in parts, so fit is what is shown first.
        usual = "fit" if kind == "over_time" else "value"
        base = whole_number(asked.get("base", ""))
        figure, sort = asked.get("figure", ""), asked.get("sort", "")
        return cls(
            base=base if base is not None and base < members else None,
            figure=figure if figure in FIGURES else usual,
            usual_figure=usual,
            differs=asked.get("differs") == "1",
            unknown=asked.get("unknown") == "1",
            sort=sort if _is_there(sort, members) else "order",
        )

    @property
    def options(self) -> Options:
        return Options(
            differs=self.differs, unknown=self.unknown, sort=self.sort, part=PARTS[self.figure]
        )  # fmt: skip

    @property
    def query(self) -> str:
        """What of it must stand in an address, from the question mark on."""
        asked = self.asked
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def asked(self) -> Sequence[tuple[str, str]]:
        usual = Lens()
        pairs = [
            ("base", "" if self.base is None else str(self.base)),
            ("figure", self.figure if self.figure != self.usual_figure else ""),
            ("differs", "1" if self.differs else ""),
            ("unknown", "1" if self.unknown else ""),
            ("sort", self.sort if self.sort != usual.sort else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    def sorted_by(self, sort: str) -> "Lens":
        return replace(self, sort=sort)


def _is_there(sort: str, members: int) -> bool:
    """Whether it can be sorted so: a letter is that of a member."""
    letter = sort.removeprefix("-").upper()
    return is_sort(sort) and (len(letter) != 1 or LETTERS.index(letter) < members)
