from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    """Saved evaluations side by side: over time, across subjects, across raters."""

    name = "comparisons"
