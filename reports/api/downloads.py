"""Downloading a report's file: whole or in part, and not again if the caller has it."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request

from distmap.api.endpoints import Endpoint
from distmap.api.parsing import AnyType
from distmap.api.schema import describe
from distmap.downloads import send
from distmap.errors import NotFound
from reports import files
from reports.api.reports import fetched
from workspaces.permissions import Act


class Artifact(Endpoint):
    tag = "reports"
    content_negotiation_class = AnyType

    @describe(
        name="download_report",
        summary="One format of a report",
        description="Takes `Range` (one range of bytes, also of the last ones) and `If-Range`.",
        answers={},
        download=True,
        if_none_match=True,
        refuses=(416,),
    )
    def get(self, request: Request, report_id: UUID, format: str) -> Any:
        report = fetched(request, report_id, Act.READ)
        artifact = next((made for made in report.artifacts.all() if made.format == format), None)
        if artifact is None:
            raise NotFound(files.why_absent(report))
        return send(request, files.download_of(report, artifact))
