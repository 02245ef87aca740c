"""What happened: events, written in the transaction of the change that they tell of."""

from typing import Self

from django.db import models

from workspaces.actors import Actor
from workspaces.ids import new_id
from workspaces.models import Workspace


class EventRows(models.QuerySet["Event"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(workspace_id=actor.workspace.pk)


class Event(models.Model):
    """One thing that happened. The payload is frozen here, so that whoever is told later is told the same."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    payload = models.JSONField()
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    objects = EventRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "at", "id"], name="event_feed")]

    def __str__(self) -> str:
        return f"{self.type} {self.subject_id}"
