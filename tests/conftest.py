"""What most tests stand on: a published catalog, a workspace, and actors of each role."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.reader import read_catalog
from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from tests.counts import pytest_runtest_setup, pytest_terminal_summary  # noqa: F401
from workspaces.actors import Actor
from workspaces.models import Membership, User, Workspace
from workspaces.operations import create_user, create_workspace
from workspaces.permissions import ALL_SCOPES, Role, Scope

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CONTENT = Path(__file__).resolve().parent.parent / "channels_catalog" / "content"
PASSWORD = "correct-horse-battery"
_CATALOG = read_catalog(CONTENT)


def pytest_configure() -> None:
    """Hashing passwords well takes a third of a second each, which tests need not spend."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Hashed names need static files to be collected first; a test of its own does that.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    _keep_the_cache_apart()


def _keep_the_cache_apart() -> None:
    """Tests empty the cache, and a Redis database is emptied whole: each process of a run takes one of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    kept = settings.CACHES["default"]
    if worker.startswith("gw") and "redis" in str(kept.get("LOCATION", "")):
        address = str(kept["LOCATION"]).rpartition("/")[0]
        kept["LOCATION"] = f"{address}/{(15, 13, 12, 11)[int(worker[2:]) % 4]}"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and cached results of one test must not reach the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def catalog_release(db: None) -> CatalogRelease:
    """The shipped catalog, published."""
    return publish(catalog=_CATALOG, now=NOW).release


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
        client = Client()
        client.force_login(user or Membership.objects.get(workspace=workspace, role=role).user)
        return client

    return make


@pytest.fixture
def product(actor: Callable[..., Actor]) -> Product:
    return create_product(
        name="Ledgerline",
        description="It closes the books in a shared room.",
        growth_model="plg",
        by=actor(),
        now=NOW,
    )


@pytest.fixture
def evaluation(product: Product, actor: Callable[..., Actor]) -> Evaluation:
    """A draft with two paths, nothing answered."""
    return create_evaluation(
        product=product,
        title="Autumn review",
        paths=["community", "product-invitations"],
        by=actor(),
        now=NOW,
    )
