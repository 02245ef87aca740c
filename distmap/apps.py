from django.apps import AppConfig


class DistmapConfig(AppConfig):
    """The project itself as an app: its template tags and its deployment checks."""

    name = "distmap"

    def ready(self) -> None:
        from distmap import checks  # noqa: F401  (importing registers the checks)
