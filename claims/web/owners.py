"""Who owns which outlet: outlets of one owner are one origin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.models import Document, Outlet, OwnerGroup, User
from claims.models.trees import above, below
from claims.recording.errors import InvalidEntry
from claims.recording.owners import (
    claims_of,
    create_owner_group,
    last_owner,
    last_rename,
    rename_owner_group,
    set_owner,
    set_parent,
    undo_owner,
    undo_parent,
    undo_rename,
)
from claims.web.ahead import asks_first
from claims.web.editing import done, is_editor, page_of, posted_key, searched, signed_in
from claims.web.forms import Line
from claims.web.history import decisions_about
from claims.web.record_forms import accepted, show_refusal

MOST_FOUND = 20
_CLAIM = "documents__snapshots__passages__evidence__claim"


class NameForm(forms.Form):
    """The name of an owner."""

    name = forms.CharField(label="Name", max_length=300, widget=Line, error_messages={"required": "Name the owner."})


class OwnerForm(forms.Form):
    """The owner of an outlet or of another owner: one that is recorded, by name, or a new one; none when left empty."""

    owner = forms.CharField(
        label="Owner",
        required=False,
        max_length=300,
        widget=Line(attrs={"list": "owners"}),
        help_text="As it is recorded, or a new name. Empty: no owner known.",
    )
    reason = forms.CharField(
        label="Where is this known from?",
        max_length=500,
        widget=Line,
        error_messages={"required": "Say where this is known from."},
    )


def _resting(outlets: QuerySet[Outlet]) -> int:
    return claims_of(outlets.values_list("pk", flat=True)).count()


def _listed(text: str) -> QuerySet[OwnerGroup]:
    rows = OwnerGroup.objects.select_related("parent").annotate(
        number=Count("outlets", distinct=True), resting=Count(f"outlets__{_CLAIM}", distinct=True)
    )
    if text:
        owned = Q(outlets__source__name__icontains=text) | Q(outlets__domain__icontains=text)
        rows = rows.filter(Exists(OwnerGroup.objects.filter(Q(name__icontains=text) | owned, pk=OuterRef("pk"))))
    return rows.order_by("name", "pk")


def _known_names() -> QuerySet[OwnerGroup, str]:
    return OwnerGroup.objects.order_by("name").values_list("name", flat=True)[:500]


def _index(request: HttpRequest, form: NameForm | None = None) -> HttpResponse:
    text = searched(request)
    free = Outlet.objects.filter(owner_group=None).count()
    context = {"page": page_of(request, _listed(text)), "q": text, "form": form or NameForm(), "free": free}
    return render(request, "owner/owners.html", context, status=422 if form else 200)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The owners, by name."""
    return _index(request)


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """A new owner."""
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            group = create_owner_group(actor=signed_in(request), name=form.cleaned_data["name"])
        except InvalidEntry as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Recorded. Put its outlets in.")
            return redirect("owner", group.pk)
    return _index(request, form)


def _with_claims(rows: QuerySet[Outlet]) -> QuerySet[Outlet]:
    """Outlets with their owner, and how many claims rest on each."""
    resting = Count(_CLAIM, distinct=True)
    return rows.select_related("source", "owner_group").annotate(resting=resting).order_by("source__name", "pk")


