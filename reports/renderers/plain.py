"""Words of people as the file formats bear them: no control characters, one kind of line break."""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, byte-order marks and halves of surrogate pairs: no file format shows them.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LONG = re.compile(r"\S{25,}")
_AFTER = re.compile(r"([/?&=_.,:;+-])(?=\S)")


def lines(words: str) -> list[str]:
    """The lines of a text, composed (NFC), without what cannot be shown; tabs become spaces."""
    return [part.replace("\t", "    ").rstrip() for part in _seen(words)]


def one_line(words: str) -> str:
    """The text on one line; a space at its ends may part it from its neighbours and stays."""
    if words.isascii() and words.isprintable() and "  " not in words:
        return words
    return re.sub(r"\s+", " ", " ".join(_seen(words)))


def _seen(words: str) -> list[str]:
    return [_UNSEEN.sub("", part) for part in _BREAKS.split(unicodedata.normalize("NFC", words))]


def kept(words: str) -> str:
    """All lines of a text, with a plain line break between them; blank lines at its ends go."""
    return "\n".join(lines(words)).strip("\n")


def breakable(words: str, *, most: int = 24) -> str:
    """The words with places, unseen, where a long one may go on in the next line."""
    return _LONG.sub(lambda found: _broken(found[0], most), words) if len(words) > most else words


def _broken(word: str, most: int) -> str:
    pieces = _AFTER.sub("\\1\u200b", word).split("\u200b")
    cut = [piece[at : at + most] for piece in pieces for at in range(0, len(piece), most)]
    return "\u200b".join(cut)


def is_rtl(words: str) -> bool:
    """Whether a text runs from right to left: its first letter that has a direction says so."""
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind in {"R", "AL"} for kind in kinds if kind in {"L", "R", "AL"}), False)
