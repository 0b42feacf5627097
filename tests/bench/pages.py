"""Time and queries of every page on the demo data, beside the cheapest page of the same process in the same minute.

``make bench`` loads the demo newsroom into a scratch database and prints a table: median milliseconds of
``ROUNDS`` requests through the whole stack of middleware (no network), the number of queries, and the ratio to the
sign-in page, which reads nothing from the database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.bench.timing import installed, median_milliseconds

ROUNDS = 15


def _setup() -> None:
    installed()
    from django.core.management import call_command

    call_command("load_demo", verbosity=0)


def _row(name: str, call: Callable[[], object], base: float) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        call()
    number = len(queries)  # before the next request empties the log
    taken = median_milliseconds(call, ROUNDS)
    print(f"{name:<44} {taken:8.1f} ms  {number:3d} queries  {taken / base:6.1f} × the sign-in page")


def main() -> None:
    """Print the table."""
    _setup()
    from django.test import Client
    from django.urls import reverse

    from claims.capture.intake import from_text
    from claims.models import ApiToken, Claim, Evidence, Finding, Host, Link, Snapshot, Source, User
    from claims.rechecks.requests import request_rechecks
    from claims.recording.documents import store_snapshot
    from claims.vocabulary import ClaimState, Role, Scope

    people = {role: User.objects.filter(role=role.value).order_by("id")[0] for role in Role}
    claim = Claim.objects.filter(state=ClaimState.VETTED.value).order_by("id")[0]
    evidence = Evidence.objects.filter(claim=claim).order_by("id")[0]
    passage = evidence.passage
    signed_in = Client()
    signed_in.force_login(people[Role.EDITOR])
    _, token = ApiToken.objects.create(user=people[Role.CONSUMER], label="bench", scopes=[Scope.READ.value])
    program = Client(headers={"Authorization": f"Token {token}"})
    snapshot = Snapshot.objects.get(pk=passage.snapshot_id)
    edited = snapshot.readable.text.replace(passage.exact, "This passage is another one now.")
    store_snapshot(document=snapshot.document, captured=from_text(edited), actor=None)  # so that editions are compared
    source = Source.objects.filter(unnamed_of=None).order_by("id")[0]
    span = f"start={passage.start}&end={passage.end}"
    paths = {
        "home (editor)": reverse("home"),
        "queue": reverse("queue"),
        "claims": reverse("claims"),
        "claim": reverse("claim", args=[claim.public_id]),
        "claim history": reverse("history", args=[claim.public_id]),
        "reading page": reverse("snapshot", args=[snapshot.public_id]),
        "reading page, worth first": f"{reverse('snapshot', args=[snapshot.public_id])}?order=worth",
        "correction form": f"{reverse('reading_correct', args=[snapshot.public_id])}?{span}",
        "editions": reverse("editions", args=[snapshot.document.public_id]),
        "claim form": f"{reverse('log_claim', args=[snapshot.public_id])}?{span}",
        "sources": reverse("sources"),
        "source": reverse("source", args=[source.public_id]),
        "findings": reverse("findings"),
        "links": reverse("links"),
        "links, published with findings": f"{reverse('links')}?published=1&findings=1&sort=unseen",
        "tokens": reverse("tokens"),
    }
    for model, name in ((Link, "link"), (Finding, "finding")):
        first = model.objects.order_by("id").first()
        if first is not None:
            paths[name] = reverse(name, args=[first.public_id])
    host = Host.objects.order_by("id").first()
    if host is not None:
        paths["host"] = reverse("host", args=[host.name])
        links = list(host.links.values_list("pk", flat=True))
        requested = request_rechecks(actor=people[Role.EDITOR], links=links)
        if requested.name is not None:
            paths["recheck of a host"] = reverse("recheck_progress", args=[requested.name])
    base = median_milliseconds(lambda: Client().get(reverse("account_login")), ROUNDS)
    print(f"{Claim.objects.count()} claims, {Evidence.objects.count()} pieces of evidence; sign-in page {base:.1f} ms")
    for name, path in paths.items():
        answer = signed_in.get(path)
        assert answer.status_code == 200, (name, answer.status_code)
        _row(name, partial(signed_in.get, path), base)
    calls = {
        "API claims": reverse("api_claims"),
        "API claim": reverse("api_claim", args=[claim.public_id]),
        "API changes": reverse("api_changes"),
    }
    for name, path in calls.items():
        _row(name, partial(program.get, path), base)


if __name__ == "__main__":
    main()
