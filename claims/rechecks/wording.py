"""What words of a page tell of themselves: correction notes, teasers, negations, figures. Pure word lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NOTE = re.compile(
    r"\b(?:correct(?:ion|ed)|clarif(?:ication|ied)|amended|misstated|incorrectly|wrongly|in error|by mistake"
    r"|(?:earlier|previous|original|first) version"
    r"|(?:originally|previously|initially) (?:said|stated|reported|read|gave)"
    r"|editor.s note|has been (?:updated|changed|removed)|was (?:updated|removed)|used to (?:say|read)"
    r"|korrektur|berichtigung|richtigstellung|(?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung)"
    r"|hier (?:stand|hieß es) (?:zunächst|zuerst|ursprünglich)|wurde (?:korrigiert|berichtigt|aktualisiert)"
    r"|anmerkung der redaktion|wir haben (?:den|diesen|einen) fehler"
    r"|version (?:antérieure|précédente|initiale)|rectificatif|erratum|a été (?:corrigé|rectifié|mis à jour|modifié)"
    r"|note de la rédaction|(?:indiquait|disait|écrivait) (?:initialement|d.abord|par erreur)"
    r"|fe de (?:erratas?|errores)|correcci[oó]n|rectificaci[oó]n|versi[oó]n (?:anterior|inicial|previa)"
    r"|ha sido (?:corregid|actualizad|modificad)[oa]|nota de la redacci[oó]n|precedente versione)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:related|read (?:more|next|also)|also read|more (?:on|from|about|stories)|see also|most read|recommended"
    r"|comments?|\d+ comments?|replies|leave a reply|share|in brief|in short|key points|corrections?|you may also"
    r"|lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu)|auch interessant|(?:\d+ )?kommentare|das wichtigste in kürze"
    r"|(?:à )?lire (?:aussi|également)|sur le même (?:sujet|thème)|(?:\d+ )?commentaires|l.essentiel"
    r"|le[ae] también|lee también|más (?:información|sobre)|(?:\d+ )?comentarios|en resumen|leggi anche|lees ook)\b",
    re.IGNORECASE,
)
_NEGATIONS = frozenset(
    "not no never none nor neither without cannot denied denies deny false untrue "
    "nicht kein keine keinen keiner keinem keines nie niemals niemand weder ohne "
    "non ne pas n jamais aucun aucune ni sans no nunca ninguno ninguna ningún tampoco sin mai nessuno "
    "niet geen nooit".split()
)
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday "
    "januar februar märz april mai juni juli september oktober november dezember montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag janvier février mars avril juin juillet août septembre octobre novembre décembre lundi "
    "mardi mercredi jeudi vendredi samedi dimanche enero febrero marzo abril mayo junio julio agosto septiembre "
    "octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo".split()
)
_UNITS = frozenset(
    "tonne tonnes ton tons kg kilogram kilograms kilos pound pounds km kilometre kilometres mile miles metre metres "
    "litre litres gallon gallons percent % million billion trillion thousand hundred dozen euro euros dollar dollars "
    "€ $ £ degree degrees hour hours minute minutes day days week weeks month months year years mw gw kw mwh hectare "
    "hectares acre acres "
    "prozent kilometer meter liter hektar million millionen milliarde milliarden tausend stunden minuten tage wochen "
    "monate jahre tonnen mètres litres heures jours semaines mois ans millions milliard milliards milliers hectare "
    "kilómetros kilomètres metros litros toneladas horas minutos días semanas meses años millón millones mil".split()
)


def is_note(text: str) -> bool:
    """Whether a text says that it corrects another, or tells what stood here before."""
    return bool(_NOTE.search(text))


def is_furniture(line: str) -> bool:
    """Whether a line begins a list of teasers, a row of comments or a summary."""
    return bool(_FURNITURE.match(line))


_MOST_OF_NOTE = 300


def noted(old: str, new: str, whole: str, *, about: str) -> str | None:
    """A correction note (its line, at most 300 characters) that ``new`` has and ``old`` had not, or ``None``.

    The note nearest in words to ``about`` is taken. One that only ``whole`` holds, the foot and side columns included,
    must share words with it: a standing line on how to ask for corrections is no note on this edit.
    """
    stood, words = _lines(old), _weighty(about)
    in_text = [line for line in _lines(new) if is_note(line) and line not in stood]
    beside = [line for line in _lines(whole) if is_note(line) and line not in stood and len(words & _weighty(line)) > 1]
    best = max([*in_text, *beside], key=lambda line: len(words & _weighty(line)), default=None)
    return best[:_MOST_OF_NOTE] if best else None


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _weighty(text: str) -> set[str]:
    """Figures and longer words."""
    found: list[str] = re.findall(r"\d[\d.,]*\d|\d|\w{5,}", text.lower())
    return set(found)


def negated(before: Sequence[str], *, opens: bool) -> bool:
    """Whether the sentence of which ``before`` is the beginning holds a negation; ``opens`` when it has not begun."""
    if opens:
        return False
    sentence: list[str] = []
    for word in reversed(before[-10:]):
        if word in (".", "!", "?"):
            break
        sentence.append(word)
    return any(word in _NEGATIONS for word in sentence) or _has_nt(sentence[::-1])


def _has_nt(words: Sequence[str]) -> bool:
    return any(words[n].endswith("n") and words[n + 1 : n + 3] == ["'", "t"] for n in range(len(words)))


def what_differs(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Which kinds of folded words differ: ``figure``, ``unit``, ``date``, ``negation``, else ``words``."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    differing = {*gone, *come}
    kinds = {
        "figure": any(character.isdigit() for word in differing for character in word),
        "unit": bool(differing & _UNITS),
        "date": bool(differing & _DATES),
        "negation": bool(differing & _NEGATIONS) or _has_nt(old) != _has_nt(new),
    }
    return tuple(kind for kind, differs in kinds.items() if differs) or ("words",)
