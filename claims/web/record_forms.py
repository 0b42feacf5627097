"""The forms in which people record a claim and its evidence. Each gives a finished entry for ``recording``.

They check only what belongs to the form; what recording refuses is shown beside its field by :func:`show_refusal`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from claims.recording.errors import InvalidEntry
from claims.recording.values import AnonymityEntry, ClaimEntry, EvidenceEntry, SourceEntry, SourcingEntry
from claims.vocabulary import (
    UNNAMED_KINDS,
    UNNAMED_SOURCING,
    AnonymityTerms,
    Directness,
    HowTheyKnow,
    InformationOrOpinion,
    Part,
    SourceKind,
    SourceLetter,
    SourcingType,
    Stance,
    Voice,
    Word,
)
from claims.web.forms import Line, Lines, UnknownText
from claims.web.partial_dates import PartialDateField

_KIND_OF_TYPE = {
    SourcingType.ON_RECORD_PERSON: SourceKind.PERSON,
    SourcingType.ORGANISATION: SourceKind.ORGANISATION,
    SourcingType.GOVERNMENT: SourceKind.GOVERNMENT,
    SourcingType.DOCUMENT: SourceKind.DOCUMENT,
    SourcingType.DATASET: SourceKind.DATASET,
    SourcingType.SOCIAL_POST: SourceKind.ACCOUNT,
    SourcingType.UNNAMED_PERSON: SourceKind.UNNAMED_PERSON,
    SourcingType.UNNAMED_GROUP: SourceKind.UNNAMED_GROUP,
}
"""The kind of source that a kind of sourcing has unless another is chosen."""

HOPS = 2
"""How many relays the form has room for: whoever reports for somebody who reports for somebody."""


def kind_of(sourcing: SourcingType) -> SourceKind | None:
    """The kind of source that goes with a kind of sourcing."""
    return _KIND_OF_TYPE.get(sourcing)


def _word(words: type[Word], label: str, *, empty: str | None = None, **options: Any) -> forms.ChoiceField:
    """A choice of one word; with ``empty`` it may be left open and is then ``""``."""
    first = [("", empty)] if empty is not None else []
    return forms.ChoiceField(label=label, choices=[*first, *words.choices()], required=empty is None, **options)


def source_entry(kind: str | None, words: str | None) -> SourceEntry | None:
    """A source by its kind and what was typed for it: a name, or a descriptor where the kind has no name."""
    if not kind:
        return None
    chosen = SourceKind(kind)
    if chosen in UNNAMED_KINDS:
        return SourceEntry(kind=chosen, descriptor=words)
    return SourceEntry(kind=chosen, name=words)


def show_refusal(form: forms.Form, error: InvalidEntry) -> None:
    """Put what recording refused beside the field it is about, or above the form when it has none."""
    field = {"claimant": "claimant_name", "source": "source_name", "relayed_for": "relayed_name_1"}.get(
        error.field, error.field
    )
    form.add_error(field if field in form.fields else None, str(error))


def accepted(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; what recording refuses stands beside its field."""
    try:
        act()
    except InvalidEntry as error:
        show_refusal(form, error)
        return False
    return True


