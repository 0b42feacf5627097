"""Webhooks by the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from standardwebhooks import Webhook as Independent

from claims.models import ApiToken, User, Webhook
from tests.models.build import a_user
from tests.webhooks.build import a_webhook, published, work
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


class Program:
    """A program with a token of one person."""

    def __init__(self, user: User) -> None:
        _, text = ApiToken.objects.create(user=user, label="x", scopes=["read"])
        self._client = Client(headers={"Authorization": f"Token {text}"})

    def __call__(self, method: str, path: str, body: object = None) -> Any:
        act = getattr(self._client, method)
        address = f"/api/v1/{path}"
        return act(address) if body is None else act(address, json.dumps(body), content_type="application/json")


def test_a_program_subscribes_is_told_and_reads_the_log(consumer: User, receiver: Receiver) -> None:
    call = Program(consumer)
    made = call("post", "webhooks", {"label": "Mirror", "url": receiver.url(), "filter": {"languages": ["en"]}})
    assert made.status_code == 201
    body = made.json()
    assert body["filter"] == {"kinds": [], "statuses": [], "sourcing_types": [], "languages": ["en"], "tags": []}
    assert "secret" not in json.dumps(call("get", "webhooks").json())
    release = published()
    published(language="de")
    work()
    assert Independent(body["key"]["secret"]).verify(receiver.got[0].body, receiver.got[0].headers)
    (message,) = call("get", f"webhooks/{body['id']}/messages").json()["results"]
    assert (message["sequence"], message["state"], message["attempts"][0]["status"]) == (
        release.sequence,
        "delivered",
        204,
    )
    assert call("post", f"messages/{message['id']}/replay").json()["state"] == "waiting"
    work()
    assert receiver.ids == [message["id"]] * 2
    assert call("post", f"webhooks/{body['id']}/test").status_code == 202
    narrowed = call("get", f"webhooks/{body['id']}/messages?before={message['id']}").json()["results"]
    assert narrowed == []
    assert call("get", f"webhooks/{body['id']}/messages?state=waiting").json()["results"][0]["claim"] is None
    assert call("get", f"webhooks/{body['id']}/messages?state=x").status_code == 400


def test_a_part_is_changed_and_the_rest_stays(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url(), tags=["ferries"], languages=["en"])
    call = Program(consumer)
    changed = call("patch", f"webhooks/{webhook.public_id}", {"filter": {"tags": []}, "on": False}).json()
    assert (changed["label"], changed["filter"]["tags"], changed["filter"]["languages"]) == ("Mirror", [], ["en"])
    assert (changed["on"], changed["off_because"]) == (False, None)
    refused = call("post", f"webhooks/{webhook.public_id}/test")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid-entry")
    assert call("patch", f"webhooks/{webhook.public_id}", {"on": True, "payload": "full"}).json()["payload"] == "full"
    assert call("delete", f"webhooks/{webhook.public_id}").status_code == 204
    assert not Webhook.objects.exists()


def test_a_new_key_comes_with_its_public_half_and_never_with_the_private_one(
    consumer: User, receiver: Receiver
) -> None:
    webhook = a_webhook(consumer, receiver.url())
    answer = Program(consumer)("post", f"webhooks/{webhook.public_id}/keys", {"kind": "ed25519", "signs_on_hours": 1})
    assert answer.json()["secret"] is None
    assert answer.json()["public"].startswith("whpk_")
    keys = Program(consumer)("get", f"webhooks/{webhook.public_id}").json()["keys"]
    assert [(key["kind"], key["signs_until"] is None) for key in keys] == [("ed25519", True), ("hmac", False)]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, "label"),
        ({"label": "x", "url": "http://10.0.0.8/"}, 422, "url"),
        ({"label": "x", "url": "https://a.example", "payload": "huge"}, 400, "payload"),
        ({"label": "x", "url": "https://a.example", "filter": {"statuses": ["nice"]}}, 400, "filter"),
        ({"label": "x", "url": "https://a.example", "filter": {"status": ["disputed"]}}, 400, "filter"),
        ({"label": "x", "url": "https://a.example", "colour": "red"}, 400, "colour"),
        ([], 400, "non_field_errors"),
    ],
)
def test_what_is_wrong_with_a_body_is_named(consumer: User, body: object, status: int, field: str) -> None:
    answer = Program(consumer)("post", "webhooks", body)
    assert answer.status_code == status
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Webhook.objects.exists()


def test_nobody_reaches_a_webhook_of_somebody_else(consumer: User, receiver: Receiver) -> None:
    webhook = a_webhook(consumer, receiver.url())
    published()
    work()
    message = webhook.messages.get()
    stranger = Program(a_user(role="editor"))
    path = f"webhooks/{webhook.public_id}"
    assert stranger("get", "webhooks").json() == {"results": []}
    for method, address in (
        ("get", path),
        ("patch", path),
        ("delete", path),
        ("post", f"{path}/keys"),
        ("post", f"{path}/test"),
        ("get", f"{path}/messages"),
        ("post", f"messages/msg_{message.public_id}/replay"),
    ):
        assert stranger(method, address, None if method in ("get", "delete") else {}).status_code == 404
    assert Webhook.objects.exists()
