"""The workspace that a request acts in, its invitations and its audit log."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import NoBody, read_body
from distmap.api.conditional import matches, single, tag_of
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import OrderedQuery, cursor_page, page_of
from distmap.api.schema import describe
from workspaces import invitations, operations, queries
from workspaces.access import fetch
from workspaces.actors import Actor
from workspaces.api import shapes
from workspaces.api.authentication import actor_of, require_proof
from workspaces.api.idempotency import idempotent
from workspaces.models import AuditEntry, Invitation, User, Workspace
from workspaces.permissions import Act
from workspaces.queries import AuditFilters


def person(user: User | None) -> dict[str, Any] | None:
    """A person as things name them; null for nobody."""
    return None if user is None else {"id": str(user.pk), "name": user.shown_name}


def _workspace(actor: Actor, row: Workspace) -> dict[str, Any]:
    shown = shapes.Workspace(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        time_zone=row.time_zone,
        requires_second_factor=row.requires_second_factor,
        role=actor.role.word,
        scopes=sorted(actor.scopes),
    )
    return shown.model_dump(mode="json")


class WorkspaceEndpoint(Endpoint):
    tag = "workspace"

    @describe(
        name="read_workspace",
        summary="The workspace of this token or session",
        answers={200: shapes.Workspace},
        if_none_match=True,
    )
    def get(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ_WORKSPACE)
        return single(request, _workspace(actor, actor.workspace))

    @describe(
        name="change_workspace",
        summary="Change the workspace's settings",
        body=shapes.WorkspaceChanges,
        answers={200: shapes.Workspace},
        refuses=(409,),
        if_match=True,
    )
    def patch(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        require_proof(request)
        changes = read_body(request, shapes.WorkspaceChanges).given()
        matches(request, tag_of(_workspace(actor, actor.workspace)))
        changed = operations.change_workspace(by=actor, now=timezone.now(), **changes)
        return single(request, _workspace(actor, changed))


def invitation_out(row: Invitation) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "email": row.email,
        "role": row.role,
        "state": row.state(timezone.now()),
        "invited_by": person(row.invited_by),
        "created_at": row.created_at,
        "expires_at": row.expires_at,
    }


def _sent(request: Request, row: Invitation, *, status: int) -> Response:
    """The invitation, whose link goes out by mail once it is stored, or stands in this answer."""
    link = request.build_absolute_uri(reverse("invitation_follow", args=[invitations.key_of(row)]))
    now = timezone.now()
    if settings.EMAIL_HOST:
        transaction.on_commit(
            lambda: invitations.mail(invitation=row, link=link, now=now) and None, robust=True
        )
    document = invitation_out(row)
    location = reverse("api_invitation", args=[row.pk]) if status == 201 else ""
    shown = document | {"link": None if settings.EMAIL_HOST else link}
    return single(request, shown, tag=tag_of(document), status=status, location=location)


class Invitations(Endpoint):
    tag = "workspace"

    @describe(
        name="list_invitations",
        summary="The invitations that nobody has accepted or revoked",
        query=OrderedQuery,
        answers={200: page_of(shapes.Invitation)},
    )
    def get(self, request: Request, query: OrderedQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        rows = queries.invitations_of(actor)
        return cursor_page(
            request, rows, query=query, present=invitation_out, newest_first=query.newest_first
        )

    @describe(
        name="create_invitation",
        summary="Invite an address with a role",
        description="Membership begins when the link is followed by an account that has confirmed the address. The "
        "link works for seven days. Whether the address has an account is not told. Sent again with the same "
        "Idempotency-Key, the answer comes without the link.",
        body=shapes.NewInvitation,
        answers={201: shapes.SentInvitation},
        refuses=(409,),
    )
    @idempotent(Act.ADMINISTER, secrets=("link",))
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        require_proof(request)
        body = read_body(request, shapes.NewInvitation)
        made = invitations.invite(email=body.email, role=body.role, by=actor, now=timezone.now())
        return _sent(request, made, status=201)


def _invitation(request: Request, invitation_id: UUID) -> Invitation:
    actor = actor_of(request)
    return fetch(queries.invitations_of(actor), invitation_id, by=actor, act=Act.ADMINISTER)


class OneInvitation(Endpoint):
    tag = "workspace"

    @describe(
        name="read_invitation",
        summary="One invitation",
        answers={200: shapes.Invitation},
        if_none_match=True,
    )
    def get(self, request: Request, invitation_id: UUID) -> Response:
        return single(request, invitation_out(_invitation(request, invitation_id)))

    @describe(
        name="revoke_invitation",
        summary="End an invitation: its link opens nothing any more",
        answers={204: None},
        refuses=(409,),
        if_match=True,
    )
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        row = _invitation(request, invitation_id)
        require_proof(request)
        matches(request, tag_of(invitation_out(row)))
        invitations.revoke(invitation=row, by=actor_of(request), now=timezone.now())
        return Response(status=204)


class ResendInvitation(Endpoint):
    tag = "workspace"

    @describe(
        name="resend_invitation",
        summary="Send an invitation again",
        description="With another link, for another seven days; the link before opens nothing any more.",
        body=NoBody,
        answers={200: shapes.SentInvitation},
        refuses=(409,),
    )
    def post(self, request: Request, invitation_id: UUID) -> Response:
        row = _invitation(request, invitation_id)
        require_proof(request)
        read_body(request, NoBody)
        renewed = invitations.renew(invitation=row, by=actor_of(request), now=timezone.now())
        return _sent(request, renewed, status=200)


def audit_out(row: AuditEntry) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "at": row.at,
        "action": row.action,
        "actor": person(row.user),
        "token": {"id": str(row.token.pk), "name": row.token.name} if row.token else None,
        "subject": row.subject,
        "about": person(row.about),
        "invited": row.invitation.email if row.invitation else None,
        "detail": row.detail,
        "address": row.address,
        "request_id": row.request_id,
    }


class AuditLog(Endpoint):
    tag = "workspace"

    @describe(
        name="list_audit_log",
        summary="Who did what, newest first",
        query=shapes.AuditQuery,
        answers={200: page_of(shapes.AuditEntry)},
    )
    def get(self, request: Request, query: shapes.AuditQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.ADMINISTER)
        wanted = AuditFilters(kind=query.kind or "", user=query.user, after=query.after, before=query.before)
        return cursor_page(
            request, queries.audit_of(actor, wanted), query=query, present=audit_out, field="at"
        )
