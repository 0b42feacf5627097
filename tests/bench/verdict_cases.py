"""Labelled answers of our own: status × body × redirects × headers, in four languages. All names are invented.

Each template below is one kind of answer with the label that a person gives it; it is made for each of four articles.
Bodies are written after what servers, walls and parking services are known to answer, in words of our own where theirs
are prose. The labels say what a person would conclude from this one visit.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.rechecks.anchoring_cases import BATH, BRIDGE, CANNERY, COST, FACTORY, LOSS, PRICE, WORKS

PAGE, CHANGED, MISSING, UNKNOWN = "page", "changed", "missing", "unknown"
DEAD, WALL, CONSENT, PAYWALL, LANGUAGE, ERROR = "dead", "wall", "consent", "paywall", "language", "error"
CLASSES = (PAGE, CHANGED, MISSING, DEAD, WALL, CONSENT, PAYWALL, LANGUAGE, ERROR, UNKNOWN)
"""``UNKNOWN``: a wall in words that nobody knows. Right are *blocked* and *unclear*."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was captured, with the passage under watch (in its third paragraph) and an edit of it."""

    language: str
    text: str
    passage: str
    edit: tuple[str, str]
    host: str
    words: Mapping[str, str]

    @property
    def title(self) -> str:
        return self.text.split("\n\n")[0]

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")[1:]

    @property
    def url(self) -> str:
        return f"https://{self.host}/2026/06/{self.language}-report-4711.html"

    @property
    def is_en(self) -> bool:
        return self.language == "en"


EN = {
    "not_found": "Page not found",
    "not_found_text": "Sorry, the page you are looking for does not exist or has been moved. Try the search "
    "or go back "
    "to our home page.",
    "gone": "This article is no longer available",
    "subscribe": "Subscribe to continue reading. Already a subscriber? Sign in.",
    "register": "Create a free account to continue reading this article.",
    "consent": "Before you continue",
    "consent_text": "We and our 743 partners store and access cookies on your device. Accept all, reject "
    "all, or manage "
    "your settings to go on to the site.",
    "cookies": "We use cookies. Accept all · Settings · Privacy policy",
    "human": "Please verify that you are a human",
    "human_text": "To protect our readers we have to make sure that you are not a robot. Complete the check "
    "below to go "
    "on.",
    "unusual": "Our systems have detected unusual traffic from your computer network.",
    "region": "This content is not available in your region.",
    "for_sale": "This domain is for sale",
    "expired": "This domain has expired. If you are the owner, renew it with your registrar.",
    "login": "Sign in",
    "login_text": "E-mail address Password Forgot your password? No account yet? Register.",
    "more": "More from the newsroom",
    "maintenance": "We are down for maintenance. Please come back in an hour.",
}
DE = {
    "not_found": "Seite nicht gefunden",
    "not_found_text": "Die von Ihnen aufgerufene Seite existiert nicht oder wurde verschoben. Nutzen Sie die "
    "Suche oder "
    "gehen Sie zurück zur Startseite.",
    "gone": "Dieser Artikel ist nicht mehr verfügbar",
    "subscribe": "Jetzt weiterlesen mit dem Digitalabo. Bereits Abonnent? Hier anmelden.",
    "register": "Registrieren Sie sich kostenlos, um diesen Artikel zu lesen.",
    "consent": "Willkommen, wie möchten Sie uns nutzen?",
    "consent_text": "Weiter mit Werbung und Tracking, oder mit dem Pur-Abo. Mit unseren 743 Partnern speichern wir "
    "Cookies auf Ihrem Gerät. Zustimmen oder Einstellungen verwalten.",
    "cookies": "Wir verwenden Cookies. Alle akzeptieren · Einstellungen · Datenschutz",
    "human": "Bitte bestätigen Sie, dass Sie kein Roboter sind",
    "human_text": "Zum Schutz unserer Leser müssen wir prüfen, ob Sie ein Mensch sind. Lösen Sie dazu die "
    "Aufgabe unten.",
    "unusual": "Unsere Systeme haben ungewöhnlichen Datenverkehr aus Ihrem Netzwerk festgestellt.",
    "region": "Dieser Inhalt ist in Ihrer Region nicht verfügbar.",
    "for_sale": "Diese Domain steht zum Verkauf",
    "expired": "Diese Domain ist abgelaufen. Wenn Sie der Inhaber sind, verlängern Sie sie bei Ihrem Anbieter.",
    "login": "Anmelden",
    "login_text": "E-Mail-Adresse Passwort Passwort vergessen? Noch kein Konto? Registrieren.",
    "more": "Mehr aus der Redaktion",
    "maintenance": "Wegen Wartungsarbeiten sind wir in einer Stunde wieder da.",
}
FR = {
    "not_found": "Page introuvable",
    "not_found_text": "La page que vous cherchez n'existe pas ou a été déplacée. Utilisez la recherche ou "
    "revenez à la "
    "page d'accueil.",
    "gone": "Cet article n'est plus disponible",
    "subscribe": "La suite est réservée aux abonnés. Déjà abonné ? Se connecter.",
    "register": "Créez un compte gratuit pour lire la suite de cet article.",
    "consent": "Le respect de votre vie privée est notre priorité",
    "consent_text": "Avec votre accord, nos 743 partenaires et nous utilisons des cookies. Accepter et continuer, "
    "continuer sans accepter, ou paramétrer vos choix.",
    "cookies": "Nous utilisons des cookies. Tout accepter · Paramètres · Confidentialité",
    "human": "Veuillez confirmer que vous n'êtes pas un robot",
    "human_text": "Pour protéger nos lecteurs, nous devons vérifier que vous êtes humain. Terminez le test ci-dessous.",
    "unusual": "Nos systèmes ont détecté un trafic inhabituel provenant de votre réseau informatique.",
    "region": "Ce contenu n'est pas disponible dans votre région.",
    "for_sale": "Ce nom de domaine est à vendre",
    "expired": "Ce domaine a expiré. Si vous en êtes le propriétaire, renouvelez-le auprès de votre bureau.",
    "login": "Se connecter",
    "login_text": "Adresse e-mail Mot de passe Mot de passe oublié ? Pas encore de compte ? Inscription.",
    "more": "À lire dans nos pages",
    "maintenance": "Le site est en maintenance. Revenez dans une heure.",
}
ES = {
    "not_found": "Página no encontrada",
    "not_found_text": "La página que busca no existe o ha sido movida. Utilice el buscador o vuelva a la portada.",
    "gone": "Este artículo ya no está disponible",
    "subscribe": "Suscríbase para seguir leyendo. ¿Ya es suscriptor? Inicie sesión.",
    "register": "Regístrese gratis para seguir leyendo este artículo.",
    "consent": "Su privacidad es importante para nosotros",
    "consent_text": "Nosotros y nuestros 743 socios almacenamos cookies en su dispositivo. Aceptar y continuar, "
    "rechazar y suscribirse, o configurar sus opciones.",
    "cookies": "Utilizamos cookies. Aceptar todo · Configuración · Privacidad",
    "human": "Confirme que no es un robot",
    "human_text": "Para proteger a nuestros lectores debemos comprobar que es humano. Complete la prueba.",
    "unusual": "Nuestros sistemas han detectado tráfico inusual procedente de su red.",
    "region": "Este contenido no está disponible en su región.",
    "for_sale": "Este dominio está en venta",
    "expired": "Este dominio ha caducado. Si es el propietario, renuévelo con su registrador.",
    "login": "Iniciar sesión",
    "login_text": "Correo electrónico Contraseña ¿Olvidó su contraseña? ¿Aún no tiene cuenta? Regístrese.",
    "more": "Más de la redacción",
    "maintenance": "Estamos en mantenimiento. Vuelva dentro de una hora.",
}
ARTICLES = (
    Article("en", CANNERY, PRICE, ("2.4 million", "1.4 million"), "www.tarnwick-post.example", EN),
    Article("de", BATH, COST, ("1,8 Millionen", "2,8 Millionen"), "www.wiesenauer-bote.example", DE),
    Article("fr", BRIDGE, WORKS, ("3,2 millions", "4,2 millions"), "www.courrier-valbrune.example", FR),
    Article("es", FACTORY, LOSS, ("6,5 millones", "5,6 millones"), "www.diario-olmar.example", ES),
)
TEASERS = {
    "en": ["Market day moves to Friday", "New bus to the northern quay", "School roof to be mended in August"],
    "de": ["Markttag wird auf Freitag verlegt", "Neuer Bus zum Nordufer", "Schuldach wird im August geflickt"],
    "fr": ["Le marché passe au vendredi", "Un nouveau bus vers la rive nord", "Le toit de l'école réparé en août"],
    "es": ["El mercado pasa al viernes", "Nuevo autobús a la orilla norte", "Arreglan el tejado de la escuela"],
}


