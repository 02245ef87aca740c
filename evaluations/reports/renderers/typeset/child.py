"""Typesetting in a process of its own: files in, a PDF or a PNG out. Run as a script, it imports nothing of ours.

The typesetter must not be used in a process that forks afterwards (a worker does), and a document that took
all memory should take this process alone. In: one JSON object on the standard input. Out: one line of JSON
that says what was made, then the bytes.
"""

import json
import re
import sys
import unicodedata
from typing import Any

import typst

STANDARD = "ua-1"
ROUNDS = 6
# What stands for a character that no font has. It is in the typesetter's own fonts.
SUBSTITUTE = "\u25af"
_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def main() -> int:
    asked = json.load(sys.stdin)
    made, body = picture(asked) if asked["format"] == "png" else document(asked)
    sys.stdout.buffer.write(json.dumps(made).encode() + b"\n" + body)
    return 0


def document(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """A tagged PDF. What no font has is replaced; if the standard still refuses, it goes without the standard."""
    missing: set[str] = set()
    for _ in range(ROUNDS):
        try:
            return _made(missing, STANDARD), _compiled(asked, missing, pdf_standards=[STANDARD])
        except typst.TypstError as error:
            unshown = _unshown(error.diagnostic) - missing
            if not unshown:
                break
            missing |= unshown
    return _made(missing, None), _compiled(asked, missing, pdf_standards=[])


def picture(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    return _made(set(), None), _compiled(asked, set(), ppi=asked["ppi"])


def _made(missing: set[str], standard: str | None) -> dict[str, Any]:
    return {"standard": standard, "missing": sorted(missing)}


def _compiled(asked: dict[str, Any], missing: set[str], **options: Any) -> bytes:
    texts = {name: _replaced(text, missing) for name, text in asked["files"].items()}
    texts["shown.json"] = json.dumps({"substitute": SUBSTITUTE, "missing": _named(asked, missing)})
    body = typst.compile(
        {name: text.encode() for name, text in texts.items()}, format=asked["format"],
        font_paths=asked["fonts"], ignore_system_fonts=True, **options,
    )  # fmt: skip
    if not isinstance(body, bytes):
        raise SystemExit("the document has more than one picture")
    return body


def _replaced(text: str, missing: set[str]) -> str:
    return text.translate(dict.fromkeys(map(ord, missing), SUBSTITUTE)) if missing else text


def _named(asked: dict[str, Any], missing: set[str]) -> list[str]:
    """What is missing, by code and name, with how often the document has it."""
    text = asked["files"]["data.json"]
    return [
        f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}, {text.count(letter)} times"
        if text.count(letter) != 1
        else f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}, once"
        for letter in sorted(missing)
    ]


def _unshown(diagnostic: str) -> set[str]:
    """The characters that the standard found no glyph for. ASCII is never among what is replaced."""
    found = "".join(_ESCAPE.sub(_unescaped, text) for text in _UNSHOWN.findall(diagnostic))
    return {letter for letter in found if not letter.isascii()}


def _unescaped(found: "re.Match[str]") -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


if __name__ == "__main__":
    sys.exit(main())
