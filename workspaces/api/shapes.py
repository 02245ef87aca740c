"""What the workspace's endpoints take and give."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from distmap.api.bodies import Body, Identifier, Time, Words
from distmap.api.pagination import ListQuery

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
    time_zone: Annotated[str, Field(description="An IANA name; empty: the service's.")]
    requires_second_factor: Annotated[
        bool, Field(description="Whether members need a second factor. Tokens are not asked.")
    ]
    role: Annotated[RoleName, Field(description="The caller's role, as it stands now.")]
    scopes: Annotated[list[str], Field(description="What this token may be used for; a session has all.")]


class WorkspaceChanges(Body):
    """What of the workspace is to be changed; what is left out stays."""

    name: Annotated[Words, Field(min_length=1, max_length=120)] = ""
    time_zone: Annotated[Words, Field(max_length=64)] = ""
    requires_second_factor: bool = False


class NewInvitation(Body):
    """Who is to join, with which role."""

    email: Annotated[
        str,
        Field(max_length=254, pattern=r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f]+$"),
    ]
    role: RoleName


class Invitation(BaseModel):
    """An address that is asked to join."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    email: str
    role: RoleName
    state: Annotated[Literal["open", "expired"], Field(description="An expired one can be sent again.")]
    invited_by: Person | None
    created_at: datetime
    expires_at: Annotated[datetime, Field(description="From then on its link opens nothing.")]


class SentInvitation(Invitation):
    """An invitation as it was made or sent again."""

    link: Annotated[
        str | None,
        Field(
            description="Where the service has no mail host: the link to hand on, given in this answer alone. "
            "Else null, and the link is on its way by mail."
        ),
    ]


class AuditQuery(ListQuery):
    """What of the audit log is wanted."""

    kind: Annotated[
        Literal[
            "session",
            "sessions",
            "password",
            "address",
            "factor",
            "provider",
            "invitation",
            "member",
            "token",
            "workspace",
            "export",
            "person",
            "product",
            "evaluation",
            "comparison",
            "report",
            "schedule",
            "purge",
        ]
        | None,
        Field(description="The part of an action before its dot."),
    ] = None
    user: Annotated[Identifier | None, Field(description="Who did it.")] = None
    after: Annotated[Time | None, Field(description="From this moment on.")] = None
    before: Annotated[Time | None, Field(description="Before this moment.")] = None


class UsedToken(BaseModel):
    """The token that was used."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    name: str


class AuditEntry(BaseModel):
    """Who did what. Never changed, never deleted."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    at: datetime
    action: Annotated[str, Field(description="What happened, for programs; never reworded.")]
    actor: Annotated[Person | None, Field(description="Null: the service, or whoever runs it.")]
    token: UsedToken | None
    subject: Annotated[str, Field(description="The thing that it was done to, by its name then.")]
    about: Annotated[Person | None, Field(description="The person that it was done to.")]
    invited: Annotated[str | None, Field(description="The address that an invitation is for.")]
    detail: dict[str, Any]
    address: Annotated[str | None, Field(description="The client's IP address.")]
    request_id: str
