"""Addresses of the workspace's pages."""

from django.urls import path

from workspaces.views import (
    account,
    audit,
    invitations,
    members,
    personal,
    settings,
    switching,
    tokens,
    workspace,
)

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/data/", personal.data, name="personal_data"),
    path("account/data/export/", personal.data_export, name="personal_data_export"),
    path("account/data/download/", personal.data_download, name="personal_data_download"),
    path("account/data/erase/", personal.data_erase, name="personal_data_erase"),
    path("invitations/<str:key>/", invitations.invitation_follow, name="invitation_follow"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/account/", invitations.invitation_account, name="invitation_account"),
    path("invitation/<uuid:invitation_id>/accept/", invitations.invitation_accept, name="invitation_accept"),
    path("workspaces/new/", settings.workspace_create, name="workspace_create"),
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/settings/", settings.workspace_settings, name="workspace_settings"),
    path("workspace/switch/", switching.switch_workspace, name="switch_workspace"),
    path("workspace/invitations/", invitations.invite, name="invite"),
    path(
        "workspace/invitations/<uuid:invitation_id>/resend/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "workspace/invitations/<uuid:invitation_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("workspace/members/<uuid:member_id>/", members.member_change, name="member_change"),
    path("workspace/members/<uuid:member_id>/remove/", members.member_remove, name="member_remove"),
    path("workspace/tokens/", tokens.token_create, name="token_create"),
    path("workspace/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("workspace/audit-log/", audit.audit_log, name="audit_log"),
    path("workspace/audit-log/export/", audit.audit_export, name="audit_export"),
]
