"""Snapshots that were taken under method 1 are read, scored, set against each other, reported and compared."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from channels_catalog.models import CatalogRelease
from evaluations import scoring
from evaluations.models import Evaluation, Snapshot
from evaluations.scoring.method1.comparing import over_time
from evaluations.scoring.plain import digest_of
from evaluations.scoring.plain import plain as written
from evaluations.versions.differences import difference, side_of
from evaluations.versions.values import snapshot_result, snapshot_version
from reports.freezing import freeze
from reports.frozen import canonical_json
from reports.renderers import FORMATS
from reports.rendering import prepared
from tests.method1.kept import PINS, STATES, kept, plain

TAKEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
Stored = Callable[[str], Snapshot]


@pytest.fixture
def stored(evaluation: Evaluation) -> Stored:
    """stored("state-1"): the snapshot as a data folder of that time holds it, with its release."""
    release = plain("release")
    CatalogRelease.objects.create(
        id=UUID(release["id"]), version=f"{release['version']}-then", sha256=release["sha256"],
        document=release["document"], published_at=TAKEN,
    )  # fmt: skip

    def make(name: str) -> Snapshot:
        text = kept(name)
        state, result = plain(name)["state"], plain(name)["result"]
        return Snapshot.objects.create(
            workspace_id=evaluation.workspace_id, evaluation=evaluation, number=int(name[-1]), name=name,
            document=text, document_sha256=hashlib.sha256(text.encode()).hexdigest(),
            inputs_sha256=result["inputs_sha256"], release_id=state["release"], method=state["method"],
            answered=0, total=0, taken_at=TAKEN,
        )  # fmt: skip

    return make


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_read_and_scores_to_what_was_kept(stored: Stored, name: str) -> None:
    snapshot = stored(name)
    assert snapshot.document_sha256 == PINS[name]["document_sha256"]
    state = snapshot_version(snapshot)
    assert state.method == "1"
    assert scoring.inputs_sha256(state.inputs) == snapshot.inputs_sha256 == PINS[name]["inputs_sha256"]
    again = json.loads(json.dumps(written(scoring.score(state.inputs))))
    assert again == plain(name)["result"]
    assert digest_of(again) == PINS[name]["result_sha256"]
    assert written(snapshot_result(snapshot).headline) == PINS[name]["headline"]


def test_what_was_decided_and_who_dissented_is_read(stored: Stored) -> None:
    before, after = snapshot_version(stored("state-3")), snapshot_version(stored("state-5"))
    assert before.decision is None
    assert after.decision is not None
    assert after.decision.path == "product-invitations"
    assert after.decision.forecast.method == "1"
    assert after.dissent is not None
    assert after.dissent.ratings == 3


def test_two_states_are_set_against_each_other(stored: Stored) -> None:
    found = difference(side_of(stored("state-1")), side_of(stored("state-5")))
    assert not found.is_empty
    assert all(change.old == change.new == "1" for change in found.facts if change.key == "method")
    told = over_time(found.old.inputs, found.new.inputs, order=found.old.inputs.order)
    assert digest_of(told) == PINS["over_time"]


@pytest.mark.parametrize("form", ["full", "executive"])
def test_a_report_of_a_state_has_every_format(stored: Stored, form: str) -> None:
    rendering = prepared(canonical_json(freeze(snapshot_version(stored("state-5")), form=form)))
    for key, made in FORMATS.items():
        assert made.render(rendering), key
