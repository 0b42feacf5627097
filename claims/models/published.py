"""Which links are under published claims stands in a column that the database keeps right, whoever writes.

Worked out anew for all links at each look, it would take a join of all published evidence. It changes seldom: when a
claim is published, withdrawn or superseded, when evidence of a published claim comes or goes, and when such a page gets
another address. Triggers on those tables work it out for the pages concerned and leave all other writing alone, the
visits above all.

Two transactions may change one page's standing at once. So each locks the claims, then the pages concerned, before it
looks: whoever comes second waits and sees what the first one wrote.
"""

from __future__ import annotations

import pgtrigger

from claims.vocabulary import CLOSED_STATES, ReleaseKind

_WITHDRAWN = ReleaseKind.WITHDRAWN.value
_CLOSED = ", ".join(f"'{state.value}'" for state in sorted(CLOSED_STATES))

_RESTS = f"""EXISTS (
        SELECT FROM claims_snapshot AS snapshot
          JOIN claims_passage AS passage ON passage.snapshot_id = snapshot.id
          JOIN claims_evidence AS evidence ON evidence.passage_id = passage.id AND evidence.withdrawn_at IS NULL
          JOIN claims_claim AS claim ON claim.id = evidence.claim_id AND claim.state NOT IN ({_CLOSED})
          JOIN claims_currentrelease AS current ON current.claim_id = claim.id AND current.kind <> '{_WITHDRAWN}'
         WHERE snapshot.document_id = link.document_id
    )"""
"""Whether evidence of a published claim rests on the page of ``link``, a row of ``claims_link``."""

_OF_PASSAGE = """
    SELECT snapshot.document_id FROM claims_passage AS passage
      JOIN claims_snapshot AS snapshot ON snapshot.id = passage.snapshot_id
     WHERE passage.id IN (OLD.passage_id, NEW.passage_id)"""
_OF_CLAIM = """
    SELECT snapshot.document_id FROM claims_evidence AS evidence
      JOIN claims_passage AS passage ON passage.id = evidence.passage_id
      JOIN claims_snapshot AS snapshot ON snapshot.id = passage.snapshot_id
     WHERE evidence.claim_id IN (CLAIMS)"""

_MARK = """
    PERFORM FROM claims_claim WHERE id IN (CLAIMS) ORDER BY id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT FROM claims_currentrelease WHERE claim_id IN (CLAIMS)) AND TG_OP <> 'DELETE' THEN
        RETURN NULL;
    END IF;
    PERFORM FROM claims_document WHERE id IN (PAGES) ORDER BY id FOR NO KEY UPDATE;
    PERFORM FROM claims_link AS link
      WHERE link.document_id IN (PAGES) AND link.under_published <> RESTS
      ORDER BY link.id FOR NO KEY UPDATE;
    UPDATE claims_link AS link SET under_published = NOT link.under_published
     WHERE link.document_id IN (PAGES) AND link.under_published <> RESTS;
    RETURN NULL;
"""
_MARK_LINK = """
    PERFORM FROM claims_document WHERE id = NEW.document_id FOR NO KEY UPDATE;
    UPDATE claims_link AS link SET under_published = NOT link.under_published
     WHERE link.id = NEW.id AND link.under_published <> RESTS;
    RETURN NULL;
""".replace("RESTS", _RESTS)


def _changed(condition: str, function: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="under_published_changed",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"({condition})"),
        func=function,
    )


def _came(operation: pgtrigger.Operation, function: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="under_published_came_or_went", when=pgtrigger.After, operation=operation, func=function
    )


def _mark(claims: str, pages: str) -> str:
    return _MARK.replace("RESTS", _RESTS).replace("PAGES", pages).replace("CLAIMS", claims)


def of_evidence() -> list[pgtrigger.Trigger]:
    """Triggers for evidence that comes, goes, is withdrawn or moves."""
    moved = " OR ".join(
        f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ("claim_id", "passage_id", "withdrawn_at")
    )
    function = _mark("OLD.claim_id, NEW.claim_id", _OF_PASSAGE)
    return [_changed(moved, function), _came(pgtrigger.Insert | pgtrigger.Delete, function)]


def of_release() -> list[pgtrigger.Trigger]:
    """Triggers for claims that are published, or withdrawn from outside."""
    changed = f"OLD.claim_id <> NEW.claim_id OR (OLD.kind = '{_WITHDRAWN}') <> (NEW.kind = '{_WITHDRAWN}')"
    function = _mark("OLD.claim_id, NEW.claim_id", _OF_CLAIM)
    return [_changed(changed, function), _came(pgtrigger.Insert | pgtrigger.Delete, function)]


def of_claim() -> list[pgtrigger.Trigger]:
    """A trigger for claims that close, or open again."""
    closes = f"(OLD.state IN ({_CLOSED})) <> (NEW.state IN ({_CLOSED}))"
    return [_changed(closes, _mark("OLD.id, NEW.id", _OF_CLAIM))]


def of_link() -> list[pgtrigger.Trigger]:
    """Triggers for links that come, that lead to another page, and whose column somebody else wrote."""
    changed = "OLD.document_id <> NEW.document_id OR OLD.under_published <> NEW.under_published"
    return [_changed(changed, _MARK_LINK), _came(pgtrigger.Insert, _MARK_LINK)]
