"""What people taught of a host, and when an editor is asked what to do about its wall.

An editor who calls a finding a false alarm may add that the host blocks us. From then on the same verdict there (dead,
or a passage missing) says that we are kept out, not that something happened to the page; the mark is shown, and taken
back, on the host's page. It goes when the finding that taught it is opened again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from claims.ledger.service import append
from claims.models import Check, Finding, Host, Link, User
from claims.rechecks.instead import KEPT_OUT
from claims.rechecks.probe import KEPT_FOR, MOST_KEPT, Sibling, folder
from claims.rechecks.visit import Context
from claims.recording.errors import NotYours
from claims.vocabulary import FindingKind, FindingState, LinkState, Role

TEACHING = frozenset({FindingKind.LINK_DEAD, FindingKind.PASSAGE_MISSING, FindingKind.PASSAGE_CHANGED})
"""Findings that a host which blocks us brings about."""
_SHOWING = (LinkState.ALIVE.value, LinkState.MOVED.value)
_LATELY = 50
"""Pages of a host among which a witness is looked for."""
_KEPT_OUT = (LinkState.BLOCKED.value, LinkState.UNCLEAR.value)
_BLOCKS_US, _FINDINGS = "blocks_us", "findings"


def mark_host(*, actor: User, host_id: int, reason: str | None = None) -> Host:
    """Note that a host blocks us; an editor does. One transaction with its ledger entry.

    Raises :class:`NotYours` for all others, and for a host that is marked already.
    """
    with transaction.atomic():
        host = _held(actor, host_id)
        if host.blocks_us is not None:
            raise NotYours("This host is marked already.")
        profile = {**host.profile, _BLOCKS_US: _mark(actor, reason)}
        _write(host, profile, actor=actor, action="mark_host", reason=reason)
    return host


def unmark_host(*, actor: User, host_id: int, reason: str | None = None) -> Host:
    """Take that mark back. Raises :class:`NotYours` for all but editors, and for a host without a mark."""
    with transaction.atomic():
        host = _held(actor, host_id)
        if host.blocks_us is None:
            raise NotYours("This host is not marked.")
        kept = {name: value for name, value in host.profile.items() if name != _BLOCKS_US}
        _write(host, kept, actor=actor, action="unmark_host", reason=reason)
    return host


def teach(*, actor: User, finding: Finding, reason: str | None = None) -> None:
    """Note that a host blocks us because of a false alarm, in the caller's transaction.

    Every finding that says so is noted; a mark that was set by hand stays as it is.
    """
    host = _held(actor, finding.link.host_id)
    mark = host.blocks_us or {**_mark(actor, reason), _FINDINGS: []}
    if _FINDINGS in mark:
        kept = {**mark, _FINDINGS: [*mark[_FINDINGS], finding.public_id]}
        _write(host, {**host.profile, _BLOCKS_US: kept}, actor=actor, action="mark_host", reason=reason)


def unlearn(*, actor: User, finding: Finding, reason: str | None = None) -> None:
    """Forget what a finding taught of its host, in the caller's transaction: the mark goes with the last one."""
    host = _held(actor, finding.link.host_id)
    mark = host.blocks_us or {}
    if finding.public_id not in mark.get(_FINDINGS, ()):
        return
    left = [name for name in mark[_FINDINGS] if name != finding.public_id]
    kept = {name: value for name, value in host.profile.items() if name != _BLOCKS_US}
    profile = {**kept, _BLOCKS_US: {**mark, _FINDINGS: left}} if left else kept
    _write(host, profile, actor=actor, action="unmark_host", reason=reason)


def taught(finding: Finding) -> bool:
    """Whether opening ``finding`` again takes the mark from its host."""
    return list((finding.link.host.blocks_us or {}).get(_FINDINGS, ())) == [finding.public_id]


def _mark(actor: User, reason: str | None) -> dict[str, Any]:
    return {"by": actor.get_username(), "at": timezone.now().isoformat(), "reason": reason}


def _held(actor: User, host_id: int) -> Host:
    if actor.role != Role.EDITOR.value:
        raise NotYours("Editors say what is known of a host.")
    return Host.objects.select_for_update(no_key=True).get(pk=host_id)


def _write(host: Host, profile: dict[str, Any], *, actor: User, action: str, reason: str | None) -> None:
    before, host.profile = host.profile, profile
    host.save(update_fields=["profile"])
    append(
        actor=actor,
        action=action,
        subject=f"host/{host.name}",
        before={"profile": before},
        after={"profile": profile},
        reason=reason,
    )


# --- what absent addresses answer ---


def context_of(link: Link, url: str, *, probed: bool, now: datetime) -> Context:
    """What is known of a link's host at a visit whose page answers at ``url``; ``probed`` when an absent address there
    was asked at this visit."""
    row = link.host.probes.get(folder(url))
    fresh = row is not None and now - datetime.fromisoformat(row["at"]) < KEPT_FOR
    sibling = Sibling.from_json(row["sibling"]) if row is not None and fresh else None
    return Context(
        sibling,
        probed=probed,
        witnessed=False,
        distrusted=link.host.blocks_us is not None,
    )


def another_page(link: Link) -> Link | None:
    """Another page of the host that showed at its last visit, one in the same folder if there is one, else the one that
    showed last: a witness of what the host does at this moment.
    """
    others = Link.objects.filter(host=link.host_id, state__in=_SHOWING, failures=0, basis__isnull=False)
    others = others.exclude(document=link.document_id).order_by("-checked_at", "id")
    own = urlsplit(link.url).netloc
    lately = [other for other in others[:_LATELY] if urlsplit(asked_at(other)).netloc == own]
    return next((other for other in lately if folder(other.url) == folder(link.url)), next(iter(lately), None))


def asked_at(witness: Link) -> str:
    """The address at which a page is asked as a witness: where it showed, since no redirect is followed."""
    return witness.answered_by or witness.url


def keep_probe(visited: Host, url: str, sibling: Sibling) -> None:
    """Remember for a week what an absent address beside ``url`` answered, in the row and in ``visited``."""
    with transaction.atomic():
        host = Host.objects.select_for_update(no_key=True).get(pk=visited.pk)
        row = {"at": timezone.now().isoformat(), "sibling": sibling.as_json()}
        kept = sorted({**host.probes, folder(url): row}.items(), key=lambda item: str(item[1]["at"]))
        host.probes = dict(kept[-MOST_KEPT:])
        host.save(update_fields=["probes"])
    visited.probes = host.probes


# --- walls ---


def kept_out_since(link: Link) -> datetime | None:
    """The first of the unbroken row of checks of a link that were kept out, up to its latest one."""
    checks = Check.objects.filter(link=link)
    others = checks.exclude(outcome__in=[value.value for value in KEPT_OUT]).order_by("-checked_at", "-id")
    last = others.values_list("checked_at", flat=True).first()
    since = checks.filter(checked_at__gt=last) if last is not None else checks
    return since.order_by("checked_at").values_list("checked_at", flat=True).first()


def let_in(host: Host, link: Link) -> list[Finding]:
    """The open questions about a host's wall that are answered now that ``link`` shows its page again.

    The next wall may be asked about anew, once no other page there is kept from us.
    """
    if host.wall_told_at is None:
        return []
    if Link.objects.filter(host=host, state__in=_KEPT_OUT).exclude(pk=link.pk).exists():
        return []
    Host.objects.filter(pk=host.pk).update(wall_told_at=None)
    kind, state = FindingKind.HOST_BLOCKS.value, FindingState.OPEN.value
    return list(Finding.objects.filter(link__host=host, kind=kind, state=state).order_by("id"))
