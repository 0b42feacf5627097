"""The logging side of the API: what the pages do, by a program, under the same rules."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.models import (
    ApiToken,
    Claim,
    InformationGrade,
    KeptAnswer,
    LedgerEntry,
    Release,
    Snapshot,
    SourceGrade,
    User,
)
from claims.recording.claims import MAX_TAGS
from tests.models.build import a_user
from tests.review.build import vetted

pytestmark = pytest.mark.django_db

TEXT = "Ferry drifts in the sound\n\n“Two of three engines failed,” said Bo Ek of the Harbour Board on Tuesday."
QUOTE = "“Two of three engines failed,”"


class Program:
    """A program with a token of one person."""

    def __init__(self, user: User, *scopes: str) -> None:
        self.user = user
        _, text = ApiToken.objects.create(user=user, label="x", scopes=list(scopes or ("read", "log")))
        self._client = Client(headers={"Authorization": f"Token {text}"})

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        act = getattr(self._client, method)
        sent: dict[str, Any] = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return act(f"/api/v1/{path}", headers=named, **sent)


def evidence(**facts: Any) -> dict[str, Any]:
    plain = {
        "document": {"text": TEXT},
        "passage": {"quote": QUOTE},
        "stance": "supports",
        "directness": "second_hand",
        "sourcing": {
            "type": "on_record_person",
            "voice": "direct_quote",
            "source": {"kind": "person", "name": "Bo Ek"},
            "source_words": "Bo Ek of the Harbour Board",
        },
    }
    return {**plain, **facts}


def body(wording: str = "Two of three engines of the ferry failed", **claim: Any) -> dict[str, Any]:
    own = {"wording": wording, "paraphrase": "Most of the ferry’s power was lost", **claim}
    return {"claim": own, "evidence": evidence()}


@pytest.fixture
def program(checker: User) -> Program:
    return Program(checker)


def test_a_claim_is_logged_changed_graded_and_submitted_by_a_program(program: Program, editor: User) -> None:
    made = program("post", "claims", body(tags=["ferries"], language="en"))
    assert made.status_code == 201
    said = made.json()
    assert (said["state"], said["version"], said["evidence"][0]["passage"]["quote"]) == ("draft", 1, QUOTE)
    assert (made.headers["ETag"], made.headers["Location"]) == ('"v1"', f"/api/v1/claims/{said['id']}/now")
    path = f"claims/{said['id']}"
    changed = program("patch", path, {"tags": ["harbour"]}, If_Match='"v1"').json()
    assert (changed["tags"], changed["language"], changed["wording"]) == (["harbour"], "en", said["wording"])
    graded = program(
        "post",
        f"{path}/grades",
        {"number": 3, "reason": "may be", "logical_in_itself": True, "consistent_with_known": True},
    )
    assert graded.status_code == 201
    source = said["evidence"][0]["source"]["id"]
    assert program("post", f"sources/{source}/grades", {"letter": "C", "reason": "was right before"}).status_code == 201
    submitted = program("post", f"{path}/submit", {"note": "please look"})
    assert submitted.json()["state"] == "submitted"
    assert program("post", f"{path}/steps", {"action": "approve"}).status_code == 403
    desk = Program(editor, "read", "log", "review")
    approved = desk("post", f"{path}/steps", {"action": "approve"})
    assert (approved.status_code, approved.json()["state"]) == (200, "vetted")
    assert program("get", path).json()["id"] == said["id"]
    assert (InformationGrade.objects.count(), SourceGrade.objects.count(), Release.objects.count()) == (1, 1, 1)
    actions = {json.loads(entry.payload)["action"] for entry in LedgerEntry.objects.all()}
    assert {"log", "edit", "submit", "approve"} <= actions


def test_further_evidence_stands_on_the_same_page_or_on_another(program: Program) -> None:
    said = program("post", "claims", body()).json()
    path = f"claims/{said['id']}/evidence"
    snapshot = said["evidence"][0]["snapshot"]
    start = TEXT.index("Ferry drifts")
    passage = {"start": start, "end": start + 12}
    own = {"type": "unattributed", "voice": "own_voice"}
    more = evidence(document={"snapshot": snapshot}, passage=passage, sourcing=own)
    added = program("post", path, more)
    assert added.status_code == 201
    assert [row["passage"]["quote"] for row in added.json()["evidence"]] == [QUOTE, "Ferry drifts"]
    twice = program("post", path, more)
    assert (twice.status_code, twice.json()["errors"][0]["field"]) == (422, "passage")
    other = evidence(document={"text": f"Another paper.\n\n{TEXT}", "url": "https://echo.example/ferry"})
    assert program("post", path, other).json()["evidence"][2]["url"] == "https://echo.example/ferry"
    assert Snapshot.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"claim": {"wording": ""}}, 400, "claim"),
        ({"claim": {"wording": "x", "colour": "red"}}, 400, "claim"),
        ({"claim": {"wording": "x", "claimed_on": "2026-03-02"}}, 422, "claimed_on"),
        ({"claim": {"wording": "x", "tags": [str(number) for number in range(MAX_TAGS + 1)]}}, 422, "tags"),
        ({"evidence": None}, 400, "evidence"),
        ({"evidence": evidence(stance="likes")}, 400, "evidence"),
        ({"evidence": evidence(passage={"quote": "Three of three"})}, 422, "passage"),
        ({"evidence": evidence(passage={})}, 422, "passage"),
        ({"evidence": evidence(passage={"start": 0, "end": 9999})}, 422, "passage"),
        ({"evidence": evidence(document={})}, 422, "document"),
        ({"evidence": evidence(document={"text": TEXT, "snapshot": "0"})}, 422, "document"),
        ({"evidence": evidence(document={"snapshot": "0"})}, 422, "document"),
        ({"evidence": evidence(document={"url": "http://169.254.169.254/"})}, 422, "document"),
        ({"evidence": evidence(sourcing={"type": "unnamed_person", "voice": "direct_quote"})}, 422, "source"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_logged(
    program: Program, change: dict[str, Any], status: int, field: str
) -> None:
    answer = program("post", "claims", {**body(), **change})
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Claim.objects.exists()


def test_the_anonymity_of_a_source_and_whom_it_speaks_for_are_recorded(program: Program) -> None:
    sourcing = {
        "type": "unnamed_person",
        "voice": "direct_quote",
        "source": {"kind": "unnamed_person", "descriptor": "an engineer"},
        "relayed_for": [{"kind": "organisation", "name": "Harbour Board"}],
        "anonymity": {"how_they_know": "witness", "reason": "fears for the job", "persons_spoken_to": 1},
    }
    claim_id = program("post", "claims", {**body(), "evidence": evidence(sourcing=sourcing)}).json()["id"]
    found = Claim.objects.get(public_id=claim_id).evidence.get().sourcing
    assert (found.anonymity.how_they_know, found.anonymity.persons_spoken_to) == ("witness", 1)
    assert [str(hop.relayed_for) for hop in found.relays.all()] == ["Harbour Board"]


def test_a_change_names_the_version_that_was_read(program: Program) -> None:
    path = f"claims/{program('post', 'claims', body()).json()['id']}"
    without = program("patch", path, {"tags": []})
    assert (without.status_code, without.json()["type"]) == (428, "/problems/version-needed")
    assert program("patch", path, {"wording": "Three engines failed"}, If_Match='"v1"').headers["ETag"] == '"v2"'
    for old in ('"v1"', '"x"', "v2"):
        late = program("patch", path, {"wording": "One engine failed"}, If_Match=old)
        assert (late.status_code, late.headers["ETag"]) == (412, '"v2"')
    assert program("post", f"{path}/submit", {}, If_Match='"v1"').status_code == 412
    assert program("post", f"{path}/evidence", evidence(), If_Match='"v1"').status_code == 412
    assert Claim.objects.get().wording == "Three engines failed"
    assert program("get", f"{path}/now").headers["ETag"] == '"v2"'


def test_the_rules_of_the_pages_hold(program: Program, checker: User, editor: User) -> None:
    path = f"claims/{program('post', 'claims', body()).json()['id']}"
    other = Program(a_user(role="fact_checker"))
    foreign = other("patch", path, {"tags": []}, If_Match='"v1"')
    assert (foreign.status_code, foreign.json()["type"]) == (403, "/problems/not-allowed")
    assert other("post", f"{path}/submit", {}).status_code == 403
    desk = Program(editor, "read", "log", "review")
    early = desk("post", f"{path}/steps", {"action": "approve"})
    assert (early.status_code, early.json()["type"]) == (409, "/problems/conflict")
    number = {"number": 7, "reason": "x", "logical_in_itself": True, "consistent_with_known": True}
    assert program("post", f"{path}/grades", number).status_code == 400
    bare = {**number, "number": 1}
    refused = program("post", f"{path}/grades", bare)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "number")
    published = vetted(checker, editor)
    sealed = program("patch", f"claims/{published.public_id}", {"tags": []}, If_Match=f'"v{published.version}"')
    assert sealed.status_code == 403
    assert program("get", "claims/0000000000000000/now").status_code == 404


def test_the_same_request_again_changes_nothing_and_gets_the_same_answer(program: Program) -> None:
    first = program("post", "claims", body(), Idempotency_Key="k-1")
    again = program("post", "claims", body(), Idempotency_Key="k-1")
    assert (again.status_code, again.json(), again.headers["ETag"]) == (201, first.json(), '"v1"')
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    other = program("post", "claims", body("Another claim"), Idempotency_Key="k-1")
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert Program(a_user(role="editor"))("post", "claims", body(), Idempotency_Key="k-1").status_code == 201
    path = f"claims/{first.json()['id']}"
    for _ in range(2):
        assert program("post", f"{path}/submit", {}, Idempotency_Key="k-2").json()["state"] == "submitted"
    assert Claim.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        program("post", "claims", body("Another claim"), Idempotency_Key="k-1")
    assert Claim.objects.count() == 3
    assert KeptAnswer.objects.count() == 1


def test_what_was_refused_may_be_sent_again_under_its_key(program: Program) -> None:
    wrong = {**body(), "evidence": evidence(passage={"quote": "Three of three"})}
    assert program("post", "claims", wrong, Idempotency_Key="k").status_code == 422
    assert program("post", "claims", body(), Idempotency_Key="k").status_code == 201
    for key in ("", "x" * 256):
        assert program("post", "claims", body(), Idempotency_Key=key).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_logs_and_both_hear_of_it() -> None:
    program = Program(a_user(role="fact_checker"))
    heard: list[Any] = []
    ready = threading.Barrier(2)

    def ask() -> None:
        try:
            ready.wait()
            answer = program("post", "claims", body(), Idempotency_Key="k")
            heard.append((answer.status_code, answer.json()["id"]))
        finally:
            connection.close()

    both = [threading.Thread(target=ask) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(set(heard)) == Claim.objects.count() == 1
    assert len(heard) == 2


def test_what_is_open_to_read_for_everybody_is_not_open_to_write(program: Program, settings: Any, editor: User) -> None:
    settings.ANONYMOUS_READING = True
    path = f"/api/v1/claims/{program('post', 'claims', body()).json()['id']}"
    stranger = Client()
    sent: dict[str, Any] = {"data": json.dumps(body()), "content_type": "application/json"}
    assert stranger.post("/api/v1/claims", **sent).status_code == 401
    assert stranger.patch(path, **sent).status_code == 401
    stranger.force_login(editor)
    assert stranger.post("/api/v1/claims", **sent).status_code == 401
    assert Program(program.user, "read")("post", "claims", body()).status_code == 403
    assert Program(a_user(role="consumer"), "read", "log")("post", "claims", body()).status_code == 403
    assert Claim.objects.count() == 1
