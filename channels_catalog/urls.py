"""Addresses of the catalog's pages, under /catalog/."""

from django.urls import path

from channels_catalog.views import beside, cases, channel_models, finding, tables

urlpatterns = [
    path("", channel_models.catalog, name="catalog"),
    path("models/<slug:slug>/", channel_models.channel_model, name="channel_model"),
    path("side-by-side/", beside.side_by_side, name="side_by_side"),
    path("search/", finding.search, name="search"),
    path("glossary/<slug:term>/", finding.glossary_term, name="glossary_term"),
    path("glossary/", finding.glossary, name="glossary"),
    path("cases/", cases.cases, name="cases"),
    path("design-map/", tables.surfaces, name="surfaces"),
    path("surfaces/<slug:slug>/", tables.surface, name="surface"),
    path("pairs/", tables.pairs, name="pairs"),
    path("constraints/<slug:slug>/", tables.constraint, name="constraint"),
    path("constraints/", tables.constraints, name="constraints"),
    path("growth-models/", tables.growth_models, name="growth_models"),
    path("patterns/", tables.patterns, name="patterns"),
    path("operators-rule/", tables.rule_questions, name="rule_questions"),
]
