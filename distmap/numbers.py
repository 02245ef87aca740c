"""Whole numbers as addresses and forms write them."""


def whole_number(text: str, *, digits: int = 9) -> int | None:
    """The number that a text writes in at most so many ASCII digits; None if it writes none.

    `str.isdigit` alone lets signs pass that are no number to `int` (²), and Python refuses to read thousands of digits.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
