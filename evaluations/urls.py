"""Addresses of the pages about products, evaluations and reports."""

from django.urls import path

from evaluations.views import (
    answers,
    decisions,
    deleted,
    differences,
    edits,
    explaining,
    focus,
    histories,
    home,
    moves,
    products,
    reports,
    results,
    saving,
    scenarios,
    schedules,
    snapshots,
    start,
    triage,
)
from evaluations.views.comparisons import editing, listing, page

EVALUATION = "evaluations/<uuid:evaluation_id>/"
SNAPSHOT = f"{EVALUATION}snapshots/<int:number>/"
REPORT = "reports/<uuid:report_id>/"
SCHEDULE = "report-schedules/<uuid:schedule_id>/"
COMPARISON = "comparisons/<uuid:comparison_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    # Starting
    path("evaluations/start/", start.start, name="start"),
    path("evaluations/start/<uuid:draft_id>/", start.start, name="start_product"),
    path(
        "evaluations/start/<uuid:draft_id>/growth-model/", start.start_growth_model, name="start_growth_model"
    ),
    path("evaluations/start/<uuid:draft_id>/paths/", start.start_paths, name="start_paths"),
    path("evaluations/deleted/", deleted.deleted, name="deleted"),
    # One evaluation
    path(EVALUATION, moves.evaluation, name="evaluation"),
    path(f"{EVALUATION}answers/", answers.answers, name="answers"),
    path(f"{EVALUATION}answers/<slug:group>/", answers.answer_sheet, name="answer_sheet"),
    path(f"{EVALUATION}answers/item/<path:item>/", saving.save_answer, name="save_answer"),
    path(f"{EVALUATION}panel/<slug:group>/", answers.score_panel, name="score_panel"),
    path(f"{EVALUATION}focus/", focus.focus, name="focus"),
    path(f"{EVALUATION}focus/<path:item>/", focus.focus_item, name="focus_item"),
    path(f"{EVALUATION}triage/", triage.triage, name="triage"),
    path(f"{EVALUATION}result/", results.result, name="result"),
    path(f"{EVALUATION}explain/<slug:path>/", explaining.explain, name="explain"),
    path(f"{EVALUATION}what-if/", scenarios.what_if, name="what_if"),
    path(f"{EVALUATION}history/", histories.history, name="history"),
    path(f"{EVALUATION}snapshots/", snapshots.snapshots, name="snapshots"),
    path(SNAPSHOT, snapshots.snapshot, name="snapshot"),
    path(f"{SNAPSHOT}reports/", reports.make_snapshot_report, name="make_snapshot_report"),
    path(f"{EVALUATION}difference/", differences.difference_page, name="difference"),
    path(f"{EVALUATION}title/", edits.edit_title, name="edit_title"),
    path(f"{EVALUATION}paths/", edits.edit_paths, name="edit_paths"),
    path(f"{EVALUATION}growth-model/", edits.edit_growth_model, name="edit_growth_model"),
    path(f"{EVALUATION}priorities/", edits.edit_priorities, name="edit_priorities"),
    path(f"{EVALUATION}submit/", moves.submit, name="submit"),
    path(f"{EVALUATION}reopen/", moves.reopen, name="reopen"),
    path(f"{EVALUATION}archive/", moves.archive, name="archive"),
    path(f"{EVALUATION}duplicate/", moves.duplicate, name="duplicate"),
    path(f"{EVALUATION}delete/", moves.delete, name="delete"),
    path(f"{EVALUATION}restore/", moves.restore, name="restore"),
    path(f"{EVALUATION}decision/", decisions.decision, name="decision"),
    path(f"{EVALUATION}decision/edit/", decisions.edit_decision, name="edit_decision"),
    path(f"{EVALUATION}decision/outcome/", decisions.decision_outcome, name="decision_outcome"),
    path(
        f"{EVALUATION}decision/actions/<uuid:action_id>/", decisions.decision_action, name="decision_action"
    ),
    path(f"{EVALUATION}reports/", reports.make_report, name="make_report"),
    path(f"{EVALUATION}report-schedules/", schedules.add_schedule, name="add_schedule"),
    path("evaluations/reports/", reports.make_reports, name="make_reports"),
    # Decisions
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/calibration/", decisions.calibration, name="calibration"),
    # Products
    path("products/", products.product_list, name="products"),
    path("products/new/", products.product_create, name="product_create"),
    path("products/<uuid:product_id>/", products.product, name="product"),
    path("products/<uuid:product_id>/edit/", products.product_edit, name="product_edit"),
    path("products/<uuid:product_id>/delete/", products.product_delete, name="product_delete"),
    path("products/<uuid:product_id>/restore/", products.product_restore, name="product_restore"),
    # Comparisons
    path("comparisons/", listing.comparison_list, name="comparisons"),
    path("comparisons/new/", editing.comparison_new, name="comparison_new"),
    path(COMPARISON, page.comparison, name="comparison"),
    path(f"{COMPARISON}export/", page.comparison_export, name="comparison_export"),
    path(f"{COMPARISON}edit/", editing.comparison_edit, name="comparison_edit"),
    path(f"{COMPARISON}delete/", editing.comparison_delete, name="comparison_delete"),
    path(f"{COMPARISON}restore/", editing.comparison_restore, name="comparison_restore"),
    path(f"{COMPARISON}reports/", reports.make_comparison_report, name="make_comparison_report"),
    path(f"{COMPARISON}report-schedules/", schedules.add_comparison_schedule, name="add_comparison_schedule"),
    path(f"{COMPARISON}<slug:view>/", page.comparison, name="comparison_view"),
    # Reports
    path("reports/", reports.report_list, name="reports"),
    path(f"{SCHEDULE}edit/", schedules.edit_schedule, name="edit_schedule"),
    path(f"{SCHEDULE}pause/", schedules.pause_schedule, name="pause_schedule"),
    path(f"{SCHEDULE}resume/", schedules.resume_schedule, name="resume_schedule"),
    path(f"{SCHEDULE}delete/", schedules.remove_schedule, name="remove_schedule"),
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}status/", reports.report_status, name="report_status"),
    path(f"{REPORT}files/<slug:format>/", reports.report_file, name="report_file"),
    path(f"{REPORT}cancel/", reports.report_cancel, name="report_cancel"),
    path(f"{REPORT}retry/", reports.report_retry, name="report_retry"),
    path(f"{REPORT}verify/", reports.report_verify, name="report_verify"),
    path(f"{REPORT}delete/", reports.report_delete, name="report_delete"),
    path(f"{REPORT}restore/", reports.report_restore, name="report_restore"),
]
