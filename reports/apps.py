from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports: frozen documents, their files, and those that are made every week."""

    name = "reports"

    def ready(self) -> None:
        from reports import tasks  # noqa: F401  (importing makes the job kinds known, in the web process too)
