"""Records for tests, the smallest that the database accepts; ``facts`` change single fields."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

from django.utils import timezone

from claims.models import Claim, Document, Evidence, Passage, ReadableText, Snapshot, Source, User

TEXT = "The ferry left late.\n\nA source said: “Two of three engines failed.” 🚢 عبّارة"
_numbers = count(1)


def a_user(**facts: Any) -> User:
    return User.objects.create(**{"username": f"person-{next(_numbers)}", **facts})


def a_source(**facts: Any) -> Source:
    return Source.objects.create(**{"kind": "organisation", "name": "Harbour Board", **facts})


def a_claim(**facts: Any) -> Claim:
    plain: dict[str, Any] = {"wording": "The ferry left late."}
    if "logged_by" not in facts:
        plain["logged_by"] = a_user()
    return Claim.objects.create(**{**plain, **facts})


def a_snapshot(text: str = TEXT) -> Snapshot:
    digest = hashlib.sha256(text.encode()).hexdigest()
    readable, _ = ReadableText.objects.get_or_create(text_hash=digest, defaults={"text": text})
    return Snapshot.objects.create(
        document=Document.objects.create(canonical_url=f"https://courier.example/{next(_numbers)}"),
        content_hash=digest,
        readable=readable,
        method="paste",
        media_type="text/plain",
        taken_at=timezone.now(),
    )


def a_passage(exact: str = "The ferry left late.", **facts: Any) -> Passage:
    snapshot = facts.pop("snapshot", None) or a_snapshot()
    start = snapshot.readable.text.index(exact)
    plain: dict[str, Any] = {"start": start, "end": start + len(exact), "part": "body", "exact": exact}
    return Passage.objects.create(snapshot=snapshot, **{**plain, **facts})


def some_evidence(**facts: Any) -> Evidence:
    plain: dict[str, Any] = {"stance": "supports", "directness": "second_hand"}
    for name, make in (("claim", a_claim), ("passage", a_passage), ("added_by", a_user)):
        if name not in facts:
            plain[name] = make()
    return Evidence.objects.create(**{**plain, **facts})
