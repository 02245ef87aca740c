"""Where fit and support come from, as two pictures: what each side adds and what the weakest takes away, and the least
of what is needed."""

from collections.abc import Iterable, Sequence

from evaluations.pictures.waterfall import Bar, Waterfall
from evaluations.results.explanations.shapes import Explanation
from evaluations.scoring.constants import TOP_LEVEL
from evaluations.wording import show_change, show_score
from evaluations.wording.method2 import IssuedPath

# Less than half of a last place is nothing.
LEAST = 0.005


def pictures_1(document: Explanation) -> list[Waterfall]:
    """Of an explanation by method 1."""
    fit, support = document.fit, document.support
    if fit is None or support is None:
        return []
    parts = [(each.name, each.contribution, each.weight) for each in fit.dimensions]
    needs = [(each.name, each.value.point, each.binding) for each in support.items if each.value]
    return [_fit(parts, fit.F.point), _support(needs, support.S.point)]


def pictures_2(path: IssuedPath) -> list[Waterfall]:
    """Of a path judged by method 2."""
    if path.found is None:
        return []
    terms, point = path.found.terms, path.found.ends.point
    shape = terms.shape
    parts = [
        (path.names.dimension(each.name), weight * value, weight)
        for each, weight, value in zip(shape.dimensions, shape.weights, point.dims, strict=True)
    ]
    start = shape.requirements
    asked = zip(shape.items[start:], terms.known[start:], strict=True)
    needs = [(path.names.item(item), known.point / TOP_LEVEL) for item, known in asked]
    needs.append((path.names.item(shape.match_item), point.scores.A))
    least = point.scores.S
    return [
        _fit(parts, point.scores.F),
        _support([(name, value, value <= least) for name, value in needs], least),
    ]


def _fit(parts: Iterable[tuple[str, float, float]], total: float) -> Waterfall:
    """Sides add up, the weakest may take away."""
    rows: list[Bar] = []
    reached = 0.0
    for name, added, most in parts:
        rows.append(
            Bar(name=name, start=reached, end=reached + added, most=reached + most, shown=show_change(added))
        )
        reached += added
    if reached - total >= LEAST:
        rows.append(
            Bar(
                name="The weakest side holds it at", start=reached, end=total, most=reached,
                shown=show_change(total - reached), kind="takes",
            )
        )  # fmt: skip
    rows.append(Bar(name="Fit", start=0, end=total, most=1, shown=show_score(total), kind="total"))
    return Waterfall(title="How fit comes about", rows=tuple(rows))


def _support(needs: Sequence[tuple[str, float, bool]], total: float) -> Waterfall:
    """The least of what is needed."""
    rows = [
        Bar(
            name=name,
            start=0,
            end=value,
            most=1,
            shown=show_score(value),
            kind="binds" if binding else "needs",
        )
        for name, value, binding in needs
    ]
    rows.append(Bar(name="Support", start=0, end=total, most=1, shown=show_score(total), kind="total"))
    return Waterfall(title="What support is the least of", rows=tuple(rows))
