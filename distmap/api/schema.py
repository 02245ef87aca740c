"""The published reference: one decorator says what an endpoint takes and gives, and checks its parameters."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from django.conf import settings
from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from distmap.api.bodies import Body, NoBody, NoQuery, Query, read_query
from distmap.api.problems import MEDIA_TYPE

JSON = "application/json"
# Where `describe` notes an operation's own refusals until the whole document is completed.
REFUSES = "x-refuses"
_BYTES = {"contentMediaType": "application/octet-stream"}
REFERENCE = "#/components/schemas/{model}"
Method = TypeVar("Method", bound=Callable[..., Any])
Answers = Mapping[int, type[BaseModel] | None]


class Fault(BaseModel):
    """One fault of the input."""

    model_config = ConfigDict(extra="forbid")

    pointer: Annotated[str, Field(description="A JSON Pointer into the body, or `?name` of a parameter.")]
    code: str
    detail: Annotated[str, Field(description="A sentence for people.")]


class Problem(BaseModel):
    """What every error answers with (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: Annotated[str, Field(description="What happened and what to do, for people.")]
    instance: Annotated[str, Field(description="The path that was asked for.")]
    code: Annotated[str, Field(description="What happened, for programs; never reworded.")]
    request_id: Annotated[str, Field(description="Names this request in the log.")]
    errors: Annotated[list[Fault], Field(description="Each fault of the input that was found.")]


# Every model that an endpoint takes or gives, with the side on which it stands. Filled as views are defined.
_models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
    (Fault, "serialization"): None,
    (Problem, "serialization"): None,
}


def describe(
    *,
    name: str,
    summary: str,
    answers: Answers,
    description: str = "",
    query: type[Query] = NoQuery,
    body: type[Body] | None = None,
    refuses: Sequence[int] = (),
    if_none_match: bool = False,
    if_match: bool = False,
    download: bool = False,
) -> Callable[[Method], Method]:
    """Describe an endpoint's method, and refuse parameters that it does not take.

    `name` is its operation id. `answers` gives the model of each good status. A method with a `query` model
    receives it parsed, as `query`; the body it reads itself, when it knows that the caller may. `refuses` are
    statuses beyond those that follow from the rest (400, 401, 403, 404, 406, 412, 413, 415, 422, 429).
    """

    def decorate(method: Method) -> Method:
        @wraps(method)
        def checked(self: Any, request: Any, **arguments: Any) -> Any:
            found = read_query(request.query_params, query)
            if query is not NoQuery:
                arguments["query"] = found
            return method(self, request, **arguments)

        return extend_schema(
            operation_id=name,
            summary=summary,
            description=description,
            parameters=[*_query_parameters(query), *_conditions(if_none_match, if_match)],
            request=_request(body),
            responses=_download() if download else _responses(answers),
            extensions={REFUSES: list(refuses)},
        )(checked)  # type: ignore[return-value]  # the same method, checked

    return decorate


def _reference(model: type[BaseModel], mode: JsonSchemaMode) -> dict[str, str]:
    _models[model, mode] = None
    return {"$ref": REFERENCE.format(model=model.__name__)}


def _request(body: type[Body] | None) -> Any:
    if body is None:
        return None
    empty = {"type": "object", "additionalProperties": False}
    return {JSON: empty if body is NoBody else _reference(body, "validation")}


def _responses(answers: Answers) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for status, model in answers.items():
        response = _reference(model, "serialization") if model else None
        found[status, JSON] = OpenApiResponse(response, description=_phrase(status))
    return found


def _download() -> dict[Any, Any]:
    """The bytes of a file, of whatever type it is."""
    parts = {200: "The file", 206: "The part of the file that was asked for"}
    return {(status, "*/*"): OpenApiResponse(_BYTES, description=words) for status, words in parts.items()}


