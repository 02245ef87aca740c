"""How numbers are shown (method section 16). A shown number is never compared or reckoned with again."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def show_score(value: float) -> str:
    """A value from 0 to 1 with two decimals, halves up: 0.625 is shown as 0.63, so a value on the bar never
    seems to miss it."""
    shown = _exact(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return "0.00" if shown == 0 else str(shown)


def show_share(value: float) -> str:
    """A share from 0 to 1 in whole per cent, halves up. Only nothing is 0 % and only everything is 100 %."""
    if value <= 0:
        return "0\u00a0%"
    if value >= 1:
        return "100\u00a0%"
    if value < 0.005:
        return "<1\u00a0%"
    shown = (_exact(value) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return ">99\u00a0%" if value > 0.995 or shown == 100 else f"{shown}\u00a0%"


def show_range(lo: float, hi: float) -> str:
    """Two ends of a range, or one number where both are shown alike."""
    low, high = show_score(lo), show_score(hi)
    return low if low == high else f"{low} to {high}"


def show_span(name: str, lo: float, hi: float) -> str:
    """What a value can be, as a clause: “fit can be 0.42 to 0.88”, “fit is 0.75”."""
    shown = show_range(lo, hi)
    return f"{name} {'can be' if ' ' in shown else 'is'} {shown}"


def show_count(count: int) -> str:
    """A count as a word up to ten, then in figures."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else str(count)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: one step, two steps, 14 answers."""
    return f"{show_count(count)} {one if count == 1 else many or one + 's'}"


def show_day(day: date) -> str:
    """A day in full: 3 March 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def listed(parts: Sequence[str], link: str = "and") -> str:
    """Parts as a sentence lists them: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {link} {parts[-1]}"


def capitalised(text: str) -> str:
    """The text with its first letter large, the rest as it stands."""
    return text[:1].upper() + text[1:]


def _exact(value: float) -> Decimal:
    """The number as it reads, not its binary neighbour: 0.145 is fourteen and a half per cent."""
    return Decimal(repr(float(value)))
