"""The catalog as it was published: immutable releases, with rows for lists and search."""

from typing import Any, Self

from django.db import models

from workspaces.actors import Actor
from workspaces.ids import new_id
from workspaces.models import Workspace


class ReleaseIsImmutable(RuntimeError):
    """Somebody tried to change a published release: publish a new version instead."""


class Published(models.Model):
    """Rows that are stored once, at publishing, and never edited."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ReleaseIsImmutable(f"{self} is published and cannot change.")
        super().save(*args, **kwargs)


class ReleaseRows(models.QuerySet["CatalogRelease"]):
    def visible_to(self, actor: Actor) -> Self:
        """The shared releases and those of the actor's own workspace, newest first."""
        return self.filter(models.Q(workspace=None) | models.Q(workspace_id=actor.workspace.pk)).order_by(
            "-published_at", "-id"
        )

    def shared(self) -> Self:
        """The releases that are everybody's, newest first."""
        return self.filter(workspace=None).order_by("-published_at", "-id")


class CatalogRelease(Published):
    """One immutable release of the catalog; shared if it belongs to no workspace. `document` is the whole of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(
        Workspace, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    notes = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    document = models.JSONField()
    published_at = models.DateTimeField()

    objects = ReleaseRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(workspace=None), name="shared_release_version_once"
            ),
            models.UniqueConstraint(fields=["workspace", "version"], name="own_release_version_once"),
        ]
        indexes = [models.Index(fields=["workspace", "-published_at", "-id"], name="release_list")]

    def __str__(self) -> str:
        return self.version


class ChannelModel(Published):
    """One channel model of a release, as lists need it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(CatalogRelease, on_delete=models.CASCADE, related_name="channel_models")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=160)
    summary = models.TextField()
    best_suited_for = models.JSONField(default=list)
    factor_count = models.PositiveSmallIntegerField()
    constraint_label = models.CharField(max_length=160)
    risk_if_ignored = models.CharField(max_length=200)
    is_written_up = models.BooleanField()
    # growth model -> level, and surface -> weight: what the list filters on, beside what the page shows.
    alignment = models.JSONField(default=dict)
    surfaces = models.JSONField(default=dict)
    search_text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "slug"], name="channel_model_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Surface(Published):
    """One surface of the design map in a release."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(CatalogRelease, on_delete=models.CASCADE, related_name="surfaces")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    question = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "key"], name="surface_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
