"""The leak at the chemical works: an agency that took its word back, measurements, and a figure that was replaced."""

from __future__ import annotations

from claims.demo.logged.values import (
    DemoClaim,
    DemoEvidence,
    DemoGrade,
    DemoStep,
    dataset,
    government,
    in_review,
    observed,
    person,
    post,
    submitted,
    unnamed,
    unnamed_group,
    vetted,
)
from claims.demo.verdicts import FALSE
from claims.vocabulary import Directness, Part, ReviewAction, SourceLetter, Stance, Voice

_AGENCY = "Ostrey Environment Agency"
_SAMPLES = "Ostrey Environment Agency: river samples of 21 September 2025"
_BY_TELEPHONE = "Its first statement rested on a telephone call from the works; there is no basis for a grade yet."
_THIEL = DemoEvidence(
    article="brennick-river",
    passage="“The tank held 46 tonnes … on Saturday night.",
    part=Part.QUOTE,
    sourcing=person("Oskar Thiel", "Oskar Thiel, who leads the fire brigade of Brennick"),
    directness=Directness.FIRST_HAND,
    letter=SourceLetter.B,
    letter_because="Was in the works that night; his brigade’s reports are kept and can be read.",
)

CLAIMS = (
    DemoClaim(
        slug="leak-46",
        wording="The whole content of the tank, 46 tonnes of solvent, escaped at the Brennick works.",
        logged_by="ben",
        tags=("chemicals", "figures"),
        evidence=(_THIEL,),
        grade=DemoGrade(number=2, because="He saw the empty tank and its gauge.", consistent=True),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="leak-40",
        wording="About 40 tonnes of solvent escaped from a storage tank at the Brennick works.",
        paraphrase="Some 40 tonnes of solvent got out of a tank at the works in Brennick.",
        logged_by="ada",
        tags=("chemicals", "figures"),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="About 40 tonnes of solvent escaped … on Sunday.",
                part=Part.LEAD,
                sourcing=government(_AGENCY, "the Ostrey Environment Agency"),
                letter=SourceLetter.F,
                letter_because=_BY_TELEPHONE,
            ),
            DemoEvidence(
                article=_THIEL.article,
                passage=_THIEL.passage,
                part=_THIEL.part,
                sourcing=_THIEL.sourcing,
                stance=Stance.CONTRADICTS,
                directness=_THIEL.directness,
            ),
        ),
        grade=DemoGrade(number=4, because="The fire brigade names another figure, and saw the tank."),
        steps=vetted("ada", "emil", DemoStep(ReviewAction.SUPERSEDE, "edith", "The agency now gives 46 tonnes too.")),
        successor="leak-46",
    ),
    DemoClaim(
        slug="leak-no-river",
        wording="No solvent from the Brennick works reached the river Ostrey.",
        logged_by="ada",
        tags=("chemicals", "water"),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="The leak was stopped … the agency said.",
                sourcing=government(_AGENCY, "the agency"),
                letter=SourceLetter.F,
                letter_because=_BY_TELEPHONE,
            ),
            DemoEvidence(
                article="brennick-river",
                passage="Three of five samples … on Tuesday.",
                sourcing=dataset(_SAMPLES, "a table of results that the agency published on Tuesday"),
                stance=Stance.CONTRADICTS,
                directness=Directness.RECORD,
            ),
            DemoEvidence(
                article="brennick-river",
                passage="“We said on Sunday … Ostrey Environment Agency.",
                part=Part.QUOTE,
                sourcing=person("Paula Renn", "Paula Renn, the director of the Ostrey Environment Agency"),
                stance=Stance.CONTRADICTS,
            ),
        ),
        grade=DemoGrade(number=5, because="The agency’s own samples say the opposite."),
        verdict=(FALSE, "Three of five samples from the river held solvent, by the agency’s own table."),
        steps=vetted("ada", "edith"),
    ),
    DemoClaim(
        slug="leak-samples",
        wording="Three of five samples taken below the Brennick works on 21 September 2025 contained toluene.",
        paraphrase="Toluene was in three of the agency’s five samples from the river below the works.",
        logged_by="ben",
        tags=("chemicals", "water", "figures"),
        evidence=(
            DemoEvidence(
                article="brennick-river",
                passage="Three of five samples … on Tuesday.",
                sourcing=dataset(_SAMPLES, "a table of results that the agency published on Tuesday"),
                directness=Directness.RECORD,
            ),
            DemoEvidence(
                article="brennick-river",
                passage="Correction, 24 September: … It was three of five.",
                sourcing=observed("Velland Wire", "this report", cue="said"),
                stance=Stance.MENTIONS,
            ),
        ),
        grade=DemoGrade(number=1, because="The table is the record of the samples.", consistent=True),
        steps=vetted("ben", "emil"),
    ),
    DemoClaim(
        slug="leak-valve",
        wording="The valve of the leaking tank had failed an inspection in the spring.",
        logged_by="ada",
        tags=("chemicals", "safety"),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="A person close to the investigation … in the spring.",
                sourcing=unnamed("a person close to the investigation", "A person close to the investigation"),
            ),
        ),
    ),
    DemoClaim(
        slug="leak-readings",
        wording="Toluene in the air at Mill Lane rose to six times its usual level on the night of the leak.",
        logged_by="ben",
        tags=("chemicals", "air", "figures"),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="Readings of the agency’s monitoring station … usual level.",
                sourcing=dataset(
                    "Ostrey Environment Agency: monitoring station Mill Lane",
                    "Readings of the agency’s monitoring station at Mill Lane",
                ),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Calibrated twice a year; hourly values are published.",
            ),
        ),
        grade=DemoGrade(number=2, because="An instrument, read by one paper.", consistent=True),
        steps=submitted("ben"),
    ),
    DemoClaim(
        slug="leak-engines",
        wording="Eleven fire engines stood at the gate of the Brennick works on the morning of 21 September 2025.",
        logged_by="ada",
        tags=("chemicals",),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="Our reporter counted eleven fire engines … Sunday morning.",
                sourcing=observed("Inland Post", "Our reporter", cue="counted"),
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=2, because="Counted by the paper’s own reporter.", consistent=True),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="leak-coughing",
        wording="A resident of Brennick woke up coughing at an open window in the night of the leak.",
        logged_by="ben",
        tags=("chemicals", "health"),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="“My windows were open … Sunday morning.",
                part=Part.QUOTE,
                sourcing=post("Ines Calder on Skerry", "Ines Calder"),
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=3, because="Her own account, posted at the time.", consistent=True),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="leak-warning",
        wording="Nobody warned the residents of Mill Lane of the leak.",
        logged_by="ada",
        tags=("chemicals", "safety"),
        evidence=(
            DemoEvidence(
                article="brennick-leak",
                passage="Several of them said … had warned them.",
                sourcing=unnamed_group("several residents of Mill Lane", "Several of them", cue="said"),
                directness=Directness.FIRST_HAND,
            ),
            DemoEvidence(
                article="brennick-leak",
                passage="Hanne Loft, the mayor of Brennick … for nothing”.",
                sourcing=person("Hanne Loft", "Hanne Loft, the mayor of Brennick", voice=Voice.PARTIAL_QUOTE),
                stance=Stance.SUPPORTS_NARROWER,
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=3, because="The mayor confirms it for the sirens only."),
        steps=in_review("ada", "edith"),
    ),
)
