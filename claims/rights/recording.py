"""Recording terms: as the machine found them on a page, and as a person confirmed or corrected them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from claims.ledger.changes import leave
from claims.ledger.service import append
from claims.models import Document, RightsEvidence, RightsRule, RightsStatement, Snapshot, User
from claims.rights.values import Notice, RightsEntry, Rule
from claims.rights.wordlists import versions
from claims.vocabulary import ChangeKind, EvidenceMethod, RightsReview, Role

VISIBLE, STRUCTURED = "notice grammar", "page data"
"""What found a statement: the grammar of visible notices, or the reader of data in a page."""


class RightsNotAllowed(Exception):
    """The terms cannot be recorded so; ``field`` names the entry, ``str()`` says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def record_notices(*, document: Document, snapshot: Snapshot, notices: Iterable[Notice]) -> list[RightsStatement]:
    """Record what is new among the notices of a page, in the caller's transaction; returns what was written.

    Structured and visible statements of one page stand beside each other. A notice that took the place of another of
    its scope, found in the same way, supersedes it. One that is merely gone from the page stays:
    silence gives no permission back and takes none.
    """
    live = list(document.rights_statements.filter(superseded_by=None).prefetch_related("evidence").order_by("id"))
    # by its words: a person may have corrected the scope of a notice that the page still shows
    known = {row.notice_verbatim for row in live}
    found = {notice.verbatim: notice for notice in notices}
    replaced = [row for row in live if row.notice_verbatim and row.notice_verbatim not in found]
    written = []
    for verbatim, notice in found.items():
        if verbatim in known:
            continue
        old = next((row for row in replaced if row.scope == notice.scope and _method(row) == notice.method), None)
        if old is not None:
            replaced.remove(old)
        written.append(_write_notice(document, snapshot, notice, old))
    return written


def _method(statement: RightsStatement) -> str:
    """How a statement was found; a person's correction stands for what it corrected."""
    row: RightsStatement | None = statement
    while row is not None:
        for evidence in row.evidence.all():
            return str(evidence.method)
        row = row.supersedes
    return EvidenceMethod.VISIBLE_TEXT.value


def _write_notice(
    document: Document, snapshot: Snapshot, notice: Notice, supersedes: RightsStatement | None
) -> RightsStatement:
    statement = RightsStatement.objects.create(
        document=document,
        scope=notice.scope.value,
        holder_text=notice.holder_text and notice.holder_text[:500],
        year_from=notice.year_from,
        year_to=notice.year_to,
        notice_verbatim=notice.verbatim,
        credit_text=notice.credit_text and notice.credit_text[:500],
        licence_id=notice.licence_id,
        licence_url=notice.licence_url,
        terms_url=notice.terms_url,
        acquire_url=notice.acquire_url,
        embargo_until=notice.embargo_until,
        confidence=notice.confidence,
        supersedes=supersedes,
    )
    _write_rules(statement, notice.rules)
    visible = notice.method is EvidenceMethod.VISIBLE_TEXT
    RightsEvidence.objects.create(
        statement=statement,
        snapshot=snapshot,
        method=notice.method.value,
        place=notice.place or f"characters {notice.start}–{notice.end} of the visible text",
        detector=VISIBLE if visible else STRUCTURED,
        detector_version=versions(),
        found_at=snapshot.taken_at,
    )
    return statement


def _write_rules(statement: RightsStatement, rules: Iterable[Rule]) -> None:
    RightsRule.objects.bulk_create(
        RightsRule(
            statement=statement,
            kind=rule.kind.value,
            action=rule.action.value,
            max_words=rule.max_words,
            max_chars=rule.max_chars,
            max_percent=rule.max_percent,
            max_total_words=rule.max_total_words,
            until=rule.until,
            purpose=rule.purpose,
            channel=rule.channel.value if rule.channel else None,
            unless=rule.unless and rule.unless[:300],
            basis=rule.basis.value,
        )
        for rule in rules
    )


def _hold(statement_id: int, actor: User) -> RightsStatement:
    if actor.role == Role.CONSUMER:
        raise RightsNotAllowed("holder_text", "Only fact-checkers and editors record terms.")
    statement = RightsStatement.objects.select_for_update(no_key=True, of=("self",)).get(pk=statement_id)
    if RightsStatement.objects.filter(supersedes=statement).exists():
        raise RightsNotAllowed("holder_text", "Somebody recorded newer terms meanwhile: look at those.")
    return statement


def confirm_rights(*, actor: User, statement_id: int) -> RightsStatement:
    """A person read the notice and agrees with the machine. One transaction; raises :class:`RightsNotAllowed`."""
    with transaction.atomic():
        statement = _hold(statement_id, actor)
        statement.review_state = RightsReview.CONFIRMED.value
        statement.reviewed_by, statement.reviewed_at = actor, timezone.now()
        statement.save(update_fields=["review_state", "reviewed_by", "reviewed_at"])
        append(actor=actor, action="confirm_rights", subject=f"rights/{statement.pk}")
    return statement


def correct_rights(*, actor: User, statement_id: int, entry: RightsEntry) -> RightsStatement:
    """Terms as a person reads them; they supersede the machine's, which stay. One transaction.

    Raises :class:`RightsNotAllowed`.
    """
    if entry.year_from and entry.year_to and entry.year_from > entry.year_to:
        raise RightsNotAllowed("year_to", "The last year lies before the first.")
    with transaction.atomic():
        old = _hold(statement_id, actor)
        new = RightsStatement.objects.create(
            document=old.document,
            scope=entry.scope.value,
            holder_text=entry.holder_text or None,
            year_from=entry.year_from,
            year_to=entry.year_to,
            notice_verbatim=entry.notice_verbatim or old.notice_verbatim,
            credit_text=entry.credit_text or None,
            licence_id=entry.licence_id or None,
            licence_url=entry.licence_url or None,
            supersedes=old,
            review_state=RightsReview.CORRECTED.value,
            reviewed_by=actor,
            reviewed_at=timezone.now(),
        )
        _write_rules(new, entry.rules)
        append(
            actor=actor,
            action="correct_rights",
            subject=f"rights/{new.pk}",
            before={"statement": old.pk, "rules": _rules_json(old)},
            after={"statement": new.pk, "rules": _rules_json(new)},
        )
        leave(ChangeKind.RIGHTS, old.document_id)
    return new


def _rules_json(statement: RightsStatement) -> list[str]:
    return [f"{row.kind} {row.action}" for row in statement.rules.order_by("id")]
