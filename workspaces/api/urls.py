"""Addresses of the workspace's API, under /api/v1/."""

from django.urls import path

from workspaces.api.endpoints import WorkspaceEndpoint

urlpatterns = [path("workspace/", WorkspaceEndpoint.as_view(), name="api_workspace")]
