"""Who may do what: one table of pages × roles, one of API calls × scopes, and what a state lets a role change.

The table is complete: an address that is missing here is open to nobody, and a test walks all addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from claims.models import User
from claims.vocabulary import CLOSED_STATES, ClaimState, Role, Scope

_EVERYBODY = frozenset(Role)
_NEWSROOM = frozenset({Role.FACT_CHECKER, Role.EDITOR})
_EDITORS = frozenset({Role.EDITOR})

OPEN = frozenset(
    {
        "health",
        "metrics",  # asks for a token of its own
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "account_signup",  # answers that sign-up is closed
        "theme",
        "excerpt_vocabulary",  # defines words; says nothing of claims
    }
)
"""Pages that answer without sign-in."""

PUBLISHED_PAGES = frozenset({"public_claim", "public_card"})
PUBLISHED_CALLS = frozenset(
    {"public_format", "api_claim_format", "feed_claimreview", "feed_vetted", "factcheck_search", "oembed"}
)
"""What is released, as pages and in the formats of the trade: open to whoever is signed in, the calls to tokens with
the scope ``read`` too, and to everybody where the installation says so (``ANONYMOUS_READING``)."""

PAGES: dict[str, frozenset[Role]] = {
    # everybody who is signed in
    "home": _EVERYBODY,
    "keys": _EVERYBODY,
    "tokens": _EVERYBODY,
    "token_create": _EVERYBODY,
    "token_revoke": _EVERYBODY,
    **dict.fromkeys(
        (
            "webhooks",
            "webhook_create",
            "webhook",
            "webhook_edit",
            "webhook_key",
            "webhook_switch",
            "webhook_test",
            "webhook_remove",
            "webhook_replay",
        ),
        _EVERYBODY,
    ),
    **dict.fromkeys(
        (
            "account_change_password",
            "account_set_password",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_reauthenticate",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
            "mfa_reauthenticate_webauthn",
        ),
        _EVERYBODY,
    ),
    # the newsroom
    **dict.fromkeys(
        (
            "read",
            "snapshot",
            "log_claim",
            "reading_correct",
            "correction_undo",
            "editions",
            "text_diff",
            "document_warc",
            "claim_warc",
            "claims",
            "claim",
            "claim_edit",
            "step",
            "history",
            "claim_graph",
            "claim_graph_svg",
            "queue",
            "grade_information",
            "evidence_add",
            "evidence_withdraw",
            "evidence_restore",
            "evidence_opened",
            "anonymity",
            "sourcing",
            "sources",
            "source",
            "source_grade",
            "source_record",
            "rights",
            "rights_confirm",
            "rights_correct",
            "grants",
            "grant",
            "grant_undo",
            "grant_letter",
            "grant_create",
            "findings",
            "finding",
            "links",
            "link",
            "link_recheck",
            "link_progress",
            "links_recheck",
            "links_warc",
            "claim_recheck",
            "recheck_progress",
            "hosts",
            "host",
            "host_recheck",
            "grader",
            "notices",
            "notices_read",
            "watch",
            "edges",
            "unnamed_sources",
            "document_facts",
            "document_change",
            "document_undo",
            "document_cite",
            "document_uncite",
            "owners",
            "owner",
            "outlet",
            "scales",
            "scale",
            "verdict_give",
            "verdict_take_back",
        ),
        _NEWSROOM,
    ),
    # editors
    **dict.fromkeys(("credit_dismiss", "credit_restore"), _EDITORS),
    **dict.fromkeys(
        (
            "status_set",
            "status_end",
            "finding_settle",
            "finding_reopen",
            "host_delay",
            "host_mark",
            "disagreements",
            "ratings",
            "rating_import",
            "rating_import_apply",
            "rating_import_undo",
            "rating_import_left",
            "edge_judge",
            "edge_undo",
            "unnamed_same",
            "unnamed_apart",
            "owner_create",
            "owner_rename",
            "owner_belong",
            "outlet_own",
            "owner_rename_undo",
            "owner_belong_undo",
            "outlet_own_undo",
            "scale_create",
            "scale_change",
            "scale_undo",
            "scale_archive",
            "verdict_add",
            "verdict",
            "verdict_undo",
            "verdict_archive",
        ),
        _EDITORS,
    ),
}

CALLS: dict[str, Scope] = {
    "api_claims": Scope.READ,
    "api_claim": Scope.READ,
    "api_claim_why": Scope.READ,
    "api_claim_why_now": Scope.LOG,
    "api_claim_evidence": Scope.READ,
    "api_claim_history": Scope.READ,
    "api_claim_provenance": Scope.READ,
    "api_changes": Scope.READ,
    "api_claim_now": Scope.LOG,
    "api_claim_submit": Scope.LOG,
    "api_claim_grades": Scope.LOG,
    "api_source_grades": Scope.LOG,
    "api_claim_steps": Scope.REVIEW,
    "api_export": Scope.READ,
    "api_sources": Scope.READ,
    "api_source": Scope.READ,
    "api_documents": Scope.READ,
    # a person's own webhooks: told of nothing that the same token could not read
    "api_webhooks": Scope.READ,
    "api_webhook": Scope.READ,
    "api_webhook_keys": Scope.READ,
    "api_webhook_test": Scope.READ,
    "api_webhook_messages": Scope.READ,
    "api_webhook_replay": Scope.READ,
}
"""API calls and the scope that a token needs for them; sessions of a browser open none of them."""

RELEASED_CALLS = frozenset(
    {
        "api_claims",
        "api_claim",
        "api_claim_why",
        "api_claim_evidence",
        "api_claim_history",
        "api_claim_provenance",
        "api_changes",
        "api_export",
        "api_documents",
    }
)
"""Calls that tell of releases alone, so that they open to everybody where the installation says so."""

WRITES: dict[str, Scope] = {
    "api_claims": Scope.LOG,
    "api_claim": Scope.LOG,
    "api_claim_evidence": Scope.LOG,
}
"""The scope that it takes to send something to an address of :data:`CALLS`, where it is another than for reading."""


def scope_of_call(name: str, *, writes: bool) -> Scope | None:
    """The scope that a call needs; ``None`` for what is no call, which is open to nobody."""
    return WRITES.get(name, CALLS.get(name)) if writes else CALLS.get(name)


SCOPES: dict[Role, frozenset[Scope]] = {
    Role.CONSUMER: frozenset({Scope.READ}),
    Role.FACT_CHECKER: frozenset({Scope.READ, Scope.LOG}),
    Role.EDITOR: frozenset({Scope.READ, Scope.LOG, Scope.REVIEW}),
}
"""The scopes that a person may give to a token of theirs."""

_OWNER_EDITS = frozenset({ClaimState.DRAFT, ClaimState.RETURNED})
_EDITOR_EDITS = _OWNER_EDITS | {ClaimState.SUBMITTED, ClaimState.IN_REVIEW}


def may_edit(*, state: ClaimState, role: Role, is_owner: bool) -> bool:
    """Whether the claim's own words may be changed: a vetted one has to be re-opened first."""
    if role is Role.EDITOR:
        return state in _EDITOR_EDITS
    return role is Role.FACT_CHECKER and is_owner and state in _OWNER_EDITS


