"""The hospital's booking system: a dispute between a memo and the head of computing."""

from __future__ import annotations

from claims.demo.logged.values import (
    DemoClaim,
    DemoEvidence,
    DemoGrade,
    dataset,
    document,
    government,
    observed,
    organisation,
    person,
    returned,
    submitted,
    unnamed_group,
    vetted,
)
from claims.recording.values import AnonymityEntry
from claims.vocabulary import Directness, HowTheyKnow, InformationOrOpinion, Part, SourceLetter, Stance, Voice

_NURSES = "three nurses who work there"

CLAIMS = (
    DemoClaim(
        slug="hospital-lost",
        wording="Saint Orla’s Hospital lost the records of at least 200 appointments when its booking system failed.",
        logged_by="ada",
        tags=("health", "computing"),
        evidence=(
            DemoEvidence(
                article="hospital-records",
                passage="Saint Orla’s Hospital lost the records … work there said.",
                part=Part.LEAD,
                sourcing=unnamed_group(
                    _NURSES,
                    "three nurses who work there",
                    record=AnonymityEntry(
                        descriptor=_NURSES,
                        position="nurses of the hospital",
                        how_they_know=HowTheyKnow.WITNESS,
                        information_or_opinion=InformationOrOpinion.INFORMATION,
                        reason="they fear for their jobs",
                        persons_spoken_to=3,
                        persons_suggested=3,
                    ),
                    cue="said",
                ),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.C,
                letter_because="Three people who had to rebuild the lists themselves.",
            ),
            DemoEvidence(
                article="hospital-records",
                passage="According to an internal memo … from the backup”.",
                sourcing=document(
                    "Ellery Health Trust: internal memo of 29 October 2025",
                    "an internal memo dated 29 October and seen by the Ledger",
                    voice=Voice.PARTIAL_QUOTE,
                    cue="According to",
                ),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.C,
                letter_because="Numbered, dated and signed; the trust calls it a draft.",
            ),
            DemoEvidence(
                article="hospital-records",
                passage="“No appointment has been lost,” … said.",
                part=Part.QUOTE,
                sourcing=organisation("Ellery Health Trust", "a spokesperson for the trust", voice=Voice.DIRECT_QUOTE),
                stance=Stance.CONTRADICTS,
                party=True,
            ),
            DemoEvidence(
                article="trust-answers",
                passage="“I opened the backup myself … since 2021.",
                part=Part.QUOTE,
                sourcing=person("Viktor Aylmer", "Viktor Aylmer, who has led the department since 2021"),
                stance=Stance.CONTRADICTS,
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.C,
                letter_because="Knows the system, and answers for it.",
            ),
        ),
        grade=DemoGrade(number=4, because="A memo and three nurses against the head of computing: open."),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="hospital-queue",
        wording="Some sixty people queued at the outpatients’ desk of Saint Orla’s Hospital on 30 October 2025.",
        logged_by="ben",
        tags=("health",),
        evidence=(
            DemoEvidence(
                article="hospital-records",
                passage="On Thursday morning the Ledger saw … for outpatients.",
                sourcing=observed("The Ellery Ledger", "the Ledger", cue="saw"),
                directness=Directness.FIRST_HAND,
            ),
            DemoEvidence(
                article="trust-answers",
                passage="On Wednesday afternoon there was no queue … reporter saw.",
                sourcing=observed("North Quay News", "our reporter", cue="saw"),
                stance=Stance.MENTIONS,
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=2, because="Seen by the paper’s own reporter.", consistent=True),
        steps=returned("ben", "emil", "The page says Thursday: which one? Ask the Ledger for the date."),
    ),
    DemoClaim(
        slug="hospital-operations",
        wording="No operation was cancelled at Saint Orla’s Hospital because of the failure.",
        logged_by="ben",
        tags=("health",),
        evidence=(
            DemoEvidence(
                article="hospital-records",
                passage="Doctor Amalia Stern … paper did not fail,” she said.",
                sourcing=person(
                    "Amalia Stern", "Doctor Amalia Stern, who leads the heart clinic", voice=Voice.PARTIAL_QUOTE
                ),
                stance=Stance.SUPPORTS_NARROWER,
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=3, because="She can speak for her own clinic."),
        steps=submitted("ben"),
    ),
    DemoClaim(
        slug="hospital-informed",
        wording="The health ministry was informed of the hospital’s failure two days after it happened.",
        logged_by="ada",
        tags=("health", "computing"),
        evidence=(
            DemoEvidence(
                article="hospital-records",
                passage="The health ministry said … after the failure.",
                sourcing=government("Health ministry of Velland", "The health ministry"),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.B,
                letter_because="Its register of reports can be inspected.",
            ),
        ),
        grade=DemoGrade(number=2, because="The ministry knows when it was told.", consistent=True),
        steps=vetted("ada", "edith"),
    ),
    DemoClaim(
        slug="hospital-fewer",
        wording="Saint Orla’s Hospital counted 1,840 appointments in the week of the failure, 212 fewer than before.",
        logged_by="ada",
        tags=("health", "figures"),
        evidence=(
            DemoEvidence(
                article="trust-answers",
                passage="The trust’s published figures … in the week before.",
                sourcing=dataset("Ellery Health Trust: published figures", "The trust’s published figures"),
                directness=Directness.DOCUMENT,
            ),
        ),
    ),
)
