"""Template tags that every page has without loading them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.access import may_open
from claims.models import Snapshot, User, Webhook
from claims.rechecks import outages
from claims.recording.documents import page_number
from claims.vocabulary import (
    INFORMATION_NUMBERS,
    ClaimState,
    CorrectionKind,
    Precision,
    Role,
    SourceLetter,
    SourcingType,
    Status,
    Word,
)

register = template.Library()

_STATUS_TONES = {
    Status.UNVERIFIED: "plain",
    Status.SINGLE_SOURCE: "warn",
    Status.WEAKLY_SOURCED: "warn",
    Status.PARTIALLY_CORROBORATED: "cool",
    Status.CORROBORATED: "good",
    Status.DISPUTED: "bad",
    Status.REFUTED: "bad",
    Status.RETRACTED: "bad",
    Status.OUTDATED: "plain",
}
_STATE_TONES = {
    ClaimState.DRAFT: "plain",
    ClaimState.SUBMITTED: "cool",
    ClaimState.IN_REVIEW: "cool",
    ClaimState.RETURNED: "warn",
    ClaimState.VETTED: "good",
    ClaimState.WITHDRAWN: "bad",
    ClaimState.SUPERSEDED: "plain",
}
_SOURCING_TONES = {
    SourcingType.UNNAMED_PERSON: "warn",
    SourcingType.UNNAMED_GROUP: "warn",
    SourcingType.UNATTRIBUTED: "plain",
}
_SIGNS = {
    SourcingType.ON_RECORD_PERSON.value: "●",
    SourcingType.ORGANISATION.value: "■",
    SourcingType.GOVERNMENT.value: "▲",
    SourcingType.DOCUMENT.value: "▤",
    SourcingType.DATASET.value: "▦",
    SourcingType.SOCIAL_POST.value: "@",
    SourcingType.UNNAMED_PERSON.value: "○",
    SourcingType.UNNAMED_GROUP.value: "◎",
    SourcingType.OWN_OBSERVATION.value: "◆",
    SourcingType.UNATTRIBUTED.value: "–",
    CorrectionKind.NO_STATEMENT.value: "×",
}
"""A sign beside the words, so that colour is never the only one."""

_FORMATS = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def _badge(label: str, tone: str = "", title: str = "") -> SafeString:
    classes = f"badge {tone}".strip()
    if title:
        return format_html('<span class="{}" title="{}" dir="auto">{}</span>', classes, title, label)
    return format_html('<span class="{}" dir="auto">{}</span>', classes, label)


def _word_badge(value: str | None, words: type[Word], tones: dict[Any, str]) -> SafeString:
    if not value:
        return format_html('<span class="{}">{}</span>', "unknown", "not known")
    member = words(value)
    return _badge(member.label, tones.get(member, ""))


@register.inclusion_tag("link/faults.html", takes_context=True)
def faults(context: Context) -> dict[str, Any]:
    """What is wrong on our side so that visits are worth nothing, for those who can do something about it."""
    user = context.get("user")
    if not isinstance(user, User) or not (user.is_superuser or user.role == Role.EDITOR):
        return {}
    return {"faults": outages.faults(), "everything": user.is_superuser}


@register.inclusion_tag("webhooks/off.html", takes_context=True)
def webhooks_off(context: Context) -> dict[str, Any]:
    """The person's webhooks that the installation switched off, for them to see on their first page."""
    user = context.get("user")
    rows = Webhook.objects.filter(owner=user) if isinstance(user, User) else Webhook.objects.none()
    return {"webhooks": rows.exclude(off_because=None).order_by("-off_at")[:5]}


@register.simple_tag
def badge(label: object, tone: str = "") -> SafeString:
    """A word in a box; ``tone`` is good, warn, bad, cool or plain."""
    return _badge(str(label), tone)


@register.simple_tag
def status(value: str | None) -> SafeString:
    """The badge of a corroboration status."""
    return _word_badge(value, Status, _STATUS_TONES)


@register.simple_tag
def state(value: str | None) -> SafeString:
    """The badge of a claim's place in its review."""
    return _word_badge(value, ClaimState, _STATE_TONES)


@register.simple_tag
def sourcing(value: str | None) -> SafeString:
    """The badge of a sourcing type."""
    return _word_badge(value, SourcingType, _SOURCING_TONES)


@register.simple_tag
def sign(mark: str) -> SafeString:
    """The sign of a sourcing type in the legend of the reading page; it stands beside its words."""
    return format_html('<span class="sign mark-{}" aria-hidden="true">{}</span>', mark, _SIGNS[mark])


@register.simple_tag
def letter(value: str | None) -> SafeString:
    """A source grade with its meaning."""
    if not value:
        return format_html('<span class="{}">{}</span>', "unknown", "not graded")
    meaning = SourceLetter(value).label
    return format_html('<span class="badge grade">{}</span> <span class="small muted">{}</span>', value, meaning)


@register.simple_tag
def number(value: int | None) -> SafeString:
    """An information grade with its meaning."""
    if value is None:
        return format_html('<span class="{}">{}</span>', "unknown", "not graded")
    meaning = INFORMATION_NUMBERS[value]
    return format_html('<span class="badge grade">{}</span> <span class="small muted">{}</span>', value, meaning)


@register.filter
def percent(share: float) -> str:
    """A share as whole hundredths: ``78 %``."""
    return f"{share * 100:.0f} %"


@register.filter
def known_date(value: date | None, precision: str | None = None) -> str:
    """A date as exactly as it is known; empty when it is not known at all."""
    return date_format(value, _FORMATS[Precision(precision or "day")]) if value else ""


@register.filter
def on_page(snapshot: Snapshot, position: int) -> int | None:
    """The page of a PDF on which a position of its text stands; ``None`` for what has no pages."""
    return page_number(snapshot, position)


@register.filter
def may(user: object, name: str) -> bool:
    """Whether ``user`` may open the page with this URL name: ``{% if user|may:"queue" %}``."""
    return may_open(user, name)
