"""Addresses of the catalog's API, under /api/v1/."""

from django.urls import path

from channels_catalog.api import endpoints

urlpatterns = [
    path("catalog/releases/", endpoints.Releases.as_view()),
    path("catalog/releases/<str:version>/", endpoints.Release.as_view()),
    path("catalog/releases/<str:version>/diff/<str:other>/", endpoints.Diff.as_view()),
    path("catalog/channel-models/", endpoints.ChannelModels.as_view()),
    path("catalog/channel-models/<slug:slug>/", endpoints.ChannelModel.as_view()),
    path("catalog/cases/", endpoints.Cases.as_view()),
    path("catalog/cases/<slug:case_id>/", endpoints.Case.as_view()),
    *(path(f"catalog/{part.part}/", part.as_view()) for part in endpoints.PARTS),
    path("catalog/alignment/", endpoints.Alignment.as_view()),
    path("catalog/scale/", endpoints.Scale.as_view()),
    path("catalog/glossary/", endpoints.Terms.as_view()),
    path("search/", endpoints.Search.as_view()),
]
