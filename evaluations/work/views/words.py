"""Where an evaluation stands, in words."""

from evaluations.vocabulary import STATUS_WORDS


def state_words(status: str, *, answered: int, total: int) -> str:
    """Where an evaluation stands."""
    if status != "draft":
        return STATUS_WORDS[status]
    if answered == 0:
        return "Not started"
    return "All answered" if answered >= total else "In progress"
