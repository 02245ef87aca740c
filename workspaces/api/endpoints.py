"""The workspace that a request acts in."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.schema import describe
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act

RoleName = Literal["viewer", "operator", "strategist", "admin"]


class Person(BaseModel):
    """A member, as things name whoever made or changed them."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    name: str


class Workspace(BaseModel):
    """The workspace of this token or session."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    slug: str
    name: str
    role: Annotated[RoleName, Field(description="The caller's role, as it stands now.")]
    scopes: Annotated[list[str], Field(description="What this token may be used for; a session has all.")]


class WorkspaceEndpoint(Endpoint):
    tag = "workspace"

    @describe(
        name="read_workspace",
        summary="The workspace of this token or session",
        answers={200: Workspace},
        if_none_match=True,
    )
    def get(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ_WORKSPACE)
        shown = Workspace(
            id=actor.workspace.pk, slug=actor.workspace.slug, name=actor.workspace.name,
            role=actor.role.word, scopes=sorted(actor.scopes),
        )  # fmt: skip
        return single(request, shown.model_dump(mode="json"))
