"""The dry dock: twelve sites that come down to one unnamed source, and a named one who speaks of the price alone."""

from __future__ import annotations

from claims.demo.logged.values import (
    DemoClaim,
    DemoEvidence,
    DemoGrade,
    DemoJudged,
    outlet,
    person,
    unnamed,
    unnamed_group,
    vetted,
)
from claims.recording.values import AnonymityEntry, SourceEntry, SourcingEntry
from claims.vocabulary import (
    AnonymityTerms,
    Directness,
    EdgeDecision,
    EdgeKind,
    HowTheyKnow,
    InformationOrOpinion,
    Part,
    SourceKind,
    SourceLetter,
)

_SEEN = "a person who has seen the draft contract"
_RECORD = AnonymityEntry(
    descriptor=_SEEN,
    position="has seen the draft contract",
    how_they_know=HowTheyKnow.SAW_DOCUMENT,
    information_or_opinion=InformationOrOpinion.INFORMATION,
    reason="the talks are confidential",
    terms=AnonymityTerms.BACKGROUND,
    persons_spoken_to=1,
    persons_suggested=1,
)
_READ_OUT = "Read two clauses of the draft out to the agency; both stand in the paper that the council has."


def _wire(words: str, descriptor: str, *, cue: str) -> SourcingEntry:
    """A page that passes on what the agency was told."""
    told = SourceEntry(kind=SourceKind.UNNAMED_PERSON, descriptor=descriptor)
    return outlet("Velland Wire", words, relayed_for=told, cue=cue)


def _printed(article: str, last: str) -> DemoEvidence:
    """A page that carries the agency's own words, from the first to the end of the quotation."""
    passage = f"The shipyard group Brannoch … {last}"
    return DemoEvidence(article=article, passage=passage, part=Part.LEAD, sourcing=unnamed(_SEEN, _SEEN))


_AGENCY = DemoEvidence(
    article="dock-wire",
    passage="The shipyard group Brannoch … are confidential.",
    part=Part.LEAD,
    sourcing=unnamed(_SEEN, _SEEN, record=_RECORD),
    letter=SourceLetter.C,
    letter_because=_READ_OUT,
)
_RELAYS = (
    DemoEvidence(
        article="dock-courier",
        passage="The shipyard group Brannoch … the agency Velland Wire.",
        part=Part.LEAD,
        sourcing=_wire("the agency Velland Wire", "a source", cue="told"),
        directness=Directness.RELAY,
    ),
    DemoEvidence(
        article="dock-echo",
        passage="Brannoch, the shipyard group … writes today.",
        part=Part.LEAD,
        sourcing=_wire("the agency Velland Wire", "a source", cue="told"),
        directness=Directness.RELAY,
    ),
    DemoEvidence(
        article="dock-tribune",
        passage="Velland Wire reports … the draft contract.",
        part=Part.LEAD,
        sourcing=_wire("Velland Wire", _SEEN, cue="reports"),
        directness=Directness.RELAY,
    ),
    DemoEvidence(
        article="dock-weekend",
        passage="A person who has seen … of Port Ellery.",
        sourcing=_wire("Velland Wire", "A person who has seen the draft contract", cue="told"),
        directness=Directness.RELAY,
    ),
    DemoEvidence(
        article="dock-radio",
        passage="A Tolvan shipyard group … sight of the contract.",
        part=Part.LEAD,
        sourcing=_wire("Velland Wire", "a person with sight of the contract", cue="reports"),
        directness=Directness.RELAY,
    ),
)

CLAIMS = (
    DemoClaim(
        slug="dock-talks",
        wording="The shipyard group Brannoch is negotiating to buy the dry dock of Port Ellery.",
        paraphrase="Brannoch, which owns shipyards, is in talks about buying Port Ellery’s dry dock.",
        logged_by="ada",
        tags=("dock", "trade"),
        evidence=(
            _AGENCY,
            _printed("dock-inland", "are confidential."),
            _printed("dock-quay", "the person said."),
            _printed("dock-business", "are confidential."),
            *_RELAYS,
            DemoEvidence(
                article="dock-star",
                passage="The shipyard group Brannoch … the insider said.",
                part=Part.LEAD,
                sourcing=unnamed("an insider", "an insider", cue="revealed"),
            ),
            DemoEvidence(
                article="dock-current",
                passage="It is official: … one of them said.",
                part=Part.LEAD,
                sourcing=unnamed_group("sources", "sources"),
            ),
            DemoEvidence(
                article="dock-slipway",
                passage="Now Brannoch is said … the draft contract.",
                part=Part.LEAD,
                sourcing=unnamed(_SEEN, _SEEN, cue="according to"),
            ),
        ),
        judged=(
            DemoJudged(0, 9, EdgeKind.CITATION, "The agency’s words to the letter, hours later, and no credit."),
            DemoJudged(0, 10, EdgeKind.CITATION, "The agency’s quotation; “one of them” is its one person."),
            DemoJudged(0, 11, EdgeKind.UNNAMED_SOURCE, "Its author says that he has it from the agency’s report."),
        ),
        grade=DemoGrade(number=3, because="One person, who saw the paper; eleven others repeat it."),
        steps=vetted("ada", "edith"),
    ),
    DemoClaim(
        slug="dock-price",
        wording="The draft contract for the dry dock of Port Ellery names a price of 210 million crowns.",
        paraphrase="In the draft, 210 million crowns is the price of Port Ellery’s dry dock.",
        logged_by="ben",
        tags=("dock", "figures"),
        evidence=(
            DemoEvidence(
                article="dock-wire",
                passage="“The price in the draft … are confidential.",
                part=Part.QUOTE,
                sourcing=unnamed("the person", "the person", record=_RECORD),
                letter=SourceLetter.C,
                letter_because=_READ_OUT,
            ),
            DemoEvidence(
                article="dock-courier",
                passage="According to the agency’s source, … in April.",
                sourcing=_wire("the agency", "the agency’s source", cue="According to"),
                directness=Directness.RELAY,
            ),
            DemoEvidence(
                article="dock-business",
                passage="“The price in the draft … are confidential.",
                part=Part.QUOTE,
                sourcing=unnamed("the person", "the person"),
            ),
            DemoEvidence(
                article="dock-star",
                passage="“The price in the draft … the insider said.",
                part=Part.QUOTE,
                sourcing=unnamed("the insider", "the insider"),
            ),
            DemoEvidence(
                article="dock-ledger",
                passage="“210 million crowns … in her office.",
                part=Part.QUOTE,
                sourcing=person("Greta Lunde", "Lunde"),
                directness=Directness.FIRST_HAND,
                letter=SourceLetter.B,
                letter_because="Has the paper before her and showed it; answers for her word with her office.",
            ),
        ),
        judged=(
            DemoJudged(0, 3, EdgeKind.CITATION, "The agency’s quotation to the letter, hours later, and no credit."),
            DemoJudged(
                *(3, 4, EdgeKind.PUBLISHER),
                "Both are named after the town. The Ledger belongs to its readers, the Star to its printer.",
                EdgeDecision.CLEARED,
            ),
        ),
        grade=DemoGrade(
            number=1, because="The agency’s source and the auditor, apart from each other.", consistent=True
        ),
        steps=vetted("ben", "edith"),
    ),
)
