"""Numbers of an explanation as worked arithmetic: “0.2 × 0.9375 + 0.2 × 0.75 = 0.3375”, to four places."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from evaluations.results.explanations.shapes import (
    CoverageOfDimension,
    ExplainedCoverage,
    ExplainedDimension,
    ExplainedFit,
    ExplainedSupport,
)
from evaluations.scoring.method1.constants import WEAK_LINK_STEP

ENDS = (("lo", "Low end"), ("point", "Middle"), ("hi", "High end"))


def exactly(value: float) -> str:
    """A number to four places, halves up, without trailing zeros."""
    shown = Decimal(repr(float(value))).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize()
    return "0" if shown == 0 else f"{shown:f}"


def summed(terms: Iterable[tuple[float, float]], total: float) -> str:
    """Weights times values, and what they come to."""
    return (
        f"{' + '.join(f'{exactly(weight)} × {exactly(value)}' for weight, value in terms)} = {exactly(total)}"
    )


def least(values: Sequence[float], smallest: float) -> str:
    """The least of some numbers."""
    return f"min({', '.join(exactly(value) for value in values)}) = {exactly(smallest)}"


def dimension_mean(dimension: ExplainedDimension) -> str:
    """How the answers of a dimension make its value; empty where there is only one."""
    living = [(item.weight, item.value.point) for item in dimension.items if item.value]
    if len(living) == 1:
        return ""
    products = " + ".join(f"{weight} × {exactly(value)}" for weight, value in living)
    return f"({products}) ÷ {dimension.total} = {exactly(dimension.value.point)}"


def fit_lines(fit: ExplainedFit) -> list[dict[str, str]]:
    """Mean, cap and fit at each end of the ranges."""
    lines = []
    for end, name in ENDS:
        terms = [(dimension.weight, dimension.value.end(end)) for dimension in fit.dimensions]
        mean = fit.mean if end == "point" else sum(weight * value for weight, value in terms)
        weakest = min(value for _, value in terms)
        cap = weakest + WEAK_LINK_STEP
        lines.append(
            {
                "name": name,
                "mean": summed(terms, mean),
                "cap": f"{exactly(weakest)} + {exactly(WEAK_LINK_STEP)} = {exactly(cap)}",
                "fit": least([mean, cap], fit.F.end(end)),
            }
        )
    return lines


def support_lines(support: ExplainedSupport) -> list[dict[str, str]]:
    """The least of what support asks for, at each end of the ranges."""
    living = [item.value for item in support.items if item.value]
    return [
        {"name": name, "support": least([value.end(end) for value in living], support.S.end(end))}
        for end, name in ENDS
    ]


def coverage_lines(coverage: ExplainedCoverage) -> list[dict[str, str]]:
    """Each share of coverage with its denominators."""
    fit, support = coverage.of_fit, coverage.of_support
    known = f"({support.answered} + {int(support.match_known)}) ÷ {support.asked + 1}"
    return [
        _line("Answered, of fit", _shares(fit, "answered"), coverage.fit),
        _line("Seen or measured, of fit", _shares(fit, "evidenced"), coverage.evidence_fit),
        _line("Answered, of support", known, coverage.support),
        _line(
            "Seen or measured, of support",
            f"{support.evidenced} ÷ {support.asked}",
            coverage.evidence_support,
        ),
    ]


def _shares(parts: Sequence[CoverageOfDimension], name: str) -> str:
    return " + ".join(f"{exactly(part.weight)} × {getattr(part, name)} ÷ {part.total}" for part in parts)


def _line(name: str, left: str, share: float) -> dict[str, str]:
    return {"name": name, "sum": f"{left} = {exactly(share)}"}
