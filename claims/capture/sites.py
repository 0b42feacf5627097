"""What belongs to one site: by registrable domain, from the public-suffix list that the package carries, offline."""

from __future__ import annotations

from urllib.parse import urlsplit

import tldextract

# private suffixes included: sites of a shared platform are told apart
_domains = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def load() -> None:
    """Read the list now, not with the first address that is looked at: it takes as long as a hundred visits."""
    registrable_domain("http://name.example/")


def registrable_domain(url: str) -> str | None:
    """The domain under which an outlet registers, as ``courier.example``; ``None`` for an address without a name."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    found = _domains(host)
    unlisted = host if not found.suffix else None  # an address, or a name under a suffix that the list does not know
    return found.top_domain_under_public_suffix or (unlisted and _last_two(unlisted))


def _last_two(host: str) -> str:
    numeric = host.startswith("[") or host.replace(".", "").isdigit()
    return host if numeric else ".".join(host.split(".")[-2:])


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on the same registrable domain, or on the same host and port where there is none."""
    if urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower():
        return True
    domain = registrable_domain(one)
    return bool(domain) and _named(domain) and domain == registrable_domain(other) and _ports(one) == _ports(other)


def _named(domain: str | None) -> bool:
    return bool(domain) and not str(domain).replace(".", "").isdigit() and ":" not in str(domain)


def _ports(url: str) -> int | None:
    parts = urlsplit(url)
    return None if parts.port in (80, 443) else parts.port