SHOWS = (200, "shows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. ``to`` is where ``via`` (the statuses of the redirects) led; ``error`` when nothing came."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    to: str | None = None
    via: tuple[int, ...] = ()
    error: str | None = None
    sibling: tuple[int, str] | None = (404, "")
    """What an address that cannot exist in the same folder answers, should anybody ask: status and body."""
    other: tuple[int, str] | None = None
    """What another page of the host answers at that moment, should anybody ask: status and body, ``SHOWS`` for the page
    itself; ``None`` when no other page of the host is under watch."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled answer for one article. ``folded`` names of templates are unique."""

    name: str
    article: Article
    reply: Reply
    label: str


Template = Callable[[Article], Reply]
TEMPLATES: list[tuple[str, str, Template]] = []


def labelled(label: str, name: str) -> Callable[[Template], Template]:
    """Add a template with the label that a person gave it."""

    def add(template: Template) -> Template:
        TEMPLATES.append((label, name, template))
        return template

    return add


def cases() -> Iterator[Case]:
    """Every template for every article."""
    for label, name, template in TEMPLATES:
        for article in ARTICLES:
            yield Case(f"{name} ({article.language})", article, template(article), label)


# --- how pages are built ---

SECTIONS = "".join(f"<a href='/section-{n}/'>{n}</a>" for n in range(1, 7))


def document(title: str, inside: str, *, language: str = "en", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><title>{html.escape(title)}</title>{head}"
        f"</head><body>{inside}</body></html>"
    )


def article_page(
    article: Article,
    paragraphs: list[str] | None = None,
    *,
    title: str | None = None,
    head: str = "",
    top: str = "",
    bottom: str = "",
) -> str:
    """The page of an article with the furniture of its site."""
    title = title or article.title
    words = "".join(
        f"<p>{html.escape(text)}</p>" for text in (article.paragraphs if paragraphs is None else paragraphs)
    )
    teasers = "".join(f"<li><a href='/x{n}'>{html.escape(t)}</a></li>" for n, t in enumerate(TEASERS[article.language]))
    return document(
        f"{title} | {article.host}",
        f"<header><nav><a href='/'>{article.host}</a>{SECTIONS}</nav></header>{top}"
        f"<main><article><h1>{html.escape(title)}</h1>{words}</article></main>{bottom}"
        f"<aside><h2>{html.escape(article.words['more'])}</h2><ul>{teasers}</ul></aside>"
        f"<footer><p>© 2026 {article.host}</p></footer>",
        language=article.language,
        head=head,
    )


def plain_page(article: Article, title: str, *texts: str, head: str = "", bottom: str = "") -> str:
    """A page that is no article."""
    words = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    return document(title, f"<h1>{html.escape(title)}</h1>{words}{bottom}", language=article.language, head=head)


def front_page(article: Article) -> str:
    teasers = "".join(
        f"<article><h2><a href='/{n}'>{html.escape(t)}</a></h2><p>{html.escape(t)}. {html.escape(t)}.</p></article>"
        for n, t in enumerate(TEASERS[article.language] * 3)
    )
    return document(article.host, f"<main>{teasers}</main>", language=article.language)


def not_found_page(article: Article) -> str:
    return plain_page(article, article.words["not_found"], article.words["not_found_text"])


def edited(article: Article) -> list[str]:
    was, now = article.edit
    return [p.replace(article.passage, article.passage.replace(was, now)) for p in article.paragraphs]


def without(article: Article) -> list[str]:
    return [p.replace(article.passage, "").strip() for p in article.paragraphs]


def cut(article: Article, keep: int = 1) -> list[str]:
    """The beginning of the article only: the passage is behind the cut."""
    return article.paragraphs[:keep]


def json_ld(**facts: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **facts}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


NOT_FREE = json_ld(isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False})
SERVER = {"server": "cloudflare"}


