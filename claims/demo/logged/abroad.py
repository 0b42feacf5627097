"""Stories from abroad: three sites and one unnamed official, a retraction, a Spanish and an Arabic page."""

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
    in_review,
    organisation,
    outlet,
    post,
    retraction,
    submitted,
    unnamed,
    unnamed_group,
    vetted,
)
from claims.recording.values import AnonymityEntry, SourceEntry
from claims.vocabulary import (
    AnonymityTerms,
    Directness,
    InformationOrOpinion,
    Part,
    ReviewAction,
    SourceKind,
    SourceLetter,
    Stance,
    Voice,
)

_OFFICIAL = "an official briefed on the shipments"
_OFFICIAL_RECORD = AnonymityEntry(
    descriptor=_OFFICIAL,
    position="briefed on the shipments",
    information_or_opinion=InformationOrOpinion.INFORMATION,
    reason="the reports are secret",
    terms=AnonymityTerms.BACKGROUND,
)
_NO_BASIS = "Nobody knows who speaks: there is no basis for a grade."

_KESMARIA = (
    DemoClaim(
        slug="kesmaria-equipment",
        wording="Kesmaria’s army receives non-lethal equipment from two companies in Tolvan.",
        paraphrase="Kesmaria’s army gets equipment other than weapons from two firms in Tolvan.",
        logged_by="ada",
        tags=("kesmaria", "trade"),
        evidence=(
            DemoEvidence(
                article="kesmaria-equipment",
                passage="Two companies from Tolvan are supplying … on Tuesday.",
                part=Part.LEAD,
                sourcing=unnamed(_OFFICIAL, "an official briefed on the shipments", record=_OFFICIAL_RECORD),
                letter=SourceLetter.F,
                letter_because=_NO_BASIS,
            ),
            DemoEvidence(
                article="kesmaria-deliveries",
                passage="Firms from Tolvan are helping … the agency Velland Wire.",
                part=Part.LEAD,
                sourcing=outlet(
                    "Velland Wire",
                    "the agency Velland Wire",
                    relayed_for=SourceEntry(kind=SourceKind.UNNAMED_PERSON, descriptor="an official"),
                    cue="told",
                ),
                directness=Directness.RELAY,
            ),
            DemoEvidence(
                article="kesmaria-current",
                passage="Companies from Tolvan deliver … shipments said.",
                part=Part.LEAD,
                sourcing=unnamed("a source familiar with the shipments", "a source familiar with the shipments"),
                letter=SourceLetter.F,
                letter_because=_NO_BASIS,
                same_person_as=0,
            ),
        ),
        grade=DemoGrade(number=6, because="Three sites, one official whom nobody names."),
        steps=vetted("ada", "edith"),
    ),
    DemoClaim(
        slug="kesmaria-cabinet",
        wording="The cabinet of Tolvan was told of the deliveries in August 2025.",
        logged_by="ben",
        tags=("kesmaria", "government"),
        evidence=(
            DemoEvidence(
                article="kesmaria-equipment",
                passage="“The cabinet was told in August,” … conversation.",
                part=Part.QUOTE,
                sourcing=unnamed(_OFFICIAL, "the official", record=_OFFICIAL_RECORD, voice=Voice.DIRECT_QUOTE),
                letter=SourceLetter.F,
                letter_because=_NO_BASIS,
            ),
            DemoEvidence(
                article="kesmaria-current",
                passage="Sources say that the Tolvan cabinet … since August.",
                sourcing=unnamed_group("sources", "Sources"),
            ),
        ),
        grade=DemoGrade(number=4, because="The same official also said that it was not clear."),
        steps=vetted("ben", "emil"),
    ),
    DemoClaim(
        slug="kesmaria-lorries",
        wording="Lorries from Tolvan were exported to Kesmaria in far larger numbers in 2025 than a year before.",
        logged_by="ada",
        tags=("kesmaria", "trade", "figures"),
        evidence=(
            DemoEvidence(
                article="kesmaria-equipment",
                passage="Customs data show … last year.",
                sourcing=dataset("Customs of Tolvan: exports by goods", "Customs data"),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.B,
                letter_because="Published monthly, with revisions marked.",
            ),
            DemoEvidence(
                article="kesmaria-deliveries",
                passage="A driver who asked not to be named … in October.",
                sourcing=unnamed("a driver", "A driver who asked not to be named", cue="told"),
                stance=Stance.SUPPORTS_NARROWER,
                directness=Directness.FIRST_HAND,
            ),
        ),
        grade=DemoGrade(number=2, because="The customs’ count, and a driver who saw some of it.", consistent=True),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="kesmaria-weapons",
        wording="Companies from Tolvan supply Kesmaria with weapons.",
        logged_by="ben",
        tags=("kesmaria", "trade"),
        evidence=(
            DemoEvidence(
                article="kesmaria-deliveries",
                passage="Tolvan companies are arming Kesmaria",
                part=Part.HEADLINE,
                sourcing=UNATTRIBUTED,
                stance=Stance.MENTIONS,
            ),
            DemoEvidence(
                article="kesmaria-equipment",
                passage="“What we see are radios … reports are secret.",
                part=Part.QUOTE,
                sourcing=unnamed(_OFFICIAL, "the official", record=_OFFICIAL_RECORD, voice=Voice.DIRECT_QUOTE),
                stance=Stance.CONTRADICTS,
                letter=SourceLetter.F,
                letter_because=_NO_BASIS,
            ),
        ),
        grade=DemoGrade(number=6, because="Only a headline says so; its own text does not bear it out."),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="kesmaria-fairy-tale",
        wording="The report on deliveries from Tolvan is made up.",
        logged_by="ada",
        tags=("kesmaria",),
        evidence=(
            DemoEvidence(
                article="kesmaria-deliveries",
                passage="The ministry’s spokesman, Darko Ilvan … network Skerry.",
                sourcing=post(
                    "Darko Ilvan on Skerry",
                    "The ministry’s spokesman, Darko Ilvan",
                    voice=Voice.PARTIAL_QUOTE,
                    cue="called",
                ),
                party=True,
            ),
        ),
        steps=(
            *in_review("ada", "emil"),
            DemoStep(ReviewAction.WITHDRAW, "emil", "A taunt, not a statement that could be checked."),
        ),
    ),
)

