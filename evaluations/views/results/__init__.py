"""The result page: the constraint map and everything that follows from it."""

from evaluations.views.results.page import result

__all__ = ["result"]