# --- the page stands ---


@labelled(PAGE, "as it was")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a))


@labelled(PAGE, "other advertisements, other tokens")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, top="<script>var token='q8'</script><div class='ad'>Anzeige 77</div>"))


@labelled(PAGE, "a cookie banner lies over it")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, top=f"<div id='consent' role='dialog'><p>{a.words['cookies']}</p></div>"))


@labelled(PAGE, "a long consent dialogue stands in the page")
def _(a: Article) -> Reply:
    dialogue = f"<div role='dialog'><h2>{a.words['consent']}</h2><p>{a.words['consent_text']}</p></div>"
    return Reply(body=article_page(a, top=dialogue))


@labelled(PAGE, "the network in front puts its script into the page")
def _(a: Article) -> Reply:
    script = "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    return Reply(body=article_page(a, bottom=script), headers=SERVER)


@labelled(PAGE, "declared as not free, and all of it there")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, head=NOT_FREE))


@labelled(PAGE, "an invitation to subscribe below the text")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, bottom=f"<div class='promo'><p>{a.words['subscribe']}</p></div>"))


@labelled(PAGE, "a form to sign in stands in the head")
def _(a: Article) -> Reply:
    form = "<form action='/login'><input name='user'><input type='password' name='p'></form>"
    return Reply(body=article_page(a, top=form))


@labelled(PAGE, "a new design and another title of the window")
def _(a: Article) -> Reply:
    words = "".join(f"<div class='par'><p>{html.escape(p)}</p></div>" for p in a.paragraphs)
    return Reply(
        body=document(
            f"{a.host} – {a.title}", f"<div class='story'><h1>{a.title}</h1>{words}</div>", language=a.language
        )
    )


@labelled(PAGE, "404 with the text")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), status=404)


@labelled(PAGE, "403 with the text")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), status=403)


@labelled(PAGE, "moved for good on its site")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), to=f"https://{a.host}/archive/4711", via=(301,))


@labelled(PAGE, "moved to another domain with its text")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), to="https://new-paper.example/4711", via=(301, 302))


@labelled(PAGE, "to https and www")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), to=a.url.replace("www.", ""), via=(308,))


@labelled(PAGE, "the front page now shows the whole article")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), to=f"https://{a.host}/", via=(302,))


@labelled(PAGE, "cut, and the passage stands in the free part")
def _(a: Article) -> Reply:
    return Reply(
        body=article_page(a, cut(a, 3), head=NOT_FREE, bottom=f"<p class='paywall'>{a.words['subscribe']}</p>")
    )


@labelled(PAGE, "a headline of another article says that a page was not found")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, bottom=f"<p><a href='/y'>{a.words['not_found']}: {a.words['gone']}</a></p>"))


@labelled(PAGE, "a new paragraph about domains for sale")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [*a.paragraphs, f"“{a.words['for_sale']}”, {a.words['expired']}"]))


@labelled(PAGE, "comments about robots and captchas")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, bottom=f"<section id='comments'><p>{a.words['human']}! Captcha!</p></section>"))


# --- edited, or the passage taken out, while the page stands ---


@labelled(CHANGED, "edited")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, edited(a)))


@labelled(CHANGED, "edited, with a cookie banner")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, edited(a), top=f"<div role='dialog'><p>{a.words['cookies']}</p></div>"))


@labelled(CHANGED, "edited, behind a network that could be a wall")
def _(a: Article) -> Reply:
    script = "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    return Reply(body=article_page(a, edited(a), bottom=script), headers=SERVER)


@labelled(CHANGED, "edited, declared as not free")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, edited(a), head=NOT_FREE))


