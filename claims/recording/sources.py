"""From what a person typed to the source it means."""

from __future__ import annotations

from django.db.models import Q

from claims.models import Claim, Source
from claims.recording.errors import InvalidEntry
from claims.recording.text import cleaned
from claims.recording.values import SourceEntry
from claims.vocabulary import UNNAMED_KINDS, SourceKind


def find_named(kind: SourceKind, name: str) -> Source | None:
    """The named source of this kind that is called so, by name or alias, whatever the case."""
    rows = Source.objects.filter(Q(name__iexact=name) | Q(aliases__contains=[name]), kind=kind.value)
    return rows.order_by("id").first()


class SourceBook:
    """The sources of one claim while it is recorded: what is entered twice the same way is one source."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._made: dict[SourceEntry, Source] = {}

    def get(self, entry: SourceEntry, *, field: str) -> Source:
        """The source of ``entry``; raises ``InvalidEntry`` for one without the name or descriptor it needs."""
        if entry not in self._made:
            self._made[entry] = self._unnamed(entry, field) if entry.kind in UNNAMED_KINDS else _named(entry, field)
        return self._made[entry]

    def know(self, source: Source) -> None:
        """Let an unnamed source that the claim has already be found by its kind and descriptor."""
        self._made[SourceEntry(kind=SourceKind(source.kind), name=source.name, descriptor=source.descriptor)] = source

    def _unnamed(self, entry: SourceEntry, field: str) -> Source:
        descriptor = cleaned(entry.descriptor, field=field, most=300)
        if descriptor is None:
            raise InvalidEntry(field, "Say how the page describes the unnamed source, as “a source at the ministry”.")
        return Source.objects.create(kind=entry.kind.value, descriptor=descriptor, unnamed_of=self._claim)


def _named(entry: SourceEntry, field: str) -> Source:
    name = cleaned(entry.name, field=field, most=300)
    if name is None:
        raise InvalidEntry(field, "Name the source, or choose “Unnamed person” or “Unnamed group”.")
    descriptor = cleaned(entry.descriptor, field=field, most=300)
    return find_named(entry.kind, name) or Source.objects.create(
        kind=entry.kind.value, name=name, descriptor=descriptor
    )
