"""Addresses of the API of products, evaluations, results and decisions, under /api/v1/."""

from django.urls import path

from evaluations.answers.api import answers
from evaluations.cases.api import cases
from evaluations.decisions.api import decisions
from evaluations.results.api import results, scenarios
from evaluations.versions.api import snapshots
from evaluations.work.api import evaluations, methods, products, releases

EVALUATION = "evaluations/<uuid:evaluation_id>/"
SNAPSHOT = f"{EVALUATION}snapshots/<int:number>/"

urlpatterns = [
    path("catalog/cases/<slug:case_id>/judgement/", cases.Judgement.as_view()),
    path("catalog/cases/<slug:case_id>/copy/", cases.Copy.as_view()),
    path("catalog/back-test/", cases.BackTest.as_view()),
    path("products/", products.Products.as_view()),
    path("products/<uuid:product_id>/", products.OneProduct.as_view(), name="api_product"),
    path("evaluations/", evaluations.Evaluations.as_view()),
    path(EVALUATION, evaluations.OneEvaluation.as_view(), name="api_evaluation"),
    path(f"{EVALUATION}checklist/", answers.Checklist.as_view()),
    path(f"{EVALUATION}answers/", answers.Answers.as_view()),
    path(f"{EVALUATION}history/", answers.History.as_view()),
    path(f"{EVALUATION}result/", results.Result.as_view(), name="api_result"),
    path(f"{EVALUATION}dissent/", results.DissentEndpoint.as_view()),
    path(f"{EVALUATION}triage/", results.Triage.as_view()),
    path(f"{EVALUATION}explain/<slug:path>/", results.Explain.as_view(), name="api_explain"),
    path(f"{EVALUATION}what-if/", scenarios.WhatIf.as_view()),
    path(f"{EVALUATION}method/", methods.MethodEndpoint.as_view()),
    path(f"{EVALUATION}upgrade/", releases.UpgradeEndpoint.as_view()),
    path(f"{EVALUATION}submit/", evaluations.Submit.as_view()),
    path(f"{EVALUATION}reopen/", evaluations.Reopen.as_view()),
    path(f"{EVALUATION}archive/", evaluations.Archive.as_view()),
    path(f"{EVALUATION}duplicate/", evaluations.Duplicate.as_view()),
    path(f"{EVALUATION}timeline/", snapshots.TimelineEndpoint.as_view()),
    path(f"{EVALUATION}snapshots/", snapshots.Snapshots.as_view()),
    path(f"{SNAPSHOT}", snapshots.OneSnapshot.as_view(), name="api_snapshot"),
    path(f"{SNAPSHOT}diff/<str:against>/", snapshots.SnapshotDifference.as_view()),
    path(f"{EVALUATION}decision/", decisions.DecisionEndpoint.as_view(), name="api_decision"),
    path(f"{EVALUATION}decision/outcome/", decisions.OutcomeEndpoint.as_view()),
    path(f"{EVALUATION}decision/history/", decisions.DecisionHistory.as_view()),
    path(f"{EVALUATION}decision/actions/<uuid:action_id>/", decisions.ActionEndpoint.as_view()),
    path("decisions/", decisions.Decisions.as_view()),
    path("decisions/calibration/", decisions.CalibrationEndpoint.as_view()),
]
