"""Rights notices in visible text: a small grammar of our own. Pure.

A notice is found in one line of text (a block of a page). It starts at a sign ("©", "Copyright", "All rights reserved",
a licence, a clause of terms) and is read outwards from there: years, holder, terms. What cannot be read stays ``None``.
Not legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from claims.rights.values import Notice, Rule
from claims.vocabulary import RightsAction, RightsBasis, RightsScope, RuleKind

MOST_NOTICES = 50
"""Notices of one text: a page shows two or three; a gallery of pictures a few dozen."""

_LONGEST_LINE = 20_000
_BEFORE, _AFTER = 160, 400
"""Characters read before and after a sign: names and years stand beside it."""

_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"(?P<years>{_YEAR}(?:\s?(?:[-–—/,]|to|bis)\s?(?:{_YEAR}|\d\d(?!\d)|present|today|heute))*)"
_MARK = r"(?:©|ⓒ|\(c\)|&copy;|\bcopyright\b|\bcopr\.)"
_SIGN = re.compile(rf"(?:{_MARK}|(?<=copyright\s)®|®(?=\s?{_YEAR}))(?:[\s:,.|]{{0,3}}(?:{_MARK}|®))*", re.IGNORECASE)
_RESERVED = re.compile(
    r"all rights? reserved|alle rechte vorbehalten|todos los derechos reservados|todos os direitos reservados"
    r"|tous droits r[ée]serv[ée]s|tutti i diritti riservati|wszelkie prawa zastrzeżone|alle rechten voorbehouden"
    r"|تمامی حقوق|版权所有|保留所有权利",
    re.IGNORECASE,
)
_NOT_A_NOTICE = re.compile(
    r"\W{0,3}(?:notice|policy|infringement|law|act\b|office|owner|holder|claim|agent|and\b|or\b|information|contact|"
    r"statement|terms|issues|protect|complaint|violation|material|work|is\b|in\b|on\b|for\b|ed\b|of\b|reasons|dispute|"
    r"faq|kontakt|hinweis|impressum)",
    re.IGNORECASE,
)
_SLOT = re.compile(
    r"\[[^\]\n]{1,40}\]|\{\{?[^}\n]{1,40}\}?\}|<[^>\n]{1,40}>|%\w{1,30}%|_{3,}|X{4,}"
    r"|\b(?:your|my) (?:\w+ ){0,2}(?:name|company)\b|\bcompany name\b|\bname here\b",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r"\s?(?:LLC|L\.L\.C\.?|Inc\.?|Ltd\.?|Co\.?|Corp\.?|GmbH|AG|P\.A\.|S\.A\.?|N\.V\.|B\.V\.|PLC|LP)\b\.?"
)
_MENU = (
    "Privacy|Privatsphäre|Terms|Cookie|Impressum|Datenschutz|Kontakt|Contact|About|"
    "Über uns|Sitemap|Site Map|Advertis|Anzeige|"
    "Newsletter|Legal|Accessib|Home|HOME|Log ?in|Powered|Theme|Design(?:ed)? |"
    "Website|Webdesign|Web Design|Managed|Start|Donate|"
    "Subscribe|Content Management|FAQ|Unauthori[sz]ed|Unless|Disclaimer|Ad ?Choices|"
    "Site by|Langue|Contractor|Used |Built|Hosted|"
    "Made |Created|Member|Registered|Follow|Community|Imprint|AGB|Nutzung|Service|"
    "Widerruf|Mentions|Aviso|Política|Términos|"
    "Polityka|Regulamin|Unterstützt|This |These |Material|Reproduction|Content |Contents|Any |No part|For |Proprietary|"
    "Prohibid|Proibid|É proib|Todos|TODOS|Tous|Wszelkie|Alle Rechte|ALLE RECHTE|"
    "All [Rr]ight|ALL RIGHT|All editorial|Überspringe|"
    "Facebook|Twitter|Instagram|Diese|Dieses|Die Redaktion|Nachdruck|"
    "Vervielfältigung|Excerpts|Copyright|Tel\\b|Tel[.:]|NIT\\b|"
    "CNPJ|ABN\\b|ISSN|Suffusion|WordPress"
)
_STOP = re.compile(
    rf"[|·•\n\r\t\u2028©™®:;\"“”«»]|\s[-–—]+(?=\s)|(?<![A-Z])(?:{_MENU})|"
    rf"(?<=LLC)(?:{_MENU})|\b(?:{_MENU})|\s\(|\s(?:ist|is|are|sind|und Unauthorized"
    rf"|and Unauthorized|vom|from|unter|under|unless|all rights?|alle rechte|and/or|"
    rf"tutti|todos|tous|wszelkie|800|\+\d)\b"
    rf"|[.!]+(?=\s|$)|(?<=[a-z.])[A-Z](?=[a-z]+[A-Z][a-z])|https?://|\s?[\w.]+@|\s?{_YEAR}|\s\d{{2,}}|[\u0600-\u06ff]|$"
)
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|Inc|Ltd|ltd|Co|Corp|Bros|Dr|Mr|Mrs|St|S\.A|P\.A|N\.V|B\.V|e\.V|Univ|vs|Jr|Sr|L\.P)$"
)
_FORM_WITH_STOP = re.compile(r"(?:\bInc|\bLtd|\bltd|\bCo|\bCorp|S\.A|P\.A|N\.V|B\.V|L\.P|e\.V)$")
_INNER_OPENER = re.compile(
    r"(?<=\s)(?:Der|Das|Dem|Den|Deine?|Ein|Eine|Wir|Sie|Neben|Mit|Auf|Bei|Nach|Im|Am|Seit|Für|Wenn|In|On|When|With|At|"
    r"Here|It|He|She|We|They|How|Why|Where|Le|Un|Une|Dans)\s"
)
_CONNECTIVES = frozenset(
    "of and the de la le les du des del da do dos e y et und für & von van der den die das a an in by to for zu".split()
)
_AGENCY = re.compile(
    r"\b(?:AFP|Reuters|REUTERS|dpa|AP|EPA|Getty|GETTY|Shutterstock|stock\.adobe|"
    r"Adobe Stock|iStock|Alamy|Unsplash|Pixabay|"
    r"Pexels|imago|picture[ -]alliance|Greenpeace|Verlag|zvg|PA Media|Anadolu|ANSA|EFE|TASS|Xinhua)\b"
)
_PICTURE_WORD = re.compile(
    r"\b(?:photos?|pictures?|images?|foto|fotos|bild|symbol\W?bild|titelbild|illustration|grafik|zdjęcie|fot)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:^|(?<=[.!?)\]”\"’»|]\s)|(?<=[.!?|(\[]))"
    r"(?:Photos?|Photograph|Pictures?|Images?|Foto|Fotos|Fotografía|Crédit(?: photo)?|"
    r"Bild|Fot\.|Zdjęcie|Photo credit|Image credit|"
    r"Credit|Imagem|Foto de)(?:\s?[:/|]\s?| by | von | de | par |: | )"
    r"(?P<who>[^\W\d_a-z][\w.’'-]*(?:[ /]{1,3}[^\W\d_a-z][\w.’'-]*| via| for){0,7})"
    r"|\((?P<agency>(?:[A-Z][\w.’' -]{1,40}/)?(?:AP|AFP|Reuters|REUTERS|EPA|Getty Images|dpa|ANSA|EFE|TASS|Xinhua)"
    r"(?: Photo| Images)?(?:/[A-Z][^()\n]{1,60})?)\))(?=\s*[.)\]]?\s*(?:$|\n))",
    re.MULTILINE,
)
_CC_URL = re.compile(
    r"(?:https?://)?creativecommons\.org/(?P<kind>licenses|"
    r"publicdomain)/(?P<code>[a-z-]{2,12})(?:/(?P<version>\d\.\d))?"
)
_CC_SHORT = re.compile(
    r"\bCC[ -]?(?P<code>0|BY(?:[ -](?:NC|SA|ND))*)(?![a-z])(?:[ -]v?(?P<version>\d\.\d))?", re.IGNORECASE
)
_CC_LONG = re.compile(
    r"Creative[\s-]Commons(?P<rest>[^.|\n]{0,140}?)(?P<version>\d\.\d)|Creative[\s-]Commons(?P<bare>[^.|\n]{0,90})",
    re.IGNORECASE,
)
_CC_PARTS = (
    ("BY", re.compile(r"attribution|namensnennung|atribuci|atribui|paternité|uznanie|\bby\b", re.IGNORECASE)),
    (
        "NC",
        re.compile(
            r"non[- ]?commercial|nicht[- ]?kommerz|no[- ]?comercial|utilisation non|"
            r"użycie niekom|\bnc\b",
            re.I,
        ),
    ),
    (
        "ND",
        re.compile(
            r"no[- ]?deriv|keine[- ]bearb|sin[- ]?(?:obra)?deriv|pas de modif|bez utworów|"
            r"\bnd\b",
            re.IGNORECASE,
        ),
    ),
    ("SA", re.compile(r"share[- ]?alike|weitergabe|compartir|partage|na tych samych|\bsa\b", re.IGNORECASE)),
)

_CONSENT = (
    r"permission|consent|approval|authori[sz]ation|agreement|genehmigung|zustimmung|"
    r"erlaubnis|einwilligung|autori[sz]aci[oó]n"
    r"|permiso|autorisation|accord|autoriza[cç][aã]o|permiss[aã]o|zgody"
)
_UNLESS = re.compile(
    r"(?:without|except with|unless with|nur mit|ohne|sin|sans(?: l['’])?|sem|bez|"
    r"require[s]?|subject to|bedarf|bedürfen"
    r"|only with|unless you have|not have)"
    rf"(?:\s+|(?<=[’']))(?:(?:the|our|an?|my|der|die|einer|seine[rn]?|la|el|le|a|o|any|having|obtaining|first)\s+){{0,3}}"
    rf"(?P<unless>(?:[^\W\d_]+,?\s+(?:and\s+|et\s+|y\s+|"
    rf"und\s+)?){{0,4}}?(?:{_CONSENT})(?:\s+(?:escrita|expresa|previa|écrite|préalable|"
    rf"escrito))*)",
    re.IGNORECASE,
)
_PROHIBITS = re.compile(
    r"(?:may|must|can|shall|should) ?not be|cannot be|\bno part of|prohibited|"
    r"forbidden|not (?:permitted|allowed)|do not (?:copy|reproduce|republish|use)"
    r"|without (?:the |our |prior |express(?:ed)? |any )*(?:and |prior |written )*(?:permission|consent|approval)"
    r"|\brequires? (?:\w+ ){0,4}(?:permission|consent|approval)"
    r"|nur mit (?:\w+ ){0,3}(?:genehmigung|zustimmung|erlaubnis)|verboten|untersagt|"
    r"nicht (?:gestattet|erlaubt|zulässig)|bedarf|bedürfen"
    r"|prohib(?:id[ao]|e\b)|proib|interdit|sans (?:l['’])?autorisation|zabronion|"
    r"zakaz|bez (?:\w+ ){0,2}zgody|reserves? all rights|reservation of rights",
    re.IGNORECASE,
)
_PERMITS = re.compile(
    r"\bmay be (?:freely |also )?(?:used|quoted|reproduced|republished|shared|copied|"
    r"reprinted|redistributed)|\byou (?:may|can|are free to|are welcome to)\b"
    r"|(?:feel )?free to (?:use|quote|share|link|republish|copy|repost)|(?:is|"
    r"are) (?:permitted|allowed|welcome)\b|dürfen|erlaubt|gestattet|se permite|"
    r"pode(?:m)? ser"
    r"|permitida|autorisée|dozwolon|بلامانع",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\bnot (?:be\b|permitted|allowed)|nicht (?:gestattet|erlaubt)|no se permite|"
    r"pas autoris|não pode",
    re.IGNORECASE,
)
_WITH_CREDIT = re.compile(
    r"sem (?:ser |que seja )?citad|sem cita|sin citar|sin (?:la )?mención|"
    r"ohne (?:quellen|namens)|without (?:proper |full |giving )?(?:credit|"
    r"attribution)|sans (?:en )?(?:citer|mention)|bez podania źródła",
    re.IGNORECASE,
)
_ACTIONS: tuple[tuple[RightsAction, re.Pattern[str]], ...] = tuple(
    (action, re.compile(words, re.IGNORECASE))
    for action, words in (
        (
            RightsAction.REPRODUCE,
            r"reprodu|\bcop(?:y|ied|ying)\b|duplicat|(?:re)?publi(?:sh|cation)|reprint|\breus|"
            r"\bre-us|otherwise used|unauthori[sz]ed use|\brepost|nachdruck|vervielfält|"
            r"übernahme|wiedergabe|verwendung|veröffentlich|kopiowan|powielan|przedruk|نقل",
        ),
        (
            RightsAction.DISTRIBUTE,
            r"distribut|broadcast|transmit|\bshar(?:e|ed|ing)\b|verbreit|distribuc|distribui|"
            r"rozpowszech|diffusion",
        ),
        (RightsAction.TRANSLATE, r"translat|traduc|tradu[cç]|übersetz|tłumacz"),
        (RightsAction.ARCHIVE, r"\bcached?\b|\barchiv(?:e|ed|ing)\b"),
        (
            RightsAction.COMMERCIAL_USE,
            r"(?<!non-)(?<!non)(?<!non )commercial|kommerzielle nutzung|gewerblich|"
            r"fines comerciales",
        ),
        (RightsAction.TDM, r"text and data mining|data mining|\bTDM\b|text- und data|scrap(?:e|ing)|minería de textos"),
        (
            RightsAction.AI_TRAIN,
            r"\btrain\w*\b[^.]{0,60}\b(?:ai|artificial|model|machine)|(?:ai|machine learning|"
            r"model)s?[- ]training|(?:machine learning|artificial intelligence|large language)",
        ),
    )
)
_PERMITTED: tuple[tuple[RightsAction, re.Pattern[str]], ...] = (
    (
        RightsAction.EXCERPT,
        re.compile(
            r"excerpt|\bquot(?:e|es|ed|ation|ations)\b|zitat|zitier|auszüg|extracto|"
            r"\bcita[rs]?\b|\bextraits?\b|fragment|cytow|snippet",
            re.IGNORECASE,
        ),
    ),
    (
        RightsAction.LINK,
        re.compile(r"(?<!include a )(?<!with a )(?<!a )\blinks?\b(?! back)|verlink|enlaza|\bliens?\b", re.IGNORECASE),
    ),
    *(
        (action, pattern)
        for action, pattern in _ACTIONS
        if action in (RightsAction.REPRODUCE, RightsAction.DISTRIBUTE, RightsAction.TRANSLATE)
    ),
)
_EXCERPT_FORBIDDEN = re.compile(
    r"auch (?:nur )?auszugsweise|even in (?:part|excerpts?)|excerpts? (?:may|must|"
    r"are) not|ni siquiera parcial",
    re.IGNORECASE,
)
_DUTIES: tuple[tuple[RightsAction, re.Pattern[str]], ...] = tuple(
    (action, re.compile(words, re.IGNORECASE))
    for action, words in (
        (
            RightsAction.CREDIT,
            r"\bcredit (?:is|must|should|to|given|the)|(?:full|proper|clear|due|appropriate|"
            r"give|giving|with) (?:and \w+ )?(?:credit|attribution)|\battribut(?:e|ed|"
            r"ion) (?:is|must|to|required)|quellenangabe|nennung der quelle|mit quelle|"
            r"cit(?:ar|ando|ada|e)\w* (?:la |a )?fuente|cit(?:ar|ada|ando|e)\w* a fonte|"
            r"mention de la source|citer la source|podani\w+ źródła|ذکر منبع",
        ),
        (
            RightsAction.LINK_BACK,
            r"direction to the original|link(?:ing)? (?:back )?to (?:the |this |our |"
            r"an? )*(?:original|article|source|page|post|site)|link back|backlink|"
            r"verlinkung auf|enlace (?:a|al) |lien vers|with (?:an? )?(?:active )?link",
        ),
        (
            RightsAction.KEEP_NOTICE,
            r"(?:keep|retain|preserve|include)[^.]{0,40}(?:copyright|this) notice|"
            r"notice (?:is|remains?) (?:kept |left )?(?:intact|attached)",
        ),
        (
            RightsAction.ASK_CONSENT,
            r"(?:please )?(?:ask|contact)(?: us| me| the \w+)? (?:for|to (?:request|"
            r"obtain)) (?:\w+ )?permission|(?:ask|request) permission",
        ),
    )
)
_MAX_WORDS = re.compile(
    r"(?:up to|at most|no more than|maximum(?: of)?|bis zu|höchstens|"
    r"hasta) (\d{1,5}) (?:words|wörter|palabras)",
    re.IGNORECASE,
)
_HOLDER_IN_TERMS = re.compile(
    rf"(?:{_CONSENT}) (?:of|from|by|von|de) (?P<holder>[A-ZÀ-Ý][^.;:|"
    rf"\n]{{1,60}}?)(?= is\b| are\b|[.;|\n]|, which|$)|"
    rf"property of (?P<owner>[A-ZÀ-Ý][^.;:|\n]{{1,60}}?)(?= unless| and may|[.;,|\n]|$)"
    r"|(?:Propietario|Herausgeber|Publisher|Éditeur|Wydawca): ?(?P<label>[A-ZÀ-Ý][^:|"
    r"\n]{1,60}?\.?)(?= [A-ZÀ-Ý]\w+ \w+:|\. |$)"
)
_OF_A_TEXT = re.compile(
    r"\bthis (?:web)?(?:site|page|material|article|story|post|blog|text|work|publication|report|content)\b"
    r"|\b(?:material|content|contents|information|text|images?) (?:on|of|from) (?:this|our|the (?:web)?site)"
    r"|\bno part of|\bunauthori[sz]ed (?:use|reproduction|copying)|\breproduction\b|\bexcerpts?\b|^quotes?\b"
    r"|^(?:you may|please|feel free|do not)\b|our (?:permission|articles|content|stories)|fair dealing"
    r"|nachdruck|vervielfältigung|weiterverbreitung|diese[rs]? (?:seite|website|beitrag|text|artikel)|inhalte"
    r"|reproducci[oó]n|reprodução|reproduire|contenido|conteúdo|contenu|kopiowani|przedruk|treści|نقل مطالب",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[^\W\d_a-zß-ÿ])|[.!?]?$|[.!?۔](?=\s)")
_SUBJECT_SCOPE = (
    (
        RightsScope.SITE,
        re.compile(
            r"\bthis (?:web)?site (?:may|is|and)|on this (?:web)?site|part of this site|"
            r"diese website|este sitio|این سایت",
            re.IGNORECASE,
        ),
    ),
    (
        RightsScope.ARTICLE,
        re.compile(
            r"\bthis (?:material|article|story|post|report)\b|diese[rs]? (?:artikel|beitrag|"
            r"text)|\beste art",
            re.IGNORECASE,
        ),
    ),
)


class _Line(NamedTuple):
    start: int
    text: str


class _Piece(NamedTuple):
    """One assertion inside a line, in characters of that line."""

    start: int
    end: int
    holder: str | None = None
    years: tuple[int | None, int | None] = (None, None)
    deciding: tuple[tuple[int, int], ...] = ()


def find_notices(text: str) -> tuple[Notice, ...]:
    """The rights notices of ``text`` in order; ``text[n.start:n.end] == n.verbatim`` for each.

    At most ``MOST_NOTICES``. Never raises on text; time grows with the length of the text.
    """
    found: list[Notice] = []
    for line in _lines(text):
        found.extend(_of_line(line))
        if len(found) >= MOST_NOTICES:
            break
    return tuple(found[:MOST_NOTICES])


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\r\n]+", text):
        if match.end() - match.start() <= _LONGEST_LINE:
            yield _Line(match.start(), match.group())
            continue
        for at in range(match.start(), match.end(), _LONGEST_LINE):
            yield _Line(at, text[at : min(at + _LONGEST_LINE, match.end())])


def _of_line(line: _Line) -> Iterator[Notice]:
    pieces = _merged(_assertions(line.text))
    terms = _terms(line.text)
    licence = _licence(line.text)
    if not pieces and not _OF_A_TEXT.search(line.text):
        terms = []  # what may not be published or shared in a sentence of news is no notice
    if not pieces and (terms or licence):
        pieces = [_Piece(*_extent(terms, licence))]
    if not pieces:
        yield from _credits(line)
        return
    for index, piece in enumerate(pieces):
        last = index == len(pieces) - 1
        yield _notice(line, piece, terms if last else [], licence if last else None)
    yield from _credits(line)


# --- what is asserted: sign, years, holder -------------------------------------------------------------------------


def _assertions(text: str) -> Iterator[_Piece]:
    taken = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < taken:
            continue
        piece = _around_sign(text, sign, taken)
        if piece is not None:
            taken = piece.end
            yield piece
    if not taken:
        yield from _without_sign(text)


def _around_sign(text: str, sign: re.Match[str], floor: int) -> _Piece | None:
    if _is_word_only(sign.group()) and not _word_is_notice(text, sign):
        return None
    years, at = _years_after(text, sign.end())
    holder, end = _holder_after(text, at)
    if years is None and holder is not None:
        years, end = _years_after(text, end, gap=r"[\s,.®™]{0,3}(?:vom\s[\d.]*?)?")
    end = max(end, at)
    start = sign.start()
    if holder is None and not _slot_at(text, at):
        holder, years, start, end = _after_reserved(text, sign, floor, years, end)
    return _Piece(start, end, holder, _span_of(years), ((sign.start(), sign.end()),))


def _after_reserved(
    text: str, sign: re.Match[str], floor: int, years: str | None, end: int
) -> tuple[str | None, str | None, int, int]:
    """No name right after the sign: it stands before it, or behind "All rights reserved -"."""
    reserved = re.compile(rf"[\s\-–—.,|]*(?:{_RESERVED.pattern})[\s\-–—.,|]+(?=\S)", re.IGNORECASE).match(text, end)
    if reserved:
        holder, stop = _holder_after(text, reserved.end())
        if holder:
            return holder, years, sign.start(), stop
    before = _holder_before(text, sign.start(), floor)
    if before is None:
        return None, years, sign.start(), end
    start, holder, early = before
    return holder, years or early, start, end


def _is_word_only(sign: str) -> bool:
    return sign.strip(" .:,|").lower() in ("copyright", "copr")


def _word_is_notice(text: str, sign: re.Match[str]) -> bool:
    """The bare word asserts something only with a year near it, or as the first word of a line before a name."""
    rest = text[sign.end() : sign.end() + 80]
    if _NOT_A_NOTICE.match(rest):
        return False
    if re.match(rf"\s{{0,2}}(?:by |von )?{_YEAR}", rest) or re.match(rf"[^.|:\n]{{2,60}}?\s{_YEAR}", rest):
        return True
    return not text[: sign.start()].strip() and bool(re.match(r"\s(?:by )?[A-ZÀ-Ý]", rest))


def _years_after(text: str, at: int, gap: str = r"[\s,:|–—-]{0,4}(?:by\s|©\s?)?") -> tuple[str | None, int]:
    found = re.compile(gap + _YEARS, re.IGNORECASE).match(text, at)
    return (found["years"], found.end()) if found else (None, at)


def _span_of(years: str | None) -> tuple[int | None, int | None]:
    if not years:
        return None, None
    full = [int(year) for year in re.findall(_YEAR, years)]
    short = re.search(r"[-–—/]\s?(\d\d)$", years)
    last = full[0] // 100 * 100 + int(short[1]) if short and len(full) == 1 else full[-1]
    return min(full), max(last, full[0])


def _slot_at(text: str, at: int) -> bool:
    return bool(re.compile(rf"[\s,.:-]{{0,4}}(?:by )?(?:{_SLOT.pattern})", re.IGNORECASE).match(text, at))


def _holder_after(text: str, at: int) -> tuple[str | None, int]:
    """The name that starts at ``at`` and where it ends; ``None`` where there is no name, or only a template slot."""
    lead = re.compile(
        r"[\s,.:|*–—‐-]{0,5}(?:®/TM\s|(?:by|bei|von|par|por)\b:?\s)?(?:copyright\s(?:by\s)?)?", re.I
    ).match(text, at)
    start = lead.end() if lead else at
    if _SLOT.match(text, start):
        return None, at
    end = _holder_end(text, start)
    name = _trimmed(text[start:end])
    if not _is_name(name):
        return None, at
    stop = start + len(name)
    if text[stop : stop + 1] == "." and _FORM_WITH_STOP.search(name):
        return name + ".", stop + 1
    return name, stop


def _holder_end(text: str, start: int) -> int:
    at, limit = start, min(len(text), start + 100)
    while True:
        stop = _STOP.search(text, at, limit)
        end = stop.start() if stop else limit
        if end <= start or not _goes_on(text, start, end):
            return end
        at = end + 1


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the stop at ``end`` is part of the name: "Inc.", "S.A.", "— stock.adobe.com", "The" as a first word."""
    rest = text[end : end + 40]
    if rest[:1] == ".":
        return bool(_ABBREVIATION.search(text[start:end])) and not re.match(
            r"\.(?:\s(?:All|Alle|This|The)\b|\s?$)", rest
        )
    return bool(re.match(r"\s[-–—]+\s[\w.]+\.(?:com|de|net|org)\b", rest))


