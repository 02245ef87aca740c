"""Words of people in files that spreadsheets open."""

# What a spreadsheet takes for the beginning of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# White space that it drops first; and what, at the beginning, makes it look at the next cell or line.
_DROPPED, _BREAKS = " \u00a0\u3000\t\r\n", ("\t", "\r", "\n")


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula: behind an apostrophe where it would."""
    is_taken = text.startswith(_BREAKS) or text.lstrip(_DROPPED).startswith(_FORMULA)
    return f"'{text}" if is_taken else text
