from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Workspaces."""

    name = "workspaces"

    def ready(self) -> None:
        from workspaces import (
            signals,
            tasks,  # noqa: F401  (importing makes the job kinds known, in the web process too)
        )

        signals.connect()
