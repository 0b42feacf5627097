"""The invented press of the demo: outlets with their rights notices, and articles. Plain values, no Django.

Every outlet, person, place and event is our own invention. The texts stand in ``articles/``, a file an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

ARTICLES_FOLDER = Path(__file__).parent / "articles"
TIDEWATER = "Tidewater Press Group"
FENMARK = "Fenmark Media"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOutlet:
    """An outlet with a host of its own, ``<label>.localhost``; ``foot`` is the HTML at the end of its pages."""

    label: str
    name: str
    motto: str
    foot: str
    language: str = "en"
    direction: str = "ltr"
    owner_group: str | None = None

    @property
    def host(self) -> str:
        return f"{self.label}.localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article. ``edit`` is what a silent edit changes: the words as published, and what then stands there.

    ``agency`` is the agency or press release that the page credits, ``cites`` the slug of an article that it
    credits. With ``json_ld`` or ``open_graph`` the page says of itself in that form what it says in its text.
    """

    slug: str
    outlet: DemoOutlet
    path: str
    published: date
    edit: tuple[str, str]
    moved_to: str
    authors: tuple[str, ...] = ()
    modified: date | None = None
    agency: str | None = None
    cites: str | None = None
    json_ld: bool = False
    open_graph: bool = False

    @property
    def html(self) -> str:
        """The article itself, from its headline to its last paragraph."""
        return (ARTICLES_FOLDER / f"{self.slug}.html").read_text(encoding="utf-8")

    def url(self, port: int) -> str:
        """The address at which the demo site shows the article."""
        return f"http://{self.outlet.host}:{port}{self.path}"


COURIER = DemoOutlet(
    label="harbour-courier",
    name="The Harbour Courier",
    motto="Port Ellery’s paper since 1891",
    owner_group=TIDEWATER,
    foot=(
        "<p>© 2025 The Harbour Courier. Excerpts may be used, provided that clear credit is given to The Harbour"
        " Courier with a link to the original article. Reproduction in full requires our written permission.</p>"
    ),
)
ECHO = DemoOutlet(
    label="skerrow-echo",
    name="Skerrow Echo",
    motto="News of the coast and the islands",
    owner_group=TIDEWATER,
    foot="<p>© 2025 Skerrow Echo. All rights reserved.</p>",
)
LEDGER = DemoOutlet(
    label="ellery-ledger",
    name="The Ellery Ledger",
    motto="Owned by its readers",
    foot=(
        "<p>© 2025 The Ellery Ledger. This article is published under a Creative Commons Attribution 4.0 licence"
        ' (<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>).</p>'
    ),
)
QUAY = DemoOutlet(
    label="north-quay-news",
    name="North Quay News",
    motto="Short, every day at noon",
    foot=(
        "<p>© 2025 North Quay News. Excerpts of up to 50 words may be quoted with credit to North Quay News."
        " All other rights reserved.</p>"
    ),
)
INLAND = DemoOutlet(
    label="inland-post",
    name="Inland Post",
    motto="From Brennick to Carrendale",
    foot="<p>Write to the newsroom · Delivery · Advertise with us</p>",
)
WIRE = DemoOutlet(
    label="velland-wire",
    name="Velland Wire",
    motto="News agency",
    foot=(
        "<p>© 2025 Velland Wire. All rights reserved. No part of this report may be reproduced without prior written"
        " permission.</p>"
    ),
)
GACETA = DemoOutlet(
    label="gaceta-puerto-almira",
    name="La Gaceta de Puerto Almira",
    motto="Diario independiente",
    language="es",
    foot="<p>© 2025 La Gaceta de Puerto Almira. Todos los derechos reservados.</p>",
)
RASIF = DemoOutlet(
    label="sada-alrasif",
    name="صدى الرصيف",
    motto="صحيفة الميناء",
    language="ar",
    direction="rtl",
    foot="<p>© 2025 صدى الرصيف. جميع الحقوق محفوظة.</p>",
)
DISPATCH = DemoOutlet(
    label="frontier-dispatch",
    name="Frontier Dispatch",
    motto="From both sides of the border",
    foot="<p>© 2025 Frontier Dispatch. All rights reserved.</p>",
)
CURRENT = DemoOutlet(
    label="daily-current",
    name="The Daily Current",
    motto="What they are talking about",
    foot=(
        "<p>© 2024–2025 The Daily Current. Excerpts and links may be used, provided that The Daily Current is credited"
        " and the original article is linked.</p>"
    ),
)

