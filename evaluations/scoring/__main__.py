"""The core as a program: python -m evaluations.scoring < inputs.json > result.json

Exit status 0 with the result on standard output, or 2 with one line for each fault on standard
error: its JSON Pointer, a colon, and what is wrong.
"""

import json
import sys

from .dispatch import document
from .inputs import Fault, InvalidInputs
from .parsing import parse
from .reading import read_document


def main() -> int:
    """Score standard input; the exit status."""
    try:
        inputs = parse(read_document(sys.stdin.buffer.read()))
    except InvalidInputs as invalid:
        for fault in invalid.faults:
            print(_line(fault), file=sys.stderr)
        return 2
    text = json.dumps(document(inputs), indent=2, ensure_ascii=False, allow_nan=False)
    sys.stdout.buffer.write(text.encode() + b"\n")
    return 0


def _line(fault: Fault) -> str:
    """One line whatever stands in the keys: line breaks and the like are written as escapes."""
    text = f"{fault.pointer}: {fault.detail}"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


if __name__ == "__main__":
    sys.exit(main())
