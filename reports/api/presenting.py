"""Reports as the API shows them: plain documents of the shapes that the schema publishes."""

from dataclasses import asdict

from django.urls import reverse
from rest_framework.request import Request

from evaluations.models import Snapshot
from evaluations.work.api.presenting import Document, person
from reports.models import Report
from reports.reading import is_stale
from reports.verification import Verification


def report_out(request: Request, report: Report) -> Document:
    return {
        "id": str(report.pk),
        "evaluation": str(report.evaluation_id) if report.evaluation_id else None,
        "snapshot": _snapshot_name(report.snapshot),
        "comparison": str(report.comparison_id) if report.comparison_id else None,
        "title": report.title,
        "status": report.status,
        "progress": report.progress,
        "step": report.step or None,
        "error": {"code": report.error_code, "detail": report.error} if report.error_code else None,
        "stale": is_stale(report),
        "formats": report.formats,
        "failed_formats": report.failed_formats,
        "document_sha256": report.document_sha256,
        "inputs_sha256": report.inputs_sha256,
        "artifacts": [
            {
                "format": artifact.format,
                "size": artifact.size,
                "sha256": artifact.sha256,
                "url": request.build_absolute_uri(
                    reverse("api_artifact", kwargs={"report_id": report.pk, "format": artifact.format})
                ),
            }
            for artifact in report.artifacts.all()
        ],
        "created_by": person(report.created_by),
        "created_at": report.created_at,
        "started_at": report.started_at,
        "finished_at": report.finished_at,
        "files_removed_at": report.files_removed_at,
    }


def _snapshot_name(snapshot: Snapshot | None) -> Document | None:
    if snapshot is None:
        return None
    return {"id": str(snapshot.pk), "number": snapshot.number, "name": snapshot.name}


def verification_out(verification: Verification) -> Document:
    return {
        "outcome": verification.outcome,
        "detail": verification.sentence,
        "identical": verification.is_identical,
        "formats": list(verification.formats),
        "differences": [asdict(difference) for difference in verification.differences],
    }
