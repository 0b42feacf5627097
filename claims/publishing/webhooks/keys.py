"""Keys as they are kept: encrypted under the installation's secret, so that a copy of the database signs nothing."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _box(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"webhook keys").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _boxes() -> MultiFernet:
    return MultiFernet([_box(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(text: str) -> str:
    """The text encrypted under ``SECRET_KEY``."""
    return _boxes().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text of :func:`seal`; raises ``InvalidToken`` when neither ``SECRET_KEY`` nor an earlier one opens it."""
    return _boxes().decrypt(sealed.encode()).decode()
