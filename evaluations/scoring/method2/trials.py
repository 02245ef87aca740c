"""What would be issued if: the issued verdict of one path under many changes at once (section 8).

A change is a set of items measured at given levels. Everything that is promised is tried here, by the same
rules by which verdicts are issued: a block of class evaluations first, then evidence, and exact chances only
for what is left.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..constants import BAR_HIGH, LIKELY, TOLERANCE
from .chances import Side, better, fit_tail, support_tail, worse
from .constants import (
    APPLICABILITY_MINIMUM,
    DESIGN_CODE,
    EVIDENCE_MINIMUM,
    FIND_OUT_CODE,
    LINE_BAR,
    LINE_CODE,
    MOSTLY,
    PARTLY,
    RELIEVE_CODE,
    SCALE_CODE,
)
from .known import Known, measured
from .terms import Matches, Terms
from .values import Codes, Levels, block_of, class_codes

Row = tuple[tuple[int, int], ...]  # places of items (the match after the last), each with a measured level
Flags = NDArray[np.bool_]
_SLACK = 1e-9


class _Ends(NamedTuple):
    """The six sets of levels that decide a row, each for every item and last the match."""

    floor: tuple[int, ...]
    ceiling: tuple[int, ...]
    worse_at_bar: tuple[int, ...]
    better_at_bar: tuple[int, ...]
    lowest: tuple[int, ...]
    highest: tuple[int, ...]


def _ends(known: Sequence[Known], matches: Matches) -> _Ends:
    own = matches.known
    return _Ends(
        (*[each.floor for each in known], min([each.floor for each in own])),
        (*[each.ceiling for each in known], max([each.ceiling for each in own])),
        (*[each.worse_at_bar for each in known], min([each.worse_at_bar for each in own])),
        (*[each.better_at_bar for each in known], max([each.better_at_bar for each in own])),
        # What can come out worse, or better: an open question has its whole scale there.
        (*[0 if each.stated is None else each.lowest for each in known], min([each.lowest for each in own])),
        (
            *[4 if each.stated is None else each.highest for each in known],
            max([each.highest for each in own]),
        ),
    )


class Trials:
    """The issued verdict of one path, as it stands and under changes; each change is tried once."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._base = np.array(_ends(terms.known, terms.matches), dtype=np.float64)
        match = terms.matches
        own_match = match.overridden and match.known[0].evidenced
        self._evidenced = np.array([*[each.evidenced for each in terms.known], own_match])
        self._weak_match = all(each.evidenced and each.floor < MOSTLY for each in match.known)
        self._found: dict[Row, int] = {}
        self._tails: dict[tuple[object, ...], float] = {}

    def verdict(self, row: Row = ()) -> int:
        """What is issued under one change, as a place in ISSUED."""
        return self.verdicts([row])[0]

    def verdicts(self, rows: Sequence[Row]) -> list[int]:
        """What is issued under each change, as places in ISSUED. A row's places must rise."""
        found = self._found
        new = [row for row in dict.fromkeys(rows) if row not in found]
        if new:
            found.update(zip(new, self._judged(new), strict=True))
        return [found[row] for row in rows]

    def _judged(self, rows: list[Row]) -> list[int]:
        shape = self.terms.shape
        if shape.applicability < APPLICABILITY_MINIMUM - TOLERANCE:
            return [FIND_OUT_CODE] * len(rows)
        levels, evidenced, overridden = self._changed(rows)
        sides, count, width = levels.shape
        codes = class_codes(shape, levels.reshape(sides * count, width)).reshape(sides, count)
        stated = codes[0]
        holds = (stated == codes[1]) & (codes[2] >= stated) & (codes[3] <= stated) & (stated != LINE_CODE)
        verdicts = [FIND_OUT_CODE] * count
        left = np.flatnonzero(holds)
        if not left.size:
            return verdicts
        rests = self._has_evidence(stated[left], levels[0, left], evidenced[left], overridden[left])
        sure_below, sure_above = codes[4] >= stated, codes[5] <= stated
        for place in left[rests].tolist():
            code, row = int(stated[place]), rows[place]
            if (sure_below[place] or self._holds_below(code, row)) and (
                sure_above[place] or self._holds_above(code, row)
            ):
                # An issued class has the same place in ISSUED, where "find out first" stands for "on the line".
                verdicts[place] = code
        return verdicts

    def _changed(self, rows: list[Row]) -> tuple[Levels, Flags, Flags]:
        """The six ends (6, rows, items and match), what is evidenced, and where the match is overridden."""
        count = len(rows)
        lines = [line for line, row in enumerate(rows) for _ in row]
        places = [place for row in rows for place, _ in row]
        levels = np.repeat(self._base[:, None, :], count, axis=1)
        levels[:, lines, places] = [level for row in rows for _, level in row]
        evidenced = np.repeat(self._evidenced[None, :], count, axis=0)
        evidenced[lines, places] = True
        overridden = np.full(count, self.terms.matches.overridden)
        match = self.terms.shape.match
        overridden[[line for line, place in zip(lines, places, strict=True) if place == match]] = True
        return levels, evidenced, overridden

    def _has_evidence(self, codes: Codes, floor: Levels, evidenced: Flags, overridden: Flags) -> Flags:
        """Rule 5 of section 8: whether the verdict has its evidence where it rests; Park needs none."""
        shape, block = self.terms.shape, block_of(self.terms.shape)
        start, match = shape.requirements, shape.match
        shares = evidenced[:, :start] @ block.shares
        weak = floor[:, :start] @ block.parts < BAR_HIGH - _SLACK
        half = EVIDENCE_MINIMUM - _SLACK
        fit = (shares @ block.weights >= half) & ~(weak & (shares < half)).any(axis=1)
        required, own = evidenced[:, start:match], evidenced[:, match]
        scale = required.all(axis=1) & (own | ~overridden)
        weak_match = np.where(own & overridden, floor[:, match] < MOSTLY, ~overridden & self._weak_match)
        relieve = (required & (floor[:, start:match] < MOSTLY)).any(axis=1) | weak_match
        seen, asked = required.sum(axis=1) + (own & overridden), required.shape[1] + overridden
        design = seen >= EVIDENCE_MINIMUM * asked
        support = np.select(
            [codes == SCALE_CODE, codes == RELIEVE_CODE, codes == DESIGN_CODE],
            [scale, relieve, design],
            False,
        )
        found: Flags = (codes < LINE_CODE) | (fit & support)
        return found

    def _holds_below(self, code: int, row: Row) -> bool:
        """Whether P(class >= code) is likely even should independent answers turn out worse."""
        if code <= LINE_CODE:
            return True
        fits = self._tail(worse, BAR_HIGH, row, raised=False)
        partly, mostly = self._match_tails(worse, row, min)
        chance = fits * partly
        if code == SCALE_CODE:
            chance = fits * mostly * self._support(worse, row, MOSTLY)
        elif code == DESIGN_CODE:
            raised = self._tail(worse, BAR_HIGH, row, raised=True)
            chance += (raised - fits) * partly * self._support(worse, row, PARTLY)
        return chance >= LIKELY - TOLERANCE

    def _holds_above(self, code: int, row: Row) -> bool:
        """Whether P(class <= code) is likely even should independent answers turn out better."""
        if code == SCALE_CODE:
            return True
        fits = self._tail(better, BAR_HIGH, row, raised=False)
        partly, mostly = self._match_tails(better, row, max)
        beyond = fits * partly
        if code == RELIEVE_CODE:
            beyond = fits * mostly * self._support(better, row, MOSTLY)
        elif code < DESIGN_CODE:
            line = self._tail(better, LINE_BAR, row, raised=True)
            beyond += (line - fits) * partly * self._support(better, row, PARTLY)
        return 1 - beyond >= LIKELY - TOLERANCE

    def _tail(self, side: Side, bar: float, row: Row, *, raised: bool) -> float:
        shape = self.terms.shape
        own = tuple([change for change in row if change[0] < shape.requirements])
        key = (side, bar, raised, own)
        if key not in self._tails:
            known = list(self.terms.known[: shape.requirements])
            for place, level in own:
                known[place] = measured(level)
            self._tails[key] = fit_tail(shape, known, side, bar, raised=raised)
        return self._tails[key]

    def _support(self, side: Side, row: Row, level: int) -> float:
        shape = self.terms.shape
        own = tuple([change for change in row if shape.requirements <= change[0] < shape.match])
        key = (side, own)
        if (*key, level) not in self._tails:
            known = list(self.terms.known)
            for place, reached in own:
                known[place] = measured(reached)
            found = support_tail(shape, known, side)
            self._tails |= {(*key, PARTLY): found.partly, (*key, MOSTLY): found.mostly}
        return self._tails[(*key, level)]

    def _match_tails(self, side: Side, row: Row, of: object) -> tuple[float, float]:
        """P(match at least Partly), and at least Mostly, under the growth model that is worst for holding."""
        known = self.terms.matches.known
        if row and row[-1][0] == self.terms.shape.match:
            known = (measured(row[-1][1]),)
        every = [side(each) for each in known]
        partly, mostly = [sum(each[PARTLY:]) for each in every], [sum(each[MOSTLY:]) for each in every]
        pick = min if of is min else max
        return pick(partly), pick(mostly)
