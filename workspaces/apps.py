from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Workspaces."""

    name = "workspaces"

    def ready(self) -> None:
        from workspaces import signals

        signals.connect()
