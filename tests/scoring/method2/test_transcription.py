"""Every figure against a plain transcription of the method, on random worlds."""

import pytest

from evaluations.scoring import parse
from evaluations.scoring.method2 import judgement_document, judgement_of
from tests.scoring.closeness import differences

from . import transcription
from .worlds import scored, world

STORED = 1.5e-6
BATCHES = [range(start, start + 60) for start in range(10_000, 10_600, 60)]


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_any_world_is_judged_as_transcribed(seeds):
    for seed in seeds:
        document = world(seed)
        found = judgement_document(judgement_of(parse(document)))
        for key, path in found["paths"].items():
            if "judged" not in path:
                continue
            expected = transcription.judged(document, key)
            assert differences(expected, path["judged"], STORED) == [], seed
            assert differences(transcription.ends(document, key), path["exact"], STORED) == [], seed
            assert transcription.issued(document, key) == expected["verdict"]


@pytest.mark.parametrize("seed", range(12_000, 12_020))
def test_promises_are_those_found_by_scoring_again(seed):
    document = world(seed, most=1)
    for key, path in scored(document)["paths"].items():
        if "promises" not in path:
            continue
        promises, verdict = path["promises"], path["judged"]["verdict"]
        assert promises["if_measured"] == transcription.if_measured(document, key)
        broken = transcription.breaks(document, key, verdict)
        assert broken == (None if promises["breaks"] is None else only(promises["breaks"]))
        for kind in ("relief", "design"):
            moved = transcription.moves(document, key, verdict, kind)
            assert moved == (None if promises[kind] is None else levels_of(promises[kind])), kind
        if path["judged"]["reason"] not in (None, "narrow") and document["growth_model"] is not None:
            size = transcription.road_sizes(document, key, path["judged"])
            assert size == (None if promises["road"] is None else len(promises["road"]["answers"]))


def only(promise):
    ((item, answer),) = promise["answers"].items()
    return item, answer["level"], promise["verdict"]


def levels_of(promise):
    return {item: answer["level"] for item, answer in promise["answers"].items()}, promise["verdict"]


@pytest.mark.parametrize("seed", range(13_000, 13_004))
def test_rank_shares_are_those_of_the_draws(seed):
    document = world(seed)
    expected = transcription.drawn_standing(document, 1000)
    found = scored(document)["ranking"]
    keys = sorted(expected)
    rows = list(zip(*(expected[key] for key in keys), strict=True)) if keys else []
    for key in keys:
        mine = keys.index(key)
        shares = [0.0] * len(keys)
        for row in rows:
            ahead = sum(compare(other, row[mine]) > 0 for other in row)
            ties = sum(compare(other, row[mine]) == 0 for other in row)
            for place in range(ahead, ahead + ties):
                shares[place] += 1 / ties / len(rows)
        assert differences(shares, found["rank_acceptability"][key], 0.0006) == []


def compare(one, other):
    near = [round(a - b, 8) for a, b in zip(one, other, strict=True)]
    return next((difference for difference in near if difference), 0)
