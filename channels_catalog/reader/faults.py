"""What a reader finds wrong, named so that an author can go straight to it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class CatalogFault:
    """What is wrong in which file and field; the field is empty when the file as a whole is meant."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.field, self.message) if part)


class CatalogInvalid(ValueError):
    """The files are no catalog. `faults` holds all that was found, file by file."""

    def __init__(self, faults: Iterable[CatalogFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