_RETRACTION = DemoEvidence(
    article="lighthouse-sold",
    passage="Retraction, 29 October: … should have seen it.",
    sourcing=retraction("The Daily Current", "The Daily Current"),
    stance=Stance.WITHDRAWS,
)

_LIGHTHOUSE = (
    DemoClaim(
        slug="lighthouse-sold",
        wording="The lighthouse on Skerrow Point has been sold to a hotel group.",
        logged_by="ben",
        tags=("property",),
        evidence=(
            DemoEvidence(
                article="lighthouse-sold",
                passage="The lighthouse on Skerrow Point … council employee said.",
                sourcing=unnamed("a council employee", "a council employee"),
            ),
            DemoEvidence(
                article="lighthouse-sold",
                passage="According to a letter … on 1 January.",
                sourcing=document(
                    "Letter of the council’s property office",
                    "a letter of the council’s property office, which the Daily Current has seen",
                    cue="According to",
                ),
                directness=Directness.DOCUMENT,
                letter=SourceLetter.E,
                letter_because="Forged, as the paper found out itself.",
            ),
            _RETRACTION,
        ),
        grade=DemoGrade(number=5, because="The only outlet that reported it has withdrawn its report."),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="lighthouse-signed",
        wording="The contract to sell the lighthouse on Skerrow Point has been signed.",
        logged_by="ada",
        tags=("property",),
        evidence=(
            DemoEvidence(
                article="lighthouse-sold",
                passage="“The contract was signed … was not yet public.",
                part=Part.QUOTE,
                sourcing=unnamed("the employee", "the employee"),
            ),
        ),
        grade=DemoGrade(number=3, because="One employee whom nobody names, and no paper."),
        steps=vetted("ada", "emil"),
        later=(_RETRACTION,),
    ),
)

