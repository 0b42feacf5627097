"""Claims that rest on pages of the test site, taken in the way people take them in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from claims.capture.installation import installation_limits
from claims.capture.intake import from_url
from claims.models import Claim, Host, Link, User
from claims.rechecks import leases
from claims.rechecks.service import Report, visit_links
from claims.recording.claims import log_claim
from claims.recording.documents import take_in
from claims.recording.values import ClaimEntry
from claims.review.drain import drain
from claims.review.service import take_step
from claims.vocabulary import ReviewAction
from tests.models.build import a_user
from tests.rechecks.site import QUOTED, Site
from tests.recording.build import evidence


def a_watched_claim(
    site: Site, path: str = "/ferry", *, quoted: str = QUOTED, vetted: bool = True, **facts: Any
) -> Claim:
    """A claim that rests on a page of the site as it stands, vetted and released unless told otherwise."""
    checker = a_user(role="fact_checker")
    snapshot = take_in(captured=from_url(site.url(path), limits=installation_limits()), actor=checker)
    Host.objects.update(delay_seconds=0)
    entry = ClaimEntry(**{"wording": "Most of the ferry's power was lost", **facts})
    claim = log_claim(actor=checker, snapshot=snapshot, claim=entry, evidence=evidence(snapshot, quoted))
    if vetted:
        take_step(claim_id=claim.pk, action=ReviewAction.SUBMIT, actor=checker)
        claim = approve(claim)
    drain()
    claim.refresh_from_db()
    return claim


def approve(claim: Claim, editor: User | None = None) -> Claim:
    """The claim, approved by somebody else."""
    return take_step(claim_id=claim.pk, action=ReviewAction.APPROVE, actor=editor or a_user(role="editor"))


def the_link(site: Site, path: str = "/ferry") -> Link:
    return Link.objects.get(url=site.url(path))


def visited(link: Link) -> Report:
    """Visit a link now, due or not, and follow up what changed."""
    Host.objects.filter(pk=link.host_id).update(not_before=None)
    lease = leases.lease_host(link.host_id)
    assert lease is not None
    (report,) = visit_links([lease], [link.pk])
    drain()
    return report


def make_due(link: Link, at: datetime | None = None) -> None:
    Link.objects.filter(pk=link.pk).update(due_at=at or timezone.now())
    Host.objects.filter(pk=link.host_id).update(not_before=None)
