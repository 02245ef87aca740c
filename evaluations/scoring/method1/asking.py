"""What to find out next: how much each open question says about the verdicts (section 12)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import GROWTH_MODEL, PLACES
from .constants import BINS, BITS_MINIMUM, EVIDENCE_MINIMUM, HALF, VERDICTS
from .draws import half_column
from .path_scores import PathScores
from .ranking import in_units
from .result import Question
from .sampling import Sample, growth_model_draws
from .terms import Terms
from .verdict import Judgement

_KEPT = 512  # as many as there are columns


def questions(
    all_scores: Mapping[str, PathScores], samples: Mapping[str, Sample], judgements: Mapping[str, Judgement]
) -> list[Question]:
    """The open items worth asking about, most telling first; sampling noise is left out.

    Only the half "apart" of the draws counts: there answers are independent of each other, so
    none gets credit by association.
    """
    leaders = _leaders(samples)
    found = []
    for item, users in _open_items(all_scores).items():
        bins, count = _bins_of(item, all_scores[users[0]].terms)
        bits, flips = 0.0, {}
        for key in users:
            table = _verdict_table(bins, count, samples[key])
            bits += mutual_information(table)
            flips[key] = _flip(table, judgements[key].lean)
        if bits >= BITS_MINIMUM:
            lead = mutual_information(_table(bins, count, leaders, len(samples)))
            found.append(Question(item, bits, flips, lead))
    return sorted(found, key=lambda asked: (-round(asked.bits, 2), -round(asked.lead_bits, 2), asked.item))


def information(item: str, path_scores: PathScores, sample: Sample) -> float:
    """bits(i, p): what the answer to an item says about one path's verdict; 0 if it is not open there."""
    if item not in {each.id for each in path_scores.terms.items if each.range.is_open}:
        return 0.0
    bins, count = _bins_of(item, path_scores.terms)
    return mutual_information(_verdict_table(bins, count, sample))


def mutual_information(table: FloatArray) -> float:
    """I(row; column) in bits, of a table of counts."""
    joint = table / table.sum()
    expected = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    # The difference of logarithms can be a last bit below zero.
    return max(0.0, float((joint[seen] * np.log2(joint[seen] / expected[seen])).sum()))


def _open_items(all_scores: Mapping[str, PathScores]) -> dict[str, list[str]]:
    """The open items, with the paths that use them."""
    users: dict[str, list[str]] = {}
    for key, path_scores in all_scores.items():
        for item in path_scores.terms.items:
            if item.range.is_open:
                users.setdefault(item.id, []).append(key)
    return users


def _bins_of(item: str, terms: Terms) -> tuple[NDArray[np.int16], int]:
    if item == GROWTH_MODEL:
        count = len(terms.match_levels)
        return growth_model_draws(count)[HALF:].astype(np.int16), count
    return _bins(item), BINS


@lru_cache(maxsize=_KEPT)
def _bins(item: str) -> NDArray[np.int16]:
    bins: NDArray[np.int16] = (half_column("apart", f"item:{item}") * BINS).astype(np.int16)
    bins.setflags(write=False)
    return bins


def _verdict_table(bins: NDArray[np.int16], count: int, sample: Sample) -> FloatArray:
    """How often each verdict falls in each bin; one row for all bins where the verdict never varies."""
    if max(sample.probabilities.values()) == 1.0:
        return np.array([[sample.probabilities[verdict] for verdict in VERDICTS]])
    return _table(bins, count, sample.codes[HALF:].astype(np.int16), len(VERDICTS))


def _table(bins: NDArray[np.int16], rows: int, codes: NDArray[np.int16], columns: int) -> FloatArray:
    counts = np.bincount(bins * np.int16(columns) + codes, minlength=rows * columns)
    table: FloatArray = counts.reshape(rows, columns).astype(np.float64)
    return table


def _flip(table: FloatArray, lean: str) -> float:
    """The share of the bins whose most frequent verdict (ties: the lower) is not the path's lean."""
    frequent = table.argmax(axis=1)
    return int(np.count_nonzero(frequent != VERDICTS.index(lean))) / len(frequent)


def _leaders(samples: Mapping[str, Sample]) -> NDArray[np.int16]:
    """The place of the leading path in each draw of the half "apart": by V, then F, then key."""
    leaders = np.zeros(HALF, dtype=np.int16)
    highest = np.full(HALF, -1, dtype=np.int64)
    for place, sample in enumerate(samples.values()):
        fit, support = in_units(sample.fit)[HALF:], in_units(sample.support)[HALF:]
        # Both lie below 2**30, so one number carries the order of the two.
        ranked = (np.minimum(fit, support).astype(np.int64) << 31) + fit
        higher = ranked > highest
        leaders[higher] = place
        np.maximum(highest, ranked, out=highest)
    return leaders


def raise_evidence(
    all_scores: Mapping[str, PathScores], judgements: Mapping[str, Judgement]
) -> dict[str, tuple[str, ...]]:
    """For each path held back by weak evidence: its reported and assumed items, in the order to raise."""
    held = {
        key: path_scores for key, path_scores in all_scores.items() if _is_held(path_scores, judgements[key])
    }
    return {key: _weakly_known(path_scores.terms) for key, path_scores in held.items()}


def _is_held(path_scores: PathScores, judged: Judgement) -> bool:
    coverage = path_scores.coverage
    lacking = max(coverage.evidence_fit, coverage.evidence_support) < EVIDENCE_MINIMUM
    return judged.reason == "unevidenced" or (judged.reason == "thin" and lacking)


def _weakly_known(terms: Terms) -> tuple[str, ...]:
    """Capability and constraints first, then by weight downwards, then by id."""
    ranked: list[tuple[float, str]] = []
    weights = _fit_weights(terms)
    for index, item in enumerate(terms.items):
        if item.answer.is_answered and not item.answer.is_evidenced:
            # No fit item weighs more than 1; the match weighs nothing.
            weight = weights[index] if index < terms.support_start else 2.0 * (index != terms.match)
            ranked.append((-round(weight, PLACES), item.id))
    return tuple(item for _, item in sorted(ranked))


def _fit_weights(terms: Terms) -> Sequence[float]:
    return [
        weight * relevance / dimension.total
        for dimension, weight in zip(terms.dimensions, terms.weights, strict=True)
        for relevance in dimension.relevances
    ]
