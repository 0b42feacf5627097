"""Labelled passages in changed texts, in four languages: what became of each. Every text and name is invented.

The labels were written before the matcher was asked. A ``trap`` is a case in which the old words, or words like them,
stand somewhere while the passage itself was edited, deleted or turned: none may be called intact.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.vocabulary import PassageOutcome

FOUND, MOVED, CHANGED, MISSING = (
    PassageOutcome.FOUND,
    PassageOutcome.MOVED,
    PassageOutcome.CHANGED,
    PassageOutcome.MISSING,
)
INTACT = frozenset({FOUND, MOVED})


@dataclass(frozen=True, slots=True)
class Case:
    """A passage at ``start`` of ``old``, the text now, and what became of it."""

    name: str
    old: str
    exact: str
    start: int
    new: str
    expected: PassageOutcome
    trap: bool


CANNERY = """Council votes to sell the old cannery

Members of the Tarnwick council voted by nine to six on Thursday evening to sell the old cannery on the quay to a builder from Hollin.

The price is 2.4 million marks, to be paid in three parts before the end of 2027. “We would rather have flats than rats,” said the mayor, Edda Holm. She did not say how many of the flats would be let at a low rent.

The cannery closed in 1994 and employed 310 people at its height. Its roof fell in during the storm of last February. A survey found asbestos in four of the seven halls.

Residents have until 30 September to object. Lars Imrie, who runs the sailing club next door, said his members would. “Nobody asked us,” he said. The club pays 800 marks a year for its moorings.

Work could begin in the spring. The builder, Anker & Sons, has put up two blocks of flats in Hollin since 2019. It declined to comment."""  # noqa: E501

BATH = """Freibad Wiesenau bleibt bis zum Herbst geschlossen

Das Freibad in Wiesenau bleibt in diesem Sommer geschlossen. Das teilte die Gemeinde am Dienstag mit. Grund sind Risse im Becken, die bei der Prüfung im April gefunden wurden.

Die Sanierung kostet nach Angaben der Gemeinde 1,8 Millionen Euro. „Wir haben das Geld nicht“, sagte Bürgermeisterin Ulla Brandner. Ein Drittel soll das Land übernehmen.

Im vergangenen Jahr kamen 46.000 Gäste. Der Schwimmverein trainiert nun im Hallenbad von Kreuzdorf, das zwölf Kilometer entfernt liegt. Kinder fahren kostenlos mit dem Bus.

Der Gemeinderat entscheidet am 14. Juli über den Kredit. Die Grünen wollen zustimmen, die Freie Liste lehnt ihn ab. „Das Bad gehört zu Wiesenau“, sagte ihr Sprecher Jonas Pfahl, „aber nicht um jeden Preis.“"""  # noqa: E501

BRIDGE = """À Valbrune, le pont restera fermé tout l'hiver

Le pont de Valbrune restera fermé à la circulation jusqu'au 15 mars, a annoncé lundi le département. Une pile s'est enfoncée de onze centimètres après les crues d'octobre.

Les travaux coûteront 3,2 millions d'euros. « Nous ne prendrons aucun risque », a déclaré l'ingénieure Claire Montval. Les piétons peuvent encore traverser le jour.

Environ 7 500 véhicules empruntaient l'ouvrage chaque jour. Les commerçants de la rive gauche disent avoir perdu un tiers de leurs clients. Le maire demande une navette gratuite.

Le pont date de 1931 et n'a jamais été élargi. Un nouvel ouvrage est prévu pour 2030, mais son financement n'est pas assuré."""  # noqa: E501

FACTORY = """La fábrica de Olmar despide a 120 trabajadores

La fábrica de cerámica de Olmar despedirá a 120 trabajadores antes de fin de año, según comunicó la empresa el miércoles. La plantilla actual es de 430 personas.

La dirección culpa al precio del gas. «No nos queda otra salida», dijo el director, Tomás Urrea. Los sindicatos no descartan una huelga en noviembre.

La empresa perdió 6,5 millones de euros en 2025. El ayuntamiento ofreció aplazar los impuestos durante dos años. La oferta no ha recibido respuesta.

La fábrica abrió en 1968 y llegó a exportar a quince países. Sus azulejos cubren la estación de Olmar."""  # noqa: E501

LOG = """Ferry log of the week

On Monday the crew met at the pier at dawn. The sailing was cancelled. Passengers were taken to the hotel by bus.

On Wednesday fog lay over the whole sound. The sailing was cancelled. The mail went by the small launch.

