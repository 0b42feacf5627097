"""Signatures of Standard Webhooks 1.0.0, symmetric (``v1``) and asymmetric (``v1a``). No Django.

Source: https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md. What is signed is
``id.timestamp.body``. Keys are written as ``whsec_`` and Base64 (24 to 64 random bytes), and as ``whsk_`` and ``whpk_``
and Base64 (Ed25519, RFC 8032: the seed followed by the public half, and the public half).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from claims.vocabulary import WebhookKeyKind

SECRET, PRIVATE, PUBLIC = "whsec_", "whsk_", "whpk_"
_SECRET_BYTES = 32
_SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyText:
    """A key as it is written: what signs, and the half that everybody may know, of a key pair."""

    kind: WebhookKeyKind
    secret: str
    public: str | None = None


def _written(prefix: str, key: bytes) -> str:
    return prefix + base64.b64encode(key).decode()


def new_key(kind: WebhookKeyKind) -> KeyText:
    """A new key of this kind."""
    if kind is WebhookKeyKind.HMAC:
        return KeyText(kind, _written(SECRET, secrets.token_bytes(_SECRET_BYTES)))
    return key_pair(secrets.token_bytes(_SEED_BYTES))


def key_pair(seed: bytes) -> KeyText:
    """The Ed25519 key pair of a seed of 32 bytes."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return KeyText(WebhookKeyKind.ED25519, _written(PRIVATE, seed + public), _written(PUBLIC, public))


def _signature(secret: str, content: bytes) -> str:
    prefix, _, text = secret.partition("_")
    key = base64.b64decode(text)
    if prefix + "_" == SECRET:
        return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    signed = Ed25519PrivateKey.from_private_bytes(key[:_SEED_BYTES]).sign(content)
    return "v1a," + base64.b64encode(signed).decode()


def headers(*, message_id: str, at: datetime, body: bytes, secrets_held: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The three headers of a message, signed with every key that is held; ``at`` is the moment of this attempt."""
    stamp = str(int(at.timestamp()))
    content = f"{message_id}.{stamp}.".encode() + body
    signatures = " ".join(_signature(secret, content) for secret in secrets_held)
    return (("webhook-id", message_id), ("webhook-timestamp", stamp), ("webhook-signature", signatures))