@labelled(CHANGED, "edited, and moved")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, edited(a)), to=f"https://{a.host}/archive/4711", via=(301,))


@labelled(CHANGED, "edited, with the other title")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, edited(a), title=a.title[::-1].title()))


@labelled(MISSING, "taken out")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a)))


@labelled(MISSING, "its paragraph taken out")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [p for p in a.paragraphs if a.passage not in p]))


@labelled(MISSING, "taken out, with a cookie banner")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a), top=f"<div role='dialog'><p>{a.words['cookies']}</p></div>"))


@labelled(MISSING, "taken out, declared as not free, and the rest all there")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a), head=NOT_FREE))


@labelled(MISSING, "taken out, an invitation to subscribe below")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a), bottom=f"<p>{a.words['subscribe']}</p>"))


@labelled(MISSING, "taken out, headlines of other articles say that a page was not found")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a), bottom=f"<p><a href='/y'>{a.words['not_found']}</a></p>"))


@labelled(MISSING, "taken out, a form to sign in in the head")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a), top="<form><input type='password'></form>"))


@labelled(MISSING, "another article at the same address, where absent pages answer 404")
def _(a: Article) -> Reply:
    other = [f"{t}. {a.host} {n}." for n, t in enumerate(TEASERS[a.language] * 6)]
    return Reply(body=article_page(a, other, title=TEASERS[a.language][0]), sibling=(404, not_found_page(a)))


# --- gone ---


@labelled(DEAD, "404")
def _(a: Article) -> Reply:
    return Reply(body="Not Found", status=404)


@labelled(DEAD, "404 with a page of its own")
def _(a: Article) -> Reply:
    return Reply(body=not_found_page(a), status=404)


@labelled(DEAD, "404 with teasers")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [a.words["not_found_text"]], title=a.words["not_found"]), status=404)


@labelled(DEAD, "410")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.words["gone"]), status=410)


@labelled(DEAD, "no such host")
def _(a: Article) -> Reply:
    return Reply(error="no_such_host")


@labelled(DEAD, "200, says that it was not found")
def _(a: Article) -> Reply:
    return Reply(body=not_found_page(a), sibling=(200, not_found_page(a)))


@labelled(DEAD, "200, says that it was not found, with teasers")
def _(a: Article) -> Reply:
    body = article_page(a, [a.words["not_found_text"]], title=a.words["not_found"])
    return Reply(body=body, sibling=(200, body))


@labelled(DEAD, "200, error 404 in the title alone")
def _(a: Article) -> Reply:
    body = article_page(a, TEASERS[a.language], title="404")
    return Reply(body=body, sibling=(200, body))


@labelled(DEAD, "200, the article is no longer available")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [a.words["gone"] + "."], title=a.words["gone"]), sibling=(404, ""))


@labelled(DEAD, "200, nothing in it")
def _(a: Article) -> Reply:
    return Reply(body="<!doctype html><html><head></head><body></body></html>")


@labelled(DEAD, "200, zero bytes")
def _(a: Article) -> Reply:
    return Reply(body="")


@labelled(DEAD, "redirect to the front page")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to=f"https://{a.host}/", via=(302,))


@labelled(DEAD, "redirect to the front page for good, over http")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to=f"https://{a.host}", via=(301, 301))


@labelled(DEAD, "redirect to the front page with a tracking query")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to=f"https://{a.host}/?from=expired", via=(302,))


@labelled(DEAD, "redirect to the index of the site")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to=f"https://{a.host}/index.html", via=(301,))


@labelled(DEAD, "redirect to a section")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to=f"https://{a.host}/news/", via=(302,), sibling=(302, f"https://{a.host}/news/"))


@labelled(DEAD, "redirect to the page for errors")
def _(a: Article) -> Reply:
    return Reply(body=not_found_page(a), to=f"https://{a.host}/404", via=(302,))


@labelled(DEAD, "redirect to the search")
def _(a: Article) -> Reply:
    return Reply(
        body=plain_page(a, "Search" if a.is_en else a.host, *TEASERS[a.language]),
        to=f"https://{a.host}/search?q=report",
        via=(302,),
        sibling=(302, f"https://{a.host}/search?q=x"),
    )


@labelled(DEAD, "redirect to the front page of another domain")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to="https://holding.example/", via=(301,))


@labelled(DEAD, "redirect to a shop on another domain")
def _(a: Article) -> Reply:
    return Reply(
        body=plain_page(a, "Shoes", "Buy two pairs, pay one."), to="https://shoes.example/sale", via=(301, 302)
    )


@labelled(DEAD, "parked: the domain is for sale")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.host, a.words["for_sale"] + ".", "€ 2.900"))


@labelled(DEAD, "parked: for sale, with sponsored links")
def _(a: Article) -> Reply:
    links = "".join(f"<a href='/?q={n}'>Insurance {n}</a> " for n in range(8))
    return Reply(
        body=document(a.host, f"<p>{a.words['for_sale']}</p><h2>Related searches</h2>{links}", language=a.language)
    )


@labelled(DEAD, "parked: expired")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.host, a.words["expired"]))


@labelled(DEAD, "parked: redirect to a parking service")
def _(a: Article) -> Reply:
    return Reply(
        body=plain_page(a, f"{a.host} - {a.words['for_sale']}"), to=f"https://parking.example/?d={a.host}", via=(302,)
    )