def _trimmed(raw: str) -> str:
    name = raw.split("\u200d")[0]
    comma = name.find(",")
    while comma != -1:
        if not _comma_goes_on(name, comma):
            name = name[:comma]
            break
        comma = name.find(",", comma + 1)
    opener = _INNER_OPENER.search(name)
    if opener:
        name = name[: opener.start()]
    bare = _before_prose(name).rstrip(" \t,;:-–—/*\u00ad")
    return re.sub(r"(?:\s(?:and|und|et|y|e|&))+$", "", bare)


def _comma_goes_on(name: str, comma: int) -> bool:
    rest = name[comma + 1 :]
    if _LEGAL_FORM.match(rest):
        return True
    return bool(re.fullmatch(r"\s?[A-ZÀ-Ý][\w.-]+(?:\s[A-ZÀ-Ý][\w.-]+){0,3}", rest)) and not re.search(r"\d", rest)


def _before_prose(name: str) -> str:
    """A name with a sentence run into it ("Ann Lee Rescue teams were …") ends before the sentence's first word."""
    words = name.split(" ")
    for index, word in enumerate(words):
        if index > 1 and word[:1].islower() and word not in _CONNECTIVES and "." not in word:
            return " ".join(words[: max(2, index - 1)])
    return name


def _is_name(name: str) -> bool:
    return bool(re.search(r"[^\W\d_]", name)) and len(name) > 1 and not _RESERVED.match(name) and not _SLOT.search(name)


