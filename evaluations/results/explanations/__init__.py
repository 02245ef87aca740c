"""Explain this number: where every figure of one path comes from, as a plain document for page and API alike."""

from evaluations.results.explanations.path import explanation

__all__ = ["explanation"]
