"""Addresses of the pages about products, evaluations, results and decisions."""

from django.urls import path

from evaluations.answers.views import answers, focus, histories, saving, triage
from evaluations.cases.views import pages as cases
from evaluations.decisions.views import editing, lists
from evaluations.decisions.views import page as decision_page
from evaluations.results.views import explaining, scenarios
from evaluations.results.views import page as result_page
from evaluations.versions.views import differences, snapshots
from evaluations.work.views import edits, home, methods, products, releases, start, status_changes

EVALUATION = "evaluations/<uuid:evaluation_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    # Starting
    path("evaluations/start/", start.start, name="start"),
    path("evaluations/start/<uuid:draft_id>/", start.start, name="start_product"),
    path(
        "evaluations/start/<uuid:draft_id>/growth-model/", start.start_growth_model, name="start_growth_model"
    ),
    path("evaluations/start/<uuid:draft_id>/paths/", start.start_paths, name="start_paths"),
    # One evaluation
    path(EVALUATION, status_changes.evaluation, name="evaluation"),
    path(f"{EVALUATION}answers/", answers.answers, name="answers"),
    path(f"{EVALUATION}answers/<slug:group>/", answers.answer_sheet, name="answer_sheet"),
    path(f"{EVALUATION}answers/item/<path:item>/", saving.save_answer, name="save_answer"),
    path(f"{EVALUATION}panel/<slug:group>/", answers.score_panel, name="score_panel"),
    path(f"{EVALUATION}focus/", focus.focus, name="focus"),
    path(f"{EVALUATION}focus/<path:item>/", focus.focus_item, name="focus_item"),
    path(f"{EVALUATION}triage/", triage.triage, name="triage"),
    path(f"{EVALUATION}result/", result_page.result, name="result"),
    path(f"{EVALUATION}result/<slug:tab>/", result_page.result, name="result_tab"),
    path(f"{EVALUATION}explain/<slug:path>/", explaining.explain, name="explain"),
    path(f"{EVALUATION}what-if/", scenarios.what_if, name="what_if"),
    path(f"{EVALUATION}history/", histories.history, name="history"),
    path(f"{EVALUATION}snapshots/", snapshots.snapshots, name="snapshots"),
    path(f"{EVALUATION}difference/", differences.difference_page, name="difference"),
    path(f"{EVALUATION}title/", edits.edit_title, name="edit_title"),
    path(f"{EVALUATION}paths/", edits.edit_paths, name="edit_paths"),
    path(f"{EVALUATION}growth-model/", edits.edit_growth_model, name="edit_growth_model"),
    path(f"{EVALUATION}priorities/", edits.edit_priorities, name="edit_priorities"),
    path(f"{EVALUATION}method/", methods.method, name="method"),
    path(f"{EVALUATION}upgrade/", releases.upgrade, name="upgrade"),
    path(f"{EVALUATION}submit/", status_changes.submit, name="submit"),
    path(f"{EVALUATION}reopen/", status_changes.reopen, name="reopen"),
    path(f"{EVALUATION}archive/", status_changes.archive, name="archive"),
    path(f"{EVALUATION}duplicate/", status_changes.duplicate, name="duplicate"),
    path(f"{EVALUATION}delete/", status_changes.delete, name="delete"),
    path(f"{EVALUATION}restore/", status_changes.restore, name="restore"),
    path(f"{EVALUATION}decision/", decision_page.decision, name="decision"),
    path(f"{EVALUATION}decision/edit/", editing.edit_decision, name="edit_decision"),
    path(f"{EVALUATION}decision/outcome/", decision_page.decision_outcome, name="decision_outcome"),
    path(
        f"{EVALUATION}decision/actions/<uuid:action_id>/",
        decision_page.decision_action,
        name="decision_action",
    ),
    # Decisions
    path("decisions/", lists.decisions, name="decisions"),
    path("decisions/calibration/", lists.calibration, name="calibration"),
    # Cases of the catalog
    path("catalog/cases/<slug:case_id>/", cases.case, name="case"),
    path("catalog/cases/<slug:case_id>/copy/", cases.case_copy, name="case_copy"),
    path("catalog/back-test/", cases.back_test_page, name="back_test"),
    # Products
    path("products/", products.product_list, name="products"),
    path("products/new/", products.product_create, name="product_create"),
    path("products/<uuid:product_id>/", products.product, name="product"),
    path("products/<uuid:product_id>/edit/", products.product_edit, name="product_edit"),
    path("products/<uuid:product_id>/delete/", products.product_delete, name="product_delete"),
    path("products/<uuid:product_id>/restore/", products.product_restore, name="product_restore"),
]
