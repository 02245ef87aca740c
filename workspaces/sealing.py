"""Texts that stand encrypted in the database: a copy of the database alone does not open them."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def cipher(purpose: str) -> MultiFernet:
    """Encrypts with the service's secret; opens what former ones (SECRET_KEY_FALLBACKS) encrypted, too.

    Each purpose has a key of its own. Opening raises cryptography.fernet.InvalidToken where no key fits.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    lead = f"workspaces.{purpose}:".encode()
    digests = [hashlib.sha256(lead + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
