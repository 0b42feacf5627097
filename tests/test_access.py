"""Who may open what: every address × every role, on records that are one's own, somebody else's, and unpublished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from claims.access import (
    CALLS,
    OPEN,
    PAGES,
    PUBLISHED_CALLS,
    PUBLISHED_PAGES,
    RELEASED_CALLS,
    WRITES,
    may_add_evidence,
    may_edit,
    scope_of_call,
)
from claims.access import SCOPES as GIVEN
from claims.models import (
    ApiToken,
    Check,
    Claim,
    Finding,
    FoundCredit,
    Host,
    Link,
    Outlet,
    OwnerGroup,
    Rating,
    RatingImport,
    RatingScale,
    RightsStatement,
    User,
    WebhookMessage,
)
from claims.publishing.webhooks.subscriptions import WebhookEntry, create_webhook, switch_off
from claims.vocabulary import ClaimState, Role, Scope, WebhookKeyKind
from tests.models.build import a_source, a_user
from tests.review.build import logged, vetted

pytestmark = pytest.mark.django_db
ROLES = [*Role, None]


def walk(patterns: list[Any], above: str = "") -> Iterator[tuple[str, str]]:
    """(URL name, route) of every address of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, above + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name), above + str(pattern.pattern)


ADDRESSES = dict(walk(get_resolver().url_patterns))


def test_every_address_is_in_exactly_one_table_and_every_row_is_an_address() -> None:
    tables = (set(OPEN), set(PAGES), set(CALLS), set(PUBLISHED_PAGES), set(PUBLISHED_CALLS))
    for name in ADDRESSES:
        assert sum(name in table for table in tables) == 1, name
    assert {name for table in tables for name in table} - set(ADDRESSES) == set()


class World:
    """One record of each kind that an address can name; the claims belong to ``owner``."""

    def __init__(self) -> None:
        self.owner = a_user(role="fact_checker", username="owner")
        self.editor = a_user(role="editor", username="editor")
        self.draft = logged(self.owner, claimant=a_source(name="Quay Council"))
        self.claim = vetted(self.owner, self.editor, claimant=a_source(name="Pilots"))
        self.evidence = self.claim.evidence.get()
        self.snapshot = self.evidence.passage.snapshot
        self.rights = RightsStatement.objects.order_by("-id")[0]
        self.source = a_source()
        self.group = OwnerGroup.objects.create(name="Sound Media")
        publisher = a_source(kind="outlet", name="Courier")
        self.outlet = Outlet.objects.create(source=publisher, domain="courier.example", owner_group=self.group)
        host = Host.objects.create(name="courier.example")
        url = self.snapshot.document.canonical_url or ""
        self.link = Link.objects.create(url=url, host=host, document=self.snapshot.document, due_at=timezone.now())
        check = Check.objects.create(link=self.link, visit="1", outcome="gone", checked_at=timezone.now())
        self.finding = Finding.objects.create(
            claim=self.claim, link=self.link, check_made=check, kind="link_dead", detail="404", found_at=timezone.now()
        )
        self.credit = FoundCredit.objects.create(
            document=self.snapshot.document,
            snapshot=self.snapshot,
            kind="agency",
            name="AFP",
            target="afp",
            words="AFP",
        )
        self.ratings = RatingImport.objects.create(name="r.csv", text="site,rater,scheme,value,date\n")
        scale = RatingScale.objects.create(name="Truth", worst=1, best=5)
        self.verdict = Rating.objects.create(scale=scale, value=5, text="True", meaning="All of it is so.")
        self.token, _ = ApiToken.objects.create(user=self.owner, label="mine", scopes=["read"])
        entry = WebhookEntry(label="mine", url="https://hooks.example/")
        self.webhook, _ = create_webhook(
            actor=self.owner, entry=entry, key_kind=WebhookKeyKind.ED25519, site="https://claims.example"
        )
        switch_off(actor=self.owner, webhook=self.webhook)  # nothing is sent from here
        self.message = WebhookMessage.objects.create(webhook=self.webhook, due_at=timezone.now())

    def address(self, name: str, claim: Claim) -> str:
        """A real address of this page, of ``claim`` where it names one."""
        route = ADDRESSES[name]
        if name == "api_source":
            return reverse(name, args=[claim.claimant.public_id if claim.claimant else ""])
        if name == "api_documents":
            return f"{reverse(name)}?url={self.snapshot.document.canonical_url}"
        if "<format:" in route:
            return reverse(name, args=[claim.public_id, "jsonld"])
        if name in ("factcheck_search", "oembed"):
            return f"{reverse(name)}?{'query=ferry' if name == 'factcheck_search' else 'url=' + claim.public_id}"
        for start, argument in (
            ("claims/<", claim.public_id),
            ("c/<", claim.public_id),
            ("snapshots/<", self.snapshot.public_id),
            ("credits/<", self.credit.public_id),
            ("documents/<", self.snapshot.document.public_id),
            ("evidence/<", self.evidence.public_id),
            ("sources/<", self.source.public_id),
            ("ratings/<", self.ratings.public_id),
            ("outlets/<", self.outlet.source.public_id),
            ("owners/<", self.group.pk),
            ("scales/<", self.verdict.scale_id),
            ("verdicts/<", self.verdict.pk),
            ("rights/<", self.rights.pk),
            ("findings/<", self.finding.public_id),
            ("links/<", self.link.public_id),
            ("hosts/<", self.link.host.name),
            ("graders/<", self.owner.username),
            ("tokens/<", self.token.pk),
            ("webhooks/<", self.webhook.public_id),
            ("messages/<", self.message.public_id),
        ):
            if start in route:
                return reverse(name, args=[argument])
        return reverse(name, kwargs={"pk": 1} if "<" in route else {})