class ClaimFields(forms.Form):
    """The claim's own words."""

    wording = forms.CharField(
        label="What is claimed",
        max_length=1000,
        widget=Lines(attrs={"rows": 2}),
        help_text="One checkable statement, without who says so.",
        error_messages={"required": "Say what is claimed, in one sentence."},
    )
    paraphrase = UnknownText(
        label="The same in your own words",
        max_length=1000,
        widget=Lines(attrs={"rows": 2}),
        help_text="Leaves in place of the wording where the terms withhold the page’s words.",
    )
    claimant_kind = _word(SourceKind, "Who claims it", empty="Not known")
    claimant_name = UnknownText(label="Name, or how the page describes them", max_length=300)
    claimed_on = PartialDateField(
        label="Claimed on", required=False, help_text="2023, 2023-03 or 2023-03-14: as exactly as it is known."
    )
    language = UnknownText(label="Language", max_length=35, help_text="As a code: en, de, ar.")
    tags = forms.CharField(label="Tags", required=False, widget=Line, help_text="Separate them by commas.")
    valid_until = forms.DateField(
        label="Holds until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="For a claim that goes out of date by itself.",
    )

    def clean(self) -> dict[str, Any]:
        """A name needs its kind and a kind its name."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("claimant_name") and not data.get("claimant_kind"):
            self.add_error("claimant_kind", "Choose what kind of source this is.")
        if data.get("claimant_kind") and not data.get("claimant_name") and "claimant_name" not in self.errors:
            self.add_error("claimant_name", "Name the claimant, or say how the page describes them.")
        return data

    def claim_entry(self) -> ClaimEntry:
        """The entry of a valid form."""
        data = self.cleaned_data
        day, precision = data["claimed_on"] or (None, None)
        return ClaimEntry(
            wording=data["wording"],
            paraphrase=data["paraphrase"],
            claimant=source_entry(data["claimant_kind"], data["claimant_name"]),
            claimed_on=day,
            claimed_precision=precision,
            language=data["language"],
            tags=tuple(tag.strip() for tag in data["tags"].split(",") if tag.strip()),
            valid_until=data["valid_until"],
        )


class AnonymityFields(forms.Form):
    """What is asked of an unnamed source; left empty is "not stated"."""

    descriptor = UnknownText(label="Described as", max_length=300)
    position = UnknownText(label="Position or basis of access", max_length=300)
    how_they_know = _word(HowTheyKnow, "How they know", empty="Not stated")
    information_or_opinion = _word(InformationOrOpinion, "Information or opinion", empty="Not stated")
    reason = UnknownText(label="Reason given for anonymity", max_length=300)
    motive = UnknownText(label="Motive or interest", max_length=300)
    terms = _word(AnonymityTerms, "Terms they spoke on", empty="Not stated")
    second_source_sought = forms.TypedChoiceField(
        label="Was a second source sought?",
        choices=[("", "Not stated"), ("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        required=False,
        empty_value=None,
    )
    second_source_result = UnknownText(label="With which result", max_length=500)
    persons_spoken_to = forms.IntegerField(label="Persons spoken to", required=False, min_value=0, max_value=1000)
    persons_suggested = forms.IntegerField(
        label="Persons that the wording suggests", required=False, min_value=0, max_value=1000
    )

    def anonymity_entry(self) -> AnonymityEntry:
        """The entry of a valid form."""
        data = self.cleaned_data
        how, kind, terms = data["how_they_know"], data["information_or_opinion"], data["terms"]
        return AnonymityEntry(
            descriptor=data["descriptor"],
            position=data["position"],
            how_they_know=HowTheyKnow(how) if how else None,
            information_or_opinion=InformationOrOpinion(kind) if kind else None,
            motive=data["motive"],
            reason=data["reason"],
            terms=AnonymityTerms(terms) if terms else None,
            second_source_sought=data["second_source_sought"],
            second_source_result=data["second_source_result"],
            persons_spoken_to=data["persons_spoken_to"],
            persons_suggested=data["persons_suggested"],
        )


NEEDED_FOR_COMPLETE = ("descriptor", "position", "how_they_know", "information_or_opinion", "reason")
"""What a complete anonymity record states, as :attr:`claims.models.AnonymityRecord.complete` demands."""


class SourcingFields(AnonymityFields):
    """How a passage says where its statement comes from."""

    sourcing_type = _word(SourcingType, "Sourcing")
    voice = _word(Voice, "Voice")
    source_kind = _word(SourceKind, "Kind of source", empty="As the sourcing says")
    source_name = UnknownText(label="Name, or how the page describes the source", max_length=300)
    source_words = UnknownText(label="Words used for the source here", max_length=300)
    cue = UnknownText(label="Cue, as “said” or “according to”", max_length=100)
    relayed_kind_1 = _word(SourceKind, "Reports for", empty="Nobody else")
    relayed_name_1 = UnknownText(label="Name, or how the page describes them", max_length=300)
    relayed_kind_2 = _word(SourceKind, "Who in turn report for", empty="Nobody else")
    relayed_name_2 = UnknownText(label="Name, or how the page describes them", max_length=300)

    def clean(self) -> dict[str, Any]:
        """A relay needs kind and name, and hops come one after the other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for hop in range(1, HOPS + 1):
            kind, name = data.get(f"relayed_kind_{hop}"), data.get(f"relayed_name_{hop}")
            if name and not kind:
                self.add_error(f"relayed_kind_{hop}", "Choose what kind of source this is.")
            elif kind and not name:
                self.add_error(f"relayed_name_{hop}", "Say for whom the source reports.")
        self._check_source(data)
        if data.get("relayed_kind_2") and not data.get("relayed_kind_1"):
            self.add_error("relayed_kind_1", "Fill in the first relay before the second.")
        return data

    def _check_source(self, data: dict[str, Any]) -> None:
        sourcing, name = data.get("sourcing_type"), data.get("source_name")
        if not sourcing or "source_name" in self.errors:
            return
        if not name and SourcingType(sourcing) in UNNAMED_SOURCING:
            self.add_error("source_name", "Say how the page describes the source, as “a source at the ministry”.")
        elif name and not data.get("source_kind") and kind_of(SourcingType(sourcing)) is None:
            self.add_error("source_kind", "Choose what kind of source this is, or empty its name.")

    def is_unnamed(self) -> bool:
        """Whether the sourcing of a valid form needs an anonymity record."""
        return SourcingType(self.cleaned_data["sourcing_type"]) in UNNAMED_SOURCING

    def missing(self) -> list[str]:
        """The labels of what an anonymity record of a valid form lacks to be complete."""
        return [str(self.fields[name].label) for name in NEEDED_FOR_COMPLETE if not self.cleaned_data[name]]

    def _source(self) -> SourceEntry | None:
        data = self.cleaned_data
        kind = data["source_kind"] or kind_of(SourcingType(data["sourcing_type"]))
        needed = self.is_unnamed() or data["source_name"]
        return source_entry(kind, data["source_name"]) if needed else None

    def _hops(self) -> tuple[SourceEntry, ...]:
        data = self.cleaned_data
        pairs = ((data[f"relayed_kind_{hop}"], data[f"relayed_name_{hop}"]) for hop in range(1, HOPS + 1))
        return tuple(entry for entry in (source_entry(*pair) for pair in pairs) if entry is not None)

    def sourcing_entry(self) -> SourcingEntry:
        """The sourcing of a valid form."""
        data = self.cleaned_data
        return SourcingEntry(
            sourcing_type=SourcingType(data["sourcing_type"]),
            voice=Voice(data["voice"]),
            source=self._source(),
            source_words=data["source_words"],
            cue=data["cue"],
            relayed_for=self._hops(),
            anonymity=self.anonymity_entry() if self.is_unnamed() else None,
        )


