"""Messages on their way: written once, sent until they arrive, never to where they must not go."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from standardwebhooks import Webhook as Independent

from claims.capture.transfer import Transfer, perform
from claims.models import (
    Claim,
    CurrentRelease,
    LedgerEntry,
    Release,
    User,
    Webhook,
    WebhookAttempt,
    WebhookKey,
    WebhookMessage,
)
from claims.publishing.webhooks import planning, sending
from claims.publishing.webhooks.ladder import LADDER
from claims.publishing.webhooks.message import post_of
from claims.publishing.webhooks.subscriptions import (
    MOST,
    WebhookEntry,
    change_webhook,
    create_webhook,
    limits,
    remove_webhook,
    replay,
    rotate_key,
    send_test,
    switch_off,
    switch_on,
)
from claims.recording.errors import InvalidEntry
from claims.vocabulary import ReleaseKind, Status, WebhookKeyKind, WebhookPayload
from tests.models.build import a_claim, a_user
from tests.review.build import QUOTED, vetted
from tests.webhooks.build import SITE, a_webhook, published, with_key, work
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


def test_a_release_is_told_signed_once_and_thin(consumer: User, receiver: Receiver) -> None:
    before = published()
    _, key = with_key(consumer, receiver.url())
    release = published()
    assert work() == 1
    assert work() == 0
    (got,) = receiver.got
    told = Independent(key.secret).verify(got.body, got.headers)
    assert told["type"] == "claim.published"
    assert told["data"] == {
        "id": release.claim.public_id,
        "sequence": release.sequence,
        "version": 1,
        "kind": "published",
        "url": f"{SITE}/api/v1/claims/{release.claim.public_id}",
        "matches": True,
        "current": True,
    }
    assert before.sequence < release.sequence
    assert (got.path, got.headers["content-type"]) == ("/hook", "application/json")
    assert WebhookAttempt.objects.values_list("status", flat=True).get() == 204


def test_the_whole_release_goes_along_to_the_byte(consumer: User, receiver: Receiver, checker: User) -> None:
    a_webhook(consumer, receiver.url(), payload=WebhookPayload.FULL)
    vetted(checker, a_user(role="editor"))
    work()
    document = bytes(Release.objects.get().document)
    assert document in receiver.got[0].body
    assert json.loads(receiver.got[0].body)["data"]["document"] == json.loads(document)
    assert QUOTED.encode() in receiver.got[0].body


def test_words_that_were_taken_out_since_leave_with_no_late_attempt_and_no_replay(
    consumer: User, receiver: Receiver
) -> None:
    a_webhook(consumer, receiver.url(), payload=WebhookPayload.FULL)
    claim = a_claim()
    published(claim, wording="words that the terms withhold by now")
    planning.plan()
    published(claim, ReleaseKind.UPDATED, wording="our own")
    work()
    replay(message=WebhookMessage.objects.order_by("id")[0])
    work()
    bodies = [json.loads(one.body)["data"] for one in receiver.got]
    told = [(one["version"], one["current"], bool(one["document"])) for one in bodies]
    assert (sorted(told[:2]), told[2]) == ([(1, False, False), (2, True, True)], (1, False, False))
    assert all(b"withhold by now" not in one.body for one in receiver.got)


def test_words_whose_time_ended_leave_with_no_late_attempt(consumer: User, receiver: Receiver) -> None:
    a_webhook(consumer, receiver.url(), payload=WebhookPayload.FULL)
    published(quote="words lent until March", until="2026-03-01")
    CurrentRelease.objects.update(words_until=date(2026, 3, 1))
    with time_machine.travel("2026-02-27 12:00:00+00:00"):
        planning.plan()
        work()
        replay(message=WebhookMessage.objects.get())
    with time_machine.travel("2026-03-05 12:00:00+00:00"):
        work()
    assert ["lent until" in one.body.decode() for one in receiver.got] == [True, False]
    assert json.loads(receiver.got[1].body)["data"]["document"]["evidence"][0]["passage"]["quote"] is None


def test_who_dies_between_the_answer_and_its_record_sends_the_same_message_again(
    consumer: User, receiver: Receiver
) -> None:
    a_webhook(consumer, receiver.url())
    published()
    planning.plan()
    (held,) = sending.lease(limit=1)
    perform(Transfer(held.webhook.url, limits(), post=post_of(held)))  # here the process dies
    assert len(receiver.got) == 1
    assert work() == 0  # leased still
    with time_machine.travel(timezone.now() + sending.LEASE + timedelta(seconds=1)):
        assert work() == 1
    assert len(receiver.got) == 2
    assert len(set(receiver.ids)) == WebhookMessage.objects.count() == 1


def test_who_dies_while_messages_are_written_leaves_none_out_and_none_twice(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    first = published()
    with transaction.atomic():
        planning.plan()
        transaction.set_rollback(True)
    second = published()
    planning.plan()
    planning.plan()
    told = list(webhook.messages.order_by("id").values_list("release", flat=True))
    assert told == [first.sequence, second.sequence]


def test_a_lease_that_was_lost_writes_nothing(consumer: User, receiver: Receiver) -> None:
    a_webhook(consumer, receiver.url())
    published()
    planning.plan()
    (late,) = sending.lease(limit=9)
    with time_machine.travel(timezone.now() + sending.LEASE + timedelta(seconds=1)):
        (held,) = sending.lease(limit=9)
        sending.record(late, sending.Came(500, None, 5))
        assert not WebhookAttempt.objects.exists()
        sending.record(held, sending.Came(204, None, 5))
    assert WebhookMessage.objects.get().state == "delivered"


def test_a_failing_receiver_is_tried_along_the_ladder_and_then_told_no_more(consumer: User, receiver: Receiver) -> None:
    receiver.status = 500
    a_webhook(consumer, receiver.url())
    published()
    moment = timezone.now()
    for wait in (timedelta(0), *LADDER):
        moment += wait * 1.3
        with time_machine.travel(moment, tick=False):
            assert work() == 1
            assert work() == 0
    webhook = Webhook.objects.get()
    assert (WebhookMessage.objects.get().state, len(set(receiver.ids)), len(receiver.got)) == ("given_up", 1, 10)
    assert webhook.off_because == "Nothing arrived in 10 attempts over three days."
    assert json.loads(LedgerEntry.objects.order_by("-id")[0].payload)["action"] == "webhook_off"


def test_a_message_that_a_living_receiver_never_takes_leaves_the_webhook_on(consumer: User, receiver: Receiver) -> None:
    receiver.status = 400
    webhook = a_webhook(consumer, receiver.url())
    published()
    planning.plan()
    WebhookMessage.objects.update(attempts=len(LADDER))
    other = send_test(webhook=webhook)
    WebhookAttempt.objects.create(message=other, at=timezone.now() - timedelta(days=1), status=200, took_ms=1)
    work()
    assert WebhookMessage.objects.get(release__isnull=False).state == "given_up"
    assert Webhook.objects.get().off_at is None


def test_a_receiver_that_is_gone_is_switched_off_and_told_all_when_it_is_back(
    consumer: User, receiver: Receiver
) -> None:
    receiver.status = 410
    webhook = a_webhook(consumer, receiver.url())
    published()
    work()
    webhook.refresh_from_db()
    assert webhook.off_because == "The receiver answered that it is gone (410)."
    published()
    assert work() == 0
    receiver.status = 200
    switch_on(actor=consumer, webhook=webhook)
    work()
    assert sorted(json.loads(one.body)["data"]["sequence"] for one in receiver.got) == [1, 1, 2]
    assert len(set(receiver.ids)) == 2


def test_a_receiver_that_asks_for_rest_gets_it_for_all_its_messages(consumer: User, receiver: Receiver) -> None:
    receiver.status, receiver.headers = 429, {"Retry-After": "600"}
    webhook = a_webhook(consumer, receiver.url())
    published()
    now = timezone.now()
    work()
    published()
    assert work() == 0
    receiver.status, receiver.headers = 204, {}
    with time_machine.travel(now + timedelta(seconds=590)):
        assert work() == 0
    with time_machine.travel(now + timedelta(seconds=620)):
        assert work() == 2
    assert webhook.messages.filter(state="delivered").count() == 2


def test_a_redirect_is_a_failure_and_not_followed(consumer: User, receiver: Receiver) -> None:
    receiver.status, receiver.headers = 307, {"Location": "http://169.254.169.254/latest/"}
    a_webhook(consumer, receiver.url())
    published()
    work()
    tried = WebhookAttempt.objects.get()
    assert (tried.status, tried.trouble) == (307, "A redirect is not followed. Give the address that it leads to.")
    assert len(receiver.got) == 1


PRIVATE = [
    "http://169.254.169.254/latest/",
    "https://169.254.169.254/latest/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://10.0.0.8/",
    "https://168.63.129.16/",
    "http://hooks.example/",
    "ftp://hooks.example/",
    "https://user:word@hooks.example/",
    "https://hooks.example:8443/",
    "https://",
    "",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_an_address_that_must_not_be_told_is_refused_where_it_is_entered(consumer: User, url: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        a_webhook(consumer, url)
    assert refused.value.field == "url"
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("url", ["http://169.254.169.254:80/", "http://{host}/", "https://localhost/"])
def test_the_address_is_judged_again_when_it_is_connected_to(
    consumer: User, receiver: Receiver, settings: Any, url: str
) -> None:
    webhook = a_webhook(consumer, receiver.url())
    settings.WEBHOOK_PRIVATE_HOSTS, settings.FETCH_PORTS = [], [receiver.port]
    settings.FETCH_PRIVATE_HOSTS = [f"receiver.localhost:{receiver.port}"]  # pages may be read there: no more
    Webhook.objects.filter(pk=webhook.pk).update(url=url.format(host=f"receiver.localhost:{receiver.port}"))
    published()
    work()
    tried = WebhookAttempt.objects.get()
    assert tried.trouble == "The address could not be reached. It must be a public one that answers."
    assert receiver.got == []


def test_old_and_new_key_sign_together_until_the_old_one_ends(consumer: User, receiver: Receiver) -> None:
    webhook, old = with_key(consumer, receiver.url())
    new = rotate_key(actor=consumer, webhook=webhook, kind=WebhookKeyKind.HMAC, signs_on=timedelta(hours=2))
    published()
    work()
    for key in (old, new):
        assert Independent(key.secret).verify(receiver.got[0].body, receiver.got[0].headers)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        published()
        work()
        assert len(receiver.got[1].headers["webhook-signature"].split(" ")) == 1
        assert Independent(new.secret).verify(receiver.got[1].body, receiver.got[1].headers)
    pair = rotate_key(actor=consumer, webhook=webhook, kind=WebhookKeyKind.ED25519)
    published()
    work()
    assert receiver.got[2].headers["webhook-signature"].startswith("v1a,")
    assert " v1," in receiver.got[2].headers["webhook-signature"]
    with pytest.raises(InvalidEntry):
        rotate_key(actor=consumer, webhook=webhook, kind=WebhookKeyKind.HMAC, signs_on=timedelta(days=31))
    kept = " ".join(WebhookKey.objects.values_list("sealed", flat=True))
    assert not any(key.secret.partition("_")[2] in kept for key in (old, new, pair))


def test_a_secret_that_the_installation_cannot_open_any_more_fails_and_stops_no_other(
    consumer: User, receiver: Receiver
) -> None:
    broken = a_webhook(consumer, receiver.url("/broken"))
    WebhookKey.objects.filter(webhook=broken).update(sealed="gAAAA")
    a_webhook(consumer, receiver.url("/well"))
    published()
    work()
    assert [one.path for one in receiver.got] == ["/well"]
    assert "could not be put together" in (broken.messages.get().tries.get().trouble or "")


def test_a_replay_carries_the_same_id_and_begins_the_ladder_anew(consumer: User, receiver: Receiver) -> None:
    a_webhook(consumer, receiver.url())
    published()
    work()
    replay(message=WebhookMessage.objects.get())
    work()
    assert (len(receiver.got), len(set(receiver.ids))) == (2, 1)
    message = WebhookMessage.objects.get()
    assert (message.state, message.attempts, message.tries.count()) == ("delivered", 1, 2)


def test_a_test_is_sent_like_any_other_but_tells_of_nothing(consumer: User, receiver: Receiver) -> None:
    webhook, key = with_key(consumer, receiver.url())
    send_test(webhook=webhook)
    work()
    told = Independent(key.secret).verify(receiver.got[0].body, receiver.got[0].headers)
    assert (told["type"], told["data"]) == ("webhook.test", {"webhook": webhook.public_id})
    switch_off(actor=consumer, webhook=webhook)
    for act in (lambda: send_test(webhook=webhook), lambda: replay(message=WebhookMessage.objects.get())):
        webhook.refresh_from_db()
        with pytest.raises(InvalidEntry):
            act()


def test_who_was_told_of_a_claim_is_told_when_it_fits_no_more(consumer: User, receiver: Receiver) -> None:
    a_webhook(consumer, receiver.url(), statuses=[Status.SINGLE_SOURCE])
    stays, turns, never = a_claim(), a_claim(), a_claim()
    for claim, status in ((stays, "single_source"), (turns, "single_source"), (never, "disputed")):
        published(claim, status=status)
    published(turns, ReleaseKind.UPDATED, status="disputed")
    published(turns, ReleaseKind.UPDATED, status="refuted")
    for claim in (stays, never):
        published(claim, ReleaseKind.WITHDRAWN)
    planning.plan()
    told = WebhookMessage.objects.order_by("id").values_list("release__claim", "release__kind", "matches")
    assert list(told) == [
        (stays.pk, "published", True),
        (turns.pk, "published", True),
        (turns.pk, "updated", False),
        (stays.pk, "withdrawn", False),
    ]


def test_only_the_kinds_that_were_chosen_are_told(consumer: User, receiver: Receiver) -> None:
    a_webhook(consumer, receiver.url(), kinds=[ReleaseKind.WITHDRAWN], tags=[" FERRIES "])
    claim = a_claim()
    published(claim)
    published(claim, ReleaseKind.WITHDRAWN)
    planning.plan()
    assert list(WebhookMessage.objects.values_list("release__kind", flat=True)) == ["withdrawn"]


def test_a_person_who_left_is_told_nothing(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    send_test(webhook=webhook)
    User.objects.filter(pk=consumer.pk).update(is_active=False)
    published()
    assert work() == 0
    assert receiver.got == []


def test_many_messages_to_one_receiver_leave_room_for_the_others(consumer: User, receiver: Receiver) -> None:
    slow, quick = a_webhook(consumer, receiver.url("/slow")), a_webhook(a_user(), receiver.url("/quick"))
    for _ in range(sending.AT_ONCE):
        send_test(webhook=slow)
    send_test(webhook=quick)
    held = sending.lease(limit=sending.AT_ONCE)
    assert [message.webhook_id for message in held] == [slow.pk] * sending.AT_ONCE_EACH + [quick.pk]
    assert sending.lease(limit=9, but=[slow.pk]) == []


@pytest.mark.parametrize("number", [1, 40])
def test_writing_messages_costs_the_same_queries_however_many(
    number: int, consumer: User, receiver: Receiver, django_assert_num_queries: Any
) -> None:
    a_webhook(consumer, receiver.url(), languages=["en"])
    for _ in range(number):
        published()
    with django_assert_num_queries(11):
        assert planning.plan() == number


def test_what_was_done_long_ago_is_forgotten_and_told_no_second_time(consumer: User, receiver: Receiver) -> None:
    a_webhook(consumer, receiver.url())
    published()
    work()
    assert planning.purge(before=timezone.now() - timedelta(minutes=1)) == 0
    assert planning.purge(before=timezone.now() + timedelta(minutes=1), together=1) == 1
    assert work() == 0
    assert len(receiver.got) == 1


def test_changes_and_removal_stand_in_the_ledger(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    change_webhook(
        actor=consumer, webhook=webhook, entry=WebhookEntry(label="  New   name ", url=receiver.url("/x"), tags=["A"])
    )
    webhook.refresh_from_db()
    assert (webhook.label, webhook.tags) == ("New name", ["a"])
    published()
    planning.plan()
    remove_webhook(actor=consumer, webhook=webhook)
    actions = [json.loads(entry.payload)["action"] for entry in LedgerEntry.objects.order_by("id")]
    assert actions == ["webhook_made", "webhook_changed", "webhook_removed"]
    assert not WebhookMessage.objects.exists()


def test_a_person_has_so_many_webhooks_and_no_more(consumer: User, receiver: Receiver) -> None:
    for _ in range(MOST):
        a_webhook(consumer, receiver.url())
    with pytest.raises(InvalidEntry, match="already"):
        a_webhook(consumer, receiver.url())
    a_webhook(a_user(), receiver.url())


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 101}, "label"),
        ({"tags": ["x" * 101]}, "tags"),
        ({"languages": [f"l{number}" for number in range(51)]}, "languages"),
    ],
)
def test_what_cannot_be_recorded_is_named(
    consumer: User, receiver: Receiver, entry: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidEntry) as refused:
        create_webhook(
            actor=consumer,
            entry=WebhookEntry(**{"label": "x", "url": receiver.url(), **entry}),
            key_kind=WebhookKeyKind.HMAC,
            site=SITE,
        )
    assert refused.value.field == field


def test_claims_of_the_test_world_are_real(receiver: Receiver, consumer: User, checker: User) -> None:
    a_webhook(consumer, receiver.url(), languages=["en"], statuses=[Status.SINGLE_SOURCE])
    claim = vetted(checker, a_user(role="editor"), language="en")
    work()
    assert json.loads(receiver.got[0].body)["data"]["id"] == Claim.objects.get(pk=claim.pk).public_id
