"""Identifiers of stored things: UUIDv7, so that keys made later sort later and indexes stay compact."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562)."""
    return uuid_utils.compat.uuid7()
