"""Property 23: how far the sampled numbers depend on the streams."""

from statistics import stdev

import pytest

from evaluations.scoring import parse
from evaluations.scoring.method1 import draws
from evaluations.scoring.method1.asking import _bins
from evaluations.scoring.method1.preferences import spacing_draws, weight_draws
from evaluations.scoring.streams import latin_hypercube

from .plainly import score
from .worlds import vector_document

CACHES = (latin_hypercube, spacing_draws, weight_draws, _bins)


def forget_draws():
    for cached in CACHES:
        cached.cache_clear()


@pytest.fixture
def results(monkeypatch):
    """The same evaluation on 16 other sets of streams."""
    found = []
    for salt in range(16):
        monkeypatch.setattr(draws, "METHOD", f"1/salt-{salt}")
        forget_draws()
        found.append(score(parse(vector_document("S14"))))
    monkeypatch.undo()
    forget_draws()
    return found


@pytest.mark.property(23)
def test_sixteen_other_streams_agree(results):
    assert len({repr(result) for result in results}) == 16
    for key in results[0]["paths"]:
        for verdict in results[0]["paths"][key]["sampled"]["K"]:
            assert stdev(result["paths"][key]["sampled"]["K"][verdict] for result in results) < 0.005
        for place in range(3):
            assert stdev(result["ranking"]["rank_acceptability"][key][place] for result in results) < 0.005
    for pair in results[0]["ranking"]["pairwise_winning"]:
        assert stdev(result["ranking"]["pairwise_winning"][pair] for result in results) < 0.005
