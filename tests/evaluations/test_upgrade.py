"""Moving an evaluation to a newer release: what is kept, what is flagged, what it changes, and who may not."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog, Channel
from distmap.errors import NotPermitted, Stale
from evaluations.answers.operations import as_stored, save_answers
from evaluations.answers.queries import answers_of, checklist_of
from evaluations.inputs import AnswerInput, progress
from evaluations.models import Answer, AnswerChange, Evaluation, Event, StatusChange
from evaluations.results.releases import PathByRelease, Upgrade, upgrade_of
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.releases import ReleaseRefused, change_release
from evaluations.work.operations.status_changes import submit
from tests.conftest import CATALOG, NOW
from workspaces.actors import Actor
from workspaces.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.services]

Actors = Callable[..., Actor]
INTEREST, SHARE = "community/community-interest", "community/product-shareability"
NEW = "community/members-who-answer"
NEWER = "2099.01"


def _channel(catalog: Catalog, key: str, change: Callable[[Channel], Channel]) -> Catalog:
    channels = tuple(change(channel) if channel.key == key else channel for channel in catalog.channels)
    return catalog.model_copy(update={"channels": channels})


def _moved(channel: Channel) -> Channel:
    """The community path with a question reworded, and another one replaced: one is new, and one removed."""
    text = channel.model_dump_json().replace(f'"{SHARE.partition("/")[2]}"', f'"{NEW.partition("/")[2]}"')
    renewed = Channel.model_validate_json(text)
    words = {INTEREST: "Asked in other words?", NEW: "Do members answer?"}
    factors = tuple(
        factor.model_copy(update={"question": words.get(f"community/{factor.key}", factor.question)})
        for factor in renewed.factors
    )
    return renewed.model_copy(update={"factors": factors})


def newer(catalog: Catalog = CATALOG, *, version: str = NEWER, days: int = 1) -> CatalogRelease:
    changed = catalog.model_copy(update={"version": version})
    return publish(catalog=changed, now=NOW + timedelta(days=days)).release


@pytest.fixture
def release(catalog_release: CatalogRelease) -> CatalogRelease:
    """A release that rewords one question of the community path, adds one and removes one."""
    others = tuple(case for case in CATALOG.cases if case.path != "community")
    return newer(_channel(CATALOG, "community", _moved).model_copy(update={"cases": others}))


@pytest.fixture
def answered(evaluation: Evaluation, actor: Actors) -> Evaluation:
    """Everything that is asked is answered, in the words of today."""
    asked = checklist_of(evaluation).items
    answers = [
        AnswerInput.of(key, level=4, grade="measured", note="Seen.")
        for key, item in asked.items()
        if item.kind not in {"rule", "alignment"}
    ]
    save_answers(evaluation=evaluation, answers=answers, by=actor(), now=NOW)
    return present(evaluation)


def present(evaluation: Evaluation) -> Evaluation:
    return Evaluation.objects.get(pk=evaluation.pk)


def stored(evaluation: Evaluation) -> dict[str, Any]:
    return {
        row.item: (as_stored(row), row.revision, row.version, row.changed_at)
        for row in Answer.objects.filter(evaluation=evaluation)
    }


def path_of(plan: Upgrade, key: str) -> PathByRelease:
    return next(path for path in plan.paths if path.key == key)


def test_each_question_is_told_by_what_became_of_it(answered: Evaluation, release: CatalogRelease) -> None:
    found = upgrade_of(answered, release).questions
    (reworded,), (added,), (removed,) = found.reworded, found.added, found.removed
    assert reworded.old
    assert reworded.new
    assert (reworded.old.key, reworded.new.question) == (INTEREST, "Asked in other words?")
    assert reworded.old.question == checklist_of(answered).items[INTEREST].question
    assert (added.item.key, added.old, added.answer) == (NEW, None, None)
    assert (removed.item.key, removed.new) == (SHARE, None)
    assert [move.item.key for move in found.flagged] == [INTEREST]
    assert [move.item.key for move in found.aside] == [SHARE]
    asked = [item for item in checklist_of(answered).items.values() if item.kind != "alignment"]
    assert found.same == len(asked) - 2


def test_both_results_stand_side_by_side_with_why(answered: Evaluation, release: CatalogRelease) -> None:
    plan = upgrade_of(answered, release)
    assert (plan.old_version, plan.new_version, plan.refusals) == (CATALOG.version, NEWER, ())
    community, other = path_of(plan, "community"), path_of(plan, "product-invitations")
    assert "One new question (“Product Shareability”) is open" in community.why
    assert "one answered question" in community.why
    assert other.why == "The verdict stays. It is judged by the same things as before."
    assert not other.changes


def test_a_release_that_changes_nothing_says_so(answered: Evaluation) -> None:
    plan = upgrade_of(answered, newer())
    assert not plan.changed
    found = plan.questions
    assert (found.reworded, found.added, found.removed) == ((), (), ())
    assert plan.old_leading == plan.new_leading


def test_weights_match_and_role_are_told_with_the_path(answered: Evaluation) -> None:
    model = answered.growth_model
    assert model is not None
    level = CATALOG.alignment[model]["community"].level
    cell = CATALOG.alignment[model]["community"].model_copy(update={"level": 0 if level else 4})
    links = dict(CATALOG.surface_links["community"])
    surface = next(iter(links))
    weight = links.pop(surface)
    first, second, *others = CATALOG.channel("community").factors

    def spoken(channel: Channel) -> Channel:
        swapped = (
            first.model_copy(update={"role": second.role}),
            second.model_copy(update={"role": first.role}),
        )
        return channel.model_copy(update={"factors": (*swapped, *others)})

    changed = _channel(CATALOG, "community", spoken).model_copy(
        update={
            "alignment": CATALOG.alignment | {model: CATALOG.alignment[model] | {"community": cell}},
            "surface_links": CATALOG.surface_links | {"community": links},
        }
    )
    assert weight
    why = path_of(upgrade_of(answered, newer(changed)), "community").why
    assert f"“{first.name}” speaks of {CATALOG.role(second.role).name} now" in why
    assert "the catalog now says that it" in why.lower()
    assert f"it leans less on {CATALOG.surface(surface).name}" in why


def test_a_move_keeps_every_answer_as_it_was(
    answered: Evaluation, release: CatalogRelease, actor: Actors
) -> None:
    before, history = stored(answered), AnswerChange.objects.count()
    moved = change_release(evaluation=answered, release=release, by=actor("strategist"), now=NOW)
    assert stored(moved) == before
    assert AnswerChange.objects.count() == history
    moved = present(moved)
    assert (moved.release_id, moved.answers_version) == (release.pk, answered.answers_version + 1)
    # Flagged: the answer keeps the revision of the words that it was given to.
    asked, answers = checklist_of(moved), answers_of(moved)
    differing = {
        key
        for key, row in answers.items()
        if key in asked.items and row.revision != asked.items[key].revision
    }
    assert differing == {INTEREST}
    assert SHARE not in asked.items
    assert (moved.answered, moved.total) == progress(asked, answers)


def test_an_answer_that_was_kept_aside_counts_again_when_its_question_returns(
    answered: Evaluation, release: CatalogRelease, actor: Actors
) -> None:
    change_release(evaluation=answered, release=release, by=actor(), now=NOW)
    moved = present(answered)
    plan = upgrade_of(moved, newer(version="2099.02", days=2))
    (returned,) = plan.questions.added
    assert (returned.item.key, returned.has_answer) == (SHARE, True)
    assert "one answer that was kept aside" in path_of(plan, "community").why.lower()
    assert [move.item.key for move in plan.questions.reworded] == [INTEREST]


def test_saying_the_same_again_confirms_an_answer_to_other_words(
    answered: Evaluation, release: CatalogRelease, actor: Actors
) -> None:
    moved = change_release(evaluation=answered, release=release, by=actor(), now=NOW)
    again = AnswerInput.of(INTEREST, level=4, grade="measured")
    saved = save_answers(evaluation=moved, answers=[again], by=actor(), now=NOW)
    assert saved.changed == 1
    asked = checklist_of(moved).items[INTEREST]
    assert Answer.objects.get(evaluation=moved, item=INTEREST).revision == asked.revision
    assert save_answers(evaluation=moved, answers=[again], by=actor(), now=NOW).changed == 0


def test_an_evaluation_does_not_move_back(
    answered: Evaluation, release: CatalogRelease, actor: Actors
) -> None:
    old = answered.release
    moved = change_release(evaluation=answered, release=release, by=actor(), now=NOW)
    with pytest.raises(ReleaseRefused) as refused:
        change_release(evaluation=moved, release=old, by=actor(), now=NOW)
    assert "moves to newer releases only" in refused.value.message
    # To the release that it stands on nothing is done.
    again = change_release(evaluation=moved, release=release, by=actor(), now=NOW)
    assert again.version == moved.version
    assert StatusChange.objects.filter(kind="release_changed").count() == 1


def test_what_the_newer_release_lacks_refuses_the_move_with_all_reasons(
    answered: Evaluation, actor: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = answered.growth_model
    bare = CATALOG.model_copy(
        update={
            "channels": tuple(channel for channel in CATALOG.channels if channel.key != "community"),
            "alignment": {key: row for key, row in CATALOG.alignment.items() if key != model},
            "version": NEWER,
        }
    )
    release = newer()
    monkeypatch.setattr("evaluations.results.releases.catalog_of", lambda _: bare)
    plan = upgrade_of(answered, release)
    assert len(plan.refusals) == 2
    assert f"no longer has “{CATALOG.path_name('community')}”. Take it out" in plan.refusals[0]
    assert f"no longer has the growth model {model}" in plan.refusals[1]
    with pytest.raises(ReleaseRefused):
        change_release(evaluation=answered, release=release, by=actor(), now=NOW)
    assert present(answered).release_id == answered.release_id


def test_stale_locked_and_not_permitted(answered: Evaluation, release: CatalogRelease, actor: Actors) -> None:
    with pytest.raises(NotPermitted):
        change_release(evaluation=answered, release=release, by=actor("operator"), now=NOW)
    again = AnswerInput.of(INTEREST, level=0, grade="measured")
    save_answers(evaluation=answered, answers=[again], by=actor(), now=NOW)
    with pytest.raises(Stale):
        change_release(
            evaluation=answered, release=release, by=actor(), now=NOW, version=answered.version,
            answers_version=answered.answers_version,
        )  # fmt: skip
    assert present(answered).release_id == answered.release_id


def test_a_save_after_the_move_speaks_of_the_newer_questions(
    answered: Evaluation, release: CatalogRelease, actor: Actors
) -> None:
    """A save and a move follow each other by the lock on the evaluation; the later one sees what the earlier did."""
    held = present(answered)
    change_release(evaluation=answered, release=release, by=actor(), now=NOW)
    save_answers(
        evaluation=held, answers=[AnswerInput.of(NEW, level=2, grade="observed")], by=actor(), now=NOW
    )
    assert Answer.objects.filter(evaluation=held, item=NEW).exists()
    change_evaluation(evaluation=held, changes={"paths": ["community"]}, by=actor(), now=NOW)
    assert present(held).total == checklist_of(present(held)).total


def test_a_status_change_names_a_release_exactly_where_it_was_changed(evaluation: Evaluation) -> None:
    for kind, release in (("release_changed", ""), ("archived", NEWER)):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusChange.objects.create(evaluation=evaluation, kind=kind, release=release, at=NOW)


def test_a_strategist_looks_and_moves(answered: Evaluation, release: CatalogRelease, client_of: Any) -> None:
    browser, address = client_of("strategist"), f"/evaluations/{answered.pk}/upgrade/"
    for page in ("", "result/"):
        assert (
            f"/evaluations/{answered.pk}/upgrade/"
            in browser.get(f"/evaluations/{answered.pk}/{page}").content.decode()
        )
    shown = browser.get(address).content.decode()
    assert f"Move to catalog {NEWER}?" in shown
    for words in (
        "One question reads otherwise",
        "One question is new",
        "One question is no longer asked",
        "Asked in other words?",
        "Do members answer?",
        "Answered: Yes, measured",
    ):
        assert words in shown
    fields = {"release": NEWER, "version": answered.version, "answers_version": answered.answers_version}
    moved = browser.post(address, fields)
    assert (moved.status_code, moved["Location"]) == (302, f"/evaluations/{answered.pk}/result/")
    told = Event.objects.get(type="evaluation.release_changed")
    assert (told.payload["from"], told.payload["to"]) == (CATALOG.version, NEWER)
    assert AuditEntry.objects.filter(action="evaluation.release_changed", subject=answered.title).count() == 1
    timeline = browser.get(f"/evaluations/{answered.pk}/snapshots/").content.decode()
    assert f"Asked in the words of catalog {NEWER} from then on" in timeline
    assert browser.post(address, fields).status_code == 302
    assert Event.objects.filter(type="evaluation.release_changed").count() == 1
    assert "This is the newest catalog" in browser.get(address).content.decode()
    # What was answered under the earlier release is told in the history by what is known of it.
    assert browser.get(f"/evaluations/{answered.pk}/history/").status_code == 200
    assert catalog_of(release.pk).version == NEWER


def test_the_page_refuses_with_a_sentence(
    answered: Evaluation, release: CatalogRelease, client_of: Any, actor: Actors
) -> None:
    browser, address = client_of("strategist"), f"/evaluations/{answered.pk}/upgrade/"
    stale = browser.post(address, {"release": NEWER, "version": 99, "answers_version": 1})
    assert stale.status_code == 412
    assert "Somebody changed this evaluation in between." in stale.content.decode()
    other = browser.post(address, {"release": "2001.01\0"})
    assert (other.status_code, "newest catalog only" in other.content.decode()) == (409, True)
    submit(evaluation=answered, by=actor(), now=NOW)
    closed = browser.post(address, {"release": NEWER})
    assert closed.status_code == 409
    assert "This evaluation is submitted. Reopen it to change it." in closed.content.decode()
    assert present(answered).release_id == answered.release_id


def test_an_operator_sees_that_a_newer_one_is_out_and_cannot_move(
    answered: Evaluation, release: CatalogRelease, client_of: Any
) -> None:
    browser = client_of("operator")
    shown = browser.get(f"/evaluations/{answered.pk}/").content.decode()
    assert f"{NEWER} is out" in shown
    assert f"/evaluations/{answered.pk}/upgrade/" not in shown
    assert browser.get(f"/evaluations/{answered.pk}/upgrade/").status_code == 403


def test_the_answers_to_removed_questions_come_back_with_nothing_lost(
    answered: Evaluation, release: CatalogRelease, actor: Actors
) -> None:
    before = json.dumps(stored(answered), default=str)
    change_release(evaluation=answered, release=release, by=actor(), now=NOW)
    third = newer(version="2099.02", days=2)
    change_release(evaluation=present(answered), release=third, by=actor(), now=NOW)
    assert json.dumps(stored(answered), default=str) == before
    assert checklist_of(present(answered)).items.keys() >= {INTEREST, SHARE}