def _holder_before(text: str, sign: int, floor: int) -> tuple[int, str, str | None] | None:
    """A name directly before the sign ("The Gazette © 2019."), with years that may stand before it."""
    window_start = max(floor, sign - _BEFORE)
    window = text[window_start:sign].rstrip(" -–—|,")
    cut = max((match.end() for match in re.finditer(r"[.!?:|·•\n](?=\s)\s?|[a-z](?=[A-Z])", window)), default=0)
    early = re.match(rf"\s*{_YEARS}\s+", window[cut:])
    begin = cut + (early.end() if early else 0)
    name = _last_name(window[begin:])
    if not name or len(name) > 60 or not _is_name(name) or re.search(_MENU, name):
        return None
    start = window_start + window.rindex(name)
    return (window_start + cut if early else start), name, early["years"] if early else None


def _last_name(raw: str) -> str:
    """The run of capitalised words at the end of ``raw``, after the last menu word."""
    menu = list(re.finditer(rf"(?:{_MENU})\w*(?:\s(?:policy|Policy|cookies|Settings))?", raw))
    tail = raw[menu[-1].end() :] if menu else raw
    found = re.search(
        r"(?:^|\s)((?:[^\W\d_a-zß-ÿ][\w.’'&-]*|of|and|the|&|–|der|die|"
        r"für)(?:\s(?:[^\W\d_a-zß-ÿ][\w.’'&-]*|of|and|the|&|–|der|die|für|de|la)){0,6})$",
        tail.strip(),
    )
    return re.sub(r"^(?:of|and|the|&|–)\s", "", found[1]) if found else ""


