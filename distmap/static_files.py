"""Static files as they are served in production: hashed names, compressed, and one style sheet, not fifty.

Style sheets are written one block to a file, and `css/app.css` imports them. A browser would ask for them
only after it had read `app.css`, so collecting folds them in. With DEBUG on, the imports work natively.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDED = "css/app.css"
_IMPORT = re.compile(r'^@import "(?P<path>[\w./-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)
_ADDRESS = re.compile(r"""url\(\s*["']?(?!#|data:)""")

# What Django's collecting passes around: the name of a file, where it lies, and its path there.
Found = dict[str, tuple[Storage, str]]


class ImportNotFolded(ValueError):
    """An import that cannot be folded: its file is missing, or has addresses that would point elsewhere."""


def folded(text: str, *, name: str, found: Found) -> str:
    """The style sheet with each imported file put in its place, inside its layer."""

    def layer_of(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))
        if path not in found:
            raise ImportNotFolded(f"{name} imports {path}, which no static folder holds")
        storage, stored = found[path]
        with storage.open(stored) as file:
            content = file.read().decode()
        if "@import" in content or _ADDRESS.search(content):
            raise ImportNotFolded(f"{path} has an import or an address of its own; only {name} may")
        return f"@layer {match['layer']} {{\n{content}}}\n"

    return _IMPORT.sub(layer_of, text)


class _Folded(Storage):
    """Stands in for the folder of one style sheet while it is collected: opening it gives the folded text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _open(self, name: str, mode: str = "rb") -> "ContentFile[bytes]":
        return ContentFile(self.text.encode(), name=name)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """whitenoise's storage, which names files by their content; also in the imports of ES modules."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: Found, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if FOLDED in paths and not dry_run:
            storage, stored = paths[FOLDED]
            with storage.open(stored) as file:
                text = file.read().decode()
            paths = {**paths, FOLDED: (_Folded(folded(text, name=FOLDED, found=paths)), stored)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def url_converter(self, name: str, hashed_files: dict[str, str], template: str | None = None) -> Any:
        # Imports are rewritten in our own modules only: packages ship modules that import bare names.
        if name.endswith(".js") and not name.startswith("js/"):
            return lambda match: match["matched"]
        return super().url_converter(name, hashed_files, template)
