"""The deeper channel: one press release, copied by two outlets."""

from __future__ import annotations

from datetime import date

from claims.demo.logged.values import (
    UNATTRIBUTED,
    DemoClaim,
    DemoEvidence,
    DemoGrade,
    in_review,
    organisation,
    person,
    submitted,
    unnamed,
    vetted,
)
from claims.demo.verdicts import UNPROVEN
from claims.vocabulary import Part

_AUTHORITY = "Port Ellery Harbour Authority"
_DEPTH = "The channel now has a depth of 9.5 metres … in a press release."

CLAIMS = (
    DemoClaim(
        slug="channel-depth",
        wording="The north channel at Port Ellery is 9.5 metres deep at low water over its whole length.",
        paraphrase="At low water ships find 9.5 metres everywhere in Port Ellery’s north channel.",
        logged_by="ada",
        tags=("port", "figures"),
        evidence=(
            DemoEvidence(
                article="north-channel",
                passage=_DEPTH,
                sourcing=organisation(_AUTHORITY, "the authority"),
                party=True,
            ),
            DemoEvidence(
                article="port-ellery-channel",
                passage=_DEPTH,
                sourcing=organisation(_AUTHORITY, "the authority"),
                party=True,
            ),
        ),
        grade=DemoGrade(number=3, because="Two papers, one press release: the authority speaks of its own work."),
        verdict=(UNPROVEN, "Nobody but the authority has measured it; its own survey is not published."),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="channel-jobs",
        wording="The deeper channel secures four hundred jobs on the quays of Port Ellery.",
        paraphrase="Four hundred people at Port Ellery’s quays keep their work because of the deeper channel.",
        logged_by="ben",
        tags=("port", "labour"),
        evidence=(
            DemoEvidence(
                article="north-channel",
                passage="“This opens the port … chief executive.",
                part=Part.QUOTE,
                sourcing=person("Conrad Vale", "Conrad Vale, the authority’s chief executive"),
                party=True,
            ),
            DemoEvidence(
                article="port-ellery-channel",
                passage="“This opens the port … chief executive.",
                part=Part.QUOTE,
                sourcing=person("Conrad Vale", "Conrad Vale, the authority’s chief executive"),
                party=True,
            ),
        ),
        grade=DemoGrade(number=6, because="A forecast by whoever paid for the work."),
        steps=in_review("ben", "emil"),
    ),
    DemoClaim(
        slug="channel-first-ship",
        wording="The grain carrier Aurelia Bay is expected as the first ship in the deeper channel in October 2025.",
        logged_by="ada",
        tags=("port", "grain"),
        valid_until=date(2025, 10, 31),
        evidence=(
            DemoEvidence(
                article="north-channel",
                passage="The first ship to use … expected in October.",
                sourcing=UNATTRIBUTED,
            ),
        ),
        steps=vetted("ada", "edith"),
    ),
    DemoClaim(
        slug="channel-trains",
        wording="The railway will add two freight trains a week from Port Ellery.",
        logged_by="ben",
        tags=("port", "railways"),
        evidence=(
            DemoEvidence(
                article="port-ellery-channel",
                passage="The railway has agreed … would not confirm it.",
                sourcing=unnamed("a person familiar with the contract", "a person familiar with the contract"),
            ),
        ),
        steps=submitted("ben"),
    ),
)
