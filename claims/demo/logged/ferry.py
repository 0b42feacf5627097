"""The ferry that sailed on two engines: two outlets of one owner, one independent one."""

from __future__ import annotations

from claims.demo.logged.values import (
    UNATTRIBUTED,
    DemoClaim,
    DemoEvidence,
    DemoGrade,
    DemoStep,
    dataset,
    document,
    government,
    observed,
    organisation,
    outlet,
    person,
    post,
    returned,
    submitted,
    unnamed,
    unnamed_group,
    vetted,
)
from claims.recording.values import AnonymityEntry, SourceEntry
from claims.vocabulary import (
    AnonymityTerms,
    Directness,
    HowTheyKnow,
    InformationOrOpinion,
    Part,
    ReviewAction,
    SourceKind,
    SourceLetter,
    Stance,
    Status,
    Voice,
)

_ENGINEER = "an engineer who was on board"
_ENGINEER_RECORD = AnonymityEntry(
    descriptor=_ENGINEER,
    position="engineer of the ferry’s watch",
    how_they_know=HowTheyKnow.WITNESS,
    information_or_opinion=InformationOrOpinion.INFORMATION,
    reason="not authorised to talk to reporters",
    terms=AnonymityTerms.BACKGROUND,
    second_source_sought=True,
    second_source_result="A surveyor of the Maritime Safety Board confirmed it by name three days later.",
    persons_spoken_to=1,
    persons_suggested=1,
)
_SAW_ROTA = "Showed the paper his watch rota; what he said of the engine was borne out."
_CERTIFICATE = "Safety certificate of the ferry Sanderling"

