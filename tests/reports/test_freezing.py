"""What a report is frozen from, what its identity covers, and what it does not."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from evaluations import scoring
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.versions.values import present_version
from evaluations.work.operations.evaluations import change_evaluation, create_evaluation
from evaluations.work.operations.products import change_product
from evaluations.work.operations.status_changes import submit
from reports.freezing import freeze
from reports.frozen import canonical_json, sha256_of, thaw
from reports.renderers import FORMATS
from reports.rendering import prepared
from tests.reports import readers
from tests.reports.conftest import NOTE, REASON, RULE
from workspaces.actors import Actor
from workspaces.models import User

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def text_of(evaluation: Evaluation) -> str:
    return canonical_json(freeze(present_version(Evaluation.objects.get(pk=evaluation.pk))))


def test_a_document_survives_its_text(answered: Evaluation) -> None:
    frozen = freeze(present_version(answered))
    text = canonical_json(frozen)
    assert thaw(text) == frozen
    assert canonical_json(thaw(text)) == text


def test_what_judged_paths_do_to_each_other_is_frozen_and_told(
    product: Product, actor: Callable[..., Actor], now: datetime
) -> None:
    paths = ["product-invitations", "expansion-motion", "community"]
    evaluation = create_evaluation(method="1", product=product, title="x", paths=paths, by=actor(), now=now)
    text = text_of(evaluation)
    (pair,) = json.loads(text)["pairs"]
    reason = "Guests invited from inside the same company are the next paid seats."
    assert pair == {
        "effect": "help", "words": "Help each other", "reason": reason,
        "paths": ["product-invitations", "expansion-motion"],
    }  # fmt: skip
    rendering = prepared(text)
    for key in ("html", "md", "json", "docx", "xlsx", "pdf"):
        assert reason in readers.spaced(readers.text_of(key, FORMATS[key].render(rendering))), key


def test_the_text_has_sorted_keys_no_spaces_and_no_escapes(answered: Evaluation) -> None:
    text = text_of(answered)
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == again
    assert "数字三月" in text


def test_everything_that_was_answered_is_frozen(answered: Evaluation) -> None:
    frozen = freeze(present_version(answered))
    community = next(path for path in frozen.paths if path.key == "community")
    by_key = {item.key: item.answer for item in (*community.factors, community.constraint)}
    interest = by_key["community/community-interest"]
    assert interest is not None
    assert (interest.level, interest.grade, interest.note) == (4, "measured", NOTE)
    assert interest.evidence_url == "https://example.test/a?b=1&c=(2)|3"
    assert (interest.changed_by, interest.changed_at) == ("Ada Admin", "2026-11-20T09:35:00.000000Z")
    growth = by_key["community/network-growth-potential"]
    assert growth is not None
    assert (growth.na, growth.na_reason) == (True, REASON)
    rule = {item.key: item.answer for item in frozen.rule}
    assert rule["rule/exposure"] is not None
    assert rule["rule/exposure"].text == RULE
    assert rule["rule/proof"] is None


def test_texts_of_the_catalog_are_frozen_in_its_words(answered: Evaluation) -> None:
    frozen = freeze(present_version(answered))
    community = frozen.paths[0]
    assert (community.key, community.constraint.name) == ("community", "No repeated member value")
    assert community.risk_if_ignored == "Empty engagement theater"
    assert len(community.relief) == 3
    assert len(community.first_steps) == 5
    assert community.match is not None
    assert community.match.level == 4
    assert set(community.factors[0].anchors) == {"0", "2", "4"}
    assert frozen.surfaces[0].item.key == "surface/product-artifact"
    assert frozen.surfaces[0].links == {"community": 2, "product-invitations": 2}


def test_inputs_are_the_canonical_ones(answered: Evaluation) -> None:
    frozen = freeze(present_version(answered))
    inputs = scoring.parse(frozen.inputs)
    assert scoring.canonical(inputs) == frozen.inputs
    assert scoring.inputs_sha256(inputs) == frozen.inputs_sha256


def test_the_time_of_the_request_is_no_part_of_it(answered: Evaluation) -> None:
    assert text_of(answered) == text_of(answered)


def test_the_date_is_the_latest_change(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    assert freeze(present_version(answered)).date == "2026-11-20T09:35:00.000000Z"
    change_product(
        product=answered.product, changes={"name": "Ledgerline Pro"}, by=actor(), now=now + timedelta(days=3)
    )
    changed = Evaluation.objects.get(pk=answered.pk)
    assert freeze(present_version(changed)).date == "2026-11-23T09:30:00.000000Z"


CHANGES = {
    "a level": lambda evaluation, by, now: save_answers(
        evaluation=evaluation, by=by, now=now,
        answers=[AnswerInput.of("community/community-interest", level=3, grade="measured")],
    ),
    "a note": lambda evaluation, by, now: save_answers(
        evaluation=evaluation, by=by, now=now,
        answers=[AnswerInput.of("community/product-shareability", note="Ten users told a peer.")],
    ),
    "a text of the rule": lambda evaluation, by, now: save_answers(
        evaluation=evaluation, by=by, now=now, answers=[AnswerInput.of("rule/proof", text="A report.")],
    ),
    "the title": lambda evaluation, by, now: change_evaluation(
        evaluation=evaluation, changes={"title": "Winter review"}, by=by, now=now
    ),
    "the growth model": lambda evaluation, by, now: change_evaluation(
        evaluation=evaluation, changes={"growth_model": "sales-led"}, by=by, now=now
    ),
    "priorities": lambda evaluation, by, now: change_evaluation(
        evaluation=evaluation, by=by, now=now,
        changes={"priorities": [["pull"], ["product", "access"], ["compounding", "carry"]]},
    ),
    "the order of paths": lambda evaluation, by, now: change_evaluation(
        evaluation=evaluation, changes={"paths": ["product-invitations", "community"]}, by=by, now=now
    ),
    "the product's text": lambda evaluation, by, now: change_product(
        product=evaluation.product, changes={"description": "It closes books."}, by=by, now=now
    ),
    "the state": lambda evaluation, by, now: submit(evaluation=evaluation, by=by, now=now),
    "a name": lambda evaluation, by, now: User.objects.filter(pk=by.user.pk).update(name="Ada Renamed"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_printed_is_part_of_the_identity(
    change: str, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    before = sha256_of(text_of(answered))
    CHANGES[change](answered, actor(), now + timedelta(days=1))
    assert sha256_of(text_of(answered)) != before


def test_a_save_that_changes_nothing_leaves_the_identity(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    before = text_of(answered)
    same = AnswerInput.of("community/product-shareability", level=3, grade="observed")
    save_answers(evaluation=answered, answers=[same], by=actor(), now=now + timedelta(days=1))
    assert text_of(answered) == before


def test_an_answer_to_earlier_words_says_so(answered: Evaluation) -> None:
    answer = answered.answers.get(item="community/product-shareability")
    answer.revision = "0" * 64
    answer.save()
    factors = {item.key: item for item in freeze(present_version(answered)).paths[0].factors}
    told = {key: item.answer.reworded for key, item in factors.items() if item.answer}
    assert told["community/product-shareability"] is True
    assert told["community/community-interest"] is False


def test_answers_of_a_removed_path_are_left_out(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    change_evaluation(evaluation=answered, changes={"paths": ["product-invitations"]}, by=actor(), now=now)
    frozen = freeze(present_version(Evaluation.objects.get(pk=answered.pk)))
    assert [path.key for path in frozen.paths] == ["product-invitations"]
    assert not any(key.startswith("community") for key in frozen.inputs["answers"])


RENDER = """
import hashlib, sys, django
django.setup()
from reports.renderers import FORMATS
from reports.rendering import prepared
from reports.rendering import prepared
rendering = prepared(sys.stdin.read())
print(*(hashlib.sha256(made.render(rendering)).hexdigest() for made in FORMATS.values()))
"""


def test_two_processes_render_the_same_bytes(answered: Evaluation, tmp_path: Path) -> None:
    text = text_of(answered)
    printed = set()
    for seed in ("1", "2", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", RENDER], input=text, text=True, capture_output=True, cwd=ROOT, check=True,
            env={
                "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "distmap.settings",
                "DISTMAP_DATA": str(tmp_path), "PATH": "",
            },
        )  # fmt: skip
        printed.add(done.stdout)
    assert len(printed) == 1
    assert len(printed.pop().split()) == len(FORMATS)