def _query_parameters(query: type[Query]) -> list[OpenApiParameter]:
    described = query.model_json_schema(mode="validation")
    required = described.get("required", [])
    return [
        OpenApiParameter(
            name=name,
            type=_plain(schema),
            location=OpenApiParameter.QUERY,
            required=name in required,
            description=schema.get("description", ""),
        )
        for name, schema in described.get("properties", {}).items()
    ]


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema: absent is the only way for it to be null."""
    kept = {key: value for key, value in schema.items() if key not in {"title", "description"}}
    branches = [branch for branch in kept.pop("anyOf", []) if branch.get("type") != "null"]
    if branches:
        kept.pop("default", None)
        kept |= branches[0]
    return kept


def _conditions(if_none_match: bool, if_match: bool) -> list[OpenApiParameter]:
    tags = {"type": "string"}
    found = []
    if if_none_match:
        words = "The `ETag` of the copy that you have: 304 if it is still good."
        found.append(OpenApiParameter("If-None-Match", tags, OpenApiParameter.HEADER, description=words))
    if if_match:
        words = "The `ETag` of the copy that you change: 412 if it was changed in between."
        found.append(OpenApiParameter("If-Match", tags, OpenApiParameter.HEADER, description=words))
    return found


class AutoSchema(openapi.AutoSchema):
    """Nothing is guessed: what an endpoint takes and gives stands in its `describe`."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def get_description(self) -> str:  # type: ignore[override]  # as spectacular has it
        return ""

    def get_tags(self) -> list[str]:
        return [str(getattr(self.view, "tag", ""))]


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "workspaces.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token of one member in one workspace."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "workspaces.api.authentication.WorkspaceSessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The browser's session. All but reading needs the CSRF token in X-CSRFToken too.",
        }


# The headers of answers, each described once and named where it occurs.
_HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "X-Request-ID": ("Names this request in the log.", {"type": "string"}),
    "RateLimit-Policy": ("The limit (IETF httpapi draft).", {"type": "string"}),
    "RateLimit": ("What is left of the limit, and for how long.", {"type": "string"}),
    "ETag": ("The version of this resource, for conditional requests.", {"type": "string"}),
    "Location": ("The address of what was made.", {"type": "string"}),
    "Retry-After": ("Seconds to wait.", {"type": "integer"}),
    "WWW-Authenticate": ("How to sign in.", {"type": "string"}),
    "Idempotency-Replayed": ("`true` if the first answer to this key is given again.", {"type": "string"}),
}
_ALWAYS = ("X-Request-ID", "RateLimit-Policy", "RateLimit")
_OF_PROBLEMS = {401: ("WWW-Authenticate",), 429: ("Retry-After",)}
_PROBLEMS = (400, 401, 403, 404, 406, 409, 412, 413, 415, 416, 422, 429)


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Spectacular's hook: give each operation the errors and headers that follow from what it is."""
    for path, methods in result["paths"].items():
        for operation in methods.values():
            _complete(path, operation)
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update(_schemas())
    components["headers"] = {
        name: {"description": words, "schema": schema} for name, (words, schema) in _HEADERS.items()
    }
    components["responses"] = {f"Problem{status}": _problem(status) for status in _PROBLEMS}
    return result


def _schemas() -> dict[str, Any]:
    """Every model by its name; raises ValueError where two models would need the same one."""
    _, described = models_json_schema(list(_models), ref_template=REFERENCE)
    found = dict(sorted(described["$defs"].items()))
    # What two models are called is told apart by their modules, in a name that nobody would choose.
    doubled = {name for name in found if "__" in name}
    if doubled:
        raise ValueError(f"Two models of the API share a name: {', '.join(sorted(doubled))}.")
    return found


def _complete(path: str, operation: dict[str, Any]) -> None:
    parameters = {parameter["name"] for parameter in operation.get("parameters", [])}
    responses = operation["responses"]
    if "If-None-Match" in parameters:
        responses["304"] = {"description": _phrase(304)}
    for status, response in responses.items():
        names = _header_names(status, parameters)
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    refused = {*operation.pop(REFUSES, ()), *_statuses(path, operation, parameters)}
    responses |= {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in refused}
    operation["responses"] = dict(sorted(responses.items()))


def _statuses(path: str, operation: dict[str, Any], parameters: set[str]) -> list[int]:
    found = [400, 406, 429]
    if operation.get("security"):
        found += [401, 403]
    if "{" in path:
        found.append(404)
    if "requestBody" in operation:
        found += [413, 415]
    if "If-Match" in parameters:
        found.append(412)
    if "Idempotency-Key" in parameters:
        found += [409, 422]
    return found


def _header_names(status: str, parameters: set[str]) -> list[str]:
    found = list(_ALWAYS)
    if status in {"201", "202"} or (status in {"200", "304"} and parameters & {"If-None-Match", "If-Match"}):
        found.append("ETag")
    if status in {"201", "202"}:
        found.append("Location")
    if status.startswith("2") and "Idempotency-Key" in parameters:
        found.append("Idempotency-Replayed")
    return found


def _problem(status: int) -> dict[str, Any]:
    reference = {"$ref": REFERENCE.format(model="Problem")}
    names = (*_ALWAYS, *_OF_PROBLEMS.get(status, ()))
    return {
        "description": _phrase(status),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {MEDIA_TYPE: {"schema": reference}},
    }


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase
