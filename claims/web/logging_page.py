"""The form in which a statement becomes a claim with its first evidence."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.credibility.service import GradeNotAllowed, grade_source
from claims.matching.service import candidates
from claims.models import Claim, Snapshot, User
from claims.reading.values import Reading, ReadingWarning, Statement
from claims.reading.warnings.logged import Logged, logged_warnings
from claims.recording.claims import log_claim
from claims.recording.errors import InvalidEntry
from claims.rights.terms import is_verbatim
from claims.vocabulary import WarningKind
from claims.web.corrected import Corrected
from claims.web.editing import signed_in
from claims.web.passages import asked_statement, claim_initial, evidence_initial, locate
from claims.web.reading import excerpt_decision, snapshot_of
from claims.web.reading_page import terms_of
from claims.web.record_forms import LogForm, show_refusal
from claims.web.rights_words import reasons_words

ALIKE = 5


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, filled in from the statement of the address; saving leads to the page of the new claim."""
    user, snapshot = signed_in(request), snapshot_of(public_id)
    reading, asked = asked_statement(request, snapshot)
    statement = asked.statement
    if request.headers.get("HX-Request") and request.method == "GET":
        wording = request.GET.get("wording", "").replace("\x00", "")[:1000]
        found = {"alike": candidates(wording, limit=ALIKE), "snapshot": snapshot, "statement": statement}
        return render(request, "read/alike.html", {**found, "beware": _beware(wording, snapshot, reading, asked)})
    initial = {
        **evidence_initial(statement),
        **claim_initial(statement, reading, snapshot.document, snapshot.readable.text),
    }
    form = LogForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        claim = _logged(form, user, snapshot, statement)
        if claim is not None:
            _say_what_is_next(request, form, claim, snapshot)
            return redirect("claim", claim.public_id)
    return _form_page(request, form, snapshot, reading, asked)


def _logged(form: LogForm, user: User, snapshot: Snapshot, statement: Statement) -> Claim | None:
    """The claim with its evidence and grade, all or nothing; ``None`` with the reason beside its field."""
    span = locate(snapshot.readable.text, form.cleaned_data["passage"], statement)
    if span is None:
        form.add_error("passage", "These words do not stand on the page. Take words out, but change none.")
        return None
    entry = form.evidence_entry(start=span[0], end=span[1], part=statement.part)
    try:
        with transaction.atomic():
            claim = log_claim(actor=user, snapshot=snapshot, claim=form.claim_entry(), evidence=entry)
            _grade(form, user, claim)
    except InvalidEntry as error:
        show_refusal(form, error)
        return None
    except GradeNotAllowed as error:
        form.add_error("grade_reason" if error.field == "reason" else error.field, str(error))
        return None
    return claim


def _grade(form: LogForm, user: User, claim: Claim) -> None:
    """Give the letter of the form to the source of the first evidence."""
    grade = form.grade()
    if grade is None:
        return
    source_id = claim.evidence.values_list("sourcing__source", flat=True).get()
    if source_id is None:
        raise GradeNotAllowed("letter", "There is no source here that could be graded. Choose “Grade later”.")
    grade_source(actor=user, source_id=source_id, letter=grade[0], reason=grade[1])


def _say_what_is_next(request: HttpRequest, form: LogForm, claim: Claim, snapshot: Snapshot) -> None:
    messages.success(request, "Logged as a draft. Next: grade the information, then submit it.")
    missing = form.missing() if form.is_unnamed() else []
    if missing:
        lacks = ", ".join(missing).lower()
        messages.warning(request, f"The anonymity record is not complete, so this origin is weak. Not stated: {lacks}.")
    elif form.is_unnamed():
        messages.info(request, "The anonymity record is complete.")
    passage = claim.evidence.values_list("passage__start", "passage__end").get()
    if excerpt_decision(snapshot, *passage).verbatim_allowed:
        return
    words = claim.paraphrase or claim.wording
    if is_verbatim(words, snapshot.readable.text):
        messages.warning(request, "The terms withhold the page’s words: nothing leaves before it is said in your own.")


def _form_page(
    request: HttpRequest, form: LogForm, snapshot: Snapshot, reading: Reading, asked: Corrected
) -> HttpResponse:
    statement = asked.statement
    decision = excerpt_decision(snapshot, statement.start, statement.end)
    wording = form["wording"].value() or ""
    context = {
        "form": form,
        "snapshot": snapshot,
        "title": snapshot.document.title or reading.title,
        "statement": statement,
        "asked": asked,
        "decision": decision,
        "reasons": reasons_words(decision.reasons),
        "terms": terms_of(snapshot.document, timezone.localdate()),
        "alike": candidates(wording, limit=ALIKE),
        "beware": _beware(wording, snapshot, reading, asked),
    }
    return render(request, "read/log.html", context, status=422 if form.errors else 200)


def _beware(wording: str, snapshot: Snapshot, reading: Reading, asked: Corrected) -> Iterable[ReadingWarning]:
    """What a careful reader stumbles over at this statement, and where the claim would say more than its source."""
    statement = asked.statement
    logged = Logged(
        wording=wording,
        passage=statement.text,
        sourcing=statement.sourcing,
        source=statement.description,
        source_words=statement.source_words,
        relayed_for=(statement.relayed_for,) if statement.relayed_for else (),
        language=snapshot.document.language or reading.language,
    )
    touching = (
        warning
        for warning in reading.warnings
        if any(start < statement.end and statement.start < end for start, end in warning.spans)
    )
    kinds: dict[WarningKind, ReadingWarning] = {}
    for warning in (*logged_warnings(logged), *touching):
        kinds.setdefault(warning.kind, warning)
    return kinds.values()
