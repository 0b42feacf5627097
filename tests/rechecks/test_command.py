"""``manage.py recheck``: what it visits, and what it says."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.utils import timezone

from claims.demo.content import ARTICLES
from claims.demo.load import allow_demo_hosts
from claims.management import bar
from claims.management.commands import recheck
from claims.models import Check, Claim, Document, Host, Link
from claims.rechecks import leases, service
from tests.rechecks.build import a_watched_claim, the_link
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


def test_a_dry_run_says_how_much_it_would_be_and_visits_nothing(claim: Claim, other: Claim) -> None:
    out, err = run("--all", "--dry-run")
    assert out.endswith("\nLinks that would be visited: 2, on 1 host.\n")
    assert (err, Check.objects.count()) == ("", 0)


def test_a_host_that_is_known_with_another_port_is_named(claim: Claim, site: Site) -> None:
    with pytest.raises(CommandError, match=rf"on the host {HOST}\. Known: {HOST}:{site.port}\."):
        run("--host", HOST)


def test_beside_a_running_demo_its_hosts_may_be_visited_by_hand_and_never_in_production(settings: Any) -> None:
    settings.FETCH_PRIVATE_HOSTS = ["archive.internal:80"]
    allow_demo_hosts()
    assert settings.FETCH_PRIVATE_HOSTS == ["archive.internal:80"]
    first = ARTICLES[0].outlet.host
    Document.objects.create(canonical_url=f"http://{first}:8011/a")
    settings.PRODUCTION = True
    allow_demo_hosts()
    assert settings.FETCH_PRIVATE_HOSTS == ["archive.internal:80"]
    settings.PRODUCTION = False
    allow_demo_hosts()
    assert f"{first}:8011" in settings.FETCH_PRIVATE_HOSTS


def test_the_bar_is_no_error_and_so_not_in_red() -> None:
    terminal = Terminal()
    out = OutputWrapper(terminal)
    out.style_func = lambda words: f"<red>{words}</red>"
    told = bar.Bar(2, out, on_terminal=True)
    told.show(1)
    told.say("a line")
    told.end(2)
    assert "2 of 2 visited" in terminal.getvalue()
    assert "red" not in terminal.getvalue()


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


def test_hosts_that_can_be_visited_are_not_kept_waiting_by_one_that_cannot(
    claim: Claim, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it waits for a host, the leases of no other host run out: it holds none."""
    monkeypatch.setattr(recheck, "PATIENCE", 0.6)
    resting = Host.objects.create(name="resting.example", not_before=timezone.now() + timedelta(hours=1))
    busy = Host.objects.create(name="busy.example")
    assert leases.lease_host(busy.pk) is not None
    for host in (resting, busy):
        document = Document.objects.create()
        Link.objects.create(url=f"http://{host}/a", host=host, document=document, due_at=timezone.now())
    held_while_waiting: list[int] = []

    def look(seconds: float) -> None:
        held_while_waiting.append(Host.objects.exclude(lease_token=None).exclude(pk=busy.pk).count())

    monkeypatch.setattr(recheck, "LOOKED_AGAIN", 0.0)
    monkeypatch.setattr("claims.management.commands.recheck.time.sleep", look)
    _, err = run("--all")
    assert "1 of 3 visited" in err
    assert Check.objects.get().link == the_link(site)
    assert [line for line in err.splitlines() if "left out" in line] == [
        "busy.example rests or is being visited; left out: 1",
        "resting.example rests or is being visited; left out: 1",
    ]
    assert held_while_waiting
    assert set(held_while_waiting) == {0}


def test_a_host_that_becomes_free_meanwhile_is_visited_after_all(claim: Claim, site: Site) -> None:
    Host.objects.update(not_before=timezone.now() + timedelta(seconds=1))
    _, err = run("--all")
    assert "1 of 1 visited" in err
    assert "left out" not in err


def test_a_host_with_more_links_than_one_round_has_time_for_gets_another_round(
    claim: Claim, other: Claim, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BUDGET_SECONDS", 0.1)
    Host.objects.update(delay_seconds=0.3)
    _, err = run("--all")
    assert "2 of 2 visited" in err
    assert "left out" not in err
    assert Check.objects.count() == 2


class Terminal(StringIO):
    """What a terminal is to the command."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_and_anything_else_plain_lines(claim: Claim, other: Claim) -> None:
    terminal = Terminal()
    call_command("recheck", "--all", stdout=StringIO(), stderr=terminal)
    assert "[###############               ] 1 of 2 visited, about" in terminal.getvalue()
    assert terminal.getvalue().rstrip().endswith(f"[{'#' * bar.WIDTH}] 2 of 2 visited")
    Host.objects.update(not_before=None)
    assert run("--all")[1] == "2 of 2 visited\n"


def test_on_what_is_no_terminal_a_line_comes_every_few_seconds(
    claim: Claim, other: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bar, "EVERY", 0.0)
    assert run("--all")[1] == "1 of 2 visited\n2 of 2 visited\n2 of 2 visited\n"


def test_a_visit_that_broke_down_ends_with_1_and_the_others_are_told(claim: Claim, other: Claim, site: Site) -> None:
    out = StringIO()
    with connection.cursor() as cursor:  # the database refuses the check of one link
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.link_id = {the_link(site).pk} THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$; "
            "CREATE TRIGGER refuse BEFORE INSERT ON claims_check FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    with pytest.raises(CommandError, match="1 of 2 visits broke down") as broken:
        call_command("recheck", "--all", stdout=out, stderr=StringIO())
    assert broken.value.returncode == 1
    assert "Visit broke down" in out.getvalue()
    assert out.getvalue().count("Alive") == 1


def test_a_page_that_is_gone_is_no_failure_of_the_command(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("", 410)
    assert "Gone" in run("--all")[0]
