"""Reading the program's input: bytes that may be anything become a document, or named faults."""

import json
from collections import Counter
from typing import Any

from .faults import Faults, at
from .inputs import Fault, InvalidInputs


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given more than once."""

    repeated: tuple[str, ...] = ()


def read_document(content: bytes) -> object:
    """Decode UTF-8 and JSON.

    Raises InvalidInputs when the bytes are no UTF-8, the text is no JSON or is nested too deeply,
    or an object has a key twice: the reader could not know which of the two was meant.
    """
    try:
        document: object = json.loads(content.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise _refused("encoding", f"The input is not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        detail = f"The input is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        raise _refused("json", detail) from error
    except RecursionError as error:
        raise _refused("nesting", "The input is nested too deeply.") from error
    except ValueError as error:
        raise _refused("json", "The input has a number with too many digits.") from error
    _check_repeated(document)
    return document


def _refused(code: str, detail: str) -> InvalidInputs:
    return InvalidInputs((Fault("", code, detail),))


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    read = _Object(pairs)
    if len(read) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        read.repeated = tuple(key for key, count in counts.items() if count > 1)
    return read


def _check_repeated(document: object) -> None:
    """Walks with a stack of its own: what the parser could nest, this must be able to walk."""
    faults = Faults()
    waiting: list[tuple[str, object]] = [("", document)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, _Object):
            for key in value.repeated:
                faults.add(at(pointer, key), "duplicate", "This key is given more than once.")
            inner = [(at(pointer, key), each) for key, each in value.items()]
        elif isinstance(value, list):
            inner = [(at(pointer, index), each) for index, each in enumerate(value)]
        else:
            continue
        waiting.extend(reversed(inner))
    if faults:
        raise InvalidInputs(faults.found())
