"""Which outlet publishes what stands at an address: by registrable domain and path (public-suffix list, offline)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from claims.capture.sites import registrable_domain as registrable_domain
from claims.models import Outlet, Source
from claims.vocabulary import SourceKind


def known_outlet(url: str) -> Outlet | None:
    """The outlet whose domain and path fit ``url`` best, or ``None``."""
    return fitting(Outlet.objects.filter(domain=registrable_domain(url)), urlsplit(url).path or "/")


def fitting(outlets: Iterable[Outlet], path: str) -> Outlet | None:
    """Of the outlets of one domain the one whose path fits best, or ``None``."""
    fit = (outlet for outlet in outlets if path.startswith(outlet.path))
    return max(fit, key=lambda outlet: len(outlet.path), default=None)


def outlet_of(url: str, *, site_name: str | None) -> Outlet | None:
    """The outlet of ``url``, made when there is none yet; ``site_name`` is what the page calls its site."""
    domain = registrable_domain(url)
    known = known_outlet(url)
    if known is not None or domain is None:
        return known
    source = Source.objects.create(kind=SourceKind.OUTLET.value, name=(site_name or domain)[:300])
    outlet, made = Outlet.objects.get_or_create(domain=domain, path="/", defaults={"source": source})
    if not made:  # somebody else was faster: their outlet stands, and ours has no use
        source.delete()
    return outlet
