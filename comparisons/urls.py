"""Addresses of the pages of comparisons, and of what was deleted."""

from django.urls import path

from comparisons.views import deleted, editing, listing, page

COMPARISON = "comparisons/<uuid:comparison_id>/"

urlpatterns = [
    path("comparisons/", listing.comparison_list, name="comparisons"),
    path("comparisons/new/", editing.comparison_new, name="comparison_new"),
    path(COMPARISON, page.comparison, name="comparison"),
    path(f"{COMPARISON}export/", page.comparison_export, name="comparison_export"),
    path(f"{COMPARISON}edit/", editing.comparison_edit, name="comparison_edit"),
    path(f"{COMPARISON}delete/", editing.comparison_delete, name="comparison_delete"),
    path(f"{COMPARISON}restore/", editing.comparison_restore, name="comparison_restore"),
    path(f"{COMPARISON}<slug:view>/", page.comparison, name="comparison_view"),
    path("evaluations/deleted/", deleted.deleted, name="deleted"),
]
