"""What the workspace's endpoints take."""

from typing import Annotated, Literal

from pydantic import Field

from distmap.api.bodies import Body, Identifier, Time, Words
from distmap.api.pagination import ListQuery
from workspaces.api.responses import RoleName


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
