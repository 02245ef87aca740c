"""The distmap project: wiring and the HTTP edge. The Celery app is loaded with Django, as Celery asks."""

from distmap.celery import app as celery_app

__all__ = ["celery_app"]
