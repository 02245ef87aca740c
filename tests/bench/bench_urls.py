"""The service's addresses and the floor: a bare Django view that answers with n bytes."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from distmap import urls as service


def bare(request: HttpRequest, size: int) -> HttpResponse:
    """What Django costs when it does nothing: n bytes behind the same middleware and server."""
    return HttpResponse(b"x" * size, content_type="text/html; charset=utf-8")


urlpatterns = [path("bench/bare/<int:size>", bare), *service.urlpatterns]
handler400, handler403 = service.handler400, service.handler403
handler404, handler500 = service.handler404, service.handler500
