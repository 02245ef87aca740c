from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """The work: products, evaluations, answers, results, decisions, and the events that tell of them."""

    name = "evaluations"

    def ready(self) -> None:
        from evaluations import tasks  # noqa: F401  (importing makes the job kind known, in the web process too)