@labelled(DEAD, "parked: nothing but a script")
def _(a: Article) -> Reply:
    body = (
        "<html><head></head><body><script>window.park = 'eyJ1dWlkIjoi';</script>"
        "<script src='/bqkeiDosA.js'></script><div id='target' style='opacity: 0'></div></body></html>"
    )
    return Reply(body=body)


@labelled(DEAD, "the web server's own first page")
def _(a: Article) -> Reply:
    text = (
        "If you see this page, the nginx web server is successfully installed and working. Configuration is required."
    )
    return Reply(body=document("Welcome to nginx!", f"<h1>Welcome to nginx!</h1><p>{text}</p>"))


@labelled(DEAD, "the host suspended the account")
def _(a: Article) -> Reply:
    return Reply(
        body=document("Account Suspended", "<h1>Account Suspended</h1><p>This account has been suspended.</p>")
    )


@labelled(DEAD, "taken over by spam: absent pages answer the same")
def _(a: Article) -> Reply:
    spam = article_page(a, [f"Slot {n} bonus {a.host} jackpot spin {n * 7}." for n in range(30)], title="Slots 777")
    return Reply(body=spam, sibling=(200, spam))


@labelled(DEAD, "the front page at every address")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), sibling=(200, front_page(a)))


# --- walls ---


def challenge(title: str, inside: str) -> str:
    return document(title, inside)


JUST_A_MOMENT = challenge(
    "Just a moment...",
    "<div class='main-content'><noscript>Enable JavaScript and cookies to continue</noscript></div>"
    "<script>window._cf_chl_opt={cvId:'3',cType:'managed'}</script>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8f'></script>",
)
AKAMAI = (
    "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "
    "this address on this server.<P>Reference&#32;&#35;18&#46;5d2c1602&#46;1764&#46;3a9f</BODY></HTML>"
)
IMPERVA = (
    "<html><head><META NAME='robots' CONTENT='noindex,nofollow'></head><body><iframe id='main-iframe' "
    "src='/_Incapsula_Resource?CWUDNSAI=9&incident_id=1190-77'>Request unsuccessful. Incapsula incident ID: "
    "1190-77</iframe></body></html>"
)
WALLS: dict[str, tuple[int, dict[str, str], str]] = {
    "challenge, 403 and its header": (403, {**SERVER, "cf-mitigated": "challenge"}, JUST_A_MOMENT),
    "challenge at 200 by its header": (200, {**SERVER, "cf-mitigated": "challenge"}, "<p>One moment.</p>"),
    "challenge, 503, without a header": (503, SERVER, JUST_A_MOMENT),
    "challenge at 200, without a header": (200, SERVER, JUST_A_MOMENT),
    "challenge at 404": (404, {"cf-mitigated": "challenge"}, JUST_A_MOMENT),
    "blocked with an id": (
        403,
        SERVER,
        document("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><p>Ray ID: 8f00aa</p>"),
    ),
    "blocked with an id, at 200": (
        200,
        SERVER,
        document("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><p>Ray ID: 8f00aa</p>"),
    ),
    "access denied with a reference": (403, {"server": "AkamaiGHost"}, AKAMAI),
    "access denied with a reference, at 200": (200, {}, AKAMAI),
    "an incident at 200": (200, {}, IMPERVA),
    "an incident at 403": (403, {}, IMPERVA),
    "an interruption": (
        200,
        {},
        document(
            "Pardon Our Interruption",
            "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your "
            "browser made us think you were a bot.</p><script src='/_Incapsula_Resource?x'></script>",
        ),
    ),
    "a captcha of another vendor": (
        403,
        {"server": "DataDome"},
        "<html><head><title>site</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker</p>"
        "<script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script></body></html>",
    ),
    "the same at 200": (
        200,
        {},
        "<html><body><p id='cmsg'>Please enable JS and disable any ad blocker</p>"
        "<script src='https://ct.captcha-delivery.com/c.js'></script></body></html>",
    ),
    "press and hold": (
        403,
        {},
        document(
            "Access to this page has been denied",
            "<div id='px-captcha'></div><p>Press &amp; Hold to confirm you "
            "are a human (and not a bot).</p><script>window._pxAppId='PXa1'</script>",
        ),
    ),
    "press and hold, at 200": (
        200,
        {},
        document(
            "Access to this page has been denied.", "<div id='px-captcha'></div><script>window._pxAppId='P'</script>"
        ),
    ),
    "a token to be computed": (
        202,
        {},
        "<html><head><script>window.gokuProps={'key':'A'};</script><script "
        "src='https://x.token.awswaf.com/challenge.js'>"
        "</script></head><body><div id='challenge-container'></div><noscript><h1>JavaScript is "
        "disabled</h1></noscript>"
        "</body></html>",
    ),
    "a guard against floods": (
        403,
        {"server": "ddos-guard"},
        document(
            "DDoS-Guard",
            "<p>Checking your browser before accessing the site.</p>"
            "<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>",
        ),
    ),
    "the same at 200, without a name": (
        200,
        {},
        document(
            "Checking your browser",
            "<p>Checking your browser before accessing the site. This process is automatic.</p>",
        ),
    ),
    "a firewall with an id": (
        403,
        {},
        document(
            "Sucuri Website Firewall - Access Denied",
            "<h1>Access Denied - Sucuri Website Firewall</h1><p>Block ID: GEO02</p>",
        ),
    ),
    "a firewall at 200": (
        200,
        {},
        document("Access Denied", "<h1>Access Denied - Sucuri Website Firewall</h1><p>Block ID: BNP005</p>"),
    ),
    "work to be proven": (
        200,
        {},
        document(
            "Making sure you're not a bot!",
            "<h1>Making sure you're not a bot!</h1><script id='anubis_challenge' type='application/json'>{}</script>",
        ),
    ),
    "a checkpoint": (
        429,
        {"server": "Vercel"},
        document("Vercel Security Checkpoint", "<p>We're verifying your browser</p>"),
    ),
    "a site owner's limit": (
        503,
        {},
        document(
            "Your access to this site has been limited by the site owner",
            "<h1>Your access to this site has been limited</h1><p>Generated by Wordfence</p>",
        ),
    ),
    "denied with a reference in plain words": (
        200,
        {},
        document("Access denied", "<h1>Access denied</h1><p>Error 16. Reference number: 0.4f7c-1764</p>"),
    ),
}


