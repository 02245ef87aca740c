"""Addresses of the API of reports, their files and weekly reports, under /api/v1/."""

from django.urls import path

from reports.api import downloads, reports, schedules

REPORT = "reports/<uuid:report_id>/"

urlpatterns = [
    path("reports/", reports.Reports.as_view()),
    path(REPORT, reports.OneReport.as_view(), name="api_report"),
    path(f"{REPORT}cancel/", reports.Cancel.as_view()),
    path(f"{REPORT}retry/", reports.Retry.as_view()),
    path(f"{REPORT}verify/", reports.Verify.as_view()),
    path(f"{REPORT}artifacts/<slug:format>/", downloads.Artifact.as_view(), name="api_artifact"),
    path("report-schedules/", schedules.ReportSchedules.as_view()),
    path(
        "report-schedules/<uuid:schedule_id>/",
        schedules.OneReportSchedule.as_view(),
        name="api_report_schedule",
    ),
]
