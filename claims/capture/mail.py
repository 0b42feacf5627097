"""E-mailed forwards (.eml): the article that was passed on, without the letters around it.

Nothing is loaded and no attachment is opened save a message inside the message. What the mail says of the article's
address is a candidate for a person to confirm: anybody can write anything into a mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from claims.capture.errors import Empty, NotText
from claims.capture.language import with_language
from claims.capture.readable import parse, visible_text
from claims.capture.values import PageFacts, Read

MAX_DEPTH = 12
"""Messages inside messages that are followed."""

_BROKEN = "This mail could not be read. Copy the article’s text out of it and paste that."
_EMPTY = "There is no text in this mail. Open it, copy the article’s text, and paste that."
_DASHES = r"[-–—_=*\s>]"
_FORWARDED = re.compile(
    rf"^{_DASHES}*(?:begin forwarded message|forwarded message|original message|forwarded by .{{1,80}}|"
    r"(?:anfang der )?weitergeleiteten? nachricht|ursprüngliche nachricht|originalnachricht|"
    r"(?:début du )?message (?:transféré|réexpédié|d['’]origine)|"
    r"mensaje (?:reenviado|original)|inicio del mensaje reenviado|messaggio (?:inoltrato|originale)|"
    rf"doorgestuurd bericht|mensagem (?:encaminhada|original)){_DASHES}*:?{_DASHES}*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^[\s>*]*(?P<name>from|date|sent|subject|to|cc|reply-to|von|datum|gesendet|betreff|an|kopie|de|envoyé|objet|à|"
    r"enviado(?: el)?|asunto|para|fecha|da|data|oggetto|inviato|a|van|verzonden|onderwerp|aan|assunto)"
    r"\s?:\**\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "assunto"})
_SENDERS = frozenset({"from", "von", "de", "da", "van"})
_PREFIX = re.compile(r"^(?:(?:fwd?|re|wg|aw|tr|rv|i|enc|doorst)\s?(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\[(?:image|cid|inline image)[^\]\n]{0,200}\]|<(?:https?|mailto):[^>\s]{1,2000}>", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\]]{4,2000}")
_LINK = re.compile(r"<a\s[^>]{0,500}?href=[\"'](https?://[^\"'\s]{4,2000})", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$")
_LONGEST_SIGNATURE = 15
_SHARE = 0.6


_DATES = frozenset({"date", "sent", "datum", "gesendet", "envoyé", "enviado", "enviado el", "fecha", "data", "inviato",
                    "verzonden"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message's own lines and subject; of a forwarded one also who sent it and when, as it says."""

    lines: list[str]
    subject: str | None = None
    sender: str | None = None
    sent: str | None = None


def read_mail(raw: bytes, url: str | None) -> Read:
    """The article inside a mail, as pasted text. Raises ``NotText`` for no mail and ``Empty`` for one without text."""
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
        inner = _innermost(message)
        plain, shown = _part(inner, "plain"), _part(inner, "html")
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError):
        raise NotText(_BROKEN) from None  # the parser stumbles over some broken headers
    page = _visible(shown)
    body = page if len(plain) * 3 < len(page) else plain
    letter = _forwarded(_Letter(body.split("\n"), _header(inner, "subject"), *_origin(inner, message)))
    kept = _cleaned(letter.lines)
    if not any(map(str.isalnum, kept)):
        raise Empty(_EMPTY)
    title = _PREFIX.sub("", letter.subject or "").strip() or None
    facts = PageFacts(
        title=title,
        canonical_url=url,
        address_candidate=_candidate(inner, letter.lines, shown),
        evidence=tuple(_evidence(title, letter)),
    )
    return Read(text=kept, whole=kept, facts=with_language(facts, kept))


def _innermost(message: EmailMessage, depth: int = 0) -> EmailMessage:
    """The message that was forwarded last as an attachment, or the message itself."""
    for part in message.walk() if depth < MAX_DEPTH else ():
        if part.get_content_type() == "message/rfc822":
            inside = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inside, EmailMessage):
                return _innermost(inside, depth + 1)
    return message


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except LookupError:  # a character set that nobody knows
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    text = content if isinstance(content, str) else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _unflowed(text, part) if kind == "plain" else text


def _unflowed(text: str, part: MIMEPart) -> str:
    """Lines that were broken only for the way (RFC 3676) made whole."""
    parameters = part["content-type"].params if part["content-type"] else {}
    if parameters.get("format", "").lower() != "flowed":
        return text
    gap = "" if parameters.get("delsp", "").lower() == "yes" else " "
    return re.sub(r"(?<=\S) \n(?!-- \n)(?:>* ?)(?=[^\s>])", gap, text)