def _owner_page(
    request: HttpRequest, group: OwnerGroup, *, form: NameForm | None = None, owned: OwnerForm | None = None
) -> HttpResponse:
    text, tree = searched(request), below(OwnerGroup, group.pk)
    mine = Outlet.objects.filter(owner_group__in=tree)
    fits = Q(source__name__icontains=text) | Q(domain__icontains=text)
    others = Outlet.objects.filter(fits).exclude(owner_group=group)
    owners = above(OwnerGroup, group.pk)
    named = OwnerGroup.objects.in_bulk(owners)
    context = {
        "group": group,
        "above": [named[pk] for pk in reversed(owners) if pk != group.pk],
        "children": OwnerGroup.objects.filter(parent=group).annotate(number=Count("outlets")).order_by("name"),
        "outlets": _with_claims(mine),
        "resting": _resting(mine),
        "q": text,
        "found": _with_claims(others)[:MOST_FOUND] if text else [],
        "form": form or NameForm(initial={"name": group.name}),
        "owned": owned or OwnerForm(initial={"owner": group.parent.name if group.parent else ""}),
        "owners": _known_names(),
        "renamed": last_rename(group),
        "moved": last_owner(group),
        "may_change": is_editor(signed_in(request)),
        "decisions": decisions_about([f"owner/{group.pk}"])[:20],
    }
    return render(request, "owner/owner.html", context, status=422 if form or owned else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner with its outlets; ``?q=`` looks for outlets to put in."""
    return _owner_page(request, get_object_or_404(OwnerGroup, pk=pk))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an owner another name."""
    group, form = get_object_or_404(OwnerGroup, pk=pk), NameForm(request.POST)
    if form.is_valid():
        user, name = signed_in(request), form.cleaned_data["name"]
        if accepted(form, lambda: rename_owner_group(actor=user, group_id=group.pk, name=name)):
            messages.success(request, "Renamed. No status depends on a name.")
            return redirect("owner", group.pk)
    return _owner_page(request, group, form=form)


@require_POST
def belong(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who owns an owner, or that nobody knows."""
    group, form = get_object_or_404(OwnerGroup, pk=pk), OwnerForm(request.POST)
    if not form.is_valid():
        return _owner_page(request, group, owned=form)
    act = partial(_move_group, signed_in(request), group, form)
    if asked := asks_first(request, act, title=_question(str(group), form), back=reverse("owner", args=[pk])):
        return asked
    if not accepted(form, act):
        return _owner_page(request, group, owned=form)
    messages.success(request, f"Recorded. {_anew(_resting_below(group))}")
    return redirect("owner", group.pk)


def _resting_below(group: OwnerGroup) -> int:
    return _resting(Outlet.objects.filter(owner_group__in=below(OwnerGroup, group.pk)))


def _move_group(user: User, group: OwnerGroup, form: OwnerForm) -> None:
    with transaction.atomic():
        parent = _named_owner(user, form)
        set_parent(actor=user, group_id=group.pk, parent_id=parent, reason=form.cleaned_data["reason"])


def _question(name: str, form: OwnerForm) -> str:
    owner = " ".join(form.cleaned_data["owner"].split())
    return f"Record that {owner} owns {name}?" if owner else f"Record that no owner of {name} is known?"


@require_POST
def undo_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the name before back."""
    group, user, key = get_object_or_404(OwnerGroup, pk=pk), signed_in(request), posted_key(request, "change")
    if done(request, lambda: undo_rename(actor=user, group_id=group.pk, key=key)):
        messages.success(request, "Taken back. No status depends on a name.")
    return redirect("owner", pk)


@require_POST
def undo_belonging(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the owner before of an owner back."""
    group, key = get_object_or_404(OwnerGroup, pk=pk), posted_key(request, "change")
    act = partial(undo_parent, actor=signed_in(request), group_id=group.pk, key=key)
    return _taken_back(request, act, back=reverse("owner", args=[pk]), resting=lambda: _resting_below(group))


def _taken_back(
    request: HttpRequest, act: Callable[[], object], *, back: str, resting: Callable[[], int]
) -> HttpResponse:
    if asked := asks_first(request, act, title="Take the last change of owner back?", back=back):
        return asked
    if done(request, act):
        messages.success(request, f"Taken back. {_anew(resting())}")
    return redirect(back)


def _named_owner(user: User, form: OwnerForm) -> int | None:
    """The owner that a valid form names, made when it is new."""
    name = " ".join(form.cleaned_data["owner"].split())
    if not name:
        return None
    group = OwnerGroup.objects.filter(name__iexact=name).first() or create_owner_group(actor=user, name=name)
    return group.pk


def _outlet(public_id: str) -> Outlet:
    return get_object_or_404(Outlet.objects.select_related("source", "owner_group"), source__public_id=public_id)


def _outlet_page(request: HttpRequest, outlet: Outlet, form: OwnerForm | None = None) -> HttpResponse:
    group = outlet.owner_group
    named = searched(request, "owner") or (group.name if group else "")
    documents = Document.objects.filter(outlet=outlet).order_by("-published_on", "-id")
    owners = above(OwnerGroup, group.pk) if group else []
    together = Outlet.objects.filter(owner_group__in=below(OwnerGroup, owners[-1]) if owners else []).exclude(
        pk=outlet.pk
    )
    chain = OwnerGroup.objects.in_bulk(owners)
    resting = claims_of([outlet.pk])
    context = {
        "outlet": outlet,
        "chain": [chain[pk] for pk in owners],
        "form": form or OwnerForm(initial={"owner": named}),
        "owners": _known_names(),
        "moved": last_owner(outlet),
        "together": together.select_related("source", "owner_group").order_by("source__name"),
        "claims": resting.order_by("-logged_at")[:50],
        "resting": resting.count(),
        "documents": documents[:50],
        "number": documents.count(),
        "may_change": is_editor(signed_in(request)),
        "decisions": decisions_about([f"source/{outlet.source.public_id}"])[:20],
    }
    return render(request, "owner/outlet.html", context, status=422 if form else 200)


@require_safe
def outlet(request: HttpRequest, public_id: str) -> HttpResponse:
    """An outlet with its owner, the documents of it that are known, and the claims that rest on it."""
    return _outlet_page(request, _outlet(public_id))


@require_POST
def own(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say who owns an outlet, or that nobody knows."""
    found, form = _outlet(public_id), OwnerForm(request.POST)
    if not form.is_valid():
        return _outlet_page(request, found, form)
    act = partial(_move_outlet, signed_in(request), found, form)
    if asked := asks_first(request, act, title=_question(str(found), form), back=_address(found)):
        return asked
    if not accepted(form, act):
        return _outlet_page(request, found, form)
    messages.success(request, f"Recorded. {_anew(claims_of([found.pk]).count())}")
    return redirect("outlet", public_id)


def _address(outlet: Outlet) -> str:
    return reverse("outlet", args=[outlet.source.public_id])


def _move_outlet(user: User, outlet: Outlet, form: OwnerForm) -> None:
    with transaction.atomic():
        group = _named_owner(user, form)
        set_owner(actor=user, outlet_id=outlet.pk, group_id=group, reason=form.cleaned_data["reason"])


@require_POST
def undo_own(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the owner before of an outlet back."""
    found, key = _outlet(public_id), posted_key(request, "change")
    act = partial(undo_owner, actor=signed_in(request), outlet_id=found.pk, key=key)
    return _taken_back(request, act, back=_address(found), resting=claims_of([found.pk]).count)


def _anew(number: int) -> str:
    if number == 0:
        return "No claim rests on it yet."
    return "One claim is computed anew." if number == 1 else f"{number} claims are computed anew."