CLAIMS = (
    DemoClaim(
        slug="ferry-engine",
        wording="The ferry Sanderling sailed on 4 October 2025 with one of its three engines out of service.",
        paraphrase="One of the Sanderling’s three engines was not working when the ferry crossed on 4 October 2025.",
        logged_by="ada",
        tags=("ferries", "safety"),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="The ferry Sanderling left Port Ellery … on board said.",
                part=Part.LEAD,
                sourcing=unnamed(_ENGINEER, "an engineer who was on board", record=_ENGINEER_RECORD),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.C,
                letter_because=_SAW_ROTA,
            ),
            DemoEvidence(
                article="ferry-two-engines",
                passage="A Fulmar Line ferry carried … citing an engineer on board.",
                part=Part.LEAD,
                sourcing=outlet(
                    "The Harbour Courier",
                    "the Harbour Courier",
                    relayed_for=SourceEntry(kind=SourceKind.UNNAMED_PERSON, descriptor="an engineer on board"),
                    cue="reported",
                ),
                directness=Directness.RELAY,
            ),
            DemoEvidence(
                article="sanderling-log",
                passage="“The engine was out of service on Saturday … on Monday.",
                part=Part.QUOTE,
                sourcing=person("Henrik Sole", "Henrik Sole, a surveyor of the Maritime Safety Board"),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.B,
                letter_because="A surveyor who went on board himself; his earlier findings were borne out.",
            ),
            DemoEvidence(
                article="sanderling-log",
                passage="The second engine of the ferry Sanderling … the Ledger has seen.",
                part=Part.LEAD,
                sourcing=document("Engine log of the ferry Sanderling", "the ship’s engine log"),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Signed by the chief engineer on the day; we have seen the page.",
            ),
        ),
        grade=DemoGrade(number=1, because="The engineer and the surveyor know it independently.", consistent=True),
        steps=vetted("ada", "edith"),
    ),
    DemoClaim(
        slug="ferry-order",
        wording="The crew of the Sanderling was ordered to sail although it was known that one engine would not start.",
        logged_by="ada",
        tags=("ferries", "safety"),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="“We knew before we cast off … “The order was to sail.”",
                part=Part.QUOTE,
                sourcing=unnamed(_ENGINEER, "the engineer", record=_ENGINEER_RECORD, voice=Voice.DIRECT_QUOTE),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.C,
                letter_because=_SAW_ROTA,
            ),
        ),
        grade=DemoGrade(number=3, because="One person, who was there; nobody else speaks of the order."),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="ferry-complaints",
        wording="The crew of the Sanderling complained twice in September 2025, in writing.",
        logged_by="ben",
        tags=("ferries", "labour"),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="Marit Hallow, branch secretary … nobody answered,” she said.",
                sourcing=person(
                    "Marit Hallow",
                    "Marit Hallow, branch secretary of the Seafarers’ Federation",
                    voice=Voice.PARTIAL_QUOTE,
                ),
                letter=SourceLetter.C,
                letter_because="Speaks for the crew in a dispute; her figures have been right before.",
            ),
        ),
        grade=DemoGrade(number=3, because="Plausible, and the letters could be shown, but were not."),
        steps=submitted("ben"),
    ),
    DemoClaim(
        slug="ferry-certified",
        wording="The Sanderling is certified to make the island crossing on two engines.",
        paraphrase="Two running engines are enough for the Sanderling’s crossing, by its certificate.",
        logged_by="ben",
        tags=("ferries", "safety"),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="“Sanderling is certified … said in a statement.",
                part=Part.QUOTE,
                sourcing=organisation("Fulmar Line", "the company", voice=Voice.DIRECT_QUOTE),
                party=True,
            ),
            DemoEvidence(
                article="ferry-two-engines",
                passage="Fulmar Line told the Echo … on two engines”.",
                sourcing=organisation("Fulmar Line", "Fulmar Line", voice=Voice.PARTIAL_QUOTE, cue="told"),
                party=True,
            ),
            DemoEvidence(
                article="sanderling-log",
                passage="The ferry’s certificate, issued in March … force five.",
                sourcing=document(_CERTIFICATE, "The ferry’s certificate", cue="allows"),
                stance=Stance.SUPPORTS_NARROWER,
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Issued by the safety board; the Ledger prints its number.",
            ),
        ),
        grade=DemoGrade(number=2, because="True up to force five only, says the certificate.", consistent=True),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="ferry-late",
        wording="The Sanderling left Port Ellery 47 minutes late on 4 October 2025.",
        logged_by="ben",
        tags=("ferries",),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="A reporter for the Courier … over the stern.",
                sourcing=observed("The Harbour Courier", "A reporter for the Courier", cue="saw"),
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=3, because="Seen by the paper’s reporter alone."),
        steps=vetted(
            "ben",
            "emil",
            DemoStep(ReviewAction.REOPEN, "edith", "The harbour’s own log of departures is public now: compare it."),
        ),
    ),
    DemoClaim(
        slug="ferry-postponed",
        wording="Officials of the Maritime Safety Board hold that the crossing should have been postponed.",
        logged_by="ada",
        tags=("ferries", "safety"),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="Officials at the Maritime Safety Board … the engineer said.",
                sourcing=unnamed(
                    _ENGINEER,
                    "the engineer",
                    record=_ENGINEER_RECORD,
                    relayed_for=SourceEntry(
                        kind=SourceKind.UNNAMED_GROUP, descriptor="officials at the Maritime Safety Board"
                    ),
                ),
                directness=Directness.RELAY,
            ),
        ),
    ),
    DemoClaim(
        slug="ferry-lights",
        wording="The lights in the lounge of the Sanderling went out during the crossing, after a bang.",
        logged_by="ada",
        tags=("ferries",),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="“There was a bang … on Saturday evening.",
                part=Part.QUOTE,
                sourcing=post("Tomas Wray on Skerry", "Tomas Wray, who was travelling with two children"),
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=3, because="A passenger’s own words, not checked with anybody."),
        steps=returned("ada", "edith", "Take in the post itself, not only the paper’s quotation of it."),
    ),
    DemoClaim(
        slug="ferry-built",
        wording="The ferry Sanderling was built in 1998 and carries up to 400 passengers.",
        logged_by="ben",
        tags=("ferries",),
        evidence=(
            DemoEvidence(
                article="sanderling-engine",
                passage="Sanderling was built in 1998 and carries up to 400 passengers.",
                sourcing=UNATTRIBUTED,
            ),
        ),
        grade=DemoGrade(number=3, because="Nobody is named for it, though nothing speaks against it.", consistent=True),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="ferry-late-september",
        wording="Fulmar Line’s own data count 31 late ferries in September 2025 and 12 a year before.",
        paraphrase="In September 2025 the line’s ferries were late 31 times; a year earlier it had been 12 times.",
        logged_by="ada",
        tags=("ferries", "figures"),
        evidence=(
            DemoEvidence(
                article="ferry-two-engines",
                passage="Fulmar Line’s own timetable data … last year.",
                sourcing=dataset("Fulmar Line: timetable data", "Fulmar Line’s own timetable data"),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.C,
                letter_because="The line’s own figures, against its interest; months are revised later.",
            ),
        ),
        grade=DemoGrade(number=3, because="One table, read by one paper."),
        steps=vetted("ada", "edith"),
        effective=(Status.UNVERIFIED, "The line says that it is correcting its figures for September."),
    ),
    DemoClaim(
        slug="ferry-known-faults",
        wording="Departures with known faults were common on Fulmar Line’s ferries.",
        logged_by="ben",
        tags=("ferries", "safety"),
        evidence=(
            DemoEvidence(
                article="sanderling-log",
                passage="Two former officers of the line … one of them said.",
                sourcing=unnamed_group(
                    "two former officers of the line",
                    "Two former officers of the line, who asked not to be named",
                    record=AnonymityEntry(
                        descriptor="two former officers of the line",
                        position="former officers",
                        how_they_know=HowTheyKnow.WITNESS,
                        reason="they still work at sea",
                        persons_spoken_to=2,
                        persons_suggested=2,
                    ),
                    voice=Voice.PARTIAL_QUOTE,
                    cue="said",
                ),
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=6, because="“Common” is no figure, and whether it is opinion is not stated."),
        steps=vetted("ben", "emil"),
    ),
    DemoClaim(
        slug="ferry-inquiry",
        wording="The Maritime Safety Board has opened an inquiry into the crossing of the Sanderling.",
        logged_by="ben",
        tags=("ferries", "safety"),
        evidence=(
            DemoEvidence(
                article="sanderling-log",
                passage="The board said in a notice … into the crossing.",
                sourcing=government("Maritime Safety Board", "The board"),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Publishes its notices in full and corrects them openly.",
            ),
        ),
        grade=DemoGrade(
            number=2, because="The board’s own notice, though we have not taken it in yet.", consistent=True
        ),
        steps=vetted("ben", "edith"),
    ),
)