On Saturday the wind rose to a gale by noon. The sailing was cancelled. Two lorries with fish had to turn back."""

OTHER = "\n\n".join(
    f"Stall number {n} at the market in Dell sells cheese, eggs and honey from the farms up the valley road."
    for n in range(12)
)

Edit = tuple[str, str]


def case(
    name: str,
    old: str,
    exact: str,
    expected: PassageOutcome,
    *edits: Edit,
    before: str = "",
    after: str = "",
    nth: int = 0,
    trap: bool | None = None,
    whole: str | None = None,
) -> Case:
    """The case of ``old`` with ``edits``, or of another text altogether (``whole``)."""
    start = -1
    for _ in range(nth + 1):
        start = old.index(exact, start + 1)
    new = old if whole is None else whole
    for was, now in edits:
        assert was in new, (name, was)
        new = new.replace(was, now, 1)
    text = "\n\n".join(part for part in (before, new, after) if part)
    return Case(name, old, exact, start, text, expected, (expected not in INTACT) if trap is None else trap)


PRICE = "The price is 2.4 million marks, to be paid in three parts before the end of 2027."
HALLS = "A survey found asbestos in four of the seven halls."
CLOSED = "The cannery closed in 1994 and employed 310 people at its height."
RENT = "She did not say how many of the flats would be let at a low rent."
VOTE = "voted by nine to six on Thursday evening to sell the old cannery on the quay to a builder from Hollin."
RATS = "“We would rather have flats than rats,” said the mayor, Edda Holm."
MOORINGS = "The club pays 800 marks a year for its moorings."
BUILT = "The builder, Anker & Sons, has put up two blocks of flats in Hollin since 2019."
PRICE_EDIT = ("2.4 million marks", "1.4 million marks")
HALLS_EDIT = ("four of the seven halls", "five of the seven halls")

COST = "Die Sanierung kostet nach Angaben der Gemeinde 1,8 Millionen Euro."
MONEY = "„Wir haben das Geld nicht“, sagte Bürgermeisterin Ulla Brandner."
GUESTS = "Im vergangenen Jahr kamen 46.000 Gäste."
POOL = "Der Schwimmverein trainiert nun im Hallenbad von Kreuzdorf, das zwölf Kilometer entfernt liegt."
PARTIES = "Die Grünen wollen zustimmen, die Freie Liste lehnt ihn ab."
COUNCIL = "Der Gemeinderat entscheidet am 14. Juli über den Kredit."
COST_EDIT = ("1,8 Millionen", "2,8 Millionen")

UNTIL = "Le pont de Valbrune restera fermé à la circulation jusqu'au 15 mars, a annoncé lundi le département."
WORKS = "Les travaux coûteront 3,2 millions d'euros."
RISK = "« Nous ne prendrons aucun risque », a déclaré l'ingénieure Claire Montval."
SHOPS = "Les commerçants de la rive gauche disent avoir perdu un tiers de leurs clients."
NEVER = "Le pont date de 1931 et n'a jamais été élargi."
FUNDS = "Un nouvel ouvrage est prévu pour 2030, mais son financement n'est pas assuré."

LAYOFFS = (
    "La fábrica de cerámica de Olmar despedirá a 120 trabajadores antes de fin de año, según comunicó la empresa el "
    "miércoles."
)
EXIT = "«No nos queda otra salida», dijo el director, Tomás Urrea."
LOSS = "La empresa perdió 6,5 millones de euros en 2025."
STRIKE = "Los sindicatos no descartan una huelga en noviembre."
ANSWER = "La oferta no ha recibido respuesta."
CANCELLED = "The sailing was cancelled."

CASES: tuple[Case, ...] = (
    # --- intact, whatever happened around it ---
    case(
        "en: advertisement between the paragraphs",
        CANNERY,
        PRICE,
        FOUND,
        ("\n\nThe price", "\n\nAdvertisement\n\nThe price"),
    ),
    case("en: new lead before it", CANNERY, VOTE, FOUND, before="Updated at noon. This report is being added to."),
    case("en: straight quotation marks", CANNERY, RATS, FOUND, ("“", '"'), ("”", '"')),
    case("en: single quotation marks", CANNERY, RATS, FOUND, ("“We", "‘We"), ("rats,”", "rats,’")),
    case("en: the rest of its paragraph cut", CANNERY, PRICE, FOUND, (f" {RATS} {RENT}", "")),
    case("en: its paragraph divided", CANNERY, RATS, FOUND, (f" {RATS}", f"\n\n{RATS}\n\n")),
    case(
        "en: the paragraph before rewritten",
        CANNERY,
        CLOSED,
        FOUND,
        (PRICE, "Anker & Sons pay 2.4 million."),
        (RENT, ""),
    ),
    case("en: a typing error beside it mended", CANNERY, HALLS, FOUND, ("storm of last February", "storm in February")),
    case("en: figure in the next sentence changed", CANNERY, PRICE, FOUND, ("310 people", "290 people")),
    case(
        "en: a correction of another figure",
        CANNERY,
        PRICE,
        FOUND,
        ("310 people", "290 people"),
        after="Correction: an earlier version said that 310 people worked there; it was 290.",
    ),
    case("en: repeated in a summary on top", CANNERY, HALLS, FOUND, before=f"In short\n\n{HALLS}"),
    case(
        "en: repeated by a reader", CANNERY, HALLS, FOUND, after=f"3 comments\n\nOla K.: “{HALLS}” And the other three?"
    ),
    case("en: non-breaking spaces", CANNERY, PRICE, FOUND, ("2.4 million marks", "2.4\u00a0million\u00a0marks")),
    case("en: hyphenated by the page", CANNERY, HALLS, FOUND, ("asbestos", "as\u00adbes\u00adtos")),
    case(
        "en: last paragraph taken away",
        CANNERY,
        MOORINGS,
        FOUND,
        (f"\n\nWork could begin in the spring. {BUILT} It declined to comment.", ""),
    ),
    case("en: short words in their place", CANNERY, "Nobody asked us", FOUND, ("800 marks", "900 marks")),
    case(
        "en: a paragraph of background put in",
        CANNERY,
        MOORINGS,
        FOUND,
        ("\n\nResidents", f"\n\n{OTHER[:300]}\n\nResidents"),
    ),
    case("de: other quotation marks", BATH, MONEY, FOUND, ("„Wir haben das Geld nicht“", "»Wir haben das Geld nicht«")),
    case(
        "de: sharp s spelt out",
        BATH + "\n\nDas Bad liegt an der Seestraße neben dem alten Bahnhof.",
        "Das Bad liegt an der Seestraße neben dem alten Bahnhof.",
        FOUND,
        ("Seestraße", "Seestrasse"),
    ),
    case(
        "de: neighbour sentence changed",
        BATH,
        COST,
        FOUND,
        ("Ein Drittel soll das Land übernehmen.", "Das Land zahlt nichts."),
    ),
    case("de: new heading between", BATH, POOL, FOUND, ("\n\nIm vergangenen", "\n\nViele Gäste\n\nIm vergangenen")),
    case(
        "de: correction of something else",
        BATH,
        COST,
        FOUND,
        ("am Dienstag mit", "am Montag mit"),
        after="Korrektur: In einer früheren Fassung stand, die Gemeinde habe am Dienstag informiert.",
    ),
    case("de: repeated in a teaser", BATH, GUESTS, FOUND, after=f"Lesen Sie auch\n\n{GUESTS}"),
    case("fr: guillemets without spaces", BRIDGE, RISK, FOUND, ("« Nous", "“Nous"), ("risque »", "risque”")),
    case("fr: typographic apostrophe", BRIDGE, UNTIL, FOUND, ("jusqu'au", "jusqu’au")),
    case("fr: composed letters", BRIDGE, NEVER, FOUND, ("élargi", "e\u0301largi")),
    case("fr: neighbour changed", BRIDGE, SHOPS, FOUND, ("Environ 7 500", "Près de 7 000")),
    case(
        "fr: paragraph before taken out",
        BRIDGE,
        NEVER,
        FOUND,
        (
            "Environ 7 500 véhicules empruntaient l'ouvrage chaque jour. "
            + SHOPS
            + " Le maire demande une navette gratuite.\n\n",
            "",
        ),
    ),
    case(
        "es: other quotation marks", FACTORY, EXIT, FOUND, ("«No nos queda otra salida»", "“No nos queda otra salida”")
    ),
    case("es: neighbour changed", FACTORY, LOSS, FOUND, ("durante dos años", "durante tres años")),
    case("es: two paragraphs joined", FACTORY, ANSWER, FOUND, ("respuesta.\n\nLa fábrica", "respuesta. La fábrica")),
    case(
        "es: photo line put in",
        FACTORY,
        LAYOFFS,
        FOUND,
        ("\n\nLa fábrica", "\n\nLa entrada de la fábrica, ayer. / Foto: R. Soto\n\nLa fábrica"),
    ),
    case("en: second of three equal ones, nothing changed", LOG, CANCELLED, FOUND, nth=1),
    case(
        "en: third of three, the first edited",
        LOG,
        CANCELLED,
        FOUND,
        ("dawn. The sailing was cancelled.", "dawn. The sailing went ahead."),
        nth=2,
    ),
    case("en: first of three, the last deleted", LOG, CANCELLED, FOUND, ("noon. The sailing was cancelled.", "noon.")),
    # --- moved with the article's own text around it ---
    case(
        "en: paragraph moved up",
        CANNERY,
        HALLS,
        MOVED,
        (f"\n\n{CLOSED} Its roof fell in during the storm of last February. {HALLS}", ""),
        ("\n\nThe price", f"\n\n{CLOSED} Its roof fell in during the storm of last February. {HALLS}\n\nThe price"),
    ),
    case(
        "de: paragraph moved to the end",
        BATH,
        POOL,
        MOVED,
        (f"\n\n{GUESTS} {POOL} Kinder fahren kostenlos mit dem Bus.", ""),
        after=f"{GUESTS} {POOL} Kinder fahren kostenlos mit dem Bus.",
    ),
    case(
        "fr: sentence into another paragraph",
        BRIDGE,
        SHOPS,
        MOVED,
        (f" {SHOPS}", ""),
        ("traverser le jour.", f"traverser le jour. {SHOPS}"),
    ),
    case(
        "es: paragraph moved to the top",
        FACTORY,
        LOSS,
        MOVED,
        (f"\n\n{LOSS} El ayuntamiento ofreció aplazar los impuestos durante dos años. {ANSWER}", ""),
        (
            "\n\nLa fábrica de cerámica",
            f"\n\n{LOSS} El ayuntamiento ofreció aplazar los impuestos durante dos años. {ANSWER}\n\nLa "
            f"fábrica de cerámica",
        ),
    ),
    # --- edited in place while the old wording stands elsewhere ---
    case(
        "en: figure edited, note below",
        CANNERY,
        PRICE,
        CHANGED,
        PRICE_EDIT,
        after="Correction, 4 June: this article originally said the price is 2.4 million marks.",
    ),
    case(
        "en: figure edited, note with the whole sentence",
        CANNERY,
        PRICE,
        CHANGED,
        PRICE_EDIT,
        after=f"Clarification: we previously wrote “{PRICE}” That was wrong.",
    ),
    case(
        "en: figure edited, note on top",
        CANNERY,
        HALLS,
        CHANGED,
        HALLS_EDIT,
        before=f"Editor's note: the first version of this report read “{HALLS}”",
    ),
    case(
        "en: figure edited, whole old sentence as pull quote",
        CANNERY,
        HALLS,
        CHANGED,
        HALLS_EDIT,
        ("\n\nResidents", f"\n\n{HALLS}\n\nResidents"),
    ),
    case(
        "en: figure edited, teaser elsewhere",
        CANNERY,
        HALLS,
        CHANGED,
        HALLS_EDIT,
        after=f"You may also like\n\n{HALLS}",
    ),
    case(
        "en: figure edited, old words in a comment",
        CANNERY,
        PRICE,
        CHANGED,
        PRICE_EDIT,
        after=f"Comments\n\nrudi77 says: It said “{PRICE}” this morning!",
    ),
    case(
        "en: figure edited, old words in a caption",
        CANNERY,
        CLOSED,
        CHANGED,
        ("310 people", "130 people"),
        ("\n\nResidents", f"\n\nPhoto: the quay. {CLOSED}\n\nResidents"),
    ),
    case(
        "en: quotation edited, old one in the note beside it",
        CANNERY,
        RATS,
        CHANGED,
        ("flats than rats", "homes than rats"),
        (RENT, f"{RENT} (An earlier version gave the quotation as: {RATS})"),
    ),
    case(
        "en: edited, old sentence in a list of key points",
        CANNERY,
        VOTE,
        CHANGED,
        ("nine to six", "eight to seven"),
        before=f"Key points\n\nMembers {VOTE}",
    ),
    case(
        "en: short figure edited, note",
        CANNERY,
        "2.4 million marks",
        CHANGED,
        PRICE_EDIT,
        after="Correction: the price was wrongly given as 2.4 million marks.",
    ),
    case(
        "en: short name edited, note",
        CANNERY,
        "Edda Holm",
        CHANGED,
        ("Edda Holm", "Edda Kolm"),
        after="We misspelt the mayor's name as Edda Holm in an earlier version.",
    ),
    case(
        "de: figure edited, note",
        BATH,
        COST,
        CHANGED,
        COST_EDIT,
        after="Korrektur: In einer früheren Version hieß es, die Sanierung koste 1,8 Millionen Euro.",
    ),
    case(
        "de: figure edited, whole sentence in the note",
        BATH,
        COST,
        CHANGED,
        COST_EDIT,
        after=f"Anmerkung der Redaktion: In der ersten Fassung dieses Artikels stand: {COST}",
    ),
    case("de: edited, teaser", BATH, COST, CHANGED, COST_EDIT, after=f"Mehr zum Thema\n\n{COST}"),
    case(
        "de: edited, reader's comment",
        BATH,
        COST,
        CHANGED,
        COST_EDIT,
        after=f"Kommentare\n\nHannes schreibt: {COST} Das glaube ich nicht.",
    ),
    case(
        "de: guests edited, short note",
        BATH,
        GUESTS,
        CHANGED,
        ("46.000", "64.000"),
        after=f"Berichtigung: Hier stand zunächst „{GUESTS}“",
    ),
    case(
        "fr: figure edited, note",
        BRIDGE,
        WORKS,
        CHANGED,
        ("3,2 millions", "4,2 millions"),
        after=f"Rectificatif : une version précédente de cet article indiquait : {WORKS}",
    ),
    case(
        "fr: date edited, note on top",
        BRIDGE,
        UNTIL,
        CHANGED,
        ("15 mars", "15 avril"),
        before=f"Cet article a été corrigé. Il disait d'abord : {UNTIL}",
    ),
    case(
        "fr: edited, teaser",
        BRIDGE,
        SHOPS,
        CHANGED,
        ("un tiers de leurs", "un quart de leurs"),
        after=f"À lire aussi\n\n{SHOPS}",
    ),
    case(
        "es: figure edited, note",
        FACTORY,
        LAYOFFS,
        CHANGED,
        ("despedirá a 120", "despedirá a 210"),
        after=f"Fe de errores: una versión anterior de este artículo decía: {LAYOFFS}",
    ),
    case(
        "es: edited, teaser", FACTORY, LOSS, CHANGED, ("6,5 millones", "5,6 millones"), after=f"Lea también\n\n{LOSS}"
    ),
    case(
        "es: edited, comment",
        FACTORY,
        STRIKE,
        CHANGED,
        ("en noviembre", "en diciembre"),
        after=f"Comentarios\n\nPilar escribe: {STRIKE} Ya veremos.",
    ),
    # --- deleted, while the old words or words like them stand elsewhere ---
    case("en: deleted", CANNERY, HALLS, MISSING, (f" {HALLS}", "")),
    case(
        "en: deleted, note",
        CANNERY,
        HALLS,
        MISSING,
        (f" {HALLS}", ""),
        after=f"Correction: a sentence has been removed. It read: {HALLS}",
    ),
    case(
        "en: deleted, comment",
        CANNERY,
        HALLS,
        MISSING,
        (f" {HALLS}", ""),
        after=f"Comments\n\nOla K. says: {HALLS} Where did that go?",
    ),
    case(
        "en: deleted, teaser of another article",
        CANNERY,
        CLOSED,
        MISSING,
        (f"{CLOSED} ", ""),
        after=f"Related\n\n{CLOSED}",
    ),
    case(
        "en: deleted beside a look-alike before",
        "The report lists it all. Hall one held 12 drums of tar in May. Hall two held 15 drums of oil in "
        "June. The fire brigade took samples at both.",
        "Hall two held 15 drums of oil in June.",
        MISSING,
        (" Hall two held 15 drums of oil in June.", ""),
    ),
    case(
        "en: deleted beside a look-alike behind",
        "The report lists it all. Hall one held 12 drums of tar in May. Hall two held 15 drums of oil in "
        "June. The fire brigade took samples at both.",
        "Hall one held 12 drums of tar in May.",
        MISSING,
        ("Hall one held 12 drums of tar in May. ", ""),
    ),
    case(
        "en: short words deleted, stand elsewhere", CANNERY, "in Hollin", MISSING, (" in Hollin since", " since"), nth=0
    ),
    case(
        "en: whole paragraph deleted",
        CANNERY,
        MOORINGS,
        MISSING,
        (
            "\n\nResidents have until 30 September to object. Lars Imrie, who runs the sailing club next door, said "
            f"his members would. “Nobody asked us,” he said. {MOORINGS}",
            "",
        ),
    ),
    case("en: another text altogether", CANNERY, PRICE, MISSING, whole=OTHER),
    case(
        "en: another article that quotes it",
        CANNERY,
        PRICE,
        MISSING,
        whole=f"{OTHER}\n\nThe paper had reported: “{PRICE}”\n\n{OTHER}",
    ),
    case(
        "de: deleted, note",
        BATH,
        PARTIES,
        MISSING,
        (f" {PARTIES}", ""),
        after=f"Korrektur: In einer früheren Version stand hier: {PARTIES}",
    ),
    case("de: deleted", BATH, GUESTS, MISSING, (f"{GUESTS} ", "")),
    case(
        "fr: deleted, note",
        BRIDGE,
        SHOPS,
        MISSING,
        (f" {SHOPS}", ""),
        after=f"Correction : une version antérieure de cet article disait : {SHOPS}",
    ),
    case("es: deleted", FACTORY, STRIKE, MISSING, (f" {STRIKE}", "")),
    case(
        "es: deleted, comment",
        FACTORY,
        ANSWER,
        MISSING,
        (f" {ANSWER}", ""),
        after=f"3 comentarios\n\nLuis dice: {ANSWER} Qué vergüenza.",
    ),
    case(
        "en: first of three equal ones deleted",
        LOG,
        CANCELLED,
        MISSING,
        ("dawn. The sailing was cancelled.", "dawn."),
        nth=0,
    ),
    case(
        "en: second of three equal ones deleted",
        LOG,
        CANCELLED,
        MISSING,
        ("sound. The sailing was cancelled.", "sound."),
        nth=1,
    ),
    case(
        "en: second of three equal ones edited",
        LOG,
        CANCELLED,
        CHANGED,
        ("sound. The sailing was cancelled.", "sound. The sailing was delayed."),
        nth=1,
    ),
    case(
        "en: third of three equal ones edited",
        LOG,
        CANCELLED,
        CHANGED,
        ("noon. The sailing was cancelled.", "noon. The sailing was not cancelled."),
        nth=2,
    ),
    # --- one word of weight, nothing else ---
    case("en: one digit of a year", CANNERY, CLOSED, CHANGED, ("1994", "1996")),
    case("en: a place of decimals", CANNERY, PRICE, CHANGED, ("2.4 million", "24 million")),
    case("en: million to billion", CANNERY, PRICE, CHANGED, ("2.4 million", "2.4 billion")),
    case("en: another currency", CANNERY, PRICE, CHANGED, ("million marks", "million crowns")),
    case(
        "en: month of a date",
        CANNERY,
        "Residents have until 30 September to object.",
        CHANGED,
        ("30 September", "30 November"),
    ),
    case("en: day of the week", CANNERY, VOTE, CHANGED, ("Thursday", "Tuesday")),
    case("en: first name", CANNERY, RATS, CHANGED, ("Edda Holm", "Anna Holm")),
    case("en: firm's name", CANNERY, BUILT, CHANGED, ("Anker & Sons", "Anker & Daughters")),
    case("en: a not taken away", CANNERY, RENT, CHANGED, ("did not say how", "did say how")),
    case("en: a not put in", CANNERY, CLOSED, CHANGED, ("and employed", "and never employed")),
    case("en: for to against", CANNERY, VOTE, CHANGED, ("evening to sell the old", "evening not to sell the old")),
    case("en: hedged", CANNERY, HALLS, CHANGED, ("found asbestos", "may have found asbestos")),
    case(
        "en: a claim put into another's mouth",
        CANNERY,
        HALLS,
        CHANGED,
        ("A survey found", "According to the owner, a survey found"),
    ),
    case(
        "en: denied in front",
        CANNERY,
        CLOSED,
        CHANGED,
        (CLOSED, "It is not true that the cannery closed in 1994 and employed 310 people at its height."),
    ),
    case("en: number word", CANNERY, BUILT, CHANGED, ("two blocks", "ten blocks")),
    case("en: short quotation edited", CANNERY, "“Nobody asked us,”", CHANGED, ("Nobody asked us", "Nobody helped us")),
    case("en: short figure edited", CANNERY, "800 marks a year", CHANGED, ("800 marks", "8,000 marks")),
    case(
        "en: rewritten in the same place",
        CANNERY,
        MOORINGS,
        CHANGED,
        (MOORINGS, "For its moorings the club has to pay 800 marks each year."),
    ),
    case("de: decimal comma moved", BATH, COST, CHANGED, ("1,8 Millionen", "18 Millionen")),
    case("de: unit", BATH, POOL, CHANGED, ("zwölf Kilometer", "zwölf Minuten")),
    case("de: negation taken away", BATH, MONEY, CHANGED, ("das Geld nicht", "das Geld jetzt")),
    case(
        "de: negation put in",
        BATH,
        PARTIES,
        CHANGED,
        ("Die Grünen wollen zustimmen", "Die Grünen wollen nicht zustimmen"),
    ),
    case("de: date", BATH, COUNCIL, CHANGED, ("14. Juli", "14. Juni")),
    case("de: name", BATH, MONEY, CHANGED, ("Ulla Brandner", "Ulla Brandtner")),
    case("de: thousands", BATH, GUESTS, CHANGED, ("46.000", "4.600")),
    case("fr: figure", BRIDGE, WORKS, CHANGED, ("3,2 millions", "3,2 milliards")),
    case("fr: negation", BRIDGE, NEVER, CHANGED, ("n'a jamais été élargi", "a été élargi")),
    case("fr: reversed at the end", BRIDGE, FUNDS, CHANGED, ("n'est pas assuré", "est assuré")),
    case("fr: date", BRIDGE, UNTIL, CHANGED, ("15 mars", "25 mars")),
    case("fr: name in the attribution", BRIDGE, RISK, CHANGED, ("Claire Montval", "Clara Montval")),
    case("es: figure", FACTORY, LAYOFFS, CHANGED, ("120 trabajadores antes", "12 trabajadores antes")),
    case("es: negation", FACTORY, ANSWER, CHANGED, ("no ha recibido", "ha recibido")),
    case("es: year", FACTORY, LOSS, CHANGED, ("en 2025", "en 2024")),
    case("es: name", FACTORY, EXIT, CHANGED, ("Tomás Urrea", "Tomás Urrutia")),
    case("es: strike ruled out", FACTORY, STRIKE, CHANGED, ("no descartan", "descartan")),
)
"""What became of each passage, by hand."""


FAIR = """Harvest fair draws record crowd to Ollenby