_SPANISH = (
    DemoClaim(
        slug="trigo-llegada",
        wording="El Aurelia Bay llegó a Puerto Almira cargado con 38.000 toneladas de trigo.",
        paraphrase="Según el ministerio, el Aurelia Bay trajo 38.000 toneladas de trigo.",
        language="es",
        logged_by="ada",
        tags=("grain", "port", "figures"),
        evidence=(
            DemoEvidence(
                article="trigo-aurelia-bay",
                passage="El granelero Aurelia Bay atracó … Ministerio de Agricultura.",
                part=Part.LEAD,
                sourcing=government("Ministerio de Agricultura", "el Ministerio de Agricultura", cue="informó"),
                letter=SourceLetter.C,
                letter_because="Publishes figures of cargoes, and rounds them.",
            ),
        ),
        grade=DemoGrade(number=3, because="The ministry’s figure alone."),
        steps=vetted("ada", "emil"),
    ),
    DemoClaim(
        slug="trigo-humedo",
        wording="Parte de la carga de trigo del Aurelia Bay llegó húmeda.",
        language="es",
        logged_by="ben",
        tags=("grain",),
        evidence=(
            DemoEvidence(
                article="trigo-aurelia-bay",
                passage="Una fuente del puerto … dijo.",
                sourcing=unnamed(
                    "una fuente del puerto",
                    "Una fuente del puerto, que pidió no ser identificada",
                    voice=Voice.PARTIAL_QUOTE,
                    cue="afirmó",
                ),
                directness=Directness.FIRST_HAND,
            ),
            DemoEvidence(
                article="trigo-aurelia-bay",
                passage="La naviera Lirio e Hijos … perfecto estado.",
                sourcing=organisation("Lirio e Hijos", "La naviera Lirio e Hijos", cue="aseguró"),
                stance=Stance.CONTRADICTS,
                party=True,
            ),
        ),
        steps=submitted("ben"),
    ),
)

_ARABIC = (
    DemoClaim(
        slug="rasif-closed",
        wording="رصيف العبّارات مغلق مدة ثلاثة أيام للصيانة بحسب سلطة الميناء.",
        paraphrase="قالت سلطة الميناء إن العبّارات لا تستخدم الرصيف ثلاثة أيام.",
        language="ar",
        logged_by="ben",
        tags=("ferries", "port"),
        evidence=(
            DemoEvidence(
                article="rasif-ferry-quay",
                passage="أعلنت سلطة الميناء … أعمال الصيانة.",
                part=Part.LEAD,
                sourcing=government("سلطة الميناء", "سلطة الميناء", cue="أعلنت"),
                letter=SourceLetter.B,
                letter_because="The authority decides on the closure itself.",
            ),
        ),
        grade=DemoGrade(number=2, because="The body that closes the quay announces it.", consistent=True),
        steps=vetted("ben", "edith"),
    ),
    DemoClaim(
        slug="rasif-cracks",
        wording="ظهرت شقوق في رصيف العبّارات قبل شهر من إغلاقه.",
        language="ar",
        logged_by="ada",
        tags=("port", "safety"),
        evidence=(
            DemoEvidence(
                article="rasif-ferry-quay",
                passage="وقال عامل في الميناء … قبل شهر.",
                sourcing=unnamed("عامل في الميناء", "عامل في الميناء طلب عدم الكشف عن هويته", cue="قال"),
                directness=Directness.FIRST_HAND,
            ),
        ),
    ),
)

CLAIMS = (*_KESMARIA, *_LIGHTHOUSE, *_SPANISH, *_ARABIC)
