"""Recording terms: as the machine found them on a page, and as a person confirmed or corrected them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from claims.ledger.changes import leave
from claims.ledger.service import append
from claims.models import Document, RightsEvidence, RightsRule, RightsStatement, Snapshot, User
from claims.rights.values import Notice, RightsEntry, Rule
from claims.vocabulary import ChangeKind, EvidenceMethod, RightsReview, Role

DETECTOR, DETECTOR_VERSION = "notice grammar", "1"


class RightsNotAllowed(Exception):
    """The terms cannot be recorded so; ``field`` names the entry, ``str()`` says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def record_notices(*, document: Document, snapshot: Snapshot, notices: Iterable[Notice]) -> list[RightsStatement]:
    """Record what is new among the notices of a page, in the caller's transaction; returns what was written.

    A notice that took the place of another of its scope supersedes it. One that is merely gone from the page stays:
    silence gives no permission back and takes none.
    """
    live = list(document.rights_statements.filter(superseded_by=None).order_by("id"))
    # by its words: a person may have corrected the scope of a notice that the page still shows
    known = {row.notice_verbatim for row in live}
    found = {notice.verbatim: notice for notice in notices}
    replaced = [row for row in live if row.notice_verbatim and row.notice_verbatim not in found]
    written = []
    for verbatim, notice in found.items():
        if verbatim in known:
            continue
        old = next((row for row in replaced if row.scope == notice.scope), None)
        if old is not None:
            replaced.remove(old)
        written.append(_write_notice(document, snapshot, notice, old))
    return written


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
        confidence=notice.confidence,
        supersedes=supersedes,
    )
    _write_rules(statement, notice.rules)
    RightsEvidence.objects.create(
        statement=statement,
        snapshot=snapshot,
        method=EvidenceMethod.VISIBLE_TEXT.value,
        place=f"characters {notice.start}–{notice.end} of the visible text",
        detector=DETECTOR,
        detector_version=DETECTOR_VERSION,
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