def _wall(status: int, headers: dict[str, str], body: str) -> Template:
    return lambda a: Reply(body=body, status=status, headers=headers)


for _name, (_status, _headers, _body) in WALLS.items():
    labelled(WALL, _name)(_wall(_status, _headers, _body))

for _status in (401, 403, 407, 429, 451, 999):
    labelled(WALL, f"{_status} and no more")(_wall(_status, {}, "<h1>No.</h1>"))


@labelled(WALL, "robots rules")
def _(a: Article) -> Reply:
    return Reply(error="robots")


@labelled(WALL, "asks whether we are human, at 200")
def _(a: Article) -> Reply:
    captcha = "<div class='g-recaptcha' data-sitekey='k'></div>"
    return Reply(body=plain_page(a, a.words["human"], a.words["human_text"], bottom=captcha))


@labelled(WALL, "asks whether we are human in words alone, at 200")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.words["human"], a.words["human_text"]))


@labelled(WALL, "unusual traffic, at 200 behind a redirect")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.host, a.words["unusual"]), to=f"https://{a.host}/sorry/index", via=(302,))


@labelled(WALL, "not in this region, at 200")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.host, a.words["region"]))


@labelled(WALL, "a page to sign in, at 200")
def _(a: Article) -> Reply:
    form = "<form action='/login'><input name='user'><input type='password' name='p'></form>"
    return Reply(body=plain_page(a, a.words["login"], a.words["login_text"], bottom=form))


@labelled(WALL, "redirect to a page to sign in")
def _(a: Article) -> Reply:
    form = "<form><input name='user'><input type='password'></form>"
    return Reply(
        body=plain_page(a, a.words["login"], a.words["login_text"], bottom=form),
        to=f"https://{a.host}/login?next=/2026",
        via=(302,),
    )


@labelled(WALL, "redirect to a page to sign in on another domain")
def _(a: Article) -> Reply:
    form = "<form><input name='user'><input type='password'></form>"
    return Reply(
        body=plain_page(a, a.words["login"], a.words["login_text"], bottom=form),
        to="https://accounts.identity.example/signin?c=1",
        via=(302,),
    )


# --- consent ---


@labelled(CONSENT, "a page for consent, at 200")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.words["consent"], a.words["consent_text"]))


@labelled(CONSENT, "redirect to a page for consent on its own site")
def _(a: Article) -> Reply:
    return Reply(
        body=plain_page(a, a.words["consent"], a.words["consent_text"]),
        to=f"https://{a.host}/privacy-gate?authId=1",
        via=(302,),
    )


@labelled(CONSENT, "redirect to a page for consent on another domain")
def _(a: Article) -> Reply:
    return Reply(
        body=plain_page(a, a.words["consent"], a.words["consent_text"]),
        to="https://consent.group.example/v2/collect?session=1",
        via=(302, 302),
    )


# --- paywalls ---


@labelled(PAYWALL, "402")
def _(a: Article) -> Reply:
    return Reply(status=402, body="<p>Payment required</p>")


@labelled(PAYWALL, "cut, declared as not free")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, cut(a), head=NOT_FREE))


@labelled(PAYWALL, "cut, declared as not free in the manner of strings")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, cut(a), head=json_ld(isAccessibleForFree="False")))


@labelled(PAYWALL, "cut, asks to subscribe")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, cut(a), bottom=f"<div><p>{a.words['subscribe']}</p></div>"))


@labelled(PAYWALL, "cut, asks to subscribe in the text")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [*cut(a), a.words["subscribe"]]))


@labelled(PAYWALL, "cut, asks to register")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, cut(a), bottom=f"<div class='regwall'><p>{a.words['register']}</p></div>"))


@labelled(PAYWALL, "cut, marked by the page's classes")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, cut(a), bottom="<div class='article-paywall js-paywall' data-tier='3'></div>"))


@labelled(PAYWALL, "cut in the middle of the passage, declared as not free")
def _(a: Article) -> Reply:
    at = next(p for p in a.paragraphs if a.passage in p)
    half = at[: at.index(a.passage)] + a.passage[: len(a.passage) // 2].rsplit(" ", 1)[0] + " …"
    return Reply(body=article_page(a, [*a.paragraphs[: a.paragraphs.index(at)], half], head=NOT_FREE))


@labelled(PAYWALL, "cut to its first sentence, declared as not free")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [a.paragraphs[0].split(". ")[0] + " …"], head=NOT_FREE))


@labelled(PAYWALL, "redirect to offers of subscription")
def _(a: Article) -> Reply:
    return Reply(
        body=plain_page(a, a.words["subscribe"], "9.90 / 12"), to=f"https://{a.host}/subscribe?from=4711", via=(302,)
    )


