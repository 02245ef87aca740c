"""How numbers are shown: method 1, section on rounding. Shown numbers are never compared or used again."""

from decimal import ROUND_HALF_UP, Decimal

UNKNOWN = "–"
_HUNDREDTH = Decimal("0.01")
_HALF_PER_CENT = Decimal("0.005")


def _exact(value: float | Decimal) -> Decimal:
    """The decimal one reads: repr of a float, so that 0.125 rounds up although its neighbours might not."""
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def shown_score(value: float | Decimal | None) -> str:
    """A value of 0 to 1 with two decimals, halves up: 0.625 is 0.63. None is a dash."""
    if value is None:
        return UNKNOWN
    return str(_exact(value).quantize(_HUNDREDTH, ROUND_HALF_UP))


def shown_share(value: float | Decimal | None) -> str:
    """A share in whole per cent: "<1 %" and ">99 %" keep the rare from 0 and the almost sure from 100."""
    if value is None:
        return UNKNOWN
    share = _exact(value)
    if 0 < share < _HALF_PER_CENT:
        return "<1\u00a0%"
    if 1 - _HALF_PER_CENT <= share < 1:
        return ">99\u00a0%"
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}\u00a0%"


def shown_difference(value: float | Decimal | None) -> str:
    """A difference of two scores with its sign, a true minus; "same" where nothing is left after rounding."""
    if value is None:
        return UNKNOWN
    rounded = _exact(value).quantize(_HUNDREDTH, ROUND_HALF_UP)
    if not rounded:
        return "same"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded)}"


def shown_range(lo: float | Decimal | None, hi: float | Decimal | None) -> str:
    """ "0.42 to 0.88"; a single figure when both ends read the same."""
    low, high = shown_score(lo), shown_score(hi)
    return low if low == high else f"{low} to {high}"
