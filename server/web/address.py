"""Where a request comes from, also behind a proxy that the configuration trusts."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from aiohttp import web

from server.settings import Http


def client_address(request: web.BaseRequest, http: Http) -> str:
    """The client's IP address; `X-Forwarded-For` counts from the right, as far as proxies are trusted."""
    address = request.remote or ""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while address in http.trusted_proxies and forwarded:
        address = forwarded.pop() or address
    return address[:64]


def client_network(request: web.BaseRequest, http: Http) -> str:
    """The name by which a client is held to a rate: its address, of IPv6 the /64 that one household has."""
    address = client_address(request, http)
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address) or known.ipv4_mapped is not None:
        return address
    return f"{IPv6Address(int(known) >> 64 << 64)}/64"


def is_secure(request: web.BaseRequest, http: Http) -> bool:
    """Whether the browser speaks TLS, with us or with the proxy in front."""
    if http.tls or http.public_url.startswith("https://"):
        return True
    return request.remote in http.trusted_proxies and request.headers.get("X-Forwarded-Proto") == "https"


def is_own_origin(request: web.BaseRequest, http: Http) -> bool:
    """Whether the request's `Origin`, if it has one, is this site or an allowed one."""
    origin = request.headers.get("Origin")
    if origin is None or origin in http.allowed_origins:
        return True
    if http.public_url and origin == http.public_url.rstrip("/"):
        return True
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:
        return False
