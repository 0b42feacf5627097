"""Webhooks that people set up for their own programs, with the log of what was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import User, Webhook, WebhookAttempt, WebhookKey, WebhookMessage
from claims.publishing.webhooks import subscriptions
from claims.publishing.webhooks.sending import send_now
from claims.publishing.webhooks.subscriptions import WebhookEntry
from claims.recording.errors import InvalidEntry
from claims.vocabulary import MessageState, ReleaseKind, SourcingType, Status, WebhookKeyKind, WebhookPayload, Word
from claims.web.editing import chosen, done, page_of, signed_in
from claims.web.forms import Line

_SIGNS_ON = [("24", "for another day"), ("168", "for another week"), ("1", "for another hour"), ("0", "no longer")]


class _Several(forms.MultipleChoiceField):
    """Any number of words of a closed list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, words: type[Word], label: str, **options: Any) -> None:
        super().__init__(label=label, choices=words.choices(), required=False, **options)


class WebhookForm(forms.Form):
    """Where a webhook goes, and what it carries."""

    label = forms.CharField(
        label="What is it for?", max_length=100, widget=Line, help_text="For example: the newsroom’s website."
    )
    url = forms.CharField(
        label="Address of your program",
        max_length=4096,
        widget=forms.URLInput,
        help_text="It begins with https:// and takes POST requests.",
    )
    payload = forms.ChoiceField(
        label="What is sent?",
        choices=WebhookPayload.choices(),
        widget=forms.RadioSelect,
        initial=WebhookPayload.THIN.value,
        help_text="With the address alone your program fetches the claim itself, by its token.",
    )


class FilterForm(forms.Form):
    """Which releases are told; what is left empty lets everything through."""

    kinds = _Several(ReleaseKind, "Only these events", help_text="Without “Withdrawn” you are not told of withdrawals.")
    statuses = _Several(Status, "Only these statuses")
    sourcing_types = _Several(SourcingType, "Only this sourcing")
    languages = forms.CharField(label="Only these languages", required=False, help_text="By commas: en, de")
    tags = forms.CharField(label="Only these topics", required=False, widget=Line, help_text="By commas.")


class KeyForm(forms.Form):
    """How messages are signed."""

    kind = forms.ChoiceField(
        label="How is it signed?",
        choices=WebhookKeyKind.choices(),
        widget=forms.RadioSelect,
        initial=WebhookKeyKind.HMAC.value,
        help_text="Most libraries expect a shared secret. Of a key pair your program has the public half only.",
    )


class NewKeyForm(KeyForm):
    """A new key, and how long the one before still signs."""

    hours = forms.ChoiceField(label="The old key signs", choices=_SIGNS_ON)


def _show_refusal(error: InvalidEntry, *shown: forms.Form) -> None:
    """Put what was refused beside the field it is about, or above the first form."""
    form = next((one for one in shown if error.field in one.fields), shown[0])
    form.add_error(error.field if error.field in form.fields else None, str(error))


def _entry(form: WebhookForm, wanted: FilterForm) -> WebhookEntry:
    given, only = form.cleaned_data, wanted.cleaned_data
    return WebhookEntry(
        label=given["label"],
        url=given["url"],
        payload=WebhookPayload(given["payload"]),
        kinds=[ReleaseKind(word) for word in only["kinds"]],
        statuses=[Status(word) for word in only["statuses"]],
        sourcing_types=[SourcingType(word) for word in only["sourcing_types"]],
        languages=re.split(r"[,\s]+", only["languages"]),
        tags=only["tags"].split(","),
    )


def _listed(webhook: Webhook) -> dict[str, Any]:
    """The values of a webhook as its form shows them."""
    columns = {name: getattr(webhook, name) for name in ("label", "url", "payload", "kinds", "statuses")}
    joined = {name: ", ".join(getattr(webhook, name)) for name in ("languages", "tags")}
    return {**columns, "sourcing_types": webhook.sourcing_types, **joined}


def told_of(webhook: Webhook) -> list[str]:
    """The filter in words, a part of it each; empty for everything."""
    parts: list[tuple[list[str], Mapping[str, str]]] = [
        (webhook.kinds, dict(ReleaseKind.choices())),
        (webhook.statuses, dict(Status.choices())),
        (webhook.sourcing_types, dict(SourcingType.choices())),
        (webhook.languages, {}),
        (webhook.tags, {}),
    ]
    return [" or ".join(labels.get(word, word) for word in words) for words, labels in parts if words]


