"""Section 3: from answers to ranges."""

from itertools import pairwise

import pytest

from evaluations.scoring.inputs import Answer
from evaluations.scoring.method1.ranges import WHOLE_SCALE, graded, range_of

from .worlds import GRADES, VECTORS

STATED = VECTORS["S3"]["expect"]["lo, hi, mid"]


@pytest.mark.vector("S3")
@pytest.mark.parametrize("answer", STATED)
def test_an_answer_and_its_grade_give_a_range(answer):
    level, _, grade = answer.partition(" ")
    given = Answer(level=int(level), grade=grade) if grade else Answer()
    lo, mid, hi = range_of(given)
    assert [lo, hi, mid] == STATED[answer]


@pytest.mark.property(1)
@pytest.mark.parametrize("level", range(5))
def test_better_evidence_lies_inside_weaker_evidence(level):
    nested = [graded(level, grade) for grade in GRADES] + [WHOLE_SCALE]
    for inner, outer in pairwise(nested):
        assert outer.lo <= inner.lo <= inner.hi <= outer.hi


@pytest.mark.property(1)
@pytest.mark.parametrize("grade", GRADES)
def test_a_higher_level_never_lowers_a_range(grade):
    ranges = [graded(level, grade) for level in range(5)]
    for lower, higher in pairwise(ranges):
        assert all(below <= above for below, above in zip(lower, higher, strict=True))
        assert lower.mid < higher.mid


def test_the_point_is_the_middle_of_a_panels_range():
    assert range_of(Answer(lo=0.25, hi=1.0, evidenced=True)) == (0.25, 0.625, 1.0)
