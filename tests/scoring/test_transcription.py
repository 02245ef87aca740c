"""The whole result against a plain transcription of the method."""

import pytest
from hypothesis import given, settings

from evaluations.scoring import parse
from tests.bench.transcription import transcribe

from .closeness import differences
from .plainly import score
from .worlds import vector_document, worlds

# Stored shares have four decimals; a tie in the fifth may round either way.
STORED = 0.000101


@pytest.mark.parametrize("name", ["S4", "S5", "S6", "S7", "S8", "S14"])
def test_a_vector_scores_as_transcribed(name):
    document = vector_document(name)
    assert differences(transcribe(document), score(parse(document)), STORED) == []


@settings(max_examples=8, deadline=None)
@given(document=worlds())
def test_any_world_scores_as_transcribed(document):
    expected, found = transcribe(document), score(parse(document))
    assert differences(expected, found, STORED) == []
    assert expected.keys() | {"method", "inputs_sha256"} == found.keys()


@pytest.mark.property(7)
@pytest.mark.property(11)
@settings(max_examples=15, deadline=None)
@given(document=worlds())
def test_the_whole_result_does_not_depend_on_order_or_run(document):
    backwards = {
        **document,
        "paths": document["paths"][::-1],
        "answers": dict(reversed(document["answers"].items())),
    }
    assert repr(score(parse(document))) == repr(score(parse(backwards)))