@pytest.fixture
def world() -> World:
    return World()


def client(world: World, role: Role | None) -> Client:
    found = Client()
    if role is not None:
        found.force_login({Role.EDITOR: world.editor}.get(role) or a_user(role=role.value))
    return found


def editable(claim: Claim, role: Role) -> bool:
    return may_edit(state=ClaimState(claim.state), role=role, is_owner=False)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_opens_for_its_roles_and_for_nobody_else(world: World, name: str, role: Role | None) -> None:
    for claim in (world.claim, world.draft):
        path, visitor = world.address(name, claim), client(world, role)
        for method in (visitor.get, visitor.post):
            answer = method(path)
            if role is None:
                assert answer.status_code == 302, name
                assert answer.headers["Location"].startswith("/account/login/?next="), name
            elif role in PAGES[name] and name == "claim_edit" and not editable(claim, role):
                assert answer.status_code == (403 if method == visitor.get else 422), name  # what was typed is kept
                assert Claim.objects.get(pk=claim.pk).version == claim.version
            elif role in PAGES[name]:
                assert answer.status_code in {200, 302, 400, 404, 405, 409, 422}, (name, answer.status_code)
                assert not answer.headers.get("Location", "").startswith("/account/login/"), name
            else:
                assert answer.status_code == 403, name
                assert claim.wording not in answer.content.decode(), name


def test_the_owner_edits_a_draft_of_their_own_and_no_vetted_claim(world: World) -> None:
    owner = Client()
    owner.force_login(world.owner)
    assert owner.get(reverse("claim_edit", args=[world.draft.public_id])).status_code == 200
    assert owner.get(reverse("claim_edit", args=[world.claim.public_id])).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_what_the_table_does_not_know_is_not_found_or_closed(world: World, role: Role | None) -> None:
    assert client(world, role).get("/nowhere/").status_code == 404


SCOPES: list[tuple[Scope, ...]] = [(scope,) for scope in Scope]
TAKES = {"api_claim_submit", "api_claim_grades", "api_source_grades", "api_claim_steps"}
"""Calls that only take what is sent to them."""
OWN = {name for name in CALLS if name.startswith("api_webhook")}
"""Calls that name a record of a person's own; some only take what is sent to them."""


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("scopes", SCOPES)
@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_call_opens_by_scope_and_shows_what_is_vetted_only(
    world: World, name: str, scopes: tuple[Scope, ...], role: Role
) -> None:
    person = world.owner if role is Role.FACT_CHECKER else a_user(role=role.value)
    _, token = ApiToken.objects.create(user=person, label="x", scopes=list(scopes), expiry=timedelta(hours=1))
    program = Client(headers={"Authorization": f"Token {token}"})
    answer = program.get(world.address(name, world.claim))
    allowed = CALLS[name] in scopes and CALLS[name] in GIVEN[role]
    if allowed and name in TAKES:
        assert answer.status_code == 405
    elif allowed and name in OWN:
        assert answer.status_code in ({200, 405} if person == world.owner or name == "api_webhooks" else {404, 405})
    elif allowed:
        assert answer.status_code == 200
        body = answer.getvalue().decode()
        assert world.draft.public_id not in body
        assert "Quay Council" not in body
    else:
        assert answer.status_code == 403
    unpublished = program.get(world.address(name, world.draft))
    if name not in OWN | TAKES and "<" in ADDRESSES[name]:
        found = 200 if CALLS[name] is Scope.LOG else 404  # the newsroom's own tools see drafts
        assert unpublished.status_code == (found if allowed else 403)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("name", sorted(TAKES | set(WRITES)))
