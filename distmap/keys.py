"""The service's secret, on a machine of one's own: made once, whoever starts first."""

import os
import secrets
from pathlib import Path


def made_once(path: Path) -> str:
    """The key in the file, which is made if it is not there; of two that start at once both get the same.

    The file appears whole or not at all: it is written beside its place and linked into it, which fails where
    another was faster.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text(encoding="utf-8").strip()
