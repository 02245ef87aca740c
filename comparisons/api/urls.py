"""Addresses of the API of comparisons, under /api/v1/."""

from django.urls import path

from comparisons.api import comparisons

COMPARISON = "comparisons/<uuid:comparison_id>/"

urlpatterns = [
    path("comparisons/", comparisons.Comparisons.as_view()),
    path("comparisons/preview/", comparisons.Preview.as_view()),
    path(COMPARISON, comparisons.OneComparison.as_view(), name="api_comparison"),
    path(f"{COMPARISON}result/", comparisons.Result.as_view()),
    path(f"{COMPARISON}export/", comparisons.Export.as_view(), name="api_comparison_export"),
]
