"""Addresses of the workspace's pages."""

from django.urls import path

from workspaces.views import members, switching, tokens, workspace

urlpatterns = [
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/switch/", switching.switch_workspace, name="switch_workspace"),
    path("workspace/members/", members.member_add, name="member_add"),
    path("workspace/members/<uuid:member_id>/", members.member_change, name="member_change"),
    path("workspace/members/<uuid:member_id>/remove/", members.member_remove, name="member_remove"),
    path("workspace/tokens/", tokens.token_create, name="token_create"),
    path("workspace/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
]
