"""Who owns which outlet, and who owns the owner. What one owner owns in the end is one origin.

The database leaves every change of these rows for the drain, which computes the claims anew that rest on the outlets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims.ledger.service import append
from claims.models import Claim, Outlet, OwnerGroup, User
from claims.recording.earlier import before_last_change, replaced
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.text import cleaned, needed
from claims.vocabulary import Role


def _check_editor(actor: User) -> None:
    if actor.role != Role.EDITOR:
        raise NotYours("Only editors say who owns what.")


def claims_of(outlets: Iterable[int]) -> QuerySet[Claim]:
    """The claims with evidence from any of the outlets (primary keys): those that a change of owner may touch."""
    return Claim.objects.filter(evidence__passage__snapshot__document__outlet__in=list(outlets)).distinct()


def _name(name: str | None) -> str:
    return needed(name, field="name", most=300, message="Name the owner.")


def create_owner_group(*, actor: User, name: str | None) -> OwnerGroup:
    """A new owner without outlets. One transaction; raises ``NotYours``, or ``InvalidEntry`` when the name is taken."""
    _check_editor(actor)
    with transaction.atomic():
        group = OwnerGroup(name=_name(name))
        _save(group)
        append(actor=actor, action="add_owner", subject=f"owner/{group.pk}", after={"name": group.name})
    return group


def rename_owner_group(*, actor: User, group_id: int, name: str | None) -> OwnerGroup:
    """Give an owner another name; no status depends on it. One transaction; raises as :func:`create_owner_group`."""
    _check_editor(actor)
    with transaction.atomic():
        group = OwnerGroup.objects.select_for_update(no_key=True).get(pk=group_id)
        before, group.name = group.name, _name(name)
        if before != group.name:
            _save(group)
            after = {"name": group.name}
            append(
                actor=actor, action="rename_owner", subject=f"owner/{group.pk}", before={"name": before}, after=after
            )
    return group


def _save(group: OwnerGroup) -> None:
    """Write the row; a name is taken whatever its case."""
    message = f"There is an owner called {group.name} already."
    if OwnerGroup.objects.filter(name__iexact=group.name).exclude(pk=group.pk).exists():
        raise InvalidEntry("name", message)
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as error:  # somebody else was faster
        raise InvalidEntry("name", message) from error


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a name or an owner: ``key`` tells it from a later one, ``before`` is what it replaced."""

    key: int
    before: str | None


def last_rename(group: OwnerGroup) -> LastChange | None:
    """The last change of an owner's name; ``None`` when it never had another."""
    earlier = before_last_change(group, ["name"])
    return LastChange(earlier.key, earlier.values["name"]) if earlier else None


def last_owner(row: Outlet | OwnerGroup) -> LastChange | None:
    """The last change of who owns an outlet or an owner, with the name of the owner before."""
    column = _owner_column(row)
    earlier = before_last_change(row, [column])
    return LastChange(earlier.key, _group_name(earlier.values[column])) if earlier else None


def _owner_column(row: Outlet | OwnerGroup) -> str:
    return "owner_group_id" if isinstance(row, Outlet) else "parent_id"


def _owner_before(row: Outlet | OwnerGroup, key: int) -> int | None:
    """The primary key of the owner that the change ``key`` replaced."""
    column = _owner_column(row)
    before: int | None = replaced(row, [column], key=key)[column]
    return before


_TAKEN_BACK = "taken back"


def undo_rename(*, actor: User, group_id: int, key: int) -> OwnerGroup:
    """Put the name back that the change ``key`` replaced. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` when the name was changed since, or is another owner's by now.
    """
    _check_editor(actor)
    with transaction.atomic():
        group = OwnerGroup.objects.select_for_update(no_key=True).get(pk=group_id)
        before = replaced(group, ["name"], key=key)["name"]
        return rename_owner_group(actor=actor, group_id=group_id, name=before)


def undo_owner(*, actor: User, outlet_id: int, key: int) -> Outlet:
    """Put the owner of an outlet back that the change ``key`` replaced. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` when the owner was changed since.
    """
    _check_editor(actor)
    with transaction.atomic():
        before = _owner_before(Outlet.objects.select_for_update(no_key=True).get(pk=outlet_id), key)
        return set_owner(actor=actor, outlet_id=outlet_id, group_id=before, reason=_TAKEN_BACK)


def undo_parent(*, actor: User, group_id: int, key: int) -> OwnerGroup:
    """Put the owner of an owner back that the change ``key`` replaced. One transaction.

    Raises as :func:`undo_owner`, and when the owner would own itself by what was recorded since.
    """
    _check_editor(actor)
    with transaction.atomic():
        before = _owner_before(OwnerGroup.objects.select_for_update(no_key=True).get(pk=group_id), key)
        return set_parent(actor=actor, group_id=group_id, parent_id=before, reason=_TAKEN_BACK)


def set_owner(*, actor: User, outlet_id: int, group_id: int | None, reason: str | None) -> Outlet:
    """Put an outlet into an owner group, or with ``None`` out of any. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without reason or when nothing would change.
    """
    _check_editor(actor)
    why = needed(reason, field="reason", most=500, message="Say where this is known from.")
    with transaction.atomic():
        outlet = Outlet.objects.select_for_update(no_key=True, of=("self",)).select_related("source").get(pk=outlet_id)
        before, after = (_group_name(outlet.owner_group_id), _group_name(group_id))
        if outlet.owner_group_id == group_id:
            raise InvalidEntry("owner", "This is what is recorded already.")
        outlet.owner_group_id = group_id
        outlet.save(update_fields=["owner_group"])
        append(
            actor=actor,
            action="set_owner",
            subject=f"source/{outlet.source.public_id}",
            before={"owner": before},
            after={"owner": after},
            reason=why,
        )
    return outlet


def set_parent(*, actor: User, group_id: int, parent_id: int | None, reason: str | None) -> OwnerGroup:
    """Say who owns an owner, or with ``None`` that nobody is known to. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without reason, when nothing would change, or when it would own itself.
    """
    _check_editor(actor)
    why = needed(reason, field="reason", most=500, message="Say where this is known from.")
    with transaction.atomic():
        group = OwnerGroup.objects.select_for_update(no_key=True).get(pk=group_id)
        before, after = _group_name(group.parent_id), _group_name(parent_id)
        if group.parent_id == parent_id:
            raise InvalidEntry("owner", "This is what is recorded already.")
        group.parent_id = parent_id
        try:
            with transaction.atomic():
                group.save(update_fields=["parent"])
        except IntegrityError as error:  # the database allows no ring
            message = f"{group.name} owns {after}, itself or by others. Correct that first."
            raise InvalidEntry("owner", message) from error
        append(
            actor=actor,
            action="set_owner",
            subject=f"owner/{group.pk}",
            before={"owner": before},
            after={"owner": after},
            reason=why,
        )
    return group


def _group_name(group_id: int | None) -> str | None:
    if group_id is None:
        return None
    name = OwnerGroup.objects.filter(pk=group_id).values_list("name", flat=True).first()
    if name is None:
        raise InvalidEntry("owner", "This owner is not recorded. Choose again.")
    return cleaned(name, field="owner", most=300)