def test_a_call_that_writes_needs_the_scope_of_its_row(world: World, name: str, scope: Scope, role: Role) -> None:
    person = world.owner if role is Role.FACT_CHECKER else a_user(role=role.value)
    _, token = ApiToken.objects.create(user=person, label="x", scopes=[scope.value], expiry=timedelta(hours=1))
    program = Client(headers={"Authorization": f"Token {token}"})
    send = program.patch if name == "api_claim" else program.post
    needed = scope_of_call(name, writes=True)
    for claim in (world.claim, world.draft):
        status = send(world.address(name, claim), '{"colour": "red"}', content_type="application/json").status_code
        assert status == (400 if scope is needed and scope in GIVEN[role] else 403), claim.state


@pytest.mark.parametrize("name", sorted(CALLS))
def test_no_call_opens_by_a_browsers_session(world: World, name: str) -> None:
    assert client(world, Role.EDITOR).get(world.address(name, world.claim)).status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_what_is_released_opens_to_who_is_signed_in_and_to_everybody_if_the_installation_says_so(
    world: World, role: Role | None, settings: Any
) -> None:
    visitor = client(world, role)
    for name in PUBLISHED_PAGES | PUBLISHED_CALLS:
        address = world.address(name, world.claim)
        for settings.ANONYMOUS_READING in (False, True):
            answer = visitor.get(address)
            if role is None and not settings.ANONYMOUS_READING:
                refused = 302 if name in PUBLISHED_PAGES else 403 if name == "factcheck_search" else 401
                assert answer.status_code == refused, name
                assert world.claim.wording not in answer.content.decode()
                continue
            assert answer.status_code == 200, name
            assert world.draft.public_id not in answer.getvalue().decode()
            if world.claim.public_id in address:
                assert visitor.get(world.address(name, world.draft)).status_code == 404, name


@pytest.mark.parametrize("scopes", SCOPES)
def test_what_is_released_opens_to_tokens_that_may_read(world: World, scopes: tuple[Scope, ...]) -> None:
    _, token = ApiToken.objects.create(user=world.editor, label="x", scopes=list(scopes))
    program, wrong = (Client(headers={"Authorization": f"Token {key}"}) for key in (token, "wrong"))
    for name in PUBLISHED_CALLS:
        address = world.address(name, world.claim)
        assert program.get(address).status_code == (200 if Scope.READ in scopes else 403), name
        assert wrong.get(address).status_code == (400 if name == "factcheck_search" else 401), name


def test_the_api_opens_to_everybody_only_if_the_installation_says_so(world: World, settings: Any) -> None:
    settings.ANONYMOUS_READING = True
    for name in CALLS:
        answer = Client().get(world.address(name, world.claim))
        assert answer.status_code == (200 if name in RELEASED_CALLS else 401), name


@pytest.mark.parametrize("state", list(ClaimState))
def test_a_claims_words_are_changed_by_its_owner_early_and_by_editors_until_it_is_vetted(state: ClaimState) -> None:
    early = state in (ClaimState.DRAFT, ClaimState.RETURNED)
    waiting = state in (ClaimState.SUBMITTED, ClaimState.IN_REVIEW)
    assert may_edit(state=state, role=Role.FACT_CHECKER, is_owner=True) is early
    assert may_edit(state=state, role=Role.FACT_CHECKER, is_owner=False) is False
    assert may_edit(state=state, role=Role.EDITOR, is_owner=False) is (early or waiting)
    assert may_edit(state=state, role=Role.CONSUMER, is_owner=True) is False


@pytest.mark.parametrize("state", list(ClaimState))
def test_evidence_is_added_by_the_newsroom_until_a_claim_is_closed(state: ClaimState) -> None:
    open_still = state not in (ClaimState.WITHDRAWN, ClaimState.SUPERSEDED)
    for role in Role:
        assert may_add_evidence(state=state, role=role) is (open_still and role is not Role.CONSUMER)


def test_nobody_revokes_the_token_of_somebody_else(world: World) -> None:
    stranger = client(world, Role.FACT_CHECKER)
    stranger.post(reverse("token_revoke", args=[world.token.pk]))
    assert ApiToken.objects.filter(pk=world.token.pk).exists()


def test_a_person_who_left_opens_nothing(world: World) -> None:
    visitor = client(world, Role.EDITOR)
    User.objects.filter(pk=world.editor.pk).update(is_active=False)
    assert visitor.get(reverse("home")).status_code == 302