def may_add_evidence(*, state: ClaimState, role: Role) -> bool:
    """Whether evidence may be added or mended: always in the newsroom, until the claim is closed."""
    return role in _NEWSROOM and state not in CLOSED_STATES


def may_give_verdict(*, state: ClaimState, role: Role, is_owner: bool) -> bool:
    """Whether the verdict may be given or taken back: by editors until the claim is closed, else by who may edit it."""
    return may_edit(state=state, role=role, is_owner=is_owner) or (
        role is Role.EDITOR and may_add_evidence(state=state, role=role)
    )


def may_open(user: Any, name: str) -> bool:
    """Whether ``user`` may open the page with this URL name; templates offer a link only then."""
    if _is_open(name):
        return True
    return isinstance(user, User) and (name in PUBLISHED_PAGES or Role(user.role) in PAGES.get(name, frozenset()))


def _is_open(name: str | None) -> bool:
    """Whether the page with this URL name answers without sign-in."""
    return name in OPEN or (name in PUBLISHED_PAGES and settings.ANONYMOUS_READING)


class AccessMiddleware:
    """Holds every request against the table before its view runs; what the table does not know is closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, unchanged."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """``None`` to go on, a redirect to the sign-in page, or ``PermissionDenied``."""
        match = request.resolver_match
        name = match.url_name if match else None
        # calls are held against their token's scopes by the API itself
        if _is_open(name) or name in CALLS or name in PUBLISHED_CALLS:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if name is None or not may_open(request.user, name):
            raise PermissionDenied
        return None
