"""Addresses of the pages of reports and weekly reports, wherever they are asked for."""

from django.urls import path

from reports.views import reports, schedules, snapshots

EVALUATION = "evaluations/<uuid:evaluation_id>/"
SNAPSHOT = f"{EVALUATION}snapshots/<int:number>/"
COMPARISON = "comparisons/<uuid:comparison_id>/"
REPORT = "reports/<uuid:report_id>/"
SCHEDULE = "report-schedules/<uuid:schedule_id>/"

urlpatterns = [
    # Asked for
    path(f"{EVALUATION}reports/", reports.make_report, name="make_report"),
    path(f"{EVALUATION}report-schedules/", schedules.add_schedule, name="add_schedule"),
    path("evaluations/reports/", reports.make_reports, name="make_reports"),
    path(SNAPSHOT, snapshots.snapshot, name="snapshot"),
    path(f"{SNAPSHOT}reports/", reports.make_snapshot_report, name="make_snapshot_report"),
    path(f"{COMPARISON}reports/", reports.make_comparison_report, name="make_comparison_report"),
    path(f"{COMPARISON}report-schedules/", schedules.add_comparison_schedule, name="add_comparison_schedule"),
    # Made
    path("reports/", reports.report_list, name="reports"),
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}status/", reports.report_status, name="report_status"),
    path(f"{REPORT}files/<slug:format>/", reports.report_file, name="report_file"),
    path(f"{REPORT}cancel/", reports.report_cancel, name="report_cancel"),
    path(f"{REPORT}retry/", reports.report_retry, name="report_retry"),
    path(f"{REPORT}verify/", reports.report_verify, name="report_verify"),
    path(f"{REPORT}delete/", reports.report_delete, name="report_delete"),
    path(f"{REPORT}restore/", reports.report_restore, name="report_restore"),
    # Every week
    path(f"{SCHEDULE}edit/", schedules.edit_schedule, name="edit_schedule"),
    path(f"{SCHEDULE}pause/", schedules.pause_schedule, name="pause_schedule"),
    path(f"{SCHEDULE}resume/", schedules.resume_schedule, name="resume_schedule"),
    path(f"{SCHEDULE}delete/", schedules.remove_schedule, name="remove_schedule"),
]
