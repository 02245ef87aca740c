from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Workspaces."""

    name = "workspaces"
