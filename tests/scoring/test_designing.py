"""Section 6: which items to design in, against an exhaustive search."""

from itertools import combinations

from hypothesis import given, settings

from evaluations.scoring import parse
from evaluations.scoring.columns import at_least
from evaluations.scoring.method1.fit import dimension_values, fit
from evaluations.scoring.method1.path_scores import scores_by_path

from .worlds import worlds


def searched(path_scores):
    """Every set of every size, in the order in which the method prefers them."""
    terms = path_scores.terms
    if path_scores.point.F >= 0.625:
        return ()
    candidates = [index for index in terms.raisable if terms.items[index].range.mid < 0.75]
    for size in range(1, len(candidates) + 1):
        found = []
        for chosen in combinations(candidates, size):
            values = terms.points
            for index in chosen:
                values[index] = at_least(values[index], 0.75)
            reached = fit(terms, dimension_values(terms, values))
            if reached >= 0.625:
                found.append((-reached, sorted(terms.items[index].id for index in chosen)))
        if found:
            return tuple(min(found)[1])
    return tuple(sorted(terms.items[index].id for index in candidates))


@settings(max_examples=200, deadline=None)
@given(document=worlds())
def test_the_items_to_design_in_are_the_first_of_the_smallest_sets(document):
    for path_scores in scores_by_path(parse(document)).values():
        assert path_scores.design_in == searched(path_scores)
