"""Templates as they are sent: indented to be read, without the indentation to be sent.

Indentation would be a twelfth of a page's compressed bytes. It is taken off once, when a template is loaded,
and not from each answer. Lines stay lines, so that a fault in a template is told at its own line.
"""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(FilesystemLoader):
    """Loads from the template folders. What people typed comes by variables and is not touched."""

    def get_contents(self, origin: Origin) -> str:
        return _INDENTATION.sub("", super().get_contents(origin))
