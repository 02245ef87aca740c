"""The API's description as OpenAPI 3.1, and a page to browse it: no other host, no inline script."""

from functools import lru_cache
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from pydantic import ConfigDict
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.responses import Shape


@lru_cache(maxsize=1)
def openapi_document() -> dict[str, Any]:
    """The whole description. Addresses do not change while the process lives, so it is made once."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return document


class OpenApiDocument(Shape):
    """The description as an answer."""

    model_config = ConfigDict(extra="allow")


class SchemaEndpoint(Endpoint):
    """Open to everybody: it tells nothing that is not in the source."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return single(request, OpenApiDocument(**openapi_document()))


schema = SchemaEndpoint.as_view()


@require_safe
@csp_update({"img-src": "data:"})
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger's page with the sidecar's files. Its style sheet holds pictures as data: hence the policy."""
    return render(request, "api/reference.html")


@require_safe
def docs_script(request: HttpRequest) -> HttpResponse:
    """What starts it: a file of its own, so that the page holds no script."""
    return render(request, "api/start.js", content_type="text/javascript; charset=utf-8")
