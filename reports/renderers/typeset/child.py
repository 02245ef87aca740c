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
# A stretch that begins with a letter beyond Latin and common punctuation, with what it may be joined to.
_RARE = re.compile("[^\\s]?[^\\s\x00-\u024f\u2000-\u206f][^\\s\x00-\u024f]*")
_PROBE = b"""#set document(title: "words")
#set text(font: ("Libertinus Serif", "Noto Serif", "Noto Sans"), lang: "en")
#json("words.json").map(it => text(it)).join(" ")"""


def main() -> int:
    asked = json.load(sys.stdin)
    made, body = picture(asked) if asked["format"] == "png" else document(asked)
    sys.stdout.buffer.write(json.dumps(made).encode() + b"\n" + body)
    return 0


def document(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """A tagged PDF. What no font has is replaced; if the standard still refuses, it goes without the standard."""
    fonts = _fonts(asked)
    missing = _foreseen(asked, fonts)
    for tried in range(1, ROUNDS + 1):
        try:
            body = b"".join(_compiled(asked, fonts, missing, pdf_standards=[STANDARD]))
            return _made(missing, STANDARD, tried), body
        except typst.TypstError as error:
            unshown = _unshown(error.diagnostic) - missing
            if not unshown:
                break
            missing |= unshown
    body = b"".join(_compiled(asked, fonts, missing, pdf_standards=[]))
    return _made(missing, None, tried + 1), body


def picture(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Each page as a picture, one after another; `sizes` says where each ends."""
    pages = _compiled(asked, _fonts(asked), set(), ppi=asked["ppi"])
    return _made(set(), None, 1) | {"sizes": [len(page) for page in pages]}, b"".join(pages)


def _fonts(asked: dict[str, Any]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=asked["fonts"])


def _foreseen(asked: dict[str, Any], fonts: typst.Fonts) -> set[str]:
    """What no font has among the rare words, asked in a document of these alone: a report that fails for one
    letter has been set in vain, and has to be set a second time."""
    rare = sorted(set(_RARE.findall(asked["files"]["data.json"])))
    if not rare:
        return set()
    try:
        _set({"main.typ": _PROBE, "words.json": json.dumps(rare).encode()}, fonts, pdf_standards=[STANDARD])
    except typst.TypstError as error:
        return _unshown(error.diagnostic)
    return set()


def _made(missing: set[str], standard: str | None, tried: int) -> dict[str, Any]:
    return {"standard": standard, "missing": sorted(missing), "tried": tried}


def _compiled(asked: dict[str, Any], fonts: typst.Fonts, missing: set[str], **options: Any) -> list[bytes]:
    texts = {name: _replaced(text, missing) for name, text in asked["files"].items()}
    texts["shown.json"] = json.dumps({"substitute": SUBSTITUTE, "missing": _named(asked, missing)})
    files = {name: text.encode() for name, text in texts.items()}
    return _set(files, fonts, format=asked["format"], **options)


def _set(files: dict[str, bytes], fonts: typst.Fonts, **options: Any) -> list[bytes]:
    """A document is one body; pictures are one for each page."""
    body = typst.compile(files, font_paths=fonts, ignore_system_fonts=True, **options)
    return [body] if isinstance(body, bytes) else list(body)


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