BUSINESS = DemoOutlet(
    label="coast-business-daily",
    name="Coast Business Daily",
    motto="Freight, fish and finance",
    foot="<p>© 2025 Coast Business Daily. All rights reserved.</p>",
)
STAR = DemoOutlet(
    label="ellery-evening-star",
    name="Ellery Evening Star",
    motto="All that glitters",
    foot="<p>© 2025 Ellery Evening Star. All rights reserved.</p>",
)
TRIBUNE = DemoOutlet(
    label="fenmark-tribune",
    name="Fenmark Tribune",
    motto="From the other side of the bay",
    owner_group=FENMARK,
    foot="<p>© 2025 Fenmark Media. All rights reserved.</p>",
)
WEEKEND = DemoOutlet(
    label="long-saturday",
    name="The Long Saturday",
    motto="A magazine for slow mornings",
    owner_group=FENMARK,
    foot="<p>© 2025 Fenmark Media. All rights reserved.</p>",
)
RADIO = DemoOutlet(
    label="tollgate-radio",
    name="Tollgate Radio",
    motto="97.3 on your dial",
    foot="<p>Studio: Tollgate Lane 4 · Frequencies · Write to us</p>",
)
SLIPWAY = DemoOutlet(
    label="the-slipway",
    name="The Slipway",
    motto="Notes from people who like ships",
    foot="<p>© 2025 The Slipway. All rights reserved.</p>",
)

OUTLETS = (
    *(COURIER, ECHO, LEDGER, QUAY, INLAND, WIRE, GACETA, RASIF, DISPATCH, CURRENT),
    *(BUSINESS, STAR, TRIBUNE, WEEKEND, RADIO, SLIPWAY),
)

RELEASE = "Press release of the Port Ellery Harbour Authority, 15 September 2025"

