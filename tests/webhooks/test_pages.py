"""The pages on which people set up webhooks and see what was sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from standardwebhooks import Webhook as Independent

from claims.models import User, Webhook, WebhookAttempt, WebhookMessage
from claims.publishing.webhooks.subscriptions import send_test, switch_off
from tests.models.build import a_user
from tests.webhooks.build import a_webhook, published, work
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


def visitor(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def entry(receiver: Receiver, **facts: Any) -> dict[str, Any]:
    plain = {"label": "Website", "url": receiver.url(), "payload": "thin", "kind": "hmac", "languages": "", "tags": ""}
    return {**plain, **facts}


def shown(answer: Any, name: str) -> str:
    return str(answer.content.decode().split(f'id="{name}" readonly value="')[1].split('"')[0])


def test_a_webhook_is_set_up_its_secret_shown_once_and_its_test_arrives(consumer: User, receiver: Receiver) -> None:
    client = visitor(consumer)
    made = client.post("/webhooks/create/", entry(receiver, statuses=["disputed"], tags="Ferries, bridges"))
    secret = shown(made, "key")
    assert "no-store" in made.headers["Cache-Control"]
    webhook = Webhook.objects.get()
    assert (webhook.site, webhook.statuses, webhook.tags) == ("http://testserver", ["disputed"], ["bridges", "ferries"])
    answer = client.post(f"/webhooks/{webhook.public_id}/test/", follow=True)
    page = answer.content.decode()
    assert "It arrived: the receiver answered 204" in page
    assert secret not in page
    assert Independent(secret).verify(receiver.got[0].body, receiver.got[0].headers)["type"] == "webhook.test"
    listed = client.get("/webhooks/").content.decode()
    assert "Disputed; bridges or ferries" in listed
    assert "204, " in listed


def test_a_test_that_does_not_arrive_says_why(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    receiver.status = 503
    page = visitor(consumer).post(f"/webhooks/{webhook.public_id}/test/", follow=True).content.decode()
    assert "It did not arrive. The receiver answered 503. It is tried again by itself." in page
    assert "503 in " in page


def test_a_failed_form_keeps_what_was_typed_and_names_the_field(consumer: User, receiver: Receiver) -> None:
    client = visitor(consumer)
    page = client.post("/webhooks/create/", entry(receiver, label="My <b>", url="http://10.0.0.8/x")).content.decode()
    assert 'value="My &lt;b&gt;"' in page
    assert 'href="#id_url"' in page
    page = client.post("/webhooks/create/", entry(receiver, tags="x" * 101)).content.decode()
    assert '<details class="more" open>' in page
    assert not Webhook.objects.exists()


def test_the_filter_is_changed_and_shown_as_it_is(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url(), tags=["ferries"])
    path = f"/webhooks/{webhook.public_id}/edit/"
    client = visitor(consumer)
    assert 'value="ferries"' in client.get(path).content.decode()
    client.post(path, entry(receiver, payload="full", kinds=["withdrawn"], languages="EN de"))
    webhook.refresh_from_db()
    assert (webhook.payload, webhook.kinds, webhook.languages, webhook.tags) == (
        "full",
        ["withdrawn"],
        ["de", "en"],
        [],
    )


def test_a_key_is_changed_and_the_public_half_stays_on_the_page(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    client = visitor(consumer)
    made = client.post(f"/webhooks/{webhook.public_id}/key/", {"kind": "ed25519", "hours": "24"})
    public = shown(made, "key")
    assert public.startswith("whpk_")
    assert "whsk_" not in made.content.decode()
    page = client.get(f"/webhooks/{webhook.public_id}/").content.decode()
    assert public in page
    assert "signs until" in page
    assert client.post(f"/webhooks/{webhook.public_id}/key/", {"kind": "x"}).status_code == 302
    assert webhook.keys.count() == 2


def test_the_log_tells_attempts_and_sends_again_with_one_click(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    client, path = visitor(consumer), f"/webhooks/{webhook.public_id}/"
    assert "Nothing was sent yet." in client.get(path).content.decode()
    published()
    work()
    message = WebhookMessage.objects.get()
    page = client.get(path).content.decode()
    assert f"msg_{message.public_id}" in page
    assert "No message is in this state." in client.get(f"{path}?state=given_up").content.decode()
    client.post(f"/messages/{message.public_id}/replay/")
    assert receiver.ids == [f"msg_{message.public_id}"] * 2


def test_it_is_switched_off_on_and_removed_after_a_question(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    client, path = visitor(consumer), f"/webhooks/{webhook.public_id}/"
    client.post(f"{path}switch/", {"on": "0"})
    page = client.post(f"{path}test/", follow=True).content.decode()
    assert "Off since" in page
    assert "Switch it on first." in page
    client.post(f"{path}switch/", {"on": "1"})
    assert "Send a test" in client.get(path).content.decode()
    assert "This cannot be undone" in client.get(f"{path}remove/").content.decode()
    client.post(f"{path}remove/")
    assert not Webhook.objects.exists()
    assert "You have no webhook." in client.get("/webhooks/").content.decode()


@pytest.mark.parametrize("role", ["consumer", "fact_checker"])
def test_the_first_page_tells_of_a_webhook_that_was_switched_off(role: str, receiver: Receiver) -> None:
    person = a_user(role=role)
    own, quiet = a_webhook(person, receiver.url(), label="Mirror <1>"), a_webhook(person, receiver.url(), label="Quiet")
    switch_off(actor=person, webhook=quiet)
    receiver.status = 410
    send_test(webhook=own)
    work()
    page = visitor(person).get("/").content.decode()
    assert "Mirror &lt;1&gt;" in page
    assert "answered that it is gone (410)" in page
    assert "Quiet" not in page
    assert "gone (410)" not in visitor(a_user(role=role)).get("/").content.decode()


def test_nobody_sees_changes_or_sends_what_is_somebody_elses(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url(), label="Mirror of connie")
    send_test(webhook=webhook)
    message = WebhookMessage.objects.get()
    client, path = visitor(a_user(role="editor")), f"/webhooks/{webhook.public_id}/"
    assert "Mirror of connie" not in client.get("/webhooks/").content.decode()
    for address in (path, f"{path}edit/", f"{path}remove/"):
        assert client.get(address).status_code == 404
    for address in (f"{path}{act}/" for act in ("edit", "key", "switch", "test", "remove")):
        assert client.post(address).status_code == 404
    assert client.post(f"/messages/{message.public_id}/replay/").status_code == 404
    assert receiver.got == []
    assert Webhook.objects.get().off_at is None


@pytest.mark.parametrize("number", [1, 4])
def test_the_pages_cost_the_same_queries_however_much_they_show(
    number: int, consumer: User, receiver: Receiver, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        webhook = a_webhook(consumer, receiver.url())
    for _ in range(number):
        published()
    work()
    WebhookAttempt.objects.update(status=None, trouble="The site could not be reached.")
    client = visitor(consumer)
    client.get("/")
    with django_assert_num_queries(3):  # session, person, webhooks
        client.get("/webhooks/")
    with django_assert_num_queries(7):  # besides: webhook, keys, number, messages, attempts
        client.get(f"/webhooks/{webhook.public_id}/")
