"""Sections 4 and 10: central weights, and fit over every admissible weight."""

import pytest

from evaluations.scoring.polytope import central_weights, mean_over_weights

from .worlds import DIMENSIONS, VECTORS

STATED = VECTORS["S2"]["expect"]
FULL = tuple((name,) for name in DIMENSIONS)
WEAK = (("pull",), ("product", "access"), ("compounding", "carry"))


@pytest.mark.vector("S2")
@pytest.mark.parametrize(
    ("order", "field"),
    [
        (FULL, "full order pull>product>access>compounding>carry"),
        (WEAK, "order [[pull],[product,access],[compounding,carry]]"),
        (None, "no order"),
    ],
)
def test_central_weights_are_rank_order_centroids(order, field):
    assert list(central_weights(order).values()) == pytest.approx(STATED[field], abs=1e-6)


@pytest.mark.vector("S2")
def test_the_range_over_a_full_order():
    stated = STATED["F_over_weights of x=(0.75,0.25,1,0.5,0.5), full order, weakest cap not binding"]
    assert list(mean_over_weights(FULL, DIMENSIONS, (0.75, 0.25, 1, 0.5, 0.5))) == stated


def test_without_priorities_the_range_is_that_of_the_values():
    assert mean_over_weights(None, ("pull", "carry"), (0.2, 0.9)) == (0.2, 0.9)


def test_a_dimension_that_is_absent_leaves_its_weight_to_the_rest():
    assert mean_over_weights(FULL, ("access", "carry"), (0.5, 1.0)) == (0.5, 0.75)
