from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """The work: products, evaluations, answers, verdicts, reports."""

    name = "evaluations"

    def ready(self) -> None:
        from evaluations import scheduled, tasks  # noqa: F401  (importing makes the job kinds known, in the web process too)
