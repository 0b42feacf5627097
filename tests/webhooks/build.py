"""Webhooks and releases for tests."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claims.models import Claim, Release, User, Webhook
from claims.publishing.facts import Facts
from claims.publishing.service import release
from claims.publishing.webhooks import planning, sending
from claims.publishing.webhooks.signing import KeyText
from claims.publishing.webhooks.subscriptions import WebhookEntry, create_webhook
from claims.vocabulary import ReleaseKind, Status, WebhookKeyKind
from tests.models.build import a_claim

SITE = "https://claims.example"
FACTS = Facts(status=Status.SINGLE_SOURCE, effective_status=Status.SINGLE_SOURCE)


def a_webhook(owner: User, url: str, *, kind: WebhookKeyKind = WebhookKeyKind.HMAC, **entry: Any) -> Webhook:
    return with_key(owner, url, kind=kind, **entry)[0]


def with_key(
    owner: User, url: str, *, kind: WebhookKeyKind = WebhookKeyKind.HMAC, **entry: Any
) -> tuple[Webhook, KeyText]:
    known = WebhookEntry(**{"label": "Mirror", "url": url, **entry})
    return create_webhook(actor=owner, entry=known, key_kind=kind, site=SITE)


def document(**facts: Any) -> dict[str, Any]:
    """The parts of a release that a filter looks at."""
    sourcing = {"type": facts.get("sourcing", "document"), "source_words": None, "source": None, "chain": []}
    passage = {"part": "body", "start": 0, "end": 9, "quote": facts.get("quote")}
    rights: dict[str, Any] = {
        "verbatim": True,
        "credit": None,
        "link_required": False,
        "reasons": [],
        "until": facts.get("until"),
    }
    page = {"id": "d1", "url": "https://courier.example/ferry", "outlet": None}
    entry = {"id": "e1", "document": page, "sourcing": sourcing, "passage": passage, "rights": rights}
    return {
        "claimant": None,
        "claimed": None,
        "grades": {"sources": [], "information": []},
        "claim": facts.get("wording", "Two of the ferry’s engines broke down"),
        "language": facts.get("language", "en"),
        "tags": facts.get("tags", ["Ferries"]),
        "corroboration": {"computed": facts.get("status", "single_source"), "effective": None},
        "evidence": [entry],
    }


def published(claim: Claim | None = None, kind: ReleaseKind = ReleaseKind.PUBLISHED, **facts: Any) -> Release:
    with transaction.atomic():
        body = {"reason": "misheard"} if kind is ReleaseKind.WITHDRAWN else document(**facts)
        return release(
            claim=claim or a_claim(),
            kind=kind,
            body=body,
            facts=FACTS,
            search_text="",
            vetted=kind.value == "published",
        )


def work() -> int:
    """What the clock's task does."""
    planning.plan()
    return sending.send()
