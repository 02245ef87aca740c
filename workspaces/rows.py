"""What pages and endpoints may see of the rows of a workspace."""

from typing import Any, Self

from django.db import models

from workspaces.actors import Actor


class WorkspaceRows(models.QuerySet[Any]):
    """Rows of one workspace that can be hidden. These two methods are the only entry for pages and endpoints."""

    def visible_to(self, actor: Actor) -> Self:
        """What the actor's workspace holds and has not hidden; nothing of any other workspace."""
        return self.filter(workspace_id=actor.workspace.pk, deleted_at=None)

    def hidden_from(self, actor: Actor) -> Self:
        """What the actor's workspace has deleted and can still bring back."""
        return self.filter(workspace_id=actor.workspace.pk).exclude(deleted_at=None)