The harvest fair at Ollenby drew 18,200 visitors over the weekend, the organisers said, more than in any year since it began.

“It was the sunshine,” said Pia Rask, who has run the fair for six years. Admission rose from 8 to 10 crowns. The takings go to the fire brigade, which needs a new engine.

Police counted three thefts and one fight. A boy of nine broke his arm on the swing boats. He is expected to leave hospital on Tuesday.

Last year heavy rain kept most people away; only 6,900 tickets were sold. The fair lost 40,000 crowns and nearly closed for good."""  # noqa: E501

WATER = """Stadtwerke Eschenau warnen vor Keimen im Trinkwasser

Die Stadtwerke Eschenau haben am Sonntag vor Keimen im Trinkwasser gewarnt. Betroffen sind rund 9.000 Haushalte in den Ortsteilen Nord und Hafen.

Das Wasser muss vor dem Trinken abgekocht werden. „Eine Gefahr für Gesunde besteht nicht“, sagte der Leiter des Gesundheitsamts, Henrik Vaas. Kleine Kinder sollten kein Leitungswasser bekommen.

Ursache war vermutlich ein Rohrbruch an der Mühlstraße. Die Stadt verteilt seit Montag kostenlos Wasser in Flaschen. Bis Freitag soll das Netz gespült sein."""  # noqa: E501

LIBRARY = """La bibliothèque de Morlain ouvrira le dimanche

