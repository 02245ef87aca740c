"""What a text must be before it is stored: no control characters, one kind of line break, not too long."""

import re
from urllib.parse import urlsplit

from distmap.errors import Fault

SHORT, LONG, ADDRESS = 160, 10_000, 2_000
# NUL and its kin cannot be stored everywhere and mean nothing in a note; lone surrogates are no text at all.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def tidied(text: str | None) -> str:
    """Line breaks as \\n, no white space around."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(text: str | None) -> str:
    """The text without line breaks or doubled spaces: for names, which stand in rows."""
    return " ".join((text or "").split())


def text_faults(pointer: str, text: str | None, *, most: int, needed: bool = False) -> list[Fault]:
    """What is wrong with a text, if anything."""
    tidy = tidied(text)
    if needed and not tidy:
        return [Fault(pointer, "required", "This must not be empty.")]
    if len(tidy) > most:
        return [Fault(pointer, "too_long", f"This has {len(tidy):,} characters; {most:,} is the most.")]
    if _CONTROL.search(tidy):
        return [Fault(pointer, "control_character", "This holds a control character; take it out.")]
    return []


def address_faults(pointer: str, address: str | None) -> list[Fault]:
    """What is wrong with a link: only whole http and https addresses are kept, since pages and reports link to them."""
    tidy = tidied(address)
    faults = text_faults(pointer, tidy, most=ADDRESS)
    if faults or not tidy:
        return faults
    try:
        parts = urlsplit(tidy)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", tidy)
    except ValueError:
        good = False
    return (
        []
        if good
        else [Fault(pointer, "not_an_address", "Write a whole address that begins with https:// or http://.")]
    )
