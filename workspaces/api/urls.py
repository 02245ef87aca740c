"""Addresses of the workspace's API, under /api/v1/."""

from django.urls import path

from workspaces.api.endpoints import (
    AuditLog,
    Invitations,
    OneInvitation,
    ResendInvitation,
    WorkspaceEndpoint,
)

urlpatterns = [
    path("workspace/", WorkspaceEndpoint.as_view(), name="api_workspace"),
    path("workspace/invitations/", Invitations.as_view(), name="api_invitations"),
    path("workspace/invitations/<uuid:invitation_id>/", OneInvitation.as_view(), name="api_invitation"),
    path(
        "workspace/invitations/<uuid:invitation_id>/resend/",
        ResendInvitation.as_view(),
        name="api_invitation_resend",
    ),
    path("audit-log/", AuditLog.as_view(), name="api_audit_log"),
]
