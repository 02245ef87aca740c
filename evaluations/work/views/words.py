"""Where an evaluation stands, in words."""

STATE_WORDS = {"submitted": "Submitted", "archived": "Archived"}


def state_words(status: str, *, answered: int, total: int) -> str:
    """Where an evaluation stands."""
    if status in STATE_WORDS:
        return STATE_WORDS[status]
    if answered == 0:
        return "Not started"
    return "All answered" if answered >= total else "In progress"