class EvidenceFields(SourcingFields):
    """A passage of a page with what it does to the claim, and how it says where it comes from."""

    passage = forms.CharField(
        label="The passage",
        widget=Lines(attrs={"rows": 3}),
        strip=False,
        help_text="Shorten it to the words that matter. They must stand on the page exactly so.",
    )
    stance = _word(Stance, "What it does to the claim", initial=Stance.SUPPORTS.value)
    directness = _word(Directness, "How near it is to the fact", initial=Directness.SECOND_HAND.value)
    party_about_itself = forms.BooleanField(label="The source speaks about itself", required=False)
    own_publication = forms.BooleanField(label="This is a publication of our own", required=False)
    dataset = UnknownText(
        label="Table or dataset it rests on", max_length=300, help_text="Only where the page names one."
    )

    def evidence_entry(self, *, start: int, end: int, part: Part) -> EvidenceEntry:
        """The entry of a valid form for the passage at these positions."""
        data = self.cleaned_data
        return EvidenceEntry(
            start=start,
            end=end,
            part=part,
            stance=Stance(data["stance"]),
            directness=Directness(data["directness"]),
            sourcing=self.sourcing_entry(),
            party_about_itself=data["party_about_itself"],
            own_publication=data["own_publication"],
            dataset=data["dataset"],
        )


class GradeFields(forms.Form):
    """A letter for the source, if the person wants to give one at once."""

    letter = forms.ChoiceField(
        label="How reliable is the source?",
        choices=[("", "Grade later"), *((word.value, f"{word.value} – {word.label}") for word in SourceLetter)],
        required=False,
        help_text="F says that there is nothing to judge by: it is neither bad nor average.",
    )
    grade_reason = UnknownText(label="Why, in one line", max_length=500)

    def clean(self) -> dict[str, Any]:
        """A letter needs its reason and a reason its letter."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("letter") and not data.get("grade_reason"):
            self.add_error("grade_reason", "Give the reason in one line: it is what others will read.")
        if data.get("grade_reason") and not data.get("letter"):
            self.add_error("letter", "Choose the letter that this is the reason for.")
        return data

    def grade(self) -> tuple[SourceLetter, str] | None:
        """Letter and reason of a valid form, or ``None``."""
        data = self.cleaned_data
        return (SourceLetter(data["letter"]), data["grade_reason"]) if data["letter"] else None


class LogForm(ClaimFields, EvidenceFields, GradeFields):
    """A new claim with its first evidence."""

    field_order = (*ClaimFields.base_fields, "passage", "stance")
