"""What every endpoint does alike, whatever it is about."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class Endpoint(APIView):
    """An address of the API. `tag` groups it in the reference.

    The caller is told what is wrong in this order: who are you (401), how often (429), in what form (406),
    are you a member (403); then the endpoint itself looks for the thing (404), at the role (403), at the
    input (400), at the state (409, 412).
    """

    tag: ClassVar[str] = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)
        # A redirect to the address with the slash would turn a POST into a GET: say 404 instead.
        view.should_append_slash = False  # type: ignore[attr-defined]  # for CommonMiddleware
        return view

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.format_kwarg = None
        try:
            self.perform_authentication(request)
        finally:
            # Counted in any case, so that guessing is limited like everything else.
            self.check_throttles(request)
        negotiated = self.perform_content_negotiation(request)
        request.accepted_renderer, request.accepted_media_type = negotiated
        self.check_permissions(request)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        finished = super().finalize_response(request, response, *args, **kwargs)
        for name, value in getattr(request, "rate_limit_headers", {}).items():
            finished[name] = value
        finished.setdefault("Cache-Control", "private, no-cache")
        return finished

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Only which methods there are (in Allow): everything else stands in the schema."""
        return Response(status=204)
