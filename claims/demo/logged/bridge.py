"""The cracks in the bridge: a report, counters, and a source that took its words back."""

from __future__ import annotations

from claims.demo.logged.values import (
    DemoClaim,
    DemoEvidence,
    DemoGrade,
    DemoStep,
    dataset,
    document,
    government,
    in_review,
    person,
    returned,
    unnamed,
    vetted,
)
from claims.recording.values import AnonymityEntry
from claims.vocabulary import (
    Directness,
    HowTheyKnow,
    InformationOrOpinion,
    Part,
    ReviewAction,
    SourceLetter,
    Stance,
    Voice,
)

CLAIMS = (
    DemoClaim(
        slug="bridge-cracks",
        wording="Four of the 36 hangers of the Ostrey bridge have cracks.",
        logged_by="ada",
        tags=("roads", "safety"),
        evidence=(
            DemoEvidence(
                article="ostrey-bridge",
                passage="Inspectors have found cracks … on Friday.",
                part=Part.LEAD,
                sourcing=document(
                    "Roads Directorate: inspection of the Ostrey bridge, November 2025",
                    "a report published by the Roads Directorate on Friday",
                ),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Published with its measurements.",
            ),
            DemoEvidence(
                article="ostrey-bridge",
                passage="“The cracks are short … chief engineer.",
                part=Part.QUOTE,
                sourcing=person("Jonas Merrow", "Jonas Merrow, the directorate’s chief engineer"),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.B,
                letter_because="Answers for the measurements with his name.",
            ),
        ),
        grade=DemoGrade(number=2, because="One report; its author and the engineer belong together.", consistent=True),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="bridge-known",
        wording="The Roads Directorate has known of the cracks in the Ostrey bridge since 2023.",
        logged_by="ben",
        tags=("roads", "safety"),
        evidence=(
            DemoEvidence(
                article="ostrey-bridge",
                passage="An employee of the directorate … the employee said.",
                sourcing=unnamed(
                    "an employee of the directorate",
                    "An employee of the directorate, who spoke on condition of anonymity",
                    record=AnonymityEntry(
                        descriptor="an employee of the directorate",
                        position="employee of the Roads Directorate",
                        how_they_know=HowTheyKnow.SAW_DOCUMENT,
                        information_or_opinion=InformationOrOpinion.INFORMATION,
                        reason="the matter is before the directorate’s board",
                        second_source_sought=True,
                        second_source_result="The chief engineer knew of no earlier report.",
                    ),
                    voice=Voice.PARTIAL_QUOTE,
                ),
                letter=SourceLetter.D,
                letter_because="Described a report that nobody has found since.",
            ),
            DemoEvidence(
                article="ostrey-bridge",
                passage="Merrow said that he knew of no earlier report.",
                sourcing=person("Jonas Merrow", "Merrow", voice=Voice.PARAPHRASE),
                stance=Stance.CONTRADICTS,
                party=True,
            ),
        ),
        grade=DemoGrade(number=3, because="A file of that month exists, unread."),
        steps=vetted(
            "ben",
            "edith",
            DemoStep(ReviewAction.WITHDRAW, "emil", "The employee has taken the statement back; nothing else is left."),
        ),
    ),
    DemoClaim(
        slug="bridge-traffic",
        wording="18,400 vehicles a day crossed the Ostrey bridge in October 2025.",
        logged_by="ben",
        tags=("roads", "figures"),
        evidence=(
            DemoEvidence(
                article="ostrey-bridge",
                passage="Data from the directorate’s counters … in October.",
                sourcing=dataset("Roads Directorate: traffic counters", "Data from the directorate’s counters"),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Counted by loops in the road, published every month.",
            ),
        ),
        grade=DemoGrade(number=2, because="Counted, not estimated.", consistent=True),
        steps=vetted("ben", "emil"),
    ),
    DemoClaim(
        slug="bridge-repairs",
        wording="Repairs of the Ostrey bridge will begin in March 2026 and cost 12 million crowns.",
        logged_by="ada",
        tags=("roads",),
        evidence=(
            DemoEvidence(
                article="ostrey-bridge",
                passage="The transport ministry said … 12 million crowns.",
                sourcing=government("Transport ministry of Velland", "The transport ministry"),
            ),
        ),
        grade=DemoGrade(number=3, because="A plan, by the body that has to carry it out."),
        steps=in_review("ada", "emil"),
    ),
    DemoClaim(
        slug="bridge-detour",
        wording="The detour around the Ostrey bridge is 61 kilometres long.",
        logged_by="ben",
        tags=("roads", "figures"),
        evidence=(
            DemoEvidence(
                article="ostrey-bridge",
                passage="“It is 61 kilometres … in Tavermouth.",
                part=Part.QUOTE,
                sourcing=person("Berta Quill", "Berta Quill, who runs a firm of six lorries in Tavermouth"),
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=3, because="She has driven it; a map would settle it."),
        steps=returned("ben", "edith", "Measure it on the map: this needs no witness."),
    ),
)