La bibliothèque municipale de Morlain ouvrira ses portes le dimanche à partir du 5 janvier, de 10 heures à 17 heures. Le conseil a voté la mesure par 21 voix contre 8.

« C'est une demande des étudiants », a expliqué l'adjointe à la culture, Inès Darbois. La ville embauchera quatre vacataires. Le coût est estimé à 96 000 euros par an.

L'opposition dénonce une dépense inutile. Elle rappelle que la fréquentation a baissé de 12 % en trois ans. Un bilan sera présenté en juin."""  # noqa: E501

VISITORS = (
    "The harvest fair at Ollenby drew 18,200 visitors over the weekend, the organisers said, more than in "
    "any year since "
    "it began."
)
ADMISSION = "Admission rose from 8 to 10 crowns."
THEFTS = "Police counted three thefts and one fight."
BOY = "A boy of nine broke his arm on the swing boats."
RAIN = "Last year heavy rain kept most people away; only 6,900 tickets were sold."
SUNSHINE = "“It was the sunshine,” said Pia Rask, who has run the fair for six years."
BOILED = "Das Wasser muss vor dem Trinken abgekocht werden."
HOUSEHOLDS = "Betroffen sind rund 9.000 Haushalte in den Ortsteilen Nord und Hafen."
HEALTHY = "„Eine Gefahr für Gesunde besteht nicht“, sagte der Leiter des Gesundheitsamts, Henrik Vaas."
CHILDREN = "Kleine Kinder sollten kein Leitungswasser bekommen."
VOTES = "Le conseil a voté la mesure par 21 voix contre 8."
YEARLY = "Le coût est estimé à 96 000 euros par an."
FEWER = "Elle rappelle que la fréquentation a baissé de 12 % en trois ans."

