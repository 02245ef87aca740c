"""The errors that distmap expects, as one small tree.

DistmapError            a sentence for people, a code for programs, an HTTP status for the edge
├── Invalid       400   bad input; carries every fault found
├── NotSignedIn   401   no valid session or token
├── NotPermitted  403   the role or the token's scopes do not reach
├── NotFound      404   absent, hidden, or another workspace's
├── Conflict      409   the state of things forbids it
├── Stale         412   If-Match names an older version
├── Mismatch      422   the same Idempotency-Key came with another body
└── Unavailable   503   a part that the request needs does not answer

Subclasses stand beside the function that raises them. `distmap.api.problems` alone turns them into HTTP.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where (a JSON Pointer, or ?name of a parameter), a code, a sentence."""

    pointer: str
    code: str
    detail: str


class DistmapError(Exception):
    """An anticipated failure. `message` is a sentence for people; `faults` lists each single fault, if any;
    `headers` go with the answer that tells of it."""

    status = 500
    code = "error"
    title = "Something went wrong"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


class Invalid(DistmapError):
    status = 400
    code = "invalid"
    title = "The input has faults"

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> "Invalid":
        """One error that carries all faults; its sentence counts them."""
        found = tuple(faults)
        message = (
            found[0].detail if len(found) == 1 else f"{len(found)} faults were found; nothing was saved."
        )
        codes = {fault.code for fault in found}
        return cls(message, code=codes.pop() if len(codes) == 1 else None, faults=found)


class NotSignedIn(DistmapError):
    status = 401
    code = "not_authenticated"
    title = "Sign in or send a token"


class NotPermitted(DistmapError):
    status = 403
    code = "not_permitted"
    title = "Not permitted"


class NotFound(DistmapError):
    status = 404
    code = "not_found"
    title = "Not found"


class Conflict(DistmapError):
    status = 409
    code = "conflict"
    title = "The present state forbids this"


class Stale(DistmapError):
    status = 412
    code = "stale"
    title = "Somebody changed it in between"


class Mismatch(DistmapError):
    status = 422
    code = "idempotency_mismatch"
    title = "The key was used with another body"


class Unavailable(DistmapError):
    status = 503
    code = "unavailable"
    title = "Not available right now"
