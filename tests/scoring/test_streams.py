"""Section 7: the random numbers are ours, and the same everywhere."""

import numpy as np
import pytest

from evaluations.scoring.constants import DIMENSIONS
from evaluations.scoring.method1.constants import DRAWS, HALF
from evaluations.scoring.method1.draws import half_column
from evaluations.scoring.method1.preferences import spacing_draws, weight_draws
from evaluations.scoring.polytope import central_weights
from evaluations.scoring.preferences import spacing_of
from evaluations.scoring.streams import seed_of, splitmix64

from .worlds import VECTORS

EXPECTED = VECTORS["S1"]["expect"]
ORDER = (("pull",), ("product", "access"), ("compounding", "carry"))


@pytest.mark.vector("S1")
def test_splitmix64_gives_the_published_numbers():
    assert [int(z) for z in splitmix64(1234567, 5)] == EXPECTED["splitmix64_seed_1234567"]


@pytest.mark.vector("S1")
@pytest.mark.parametrize("column", EXPECTED["columns"], ids=lambda column: column["name"])
def test_a_column_is_keyed_by_its_name(column):
    _, _, half, coordinate = column["name"].split("/", 3)
    assert seed_of(column["name"]) == column["seed"]
    assert half_column(half, coordinate)[:4].tolist() == column["first_u"]


@pytest.mark.vector("S1")
def test_the_first_weights_without_and_with_priorities():
    free = [weight_draws(None)[name][0] for name in DIMENSIONS]
    ordered = [weight_draws(ORDER)[name][0] for name in DIMENSIONS]
    assert free == pytest.approx(EXPECTED["first_weight_draw_no_order"], abs=1e-6)
    stated = EXPECTED["first_weight_draw_order_[[pull],[product,access],[compounding,carry]]"]
    assert ordered == pytest.approx(stated, abs=1e-6)


@pytest.mark.vector("S1")
def test_the_first_spacing():
    first = [float(np.broadcast_to(place, DRAWS)[0]) for place in spacing_draws().places]
    assert first == pytest.approx(EXPECTED["first_spacing_draw"], abs=1e-6)


def test_a_column_has_one_value_in_each_slice():
    column = half_column("apart", "item:community/interest")
    assert np.array_equal(np.sort(column), (np.arange(HALF) + 0.5) / HALF)


def test_a_column_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        half_column("apart", "item:community/interest")[0] = 0.0


def test_drawn_weights_obey_the_priorities_and_centre_on_the_central_weights():
    drawn = weight_draws(ORDER)
    assert np.all(drawn["pull"] >= np.maximum(drawn["product"], drawn["access"]))
    assert np.all(
        np.minimum(drawn["product"], drawn["access"]) >= np.maximum(drawn["compounding"], drawn["carry"])
    )
    assert np.sum(list(drawn.values()), axis=0) == pytest.approx(1.0)
    means = {name: float(column.mean()) for name, column in drawn.items()}
    assert means == pytest.approx(central_weights(ORDER), abs=0.005)


def test_spacings_centre_on_equal_steps_and_keep_the_words_apart():
    places = np.stack([np.broadcast_to(place, DRAWS) for place in spacing_draws().places])
    assert places.mean(axis=1) == pytest.approx([0, 0.25, 0.5, 0.75, 1], abs=0.002)
    assert np.diff(places, axis=0).min() >= 0.025 - 1e-12


@pytest.mark.vector("S9")
def test_the_spacing_of_the_worked_example():
    stated = VECTORS["S9"]["expect"]["phi"]
    spacing = spacing_of([np.array([place]) for place in stated["spacing"][1:4]])
    mapped = [float(np.ravel(spacing.value(x, x, x))[0]) for x in stated["x"]]
    drawn = [float(np.ravel(spacing.value(np.array([x]), 0.0, 1.0))[0]) for x in stated["x"]]
    assert mapped == pytest.approx(stated["phi_x"])
    assert drawn == pytest.approx(stated["phi_x"])
    mean = np.array([sum(mapped) / len(mapped)])
    assert spacing.level(mean) == pytest.approx(stated["equal_weight_F_before_cap"])
