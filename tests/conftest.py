"""What most tests stand on: a published catalog, a workspace, and actors of each role."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from channels_catalog.models import CatalogRelease, ChannelModel, Surface
from channels_catalog.operations import publish
from channels_catalog.reader import read_catalog
from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from tests.balance import Durations
from tests.counts import pytest_runtest_setup, pytest_terminal_summary  # noqa: F401
from tests.places import Places
from tests.signed_in import sign_in
from workspaces.actors import Actor
from workspaces.models import Membership, User, Workspace
from workspaces.operations import create_user, create_workspace
from workspaces.permissions import ALL_SCOPES, Role, Scope

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CONTENT = Path(__file__).resolve().parent.parent / "channels_catalog" / "content"
CATALOG = read_catalog(CONTENT)
PASSWORD = "correct-horse-battery"


def pytest_configure(config: pytest.Config) -> None:
    """Hashing passwords well takes a third of a second each, which tests need not spend."""
    if config.getoption("numprocesses", None):
        config.pluginmanager.register(Durations())
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Hashed names need static files to be collected first; a test of its own does that.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    _keep_the_cache_apart()
    if folder := os.environ.get("DISTMAP_TEST_PLACES"):
        config.pluginmanager.register(Places(Path(folder)))


def _keep_the_cache_apart() -> None:
    """Tests empty the cache, and a Redis database is emptied whole: each process of a run takes one of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    kept = settings.CACHES["default"]
    if worker.startswith("gw") and "redis" in str(kept.get("LOCATION", "")):
        address = str(kept["LOCATION"]).rpartition("/")[0]
        kept["LOCATION"] = f"{address}/{(15, 13, 12, 11)[int(worker[2:]) % 4]}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL and Redis, what is marked `services`; beside whatever else was asked for."""
    if not os.environ.get("DISTMAP_TEST_SERVICES"):
        return
    left_out = [item for item in items if not item.get_closest_marker("services")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item.get_closest_marker("services")]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and cached results of one test must not reach the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The tests' database with the shipped catalog published: to publish and read it in each test costs 0.1 s.

    A test with real transactions ends by emptying every table. Django sends `post_migrate` after that, which brings
    the same rows back, under the same keys.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            # SQLite empties tables by DELETE between tests that commit, which the audit log refuses.
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
        publish(catalog=CATALOG, now=NOW)
        rows = [(model, list(model.objects.all())) for model in (CatalogRelease, ChannelModel, Surface)]

    def bring_back(**_: Any) -> None:
        for model, found in rows:
            model.objects.bulk_create(found)

    post_migrate.connect(bring_back, sender=apps.get_app_config("channels_catalog"), weak=False)
    yield
    post_migrate.disconnect(bring_back, sender=apps.get_app_config("channels_catalog"))


@pytest.fixture
def catalog_release(db: None) -> CatalogRelease:
    """The shipped catalog, published."""
    return CatalogRelease.objects.get(workspace=None, version=CATALOG.version)


@pytest.fixture
def no_catalog(db: None) -> None:
    """No catalog is published, as before the first `load_catalog`."""
    CatalogRelease.objects.all().delete()


@pytest.fixture(scope="module")
def shared(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A transaction around all tests of a module, and the folder of their stored files.

    What a module's own fixtures make inside it stands for every test, and what a test changes is rolled back to a
    savepoint. Not for modules with real transactions: those would empty the tables under it. Hand out copies
    (`copy.deepcopy`) of what was made, for tests change the objects that they hold, too.
    """
    folder = tmp_path_factory.mktemp("shared")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def workspace(catalog_release: CatalogRelease) -> Workspace:
    """A workspace with one member of each role: admin@, strategist@, operator@, viewer@example.test."""
    return make_workspace("north", "Northlamp")


@pytest.fixture
def other_workspace(catalog_release: CatalogRelease) -> Workspace:
    """Another team's workspace, with its own four members at other.test."""
    return make_workspace("south", "Southgate", host="other.test")


def make_workspace(slug: str, name: str, *, host: str = "example.test") -> Workspace:
    admin = create_user(email=f"admin@{host}", password=PASSWORD, name="Ada Admin")
    workspace = create_workspace(name=name, slug=slug, owner=admin, now=NOW)
    for role, person in (
        ("strategist", "Stella Strategist"),
        ("operator", "Otto Operator"),
        ("viewer", "Vera Viewer"),
    ):
        user = create_user(email=f"{role}@{host}", password=PASSWORD, name=person)
        Membership.objects.create(workspace=workspace, user=user, role=role)
    return workspace


def actor_of(workspace: Workspace, role: str, scopes: frozenset[Scope] = ALL_SCOPES) -> Actor:
    """The member of this role, acting in a session (or cut down to scopes)."""
    membership = Membership.objects.select_related("user").get(workspace=workspace, role=role)
    return Actor(
        workspace=workspace, role=Role.of(role), user=membership.user, scopes=scopes, request_id="test"
    )


@pytest.fixture
def actor(workspace: Workspace) -> Callable[..., Actor]:
    """actor("viewer"), actor("operator"), actor("strategist"), actor("admin")."""
    return lambda role="admin", **more: actor_of(workspace, role, **more)


@pytest.fixture
def client_of(workspace: Workspace) -> Callable[..., Client]:
    """A signed-in browser for a role of the workspace (or for a given user)."""

    def make(role: str = "admin", *, user: User | None = None) -> Client:
        return sign_in(Client(), user or Membership.objects.get(workspace=workspace, role=role).user)

    return make


@pytest.fixture
def product(actor: Callable[..., Actor]) -> Product:
    return make_product(actor())


def make_product(by: Actor) -> Product:
    return create_product(
        name="Ledgerline",
        description="It closes the books in a shared room.",
        growth_model="plg",
        by=by,
        now=NOW,
    )


@pytest.fixture
def evaluation(product: Product, actor: Callable[..., Actor]) -> Evaluation:
    """A draft with two paths, nothing answered."""
    return make_evaluation(product, actor())


@pytest.fixture
def evaluation_by_method_2(product: Product, actor: Callable[..., Actor]) -> Evaluation:
    """The same, judged by method 2."""
    return make_evaluation(product, actor(), method="2")


def make_evaluation(product: Product, by: Actor, *, method: str = "1") -> Evaluation:
    return create_evaluation(
        method=method,
        product=product,
        title="Autumn review",
        paths=["community", "product-invitations"],
        by=by,
        now=NOW,
    )
