"""Addresses of the catalog's pages, under /catalog/."""

from django.urls import path

from channels_catalog.views import cases, channel_models, tables

urlpatterns = [
    path("", channel_models.catalog, name="catalog"),
    path("models/<slug:slug>/", channel_models.channel_model, name="channel_model"),
    path("cases/", cases.cases, name="cases"),
    path("design-map/", tables.surfaces, name="surfaces"),
    path("constraints/", tables.constraints, name="constraints"),
    path("growth-models/", tables.growth_models, name="growth_models"),
    path("patterns/", tables.patterns, name="patterns"),
    path("operators-rule/", tables.rule_questions, name="rule_questions"),
]