def _visible(page: str) -> str:
    tree = parse(page) if page.strip() else None
    return visible_text(tree) if tree is not None else ""


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return " ".join(str(value).split()) if value else None


def _origin(inner: EmailMessage, message: EmailMessage) -> tuple[str | None, str | None]:
    """Who sent a message that was forwarded as an attachment, and when; of the mail itself that is nobody's concern."""
    return (None, None) if inner is message else (_header(inner, "from"), _header(inner, "date"))


def _evidence(title: str | None, letter: _Letter) -> Iterator[tuple[str, str]]:
    """What the forwarded mail says of itself: its words are its sender's, and its day is not the article's."""
    if title:
        yield "title", "subject of the mail"
    for name, said in (("sender", letter.sender), ("sent", letter.sent)):
        if said:
            yield name, f"{said[:300]} (head of the forwarded mail)"


def _forwarded(letter: _Letter) -> _Letter:
    """What stands below the last mark of forwarding that has text below it, without the lines of its head."""
    for begin in reversed(list(_heads(letter.lines))):
        found, start = _head(letter.lines, begin)
        below = letter.lines[start:]
        if any(line.strip(" >") for line in below):
            return replace(found, lines=below, subject=found.subject or letter.subject)
    return letter


def _heads(lines: list[str]) -> Iterator[int]:
    """Where the head of a forwarded mail begins: below a mark of forwarding, or with who wrote it, when and of what."""
    for at, line in enumerate(lines):
        if _FORWARDED.match(line):
            yield at + 1
        elif (found := _HEADER.match(line)) and found["name"].lower() in _SENDERS:
            names = {header["name"].lower() for below in lines[at + 1 : at + 7] if (header := _HEADER.match(below))}
            if names & _SUBJECTS and len(names) > 1:
                yield at


def _head(lines: list[str], start: int) -> tuple[_Letter, int]:
    """What the head below a mark of forwarding says, and where it ends."""
    said, at = dict[str, str](), start
    while at < len(lines):
        found = _HEADER.match(lines[at])
        if found:
            said.setdefault(_kind_of_header(found["name"].lower()), found["value"].strip(" \t*"))
        elif _ends_head(lines[at], bool(said)):
            break
        at += 1
    return _Letter([], said.get("subject") or None, said.get("sender") or None, said.get("sent") or None), at


def _kind_of_header(name: str) -> str:
    kinds = (("subject", _SUBJECTS), ("sender", _SENDERS), ("sent", _DATES))
    return next((kind for kind, names in kinds if name in names), name)


def _ends_head(line: str, seen: bool) -> bool:
    """Whether a line that is no header ends the head: an empty one below headers, or any that continues none."""
    if not line.strip(" >"):
        return seen
    return not (seen and line.startswith((" ", "\t")))


def _cleaned(lines: list[str]) -> str:
    """Lines without marks of quotation, signature and places of pictures."""
    bare = _without_signature(_unquoted(lines))
    text = "\n".join(_PLACEHOLDER.sub("", line).rstrip() for line in bare)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _unquoted(lines: list[str]) -> list[str]:
    """Without a level of ``>`` as long as most lines carry one; an answer above or below a quotation is no article."""
    while True:
        inked = [line for line in lines if line.strip()]
        quoted = [line for line in inked if line.lstrip().startswith(">")]
        if not inked or len(quoted) < len(inked) * _SHARE:
            return lines
        lines = [re.sub(r"^\s*> ?", "", line) for line in lines if line.lstrip().startswith(">") or not line.strip()]


def _without_signature(lines: list[str]) -> list[str]:
    """Without what stands below the last line of two dashes, where that is short."""
    for at in reversed(range(len(lines))):
        if _SIGNATURE.match(lines[at]):
            return lines[:at] if len(lines) - at <= _LONGEST_SIGNATURE and at > 0 else lines
    return lines


def _candidate(message: EmailMessage, lines: list[str], page: str) -> str | None:
    """An address that the mail names as the article's: by its own header, else the first in its text or its links."""
    stated = _header(message, "content-location") or _header(message, "content-base")
    for text in (stated or "", *lines, *_LINK.findall(page)):
        found = _ADDRESS.search(text)
        if found:
            return found.group().rstrip(".,;:!?)")
    return None
