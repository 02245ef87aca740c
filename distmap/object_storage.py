"""Files in an S3-compatible object store, through django-storages, behaving towards distmap like a local disk.

Every fault of the store is an OSError, a missing object a FileNotFoundError, and a part of an object is read as a
part: nothing is taken into memory whole. An object is there whole or not at all, so half a file cannot be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

CHUNK = 64 * 1024
MISSING = {"404", "NoSuchKey", "NotFound"}


@contextmanager
def _as_disk_faults(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        kind = FileNotFoundError if code in MISSING else OSError
        raise kind(f"{name}: the object store answered {code or 'with an error'}") from error
    except (Boto3Error, BotoCoreError) as error:
        raise OSError(f"{name}: the object store did not take it ({type(error).__name__})") from error


class ObjectPart:
    """Some bytes of an object, read from the network as they are sent on."""

    def __init__(self, name: str, body: Any) -> None:
        self.name, self._body = name, body

    def __iter__(self) -> Iterator[bytes]:
        with _as_disk_faults(self.name):
            yield from self._body.iter_chunks(CHUNK)

    def close(self) -> None:
        self._body.close()


class ObjectStorage(S3Storage):
    """One bucket, under one prefix. Names are never used twice, so nothing asks first whether one is free."""

    def get_default_settings(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_default_settings()
        return found | {
            "file_overwrite": True,
            "transfer_config": TransferConfig(use_threads=False),
            # A store that does not answer must not hold a worker for the minutes that botocore allows by itself.
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=30,
                retries={"mode": "standard", "total_max_attempts": 3},
                # Not every compatible store knows the checksums that botocore adds of its own accord.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        style = Config(s3={"addressing_style": self.addressing_style or "auto"})
        self.client_config: Any = self.client_config.merge(style)

    def _save(self, name: str, content: Any) -> str:
        with _as_disk_faults(name):
            saved: str = super()._save(name, content)
        return saved

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _as_disk_faults(name):
            return super()._open(name, mode)

    def delete(self, name: str) -> None:
        with _as_disk_faults(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_disk_faults(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with _as_disk_faults(name):
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _as_disk_faults(name):
            folders, files = super().listdir(name)
        return folders, files

    def part(self, name: str, start: int, length: int) -> ObjectPart:
        """`length` bytes (at least one) from `start` on, of an object that is asked for now and read later."""
        key, last = self._normalize_name(name), start + length - 1
        with _as_disk_faults(name):
            # The client, unlike a resource, may be shared by threads.
            answer = self.connection.meta.client.get_object(
                Bucket=self.bucket_name, Key=key, Range=f"bytes={start}-{last}"
            )
        return ObjectPart(name, answer["Body"])