# --- another language ---


def _elsewhere(a: Article) -> Article:
    return ARTICLES[(ARTICLES.index(a) + 1) % len(ARTICLES)]


def _translated(a: Article) -> str:
    other = _elsewhere(a)
    words = "".join(f"<p>{html.escape(p)}</p>" for p in other.paragraphs)
    return document(
        f"{other.title} | {a.host}", f"<article><h1>{other.title}</h1>{words}</article>", language=other.language
    )


@labelled(LANGUAGE, "another language at the same address")
def _(a: Article) -> Reply:
    return Reply(body=_translated(a))


@labelled(LANGUAGE, "redirect to another language's edition of the page")
def _(a: Article) -> Reply:
    return Reply(body=_translated(a), to=f"https://{a.host}/{_elsewhere(a).language}/report-4711.html", via=(302,))


@labelled(LANGUAGE, "redirect to the front page of another language's edition")
def _(a: Article) -> Reply:
    other = _elsewhere(a)
    return Reply(
        body=document(a.host, "".join(f"<p>{p}</p>" for p in other.paragraphs), language=other.language),
        to=f"https://{a.host}/{other.language}/",
        via=(302,),
    )


# --- errors that say nothing of the page ---

for _status in (400, 500, 502, 503, 504):
    labelled(ERROR, f"{_status}")(_wall(_status, {}, "<h1>Error</h1><p>Something went wrong.</p>"))
for _error in ("timed_out", "unreachable", "redirect_loop", "too_large"):
    labelled(ERROR, _error.replace("_", " "))(lambda a, code=_error: Reply(error=code))  # type: ignore[misc]


@labelled(ERROR, "down for maintenance, 503")
def _(a: Article) -> Reply:
    return Reply(body=plain_page(a, a.host, a.words["maintenance"]), status=503)


@labelled(ERROR, "a picture")
def _(a: Article) -> Reply:
    return Reply(body="\x89PNG\r\n", headers={"content-type": "image/png"})


# --- written later, in other words, before the judge was asked: kept apart to see how well the marks carry over ---

LATER_FROM = len(TEMPLATES)
"""The templates from here on."""


@labelled(DEAD, "later: an oops in the heading")
def _(a: Article) -> Reply:
    texts = {
        "en": "Oops! We can't find that page",
        "de": "Hoppla! Diese Seite gibt es nicht mehr",
        "fr": "Oups ! Cette page n'existe plus",
        "es": "¡Vaya! Esta página ya no existe",
    }
    body = article_page(a, TEASERS[a.language], title=texts[a.language])
    return Reply(body=body, sibling=(200, body))


@labelled(DEAD, "later: the archive was moved, the page says where to search")
def _(a: Article) -> Reply:
    body = article_page(a, [a.words["not_found_text"]], title=a.host)
    return Reply(body=body, sibling=(200, body))


@labelled(DEAD, "later: nothing but navigation")
def _(a: Article) -> Reply:
    body = document(
        a.host, "<nav>" + "".join(f"<a href='/{n}'>{n}</a>" for n in range(30)) + "</nav>", language=a.language
    )
    return Reply(body=body, sibling=(200, body))


@labelled(DEAD, "later: a page that sends on by itself")
def _(a: Article) -> Reply:
    return Reply(body=f"<html><head><meta http-equiv='refresh' content='0; url=/'></head><body>{a.host}</body></html>")


@labelled(DEAD, "later: a broker's page for the name")
def _(a: Article) -> Reply:
    text = f"{a.host} is available for purchase. Get a price in less than 24 hours. Buy now or make an offer."
    return Reply(body=document(f"{a.host} is for sale", f"<h1>The domain name {a.host} is for sale!</h1><p>{text}</p>"))


@labelled(DEAD, "later: the registrar's page")
def _(a: Article) -> Reply:
    text = "This domain name was registered by one of our customers. It is parked free of charge."
    return Reply(body=document(a.host, f"<p>{text}</p><p>Get your own domain</p>"))


@labelled(DEAD, "later: the server's own words, other maker")
def _(a: Article) -> Reply:
    return Reply(
        body=document("Apache2 Debian Default Page: It works", "<h1>Apache2 Debian Default Page</h1><p>It works!</p>")
    )


@labelled(DEAD, "later: redirect to the start page of a portal")
def _(a: Article) -> Reply:
    return Reply(body=front_page(a), to=f"https://{a.host}/home", via=(301,), sibling=(301, f"https://{a.host}/home"))


@labelled(DEAD, "later: redirect to an error page with its own name")
def _(a: Article) -> Reply:
    return Reply(body=not_found_page(a), to=f"https://{a.host}/errors/404.html?url=x", via=(302,))


@labelled(WALL, "later: a puzzle in other words, at 200")
def _(a: Article) -> Reply:
    texts = {
        "en": "Security verification. Slide the puzzle to confirm you are not an automated program.",
        "de": "Sicherheitsprüfung. Schieben Sie das Puzzleteil, um zu zeigen, dass Sie kein Automat sind.",
        "fr": "Vérification de sécurité. Faites glisser la pièce pour montrer que vous n'êtes pas un automate.",
        "es": "Verificación de seguridad. Deslice la pieza para demostrar que no es un programa.",
    }
    captcha = "<div class='geetest_holder'></div><script src='https://static.geetest.com/v4/gt4.js'></script>"
    return Reply(body=plain_page(a, a.host, texts[a.language], bottom=captcha))


