"""Downloading a report's file: whole or in part, and not again if the caller has it."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from rest_framework.request import Request

from distmap.api.conditional import has_already
from distmap.api.endpoints import Endpoint
from distmap.api.parsing import AnyType
from distmap.api.schema import describe
from distmap.errors import DistmapError, NotFound
from evaluations.api.reports import fetched
from evaluations.models import Report, ReportArtifact
from evaluations.reports import files
from evaluations.reports.renderers import FORMATS
from workspaces.permissions import Act

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class OutOfRange(DistmapError):
    status = 416
    code = "out_of_range"
    title = "Beyond the end of the file"


class Artifact(Endpoint):
    tag = "reports"
    content_negotiation_class = AnyType

    @describe(
        name="download_report",
        summary="One format of a report",
        description="Takes `Range` (one range of bytes) and `If-Range`.",
        answers={},
        download=True,
        if_none_match=True,
        refuses=(416,),
    )
    def get(self, request: Request, report_id: UUID, format: str) -> HttpResponse:
        report = fetched(request, report_id, Act.READ)
        artifact = next((made for made in report.artifacts.all() if made.format == format), None)
        if artifact is None:
            raise NotFound("This report has no finished file of this format.")
        response = _answer(request, artifact)
        response["ETag"] = tag_of_file(artifact)
        response["Accept-Ranges"] = "bytes"
        response["Content-Disposition"] = content_disposition_header(True, file_name(report, format))
        return response


def tag_of_file(artifact: ReportArtifact) -> str:
    return f'"{artifact.sha256}"'


def file_name(report: Report, key: str) -> str:
    """The report's title as a file name: letters, digits and hyphens."""
    words = re.sub(r"[^\w]+", "-", report.title).strip("-_")[:80] or "report"
    return f"{words}.{FORMATS[key].extension if key in FORMATS else key}"


def _answer(request: Request, artifact: ReportArtifact) -> HttpResponse:
    if has_already(request, tag_of_file(artifact)):
        return HttpResponse(status=304)
    body = _body(artifact)
    part = _part(request, artifact)
    if part is None:
        return HttpResponse(body, content_type=_type(artifact))
    start, end = part
    response = HttpResponse(body[start : end + 1], status=206, content_type=_type(artifact))
    response["Content-Range"] = f"bytes {start}-{end}/{artifact.size}"
    return response


def _type(artifact: ReportArtifact) -> str:
    known = FORMATS.get(artifact.format)
    return known.content_type if known else "application/octet-stream"


def _body(artifact: ReportArtifact) -> bytes:
    try:
        return files.read(str(artifact.file.name))
    except FileNotFoundError:
        raise NotFound("This file is gone from the storage. Delete the report and make it anew.") from None


def _part(request: Request, artifact: ReportArtifact) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole file, also where the wish is not understood."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    wanted = request.headers.get("If-Range")
    if asked is None or not any(asked.groups()) or (wanted and wanted != tag_of_file(artifact)):
        return None
    first, last = asked.groups()
    if not first:
        start, end = max(0, artifact.size - int(last)), artifact.size - 1
    else:
        start, end = int(first), min(int(last or artifact.size), artifact.size - 1)
        if last and int(last) < start:
            return None
    if start >= artifact.size:
        raise OutOfRange(f"The file has {artifact.size} bytes.")
    return start, end
