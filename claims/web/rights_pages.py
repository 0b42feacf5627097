"""A rights statement as found: a person confirms what the machine read, or corrects it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Claim, RightsEvidence, RightsStatement
from claims.rights.recording import RightsNotAllowed, confirm_rights, correct_rights
from claims.rights.service import rule_of
from claims.rights.values import Rule
from claims.vocabulary import RightsReview
from claims.web.ahead import asks_first
from claims.web.editing import signed_in
from claims.web.editor_forms import RightsForm, rights_initial
from claims.web.rights_words import limits_words


def _statement(pk: int) -> RightsStatement:
    rows = RightsStatement.objects.select_related(
        "document__outlet__source", "reviewed_by", "supersedes", "superseded_by", "holder"
    )
    evidence = RightsEvidence.objects.select_related("snapshot").order_by("id")
    return get_object_or_404(rows.prefetch_related("rules", Prefetch("evidence", evidence)), pk=pk)


def _rules(statement: RightsStatement) -> list[Rule]:
    return [rule_of(row, statement) for row in sorted(statement.rules.all(), key=lambda row: row.pk)]


def _page(request: HttpRequest, statement: RightsStatement, refusal: str | None = None) -> HttpResponse:
    claims = Claim.objects.filter(
        evidence__passage__snapshot__document=statement.document_id, evidence__withdrawn_at=None
    ).distinct()
    context = {
        "statement": statement,
        "document": statement.document,
        "newer": getattr(statement, "superseded_by", None),
        "rules": [(rule, limits_words(rule)) for rule in _rules(statement)],
        "by_machine": statement.review_state == RightsReview.MACHINE,
        "claims": claims.order_by("-logged_at")[:50],
        "refusal": refusal,
    }
    return render(request, "rights/statement.html", context, status=422 if refusal else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice verbatim, what it was read to say, and where it was found."""
    return _page(request, _statement(pk))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree with what the machine read."""
    statement = _statement(pk)
    try:
        confirm_rights(actor=signed_in(request), statement_id=statement.pk)
    except RightsNotAllowed as error:
        return _page(request, statement, str(error))
    messages.success(request, "Confirmed: the terms are as recorded.")
    return redirect("rights", statement.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The terms as a person reads them; they supersede what is recorded, which stays readable."""
    statement = _statement(pk)
    rules = _rules(statement)
    form = RightsForm(request.POST or None, initial=rights_initial(statement, rules))
    if request.method == "POST" and form.is_valid():
        try:
            entry, user = form.entry(rules), signed_in(request)
            act = partial(correct_rights, actor=user, statement_id=statement.pk, entry=entry)
            if asked := asks_first(request, act, title="Record these terms?", back=request.path):
                return asked
            new = act()
        except RightsNotAllowed as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, "Corrected. Claims that quote this document are looked at anew.")
            return redirect("rights", new.pk)
    context = {"statement": statement, "document": statement.document, "form": form}
    return render(request, "rights/correct.html", context, status=422 if form.errors else 200)
