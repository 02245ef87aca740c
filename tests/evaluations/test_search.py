"""Finding products and evaluations by words: in every script, without case and accents, on both databases."""

from datetime import UTC, datetime

import pytest

from distmap.texts import folded, search_words
from evaluations.models import Evaluation
from evaluations.work.operations.evaluations import change_evaluation, create_evaluation, duplicate
from evaluations.work.operations.products import change_product, create_product
from evaluations.work.queries import EvaluationFilters, evaluations, products
from tests.conftest import actor_of
from workspaces.actors import Actor
from workspaces.models import Workspace

pytestmark = [pytest.mark.django_db, pytest.mark.services]
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

PAIRS = [
    ("Ångström", "angstrom"),
    ("STRASSE", "Straße"),
    ("Łódź", "lodz"),
    ("Ærø", "aero"),
    ("ΑΘΉΝΑ", "αθηνα"),
    ("ПРИВЕТ Ёлка", "привет елка"),
    ("İstanbul", "ISTANBUL"),
    ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ("café", "CAFE\u0301"),
    ("한국어", "한국"),
    ("日本語の製品", "製品"),
]


def found(actor: Actor, text: str) -> list[str]:
    return [row.title for row in evaluations(actor, EvaluationFilters(q=text))]


@pytest.fixture
def admin(workspace: Workspace) -> Actor:
    return actor_of(workspace, "admin")


@pytest.fixture
def made(admin: Actor) -> Evaluation:
    product = create_product(name="Café Ledgerline", description="Für Straßen", by=admin, now=NOW)
    return create_evaluation(
        method="1",
        product=product,
        title="Autumn Überblick",
        paths=["community", "content"],
        by=admin,
        now=NOW,
    )


@pytest.mark.parametrize(("text", "typed"), PAIRS)
def test_case_and_accents_do_not_count(text: str, typed: str) -> None:
    assert all(word in folded(text) for word in search_words(typed))


@pytest.mark.parametrize(("text", "typed"), PAIRS)
def test_a_product_is_found_in_every_script(admin: Actor, text: str, typed: str) -> None:
    create_product(name=text, by=admin, now=NOW)
    create_product(name="Another", by=admin, now=NOW)
    assert products(admin, typed).count() == 1


def test_what_is_copied_from_a_list_is_found(admin: Actor, made: Evaluation) -> None:
    for text in ("Café Ledgerline: Autumn Überblick", "cafe ledgerline · AUTUMN UBERBLICK", "uberblick cafe"):
        assert found(admin, text) == ["Autumn Überblick"]
    assert found(admin, "cafe winter") == found(admin, " — ") == []


def test_signs_of_a_pattern_are_plain_text(admin: Actor, made: Evaluation) -> None:
    for text in ("%", "_", "\\", "100%", "'"):
        assert found(admin, text) == []


def test_new_names_are_found_at_once(admin: Actor, made: Evaluation) -> None:
    change_product(product=made.product, changes={"name": "Zürich"}, by=admin, now=NOW)
    assert found(admin, "zurich autumn") == ["Autumn Überblick"]
    assert found(admin, "ledgerline") == []
    change_evaluation(evaluation=made, changes={"title": "Été"}, by=admin, now=NOW)
    assert found(admin, "zurich ete") == ["Été"]
    duplicate(evaluation=made, by=admin, now=NOW)
    assert len(found(admin, "ete")) == 2