@labelled(WALL, "later: too many requests, told at 200")
def _(a: Article) -> Reply:
    texts = {
        "en": "Too many requests. Please slow down and try again later.",
        "de": "Zu viele Anfragen. Bitte versuchen Sie es später noch einmal.",
        "fr": "Trop de requêtes. Veuillez réessayer plus tard.",
        "es": "Demasiadas solicitudes. Inténtelo de nuevo más tarde.",
    }
    return Reply(body=plain_page(a, a.host, texts[a.language]))


@labelled(WALL, "later: the request was rejected, with a support number")
def _(a: Article) -> Reply:
    text = "The requested URL was rejected. Please consult with your administrator. Your support ID is: 8204113055"
    return Reply(body=document("Request Rejected", f"<p>{text}</p>"))


@labelled(WALL, "later: a network's error about the visitor")
def _(a: Article) -> Reply:
    text = "Access denied. The owner of this website has banned your IP address. Error 1006 Ray ID: 7a1c • 2026-06-01"
    return Reply(body=document("Access denied", f"<h1>Error 1006</h1><p>{text}</p>"), status=403, headers=SERVER)


@labelled(WALL, "later: a turnstile at 200")
def _(a: Article) -> Reply:
    return Reply(body=document(a.host, "<div class='cf-turnstile' data-sitekey='0x4'></div><p>One more step</p>"))


@labelled(WALL, "later: only from some countries, other words")
def _(a: Article) -> Reply:
    texts = {
        "en": "We are sorry, this site is currently unavailable to visitors from your country.",
        "de": "Dieses Angebot steht in Ihrem Land leider nicht zur Verfügung.",
        "fr": "Ce site n'est pas accessible depuis votre pays.",
        "es": "Este sitio no está disponible en su país.",
    }
    return Reply(body=plain_page(a, a.host, texts[a.language]))


@labelled(WALL, "later: members' area")
def _(a: Article) -> Reply:
    form = "<form method='post'><input type='email'><input type='password'></form>"
    texts = {
        "en": "Welcome back. Please log in with your reader account.",
        "de": "Willkommen zurück. Bitte melden Sie sich an.",
        "fr": "Bon retour. Connectez-vous à votre compte lecteur.",
        "es": "Bienvenido. Entre con su cuenta de lector.",
    }
    return Reply(
        body=plain_page(a, a.host, texts[a.language], bottom=form), to=f"https://{a.host}/account/login", via=(302,)
    )


@labelled(CONSENT, "later: data protection before all")
def _(a: Article) -> Reply:
    texts = {
        "en": "Your privacy choices. We use cookies and similar tools with our partners. I agree. Manage options.",
        "de": "Ihre Privatsphäre. Wir und unsere Partner nutzen Cookies. Einverstanden. Mehr Optionen.",
        "fr": "Votre vie privée. Nos partenaires et nous déposons des cookies. J'accepte. Plus d'options.",
        "es": "Su privacidad. Nuestros socios y nosotros usamos cookies. Acepto. Más opciones.",
    }
    return Reply(body=plain_page(a, a.host, texts[a.language]))


@labelled(PAYWALL, "later: cut, other words")
def _(a: Article) -> Reply:
    texts = {
        "en": "This story is for members only. Join now for 1.99 a month.",
        "de": "Sie möchten weiterlesen? Testen Sie vier Wochen für 1 Euro.",
        "fr": "Il vous reste 80 % de cet article à lire. Abonnez-vous.",
        "es": "Contenido exclusivo para suscriptores. Pruebe un mes por 1 euro.",
    }
    return Reply(body=article_page(a, cut(a), bottom=f"<div><p>{texts[a.language]}</p></div>"))


@labelled(PAYWALL, "later: cut, in microdata")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, cut(a), top="<meta itemprop='isAccessibleForFree' content='false'>"))


@labelled(LANGUAGE, "later: a translation by the visitor's address")
def _(a: Article) -> Reply:
    return Reply(body=_translated(a), to=f"{a.url}?lang={_elsewhere(a).language}", via=(307,))


@labelled(PAGE, "later: 500 with the text")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a), status=500)


@labelled(PAGE, "later: the text among a long row of comments")
def _(a: Article) -> Reply:
    talk = "".join(f"<p>{a.words['human']} {n}. {a.words['not_found']}.</p>" for n in range(40))
    return Reply(body=article_page(a, bottom=f"<section class='comments'>{talk}</section>"))


@labelled(CHANGED, "later: edited, the rest rewritten in part")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, [*edited(a)[:-1], " ".join(TEASERS[a.language])]))


@labelled(MISSING, "later: shortened by its last paragraph and the passage")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a)[:-1]))


@labelled(MISSING, "later: taken out, an error page is linked")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a), top="<a href='/404'>404</a>"))


@labelled(MISSING, "later: taken out, and moved on its site")
def _(a: Article) -> Reply:
    return Reply(body=article_page(a, without(a)), to=f"https://{a.host}/archive/4711", via=(301,))


@labelled(ERROR, "later: too busy, 508")
def _(a: Article) -> Reply:
    return Reply(body="<h1>Resource Limit Is Reached</h1>", status=508)


@labelled(WALL, "later: a page that scripts fill")
def _(a: Article) -> Reply:
    shell = "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script "
    "src='/m.js'></script>"
    return Reply(body=document(a.host, shell, language=a.language))
