"""``manage.py recheck``: what it visits, and what it says."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.management.commands import recheck
from claims.models import Check, Claim, Host, Link
from claims.rechecks import leases
from tests.rechecks.build import a_watched_claim
from tests.rechecks.site import EDITED, HOST, PARAGRAPHS, QUOTED, Reply, Site, article

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("recheck", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def other(claim: Claim, site: Site) -> Claim:
    """A second claim on a second page; no link is due."""
    site.pages["/other"] = Reply(article(number=2))
    made = a_watched_claim(site, "/other", wording="The owner cancelled every sailing")
    Link.objects.update(due_at=timezone.now() + timedelta(hours=5))
    return made


def test_it_visits_what_is_due_and_sends_an_edited_page_s_claim_back(claim: Claim, other: Claim, site: Site) -> None:
    assert run()[0] == "No link is due.\n"
    site.pages["/ferry"] = Reply(article(*(text.replace(QUOTED, EDITED) for text in PARAGRAPHS)))
    Link.objects.filter(url=site.url("/ferry")).update(due_at=timezone.now())
    out, err = run()
    (line,) = [line for line in out.splitlines() if "/ferry" in line]
    assert line.split("  ")[-1] == "1"
    assert "1 changed" in line
    assert "1 of 1 visited" in err
    claim.refresh_from_db()
    assert (claim.state, Check.objects.count()) == ("in_review", 1)


def test_a_claim_a_host_or_all_can_be_chosen(claim: Claim, other: Claim, site: Site) -> None:
    out, _ = run("--claim", other.public_id)
    assert site.url("/other") in out
    assert site.url("/ferry") not in out
    Host.objects.update(not_before=None)
    out, err = run("--host", f"{HOST}:{site.port}")
    assert (out.count("Alive"), "2 of 2 visited" in err) == (2, True)
    Host.objects.update(not_before=None)
    assert run("--all")[0].count("as before") == 2


def test_a_dry_run_visits_nothing(claim: Claim, other: Claim, site: Site) -> None:
    asked = len(site.log)
    out, _ = run("--all", "--dry-run")
    assert (out.count("unchecked"), len(site.log), Check.objects.count()) == (2, asked, 0)


def test_a_name_that_is_not_known_is_an_error_with_a_message(claim: Claim) -> None:
    with pytest.raises(CommandError, match="no claim nobody"):
        run("--claim", "nobody")
    with pytest.raises(CommandError, match=r"on the host nowhere\.example"):
        run("--host", "nowhere.example")


def test_a_host_that_a_worker_visits_is_left_alone(claim: Claim, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recheck, "PATIENCE", 0.3)
    assert leases.lease_host(Host.objects.get().pk) is not None
    _, err = run("--all")
    assert "rests or is being visited; left out: 1" in err
    assert Check.objects.count() == 0
