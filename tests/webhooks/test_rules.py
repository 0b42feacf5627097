"""Signatures, the ladder and filters: plain values in, plain values out."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook as Independent
from standardwebhooks import WebhookVerificationError

from claims.publishing.webhooks.ladder import LADDER, LONGEST_REST, rest, wait
from claims.publishing.webhooks.matching import Filter, fits
from claims.publishing.webhooks.signing import headers, key_pair, new_key
from claims.vocabulary import WebhookKeyKind
from tests.webhooks.build import document

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BODY = '{"type":"claim.published","data":{"claim":"“عبّارة” 🚢"}}'.encode()


def signed(*secrets: str, at: datetime | None = None) -> dict[str, str]:
    return dict(headers(message_id="msg_1", at=at or datetime.now(UTC), body=BODY, secrets_held=secrets))


def test_the_example_of_the_standards_own_library_is_signed_alike() -> None:
    found = headers(
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC),
        body=b'{"test": 2432232314}',
        secrets_held=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert dict(found)["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_independent_library_verifies_what_is_signed_and_nothing_else() -> None:
    old, new = new_key(WebhookKeyKind.HMAC).secret, new_key(WebhookKeyKind.HMAC).secret
    sent = signed(new, old)
    for secret in (old, new):
        assert Independent(secret).verify(BODY, sent)["type"] == "claim.published"
    for secret, body in ((new_key(WebhookKeyKind.HMAC).secret, BODY), (new, BODY + b" ")):
        with pytest.raises(WebhookVerificationError):
            Independent(secret).verify(body, sent)


def test_a_key_pair_is_that_of_the_standard_for_ed25519() -> None:
    # RFC 8032, 7.1, test 1
    pair = key_pair(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert pair.public == "whpk_" + base64.b64encode(bytes.fromhex(public)).decode()


def test_a_signature_of_a_key_pair_is_verified_with_its_public_half() -> None:
    pair = new_key(WebhookKeyKind.ED25519)
    sent = signed(pair.secret)
    version, _, text = sent["webhook-signature"].partition(",")
    assert version == "v1a"
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode((pair.public or "").removeprefix("whpk_")))
    content = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + BODY
    public.verify(base64.b64decode(text), content)
    with pytest.raises(InvalidSignature):
        public.verify(base64.b64decode(text), content + b" ")


def test_the_ladder_ends_after_ten_attempts_over_three_days() -> None:
    waits = [wait(attempts, chance=0) for attempts in range(1, 12)]
    assert waits == [*LADDER, None, None]
    assert timedelta(days=3) < sum(LADDER, timedelta(0)) < timedelta(days=4)
    assert wait(1, chance=1) == timedelta(seconds=6)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("120", 120),
        ("999999999999999", LONGEST_REST.total_seconds()),
        ("Mon, 02 Mar 2026 12:10:00 GMT", 600),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("Mon, 02 Mar 2026 12:10:00", 600),
        ("soon", 0),
        ("-5", 0),
        ("²", 0),
    ],
)
def test_the_rest_that_a_receiver_asks_for_is_read(given: str | None, seconds: float) -> None:
    assert rest(given, now=NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("wanted", "yes"),
    [
        ({}, True),
        ({"statuses": frozenset({"single_source", "disputed"})}, True),
        ({"statuses": frozenset({"disputed"})}, False),
        ({"sourcing_types": frozenset({"document"})}, True),
        ({"sourcing_types": frozenset({"unnamed_person"})}, False),
        ({"languages": frozenset({"en"}), "tags": frozenset({"ferries"})}, True),
        ({"languages": frozenset({"de"}), "tags": frozenset({"ferries"})}, False),
        ({"tags": frozenset({"bridges"})}, False),
    ],
)
def test_every_part_of_a_filter_must_hold(wanted: dict[str, Any], yes: bool) -> None:
    assert fits(document(), Filter(**wanted)) is yes


def test_any_piece_of_evidence_and_any_kind_of_a_language_fits_as_in_the_list() -> None:
    first, second = document()["evidence"][0], document(sourcing="unnamed_person")["evidence"][0]
    two = document(language="en-GB") | {"evidence": [first, second]}
    assert fits(two, Filter(sourcing_types=frozenset({"unnamed_person"})))
    assert fits(two, Filter(languages=frozenset({"en"})))
    assert not fits(two, Filter(languages=frozenset({"en-us"})))


def test_a_claim_without_evidence_or_topics_fits_no_filter_of_them() -> None:
    bare = document() | {"evidence": [], "tags": [], "language": None}
    assert fits(bare, Filter(statuses=frozenset({"single_source"})))
    for wanted in ({"sourcing_types": frozenset({"document"})}, {"languages": frozenset({"en"})}):
        assert not fits(bare, Filter(**wanted))
    assert not fits({"reason": "misheard"}, Filter(languages=frozenset({"en"})))
    assert fits({"reason": "misheard"}, Filter())