LATER: tuple[Case, ...] = (
    # --- intact ---
    case(
        "later: note about the passage's neighbour in the same paragraph",
        FAIR,
        THEFTS,
        FOUND,
        ("A boy of nine", "A boy of ten"),
        ("on Tuesday.", "on Tuesday. (This article was corrected: the boy is ten, not nine.)"),
    ),
    case(
        "later: live ticker above",
        FAIR,
        VISITORS,
        FOUND,
        before="14:02 The gates are closed.\n\n13:40 Pia Rask thanks the helpers.\n\n12:15 Queues at the swing boats.",
    ),
    case(
        "later: same sentence quoted by an archive box",
        FAIR,
        RAIN,
        FOUND,
        after=f"From the archive\n\n{RAIN} That was our report of last year.",
    ),
    case("later: small caps and an initial", FAIR, VISITORS, FOUND, ("The harvest fair at", "THE HARVEST FAIR at")),
    case(
        "later: heading put over its paragraph",
        WATER,
        HEALTHY,
        FOUND,
        ("\n\nDas Wasser", "\n\nAbkochen nötig\n\nDas Wasser"),
    ),
    case("later: narrow spaces", LIBRARY, YEARLY, FOUND, ("96 000", "96\u202f000")),
    case(
        "later: both neighbours reworded",
        FAIR,
        BOY,
        FOUND,
        (THEFTS, "The police wrote down four offences."),
        ("He is expected to leave hospital on Tuesday.", "He may go home in a few days."),
    ),
    case(
        "later: paragraph now ends with it",
        LIBRARY,
        YEARLY,
        FOUND,
        ("\n\nL'opposition dénonce une dépense inutile. Elle rappelle", "\n\nElle rappelle"),
    ),
    case(
        "later: moved under another heading with its paragraph",
        WATER,
        CHILDREN,
        MOVED,
        (f"\n\n{BOILED} {HEALTHY} {CHILDREN}", ""),
        after=f"Was Sie tun können\n\n{BOILED} {HEALTHY} {CHILDREN}",
    ),
    # --- edited ---
    case("later: rounded", FAIR, VISITORS, CHANGED, ("18,200 visitors", "about 18,000 visitors")),
    case("later: more than to fewer than", FAIR, VISITORS, CHANGED, ("more than in any", "fewer than in any")),
    case(
        "later: rose to fell", FAIR, ADMISSION, CHANGED, ("Admission rose from 8 to 10", "Admission fell from 10 to 8")
    ),
    case("later: figures exchanged", FAIR, ADMISSION, CHANGED, ("from 8 to 10", "from 10 to 8")),
    case("later: only taken out", FAIR, RAIN, CHANGED, ("; only 6,900", "; 6,900")),
    case("later: tense", WATER, BOILED, CHANGED, ("muss vor", "musste vor")),
    case("later: kein to ein", WATER, CHILDREN, CHANGED, ("sollten kein Leitungswasser", "dürfen Leitungswasser")),
    case("later: nicht put elsewhere", WATER, HEALTHY, CHANGED, ("besteht nicht“", "besteht durchaus“")),
    case("later: a district added", WATER, HOUSEHOLDS, CHANGED, ("Nord und Hafen", "Nord, West und Hafen")),
    case("later: against and for exchanged", LIBRARY, VOTES, CHANGED, ("21 voix contre 8", "8 voix contre 21")),
    case("later: per year to per month", LIBRARY, YEARLY, CHANGED, ("euros par an", "euros par mois")),
    case("later: fell to rose", LIBRARY, FEWER, CHANGED, ("a baissé de", "a augmenté de")),
    case(
        "later: edited and its paragraph divided",
        FAIR,
        ADMISSION,
        CHANGED,
        (f" {ADMISSION}", "\n\nAdmission rose from 8 to 12 crowns."),
    ),
    case(
        "later: edited and moved within its paragraph",
        FAIR,
        BOY,
        CHANGED,
        (f"{THEFTS} {BOY}", f"A boy of six broke his arm on the swing boats. {THEFTS}"),
    ),
    case(
        "later: edited, and the sentence before too",
        FAIR,
        BOY,
        CHANGED,
        (THEFTS, "The police counted two thefts."),
        ("A boy of nine", "A girl of nine"),
    ),
    case("later: attribution taken away", FAIR, VISITORS, CHANGED, (", the organisers said,", ",")),
    case(
        "later: attribution of a quotation changed",
        FAIR,
        SUNSHINE,
        CHANGED,
        ("said Pia Rask, who", "said Ole Rask, who"),
    ),
    case(
        "later: a wish made of a duty",
        WATER,
        BOILED,
        CHANGED,
        ("muss vor dem Trinken abgekocht werden", "sollte vor dem Trinken abgekocht werden"),
    ),
    case(
        "later: struck through in the text",
        FAIR,
        ADMISSION,
        CHANGED,
        (ADMISSION, "Admission rose from 8 to 10 12 crowns."),
    ),
    case(
        "later: edited, old figure in brackets",
        FAIR,
        RAIN,
        CHANGED,
        ("only 6,900 tickets", "only 9,600 (not 6,900) tickets"),
    ),
    # --- edited, the old words elsewhere ---
    case(
        "later: edited, old sentence in the box of facts",
        FAIR,
        THEFTS,
        CHANGED,
        ("three thefts", "thirteen thefts"),
        after=f"The fair in figures\n\n{THEFTS}\n\nSwing boats: 4",
    ),
    case(
        "later: edited, old sentence in the list of changes",
        FAIR,
        THEFTS,
        CHANGED,
        ("three thefts", "thirteen thefts"),
        after=f"Changes to this article\n\n9 September: “{THEFTS}” now reads “thirteen thefts”.",
    ),
    case(
        "later: edited, old one in the social post put in",
        FAIR,
        BOY,
        CHANGED,
        ("A boy of nine", "A boy of ten"),
        ("\n\nLast year", f"\n\n@ollenbyfair on Sunday: {BOY} Get well soon!\n\nLast year"),
    ),
    case(
        "later: edited, old sentence said by a reader in the text",
        FAIR,
        RAIN,
        CHANGED,
        ("6,900 tickets", "7,900 tickets"),
        ("for good.", f"for good.\n\nA reader pointed out that we had written: {RAIN}"),
    ),
    case(
        "later: edited, old one in a letter",
        WATER,
        HOUSEHOLDS,
        CHANGED,
        ("9.000", "19.000"),
        after=f"Leserbrief von H. Prell: In der Zeitung stand: {HOUSEHOLDS}",
    ),
    case(
        "later: edited, note in the middle of the page",
        WATER,
        BOILED,
        CHANGED,
        ("muss vor dem", "muss nicht mehr vor dem"),
        ("\n\nUrsache", f"\n\nWir haben diesen Text geändert. Vorher lautete der Satz: {BOILED}\n\nUrsache"),
    ),
    case(
        "later: edited, the note in brackets right behind",
        LIBRARY,
        VOTES,
        CHANGED,
        ("21 voix contre 8", "18 voix contre 8"),
        ("contre 8.", "contre 8. [Erratum : nous avions écrit « Le conseil a voté la mesure par 21 voix contre 8. »]"),
    ),
    case(
        "later: edited, old one under a picture",
        LIBRARY,
        YEARLY,
        CHANGED,
        ("96 000", "69 000"),
        ("\n\nL'opposition", f"\n\nPhoto A. Brun. {YEARLY}\n\nL'opposition"),
    ),
    case(
        "later: edited, teaser on top",
        LIBRARY,
        VOTES,
        CHANGED,
        ("21 voix", "20 voix"),
        before="Lire aussi : {VOTES}",
    ),
    # --- gone ---
    case("later: taken out, both neighbours stand", FAIR, ADMISSION, MISSING, (f" {ADMISSION}", "")),
    case(
        "later: taken out, its fact in other words far away",
        FAIR,
        ADMISSION,
        MISSING,
        (f" {ADMISSION}", ""),
        after="Tickets at the gate cost two crowns more than last year.",
    ),
    case(
        "later: taken out, stands in a list of changes",
        FAIR,
        THEFTS,
        MISSING,
        (f"{THEFTS} ", ""),
        after=f"Changes to this article\n\nWe removed: “{THEFTS}”",
    ),
    case(
        "later: taken out, quoted by a reader",
        WATER,
        CHILDREN,
        MISSING,
        (f" {CHILDREN}", ""),
        after=f"Kommentare\n\nSusi: „{CHILDREN}“ stand hier vorhin.",
    ),
    case(
        "later: first paragraph taken out",
        LIBRARY,
        VOTES,
        MISSING,
        (
            "La bibliothèque municipale de Morlain ouvrira ses portes le dimanche à partir du 5 janvier, de "
            "10 heures à 17 heures. " + VOTES + "\n\n",
            "",
        ),
    ),
    case(
        "later: replaced by another sentence",
        FAIR,
        BOY,
        MISSING,
        (BOY, "The brass band from Dell played until midnight."),
    ),
    case(
        "later: article replaced by its summary",
        FAIR,
        RAIN,
        MISSING,
        whole="Harvest fair draws record crowd to Ollenby\n\nThe fair was well visited. Our full report is "
        "in the printed paper.",
    ),
)
"""Written later, when the rules for the others stood, and again before the matcher was asked."""