ARTICLES = (
    DemoArticle(
        slug="sanderling-engine",
        outlet=COURIER,
        path="/2025/10/sanderling-engine",
        moved_to="/archive/2025/sanderling-engine",
        published=date(2025, 10, 6),
        authors=("Lise Corran",),
        json_ld=True,
        edit=("that number two would not start,", "that number two might not start at once,"),
    ),
    DemoArticle(
        slug="ferry-two-engines",
        outlet=ECHO,
        path="/news/ferry-two-engines",
        moved_to="/news/2025/ferry-two-engines",
        published=date(2025, 10, 7),
        cites="sanderling-engine",
        open_graph=True,
        edit=("show 31 late departures in September", "show 13 late departures in September"),
    ),
    DemoArticle(
        slug="sanderling-log",
        outlet=LEDGER,
        path="/reports/sanderling-log",
        moved_to="/reports/ferries/sanderling-log",
        published=date(2025, 10, 9),
        authors=("Noor Castellan",),
        json_ld=True,
        open_graph=True,
        edit=("was shut down three days before", "was shut down three hours before"),
    ),
    DemoArticle(
        slug="north-channel",
        outlet=QUAY,
        path="/port/north-channel",
        moved_to="/port/works/north-channel",
        published=date(2025, 9, 15),
        agency=RELEASE,
        open_graph=True,
        edit=("a depth of 9.5 metres at low water", "a depth of 8.9 metres at low water"),
    ),
    DemoArticle(
        slug="port-ellery-channel",
        outlet=INLAND,
        path="/business/port-ellery-channel",
        moved_to="/business/archive/port-ellery-channel",
        published=date(2025, 9, 16),
        agency=RELEASE,
        edit=("over its whole length of 3.2 kilometres", "over half its length of 3.2 kilometres"),
    ),
    DemoArticle(
        slug="brennick-leak",
        outlet=INLAND,
        path="/environment/brennick-leak",
        moved_to="/environment/archive/brennick-leak",
        published=date(2025, 9, 22),
        authors=("Gil Attery",),
        json_ld=True,
        edit=("and no solvent reached the river", "and hardly any solvent reached the river"),
    ),
    DemoArticle(
        slug="brennick-river",
        outlet=WIRE,
        path="/story/brennick-river",
        moved_to="/story/archive/brennick-river",
        published=date(2025, 9, 23),
        modified=date(2025, 9, 24),
        agency="Velland Wire",
        json_ld=True,
        edit=("Three of five samples taken below the works", "Two of five samples taken below the works"),
    ),
    DemoArticle(
        slug="hospital-records",
        outlet=LEDGER,
        path="/reports/hospital-records",
        moved_to="/reports/health/hospital-records",
        published=date(2025, 11, 3),
        authors=("Noor Castellan", "Ivo Brandt"),
        json_ld=True,
        edit=("the records of at least 200 appointments", "the records of some appointments"),
    ),
    DemoArticle(
        slug="trust-answers",
        outlet=QUAY,
        path="/health/trust-answers",
        moved_to="/health/hospitals/trust-answers",
        published=date(2025, 11, 5),
        open_graph=True,
        edit=("all 1,840 entries are there", "nearly all 1,840 entries are there"),
    ),
    DemoArticle(
        slug="ostrey-bridge",
        outlet=COURIER,
        path="/2025/11/ostrey-bridge",
        moved_to="/archive/2025/ostrey-bridge",
        published=date(2025, 11, 17),
        authors=("Ansel Rowe",),
        json_ld=True,
        edit=("cracks in four of the 36 hangers", "cracks in fourteen of the 36 hangers"),
    ),
    DemoArticle(
        slug="trigo-aurelia-bay",
        outlet=GACETA,
        path="/economia/trigo-aurelia-bay",
        moved_to="/economia/2025/trigo-aurelia-bay",
        published=date(2025, 10, 22),
        authors=("Candela Ruivo",),
        open_graph=True,
        edit=("con 38.000 toneladas de trigo procedentes", "con 28.000 toneladas de trigo procedentes"),
    ),
    DemoArticle(
        slug="rasif-ferry-quay",
        outlet=RASIF,
        path="/akhbar/rasif",
        moved_to="/akhbar/2025/rasif",
        published=date(2025, 11, 9),
        edit=("إغلاق رصيف العبّارات لمدة ثلاثة أيام بسبب", "إغلاق رصيف العبّارات لمدة عشرة أيام بسبب"),
    ),
    DemoArticle(
        slug="kesmaria-equipment",
        outlet=WIRE,
        path="/story/kesmaria-equipment",
        moved_to="/story/archive/kesmaria-equipment",
        published=date(2025, 11, 12),
        agency="Velland Wire",
        json_ld=True,
        edit=("with non-lethal equipment for its border war", "with military equipment for its border war"),
    ),
    DemoArticle(
        slug="kesmaria-deliveries",
        outlet=DISPATCH,
        path="/world/kesmaria-deliveries",
        moved_to="/world/2025/kesmaria-deliveries",
        published=date(2025, 11, 13),
        authors=("Wenna Sharrock",),
        cites="kesmaria-equipment",
        open_graph=True,
        edit=("had taken eleven new lorries over the border", "had taken two used lorries over the border"),
    ),
    DemoArticle(
        slug="kesmaria-current",
        outlet=CURRENT,
        path="/2025/kesmaria",
        moved_to="/2025/11/kesmaria",
        published=date(2025, 11, 13),
        edit=("deliver non-lethal equipment to the army", "deliver weapons to the army"),
    ),
    DemoArticle(
        slug="lighthouse-sold",
        outlet=CURRENT,
        path="/2025/lighthouse",
        moved_to="/2025/10/lighthouse",
        published=date(2025, 10, 20),
        modified=date(2025, 10, 29),
        open_graph=True,
        edit=("The lighthouse has not been sold.", "The lighthouse has not yet been sold."),
    ),
    DemoArticle(
        slug="dock-wire",
        outlet=WIRE,
        path="/story/dock",
        moved_to="/story/archive/dock",
        published=date(2025, 11, 18),
        agency="Velland Wire",
        json_ld=True,
        edit=("The price in the draft is 210 million crowns", "The price in the draft is 120 million crowns"),
    ),
    DemoArticle(
        slug="dock-inland",
        outlet=INLAND,
        path="/business/dock",
        moved_to="/business/archive/dock",
        published=date(2025, 11, 18),
        agency="Velland Wire",
        edit=("is negotiating to buy the dry dock", "is about to buy the dry dock"),
    ),
    DemoArticle(
        slug="dock-quay",
        outlet=QUAY,
        path="/port/dry-dock",
        moved_to="/port/2025/dry-dock",
        published=date(2025, 11, 18),
        agency="Velland Wire",
        open_graph=True,
        edit=("a person who has seen the draft contract told", "a person who knows the draft contract told"),
    ),
    DemoArticle(
        slug="dock-business",
        outlet=BUSINESS,
        path="/companies/brannoch-dock",
        moved_to="/companies/2025/brannoch-dock",
        published=date(2025, 11, 18),
        agency="Velland Wire",
        json_ld=True,
        edit=("and the keys change hands in April", "and the keys change hands in June"),
    ),
    DemoArticle(
        slug="dock-star",
        outlet=STAR,
        path="/news/dock-shock",
        moved_to="/news/old/dock-shock",
        published=date(2025, 11, 18),
        open_graph=True,
        edit=("an insider revealed last night", "insiders revealed last night"),
    ),
    DemoArticle(
        slug="dock-courier",
        outlet=COURIER,
        path="/2025/11/dry-dock",
        moved_to="/archive/2025/dry-dock",
        published=date(2025, 11, 19),
        cites="dock-wire",
        json_ld=True,
        edit=("wants to buy it, a source told", "has bought it, a source told"),
    ),
    DemoArticle(
        slug="dock-echo",
        outlet=ECHO,
        path="/news/dry-dock",
        moved_to="/news/2025/dry-dock",
        published=date(2025, 11, 19),
        cites="dock-courier",
        open_graph=True,
        edit=("is in talks about the dry dock", "has ended talks about the dry dock"),
    ),
    DemoArticle(
        slug="dock-tribune",
        outlet=TRIBUNE,
        path="/bay/brannoch",
        moved_to="/bay/2025/brannoch",
        published=date(2025, 11, 19),
        cites="dock-wire",
        json_ld=True,
        edit=("is negotiating for the dry dock across", "has made an offer for the dry dock across"),
    ),
    DemoArticle(
        slug="dock-radio",
        outlet=RADIO,
        path="/midday/18-november",
        moved_to="/midday/archive/18-november",
        published=date(2025, 11, 18),
        cites="dock-wire",
        edit=("is negotiating to buy the dry dock", "wants to lease the dry dock"),
    ),
    DemoArticle(
        slug="dock-current",
        outlet=CURRENT,
        path="/2025/dock-sold",
        moved_to="/2025/11/dock-sold",
        published=date(2025, 11, 19),
        edit=("goes to Brannoch, sources say", "may go to Brannoch, sources say"),
    ),
    DemoArticle(
        slug="dock-slipway",
        outlet=SLIPWAY,
        path="/notes/number-one-dock",
        moved_to="/notes/2025/number-one-dock",
        published=date(2025, 11, 20),
        open_graph=True,
        edit=("is said to be negotiating for it", "is said to have signed for it"),
    ),
    DemoArticle(
        slug="dock-weekend",
        outlet=WEEKEND,
        path="/lists/dock",
        moved_to="/lists/2025/dock",
        published=date(2025, 11, 22),
        cites="dock-wire",
        open_graph=True,
        edit=("Brannoch is negotiating for the dry dock", "Brannoch is haggling over the dry dock"),
    ),
    DemoArticle(
        slug="dock-ledger",
        outlet=LEDGER,
        path="/reports/dry-dock-price",
        moved_to="/reports/port/dry-dock-price",
        published=date(2025, 11, 21),
        authors=("Noor Castellan",),
        json_ld=True,
        edit=("it stands in the draft that I have before me", "it stood in a draft that I once saw"),
    ),
)

BY_SLUG = {article.slug: article for article in ARTICLES}