def _without_sign(text: str) -> Iterator[_Piece]:
    """ "2024 The Gazette, All rights reserved." and "The Gazette 12/2018 All rights reserved": no sign at all."""
    reserved = _RESERVED.search(text)
    if reserved is None:
        return
    start = max(0, reserved.start() - _BEFORE)
    before = text[start : reserved.start()].rstrip(" ,.|-–—")
    year_first = re.search(rf"(?:^|[.|]\s?)(?P<all>{_YEARS}\s(?P<name>[^\W\d_a-z][^|.\n]{{1,60}}))$", before)
    year_last = re.search(
        rf"(?:^|[.|]\s?)(?P<all>(?P<name>[^\W\d_a-z][^|.\n\d]{{1,60}}?)\s(?:\d{{1,2}}/)?{_YEARS})$", before
    )
    for found in (year_first, year_last):
        if found:
            deciding = ((start + found.start("all"), start + found.end("all")),)
            yield _Piece(deciding[0][0], reserved.end(), found["name"].strip(" ,"), _span_of(found["years"]), deciding)
            return
    yield _Piece(reserved.start(), reserved.end(), deciding=((reserved.start(), reserved.end()),))


def _merged(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Doubled signs with one holder ("© 2023, X. © X and …") are one notice; a nameless one joins its neighbour."""
    found: list[_Piece] = []
    for piece in pieces:
        if found and (piece.holder is None or found[-1].holder in (None, piece.holder)):
            last = found.pop()
            years = last.years if last.years[0] is not None else piece.years
            piece = _Piece(last.start, piece.end, last.holder or piece.holder, years, last.deciding + piece.deciding)
        found.append(piece)
    return found


# --- terms -----------------------------------------------------------------------------------------------------------


class _Term(NamedTuple):
    start: int
    end: int
    rules: tuple[Rule, ...]
    unless: str | None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() - start > 8:
            yield start + len(text[start : end.end()]) - len(text[start : end.end()].lstrip()), end.end()
            start = end.end()


def _terms(text: str) -> list[_Term]:
    if not (_PROHIBITS.search(text) or _PERMITS.search(text)):
        return []
    found = []
    carried = False
    for start, end in _sentences(text):
        term = _term(text[start:end], carried)
        carried = bool(
            re.match(r"(?:translations?|quotes?|excerpts?|reprints?)\.$", text[start:end].strip(), re.IGNORECASE)
        )
        if term is not None:
            found.append(_Term(start, end, *term))
    heading = re.search(
        r"\bTranslations\.\s(?:These|They) require (?P<unless>[\w ]{3,40}?(?:approval|permission|consent))", text
    )
    if heading:
        rule = _rule(RuleKind.PROHIBIT, RightsAction.TRANSLATE, unless=heading["unless"])
        found.append(_Term(heading.start(), heading.end(), (rule,), heading["unless"]))
    return found


def _term(sentence: str, carried: bool) -> tuple[tuple[Rule, ...], str | None] | None:
    rules: list[Rule] = []
    unless_match = _UNLESS.search(sentence)
    unless = unless_match["unless"] if unless_match else None
    permits = _PERMITS.search(sentence) is not None and not _NEGATED.search(sentence)
    if _PROHIBITS.search(sentence) and _WITH_CREDIT.search(sentence):
        rules += [_rule(RuleKind.PERMIT, RightsAction.REPRODUCE), _rule(RuleKind.DUTY, RightsAction.CREDIT)]
    elif permits and unless is None:
        rules += _permissions(sentence)
    elif _PROHIBITS.search(sentence) and not carried:
        rules += _prohibitions(sentence, unless)
    if not rules:
        return None
    if any(rule.kind is RuleKind.PERMIT for rule in rules):
        rules += [_rule(RuleKind.DUTY, action) for action, words in _DUTIES if words.search(sentence)]
    return tuple(dict.fromkeys(rules)), unless


def _permissions(sentence: str) -> list[Rule]:
    limit = _MAX_WORDS.search(sentence)
    words = int(limit[1]) if limit else None
    allowed = re.split(r"provided|as long as|so long as|sofern|siempre que|à condition|on condition", sentence)[0]
    return [
        _rule(RuleKind.PERMIT, action, max_words=words if action is RightsAction.EXCERPT else None)
        for action, pattern in _PERMITTED
        if pattern.search(allowed)
    ]


def _prohibitions(sentence: str, unless: str | None) -> list[Rule]:
    rules = [_rule(RuleKind.PROHIBIT, action, unless=unless) for action, words in _ACTIONS if words.search(sentence)]
    if rules and _EXCERPT_FORBIDDEN.search(sentence):
        rules.append(_rule(RuleKind.PROHIBIT, RightsAction.EXCERPT, unless=unless))
    return rules


def _rule(
    kind: RuleKind,
    action: RightsAction,
    *,
    unless: str | None = None,
    max_words: int | None = None,
    basis: RightsBasis = RightsBasis.NOTICE,
) -> Rule:
    return Rule(
        id=f"{basis}:{kind}-{action}", kind=kind, action=action, unless=unless, max_words=max_words, basis=basis
    )


# --- licences --------------------------------------------------------------------------------------------------------


class _Licence(NamedTuple):
    start: int
    end: int
    id: str
    url: str | None
    rules: tuple[Rule, ...]


_SHORT_LINE = 160
"""Characters: a line as short as this that names a licence is about the page, not a story about licences."""

_LICENSED = re.compile(
    r"licen[cs]|lizen[zs]|lisens|licencj|released|available under|this work|dieses werk|esta obra", re.IGNORECASE
)
_ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(?:photos?|images?|pictures?|icons?|theme|template|font|design|foto|bild|map data|software|code)\b[^.|]{0,40}$",
    re.IGNORECASE,
)


def _licence(text: str) -> _Licence | None:
    """A Creative Commons licence of the text itself: one that is said of a picture, theme or icon is passed over."""
    for pattern in (_CC_URL, _CC_LONG, _CC_SHORT):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 100) : found.start()]
            if _ABOUT_SOMETHING_ELSE.search(before) or not (_LICENSED.search(before) or len(text) < _SHORT_LINE):
                continue
            parts = _cc_parts(found)
            if parts is not None:
                return _cc(found, parts, found["version"])
    return None


def _cc_parts(found: re.Match[str]) -> tuple[str, ...] | None:
    groups = found.groupdict()
    if groups.get("kind") == "publicdomain" or groups.get("code") == "0":
        return ()
    said = groups.get("code") or groups.get("rest") or groups.get("bare") or ""
    parts = tuple(code for code, words in _CC_PARTS if words.search(said.replace("-", " - ") + " " + said))
    return parts if "BY" in parts else None


def _cc(found: re.Match[str], parts: tuple[str, ...], version: str | None) -> _Licence:
    order = [code for code in ("BY", "NC", "ND", "SA") if code in parts]
    if not parts:
        name = "CC0-1.0" if "mark" not in found.group().lower() else "LicenseRef-PDM-1.0"
    else:
        name = f"CC-{'-'.join(order)}-{version}" if version else f"LicenseRef-CC-{'-'.join(order)}"
    url = found.group() if "creativecommons.org" in found.group() else None
    return _Licence(found.start(), found.end(), name, url, _cc_rules(frozenset(parts)))


def _cc_rules(parts: frozenset[str]) -> tuple[Rule, ...]:
    permit = [RightsAction.EXCERPT, RightsAction.REPRODUCE, RightsAction.DISTRIBUTE]
    permit += [] if "ND" in parts else [RightsAction.TRANSLATE]
    rules = [_rule(RuleKind.PERMIT, action, basis=RightsBasis.LICENCE) for action in permit]
    if "BY" in parts:
        rules.append(_rule(RuleKind.DUTY, RightsAction.CREDIT, basis=RightsBasis.LICENCE))
    if "SA" in parts:
        rules.append(_rule(RuleKind.DUTY, RightsAction.SAME_TERMS, basis=RightsBasis.LICENCE))
    if "NC" in parts:
        rules.append(_rule(RuleKind.PROHIBIT, RightsAction.COMMERCIAL_USE, basis=RightsBasis.LICENCE))
    return tuple(rules)


# --- putting a notice together ---------------------------------------------------------------------------------------


def _extent(terms: list[_Term], licence: _Licence | None) -> tuple[int, int]:
    spans = [(term.start, term.end) for term in terms] + ([(licence.start, licence.end)] if licence else [])
    return min(start for start, _ in spans), max(end for _, end in spans)


def _notice(line: _Line, piece: _Piece, terms: list[_Term], licence: _Licence | None) -> Notice:
    start, end = _bounds(line.text, piece, terms, licence)
    verbatim = line.text[start:end]
    found = tuple(dict.fromkeys(rule for term in terms for rule in term.rules)) + (licence.rules if licence else ())
    scope = _scope(line.text, piece, verbatim, found)
    rules = tuple(replace(rule, scope=scope) for rule in found)
    holder = piece.holder or _holder_in_terms(verbatim) or _holder_in_terms(line.text if not piece.deciding else "")
    spans = [*piece.deciding, *((term.start, term.end) for term in terms)]
    spans += [(licence.start, licence.end)] if licence else []
    return Notice(
        verbatim=verbatim,
        start=line.start + start,
        end=line.start + end,
        scope=scope,
        holder_text=holder.replace("\u00ad", "") if holder else None,
        year_from=piece.years[0],
        year_to=piece.years[1],
        rules=rules,
        unless=next((term.unless for term in terms if term.unless), None),
        licence_id=licence.id if licence else None,
        licence_url=licence.url if licence else None,
        deciding=tuple((a - start, b - start) for a, b in sorted(spans)),
        confidence=_confidence(piece, holder, rules),
    )


def _bounds(text: str, piece: _Piece, terms: list[_Term], licence: _Licence | None) -> tuple[int, int]:
    start, end = piece.start, piece.end
    if terms or licence:
        first, last = _extent(terms, licence)
        start, end = min(start, first), max(end, last)
    reserved = re.compile(rf"[\s,.;|–—-]{{0,6}}(?:{_RESERVED.pattern})\.?", re.IGNORECASE).match(text, end)
    end = reserved.end() if reserved else end
    end += len(text[end : end + 1]) if text[end : end + 1] == "." else 0
    return start, max(end, start + 1)


def _holder_in_terms(text: str) -> str | None:
    found = _HOLDER_IN_TERMS.search(text)
    if found is None:
        return None
    name = (found["holder"] or found["owner"] or found["label"]).strip()
    return None if _SLOT.search(name) else name


def _scope(text: str, piece: _Piece, verbatim: str, rules: tuple[Rule, ...]) -> RightsScope:
    if not rules and piece.years[0] is None and not _RESERVED.search(verbatim) and _is_picture(text, piece):
        return RightsScope.IMAGE
    for scope, words in _SUBJECT_SCOPE:
        if words.search(verbatim):
            return scope
    return RightsScope.PAGE


def _is_picture(text: str, piece: _Piece) -> bool:
    before, after = text[: piece.start].strip(), text[piece.end :].strip()
    holder = piece.holder or ""
    if (
        _AGENCY.search(holder)
        or _PICTURE_WORD.search(before[-120:])
        or (re.search(r"\w ?/ ?\w", holder) and not before)
    ):
        return True
    prose = re.compile(r"[^\W\d_]+ [a-zß-ÿ]+ [a-zß-ÿ]+")
    return (bool(prose.search(before[-120:])) and before[-1:] in ".!?") or bool(
        before == "" and prose.search(after[:120])
    )


def _confidence(piece: _Piece, holder: str | None, rules: tuple[Rule, ...]) -> float:
    score = 0.4 + 0.25 * (holder is not None) + 0.15 * (piece.years[0] is not None) + 0.15 * bool(rules)
    return round(min(score, 0.95), 2)


def _credits(line: _Line) -> Iterator[Notice]:
    """Picture credits at the end of a line: "Photo Jane Roe", "(AP Photo/Jane Roe)"."""
    for found in _CREDIT.finditer(line.text):
        credit = found.group().strip("()[] ")
        start = found.start() + found.group().index(credit)
        yield Notice(
            verbatim=credit,
            start=line.start + start,
            end=line.start + start + len(credit),
            scope=RightsScope.IMAGE,
            credit_text=credit,
            deciding=((0, len(credit)),),
            confidence=0.7,
        )
