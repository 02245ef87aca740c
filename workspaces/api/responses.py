"""What the workspace's endpoints answer with."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from django.utils import timezone
from pydantic import Field

from distmap.api.responses import Shape
from workspaces import models
from workspaces.actors import Actor

RoleName = Literal["viewer", "operator", "strategist", "admin"]


class Person(Shape):
    """A member, as things name whoever made or changed them."""

    id: UUID
    name: str

    @classmethod
    def of(cls, user: models.User | None) -> Self | None:
        """A person as things name them; null for nobody."""
        return None if user is None else cls(id=user.pk, name=user.shown_name)


class TokenName(Shape):
    """A token, as history names it."""

    id: UUID
    name: str

    @classmethod
    def of(cls, token: models.ApiToken | None) -> Self | None:
        return None if token is None else cls(id=token.pk, name=token.name)


class Workspace(Shape):
    """The workspace of this token or session."""

    id: UUID
    slug: str
    name: str
    time_zone: Annotated[str, Field(description="An IANA name; empty: the service's.")]
    requires_second_factor: Annotated[
        bool, Field(description="Whether members need a second factor. Tokens are not asked.")
    ]
    role: Annotated[RoleName, Field(description="The caller's role, as it stands now.")]
    scopes: Annotated[list[str], Field(description="What this token may be used for; a session has all.")]

    @classmethod
    def of(cls, row: models.Workspace, *, by: Actor) -> Self:
        """The workspace as the caller has it."""
        return cls(
            id=row.pk,
            slug=row.slug,
            name=row.name,
            time_zone=row.time_zone,
            requires_second_factor=row.requires_second_factor,
            role=by.role.word,
            scopes=sorted(by.scopes),
        )


class Invitation(Shape):
    """An address that is asked to join."""

    id: UUID
    email: str
    role: RoleName
    state: Annotated[Literal["open", "expired"], Field(description="An expired one can be sent again.")]
    invited_by: Person | None
    created_at: datetime
    expires_at: Annotated[datetime, Field(description="From then on its link opens nothing.")]

    @classmethod
    def of(cls, row: models.Invitation) -> Self:
        return cls(
            id=row.pk,
            email=row.email,
            role=row.role,
            state=row.state(timezone.now()),
            invited_by=Person.of(row.invited_by),
            created_at=row.created_at,
            expires_at=row.expires_at,
        )


class SentInvitation(Invitation):
    """An invitation as it was made or sent again."""

    link: Annotated[
        str | None,
        Field(
            description="Where the service has no mail host: the link to hand on, given in this answer alone. "
            "Else null, and the link is on its way by mail."
        ),
    ]


class AuditEntry(Shape):
    """Who did what. Never changed, never deleted."""

    id: UUID
    at: datetime
    action: Annotated[str, Field(description="What happened, for programs; never reworded.")]
    actor: Annotated[Person | None, Field(description="Null: the service, or whoever runs it.")]
    token: TokenName | None
    subject: Annotated[str, Field(description="The thing that it was done to, by its name then.")]
    about: Annotated[Person | None, Field(description="The person that it was done to.")]
    invited: Annotated[str | None, Field(description="The address that an invitation is for.")]
    detail: dict[str, Any]
    address: Annotated[str | None, Field(description="The client's IP address.")]
    request_id: str

    @classmethod
    def of(cls, row: models.AuditEntry) -> Self:
        return cls(
            id=row.pk,
            at=row.at,
            action=row.action,
            actor=Person.of(row.user),
            token=TokenName.of(row.token),
            subject=row.subject,
            about=Person.of(row.about),
            invited=row.invitation.email if row.invitation else None,
            detail=row.detail,
            address=row.address,
            request_id=row.request_id,
        )
