"""Reports made from frozen texts in processes of their own, which have nothing in common but the text.

As a program: folder in, digests out.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "271828", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}


def digests(
    texts: Mapping[str, str], folder: Path, *, years_later: int = 0, **environment: str
) -> dict[str, str]:
    """The SHA-256 of each text's report in each format, made in `folder` by a fresh process."""
    folder.mkdir()
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.reports.two_processes", str(folder / "texts.json"), str(years_later)],
        cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "DISTMAP_DATA": str(folder)} | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def assert_same_bytes(texts: Mapping[str, str], folder: Path) -> None:
    """Here and now; and elsewhere, years later."""
    one = digests(texts, folder / "one", **HERE)
    other = digests(texts, folder / "other", years_later=7, **ELSEWHERE)
    assert len(one) == 8 * len(texts)
    assert [name for name in one if one[name] != other[name]] == []


def _main(path: str, years_later: int) -> None:
    now = time.time
    time.time = lambda: now() + years_later * 365 * 86_400
    import django

    django.setup()
    from reports.renderers import FORMATS
    from reports.rendering import prepared

    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    renderings = {name: prepared(text) for name, text in texts.items()}
    found = {
        f"{name}.{key}": hashlib.sha256(made.render(rendering)).hexdigest()
        for name, rendering in renderings.items()
        for key, made in FORMATS.items()
    }
    print(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