def _of(user: User) -> list[Webhook]:
    """The webhooks of a person, with how many messages wait and what the last attempt brought. One query."""
    waiting = Count("messages", Q(messages__state=MessageState.WAITING.value))
    last = WebhookAttempt.objects.filter(message__webhook=OuterRef("pk")).order_by("-id")
    rows = Webhook.objects.filter(owner=user).order_by("-id").annotate(waiting=waiting)
    return list(rows.annotate(last_at=Subquery(last.values("at")[:1]), last_status=Subquery(last.values("status")[:1])))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The person's own webhooks, the newest first."""
    rows = [(webhook, told_of(webhook)) for webhook in _of(signed_in(request))]
    return render(request, "webhooks/webhooks.html", {"webhooks": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Set up a webhook. Its shared secret is in this one answer."""
    user, data = signed_in(request), request.POST if request.method == "POST" else None
    form, wanted, key = WebhookForm(data), FilterForm(data), KeyForm(data)
    if all([form.is_valid(), wanted.is_valid(), key.is_valid()]):
        try:
            webhook, made = subscriptions.create_webhook(
                actor=user,
                entry=_entry(form, wanted),
                key_kind=WebhookKeyKind(key.cleaned_data["kind"]),
                site=f"{request.scheme}://{request.get_host()}",
            )
        except InvalidEntry as error:
            _show_refusal(error, form, wanted)
        else:
            return render(request, "webhooks/key.html", {"webhook": webhook, "key": made, "is_new": True})
    return render(request, "webhooks/create.html", {"form": form, "wanted": wanted, "key": key})


def _own(request: HttpRequest, public_id: str) -> Webhook:
    return get_object_or_404(Webhook, public_id=public_id, owner=signed_in(request))


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """A webhook with its keys and its log, the newest message first."""
    webhook, state = _own(request, public_id), chosen(request, "state", MessageState)
    tries = Prefetch("tries", WebhookAttempt.objects.order_by("-id"))
    log = webhook.messages.select_related("release__claim").prefetch_related(tries).order_by("-id")
    page = page_of(request, log.filter(state=state.value) if state else log)
    live = WebhookKey.objects.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()), webhook=webhook).order_by("-id")
    return render(
        request,
        "webhooks/webhook.html",
        {
            "webhook": webhook,
            "told": told_of(webhook),
            "keys": list(live),
            "form": NewKeyForm(),
            "page": page,
            "state": state,
            "states": list(MessageState),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change where a webhook goes and what it is told of."""
    webhook, data = _own(request, public_id), request.POST if request.method == "POST" else None
    kept = _listed(webhook)
    form, wanted = WebhookForm(data, initial=kept), FilterForm(data, initial=kept)
    if all([form.is_valid(), wanted.is_valid()]):
        try:
            subscriptions.change_webhook(actor=signed_in(request), webhook=webhook, entry=_entry(form, wanted))
        except InvalidEntry as error:
            _show_refusal(error, form, wanted)
        else:
            messages.success(request, "Saved. It holds for whatever is released from now on.")
            return redirect("webhook", public_id)
    is_open = bool(wanted.errors or told_of(webhook))
    return render(
        request, "webhooks/edit.html", {"form": form, "wanted": wanted, "webhook": webhook, "filtered": is_open}
    )


@never_cache
@require_POST
def rotate(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new key; its shared secret is in this one answer."""
    webhook, form = _own(request, public_id), NewKeyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Choose how it is signed, and how long the old key still does.")
        return redirect("webhook", public_id)
    made = subscriptions.rotate_key(
        actor=signed_in(request),
        webhook=webhook,
        kind=WebhookKeyKind(form.cleaned_data["kind"]),
        signs_on=timedelta(hours=int(form.cleaned_data["hours"])),
    )
    return render(request, "webhooks/key.html", {"webhook": webhook, "key": made})


@require_POST
def switch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Switch a webhook on or off."""
    webhook, user = _own(request, public_id), signed_in(request)
    if request.POST.get("on") == "1":
        subscriptions.switch_on(actor=user, webhook=webhook)
        messages.success(request, "It is on. What was released meanwhile is sent now.")
    else:
        subscriptions.switch_off(actor=user, webhook=webhook)
        messages.success(request, "It is off. What is released meanwhile is sent once it is on again.")
    return redirect("webhook", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a webhook with its log, after a question."""
    webhook = _own(request, public_id)
    if request.method != "POST":
        return render(request, "webhooks/remove.html", {"webhook": webhook})
    subscriptions.remove_webhook(actor=signed_in(request), webhook=webhook)
    messages.success(request, f"“{webhook.label}” is removed.")
    return redirect("webhooks")


@require_POST
def test(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a message that tells of nothing, and say what came of it."""
    webhook = _own(request, public_id)
    done(request, lambda: _say(request, subscriptions.send_test(webhook=webhook)))
    return redirect("webhook", public_id)


@require_POST
def replay(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a message of the log once more, and say what came of it."""
    mine = WebhookMessage.objects.select_related("webhook").filter(webhook__owner=signed_in(request))
    message = get_object_or_404(mine, public_id=public_id)

    def act() -> None:
        subscriptions.replay(message=message)
        _say(request, message)

    done(request, act)
    return redirect("webhook", message.webhook.public_id)


def _say(request: HttpRequest, message: WebhookMessage) -> None:
    """Send a message while its owner waits, and tell them what the receiver said."""
    tried = send_now(message)
    if tried is None:
        messages.info(request, "It is being sent at this moment: look at the log.")
    elif tried.status is not None and tried.status < 300:
        messages.success(request, f"It arrived: the receiver answered {tried.status} in {tried.took_ms} ms.")
    else:
        why = tried.trouble or f"The receiver answered {tried.status}."
        messages.warning(request, f"It did not arrive. {why} It is tried again by itself.")
