"""What a text must be before it is stored: no control characters, one kind of line break, one form of each letter,
not too long; and the form in which it is searched."""

import re
import unicodedata
from urllib.parse import urlsplit

from distmap.errors import Fault

SHORT, LONG, ADDRESS = 160, 10_000, 2_000
# NUL and its kin cannot be stored everywhere and mean nothing in a note; lone surrogates are no text at all.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
# Every sign that Unicode breaks a line at (UAX 14, BK, CR, LF and NL): spreadsheets and word processors send them.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Embeddings, overrides and isolates turn what stands beside a text too. Pages set each text apart by `dir="auto"`,
# so these say nothing there. Marks (U+200E, U+200F, U+061C) and joiners stay: whole scripts need them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Signs that are letters by their category, and show nothing.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")
# Letters that Unicode does not take apart, as they are typed where the keyboard lacks them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def tidied(text: str | None) -> str:
    """Line breaks as \\n, letters composed (NFC), no sign that turns the direction of writing, trimmed."""
    plain = _TURNING.sub("", _LINE_BREAK.sub("\n", text or ""))
    return unicodedata.normalize("NFC", plain).strip()


def folded(text: str) -> str:
    """The text as it is searched: without case, accents and doubled white space, in every script.

    What folds alike is found alike: Ångström, angstrom; STRASSE, Straße; ｆｕｌｌ, full.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign) and sign not in _BLANKS)
    return " ".join(plain.casefold().translate(_PLAIN).split())


def search_words(text: str) -> list[str]:
    """The words of a search, folded; what stands between words in a list (a dash, a dot) is none of them."""
    return [word for word in folded(text).split() if any(sign.isalnum() for sign in word)] or folded(
        text
    ).split()


def _shows(text: str) -> bool:
    """Whether anything of it can be seen: not only white space, joiners, marks and letters that are blank."""
    return any(unicodedata.category(sign)[0] not in "ZC" and sign not in _BLANKS for sign in text)


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
    if tidy and not _shows(tidy):
        return [Fault(pointer, "invisible", "Nothing of this can be seen. Write something that shows.")]
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
