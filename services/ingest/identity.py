"""Which article is which: canonical URLs, content digests, deterministic ids. Pure.

An article is known by its URL; without one, by its publisher's own id for it; without that, by its words. The same
words under the same name are the same article, however often and in whatever wrapping they arrive; other words under
the same name are a new revision of it.
"""

import hashlib
import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from tocsin.records import stable_id

MAX_URL: Final = 4096

# Parameters that say how a reader came, never what the page is. Names that some sites use for the page itself
# ("ref", "id", "source", "p") are left alone.
_TRACKING: Final = re.compile(
    r"""(?:
        utm_\w+ | mtm_\w+ | pk_\w+ | matomo_\w+ | piwik_\w+ | hsa_\w+
      | at_(?:medium|campaign|link\w*|ptr\w*|bbc\w*|format)
      | fbclid | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | yclid | ysclid | twclid | ttclid | igshid | igsh
      | mc_cid | mc_eid | mkt_tok | _hsenc | _hsmi | _ga | _gl | _openstat | vero_id | oly_enc_id | oly_anon_id
      | ref_src | ref_url | referrer | cmpid | cmp | icid | ocid | ncid | smid | sr_share | xtor | wt_zmc | wt\.mc_id
      | ns_(?:mchannel|source|campaign|linkname|fee) | guccounter | guce_\w+ | s_cid | rss | feedtype
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_ESCAPE: Final = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_CONTROLS: Final = re.compile(r"[\x00-\x20\x7f-\x9f]")


def canonical_url(url: str) -> str:
    """`url` in the one form by which an article is known (RFC 3986, 6.2): tracking parameters, fragment, default port
    and credentials are gone, scheme and host are in lower case, escapes in one spelling; nothing is reordered.

    Raises ValueError, with the reason in words, for what is no http(s) address of a page.
    """
    url = url.strip()
    if len(url) > MAX_URL:
        raise ValueError(f"has {len(url):,} characters; at most {MAX_URL:,} are taken: give a shorter one")
    if _CONTROLS.sub("", url.replace(" ", "")) != url.replace(" ", ""):
        raise ValueError("contains control characters or line breaks: leave them out")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"is no valid address ({error}): write it as https://example.org/page") from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError("must begin with http:// or https://")
    if not host:
        raise ValueError("names no host: write it as https://example.org/page")
    netloc = _host(host) if port in {None, _DEFAULT_PORTS[scheme]} else f"{_host(host)}:{port}"
    path = _resolved(_escapes(parts.path or "/"))
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((scheme, netloc, path, _escapes(query), ""))


def _resolved(path: str) -> str:
    """`path` without its `.` and `..` (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _is_tracking(pair: str) -> bool:
    return _TRACKING.fullmatch(unquote(pair.partition("=")[0])) is not None


def _host(host: str) -> str:
    """The host in lower case ASCII; an IPv6 address back in its brackets."""
    if ":" in host:
        return f"[{host}]"
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError("has a host name that cannot exist: write it as https://example.org/page") from None


def _escapes(text: str) -> str:
    """Escapes in capitals, none where it is needless, one wherever it is needed."""
    spelled = _ESCAPE.sub(lambda found: _unescaped(found.group()), text)
    return quote(spelled, safe="/%:@!$&'()*+,;=?-._~[]")


def _unescaped(escape: str) -> str:
    character = chr(int(escape[1:], 16))
    return character if character in _UNRESERVED else escape.upper()


def content_digest(title: str, text: str) -> str:
    """128 bits over the words: spacing, line breaks and the form of accents do not count."""
    words = "\x1f".join(" ".join(_composed(part).split()) for part in (title, text))
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def article_key(*, url: str | None, source: str | None, external_id: str | None, content: str) -> str:
    """The name under which revisions of one article find each other.

    `url` is canonical; http and https are the same page. An id of the publisher's counts only with the publisher's
    name: everybody's first article is "1".
    """
    if url is not None:
        return stable_id("key", "url", url.partition("://")[2])
    publisher = " ".join((source or "").split()).casefold()
    if publisher and external_id:
        return stable_id("key", "id", publisher, external_id)
    return stable_id("key", "words", publisher, content)


def article_id(key: str, content: str, given_date: str = "") -> str:
    """The id of one revision: the same words under the same name, dated the same by who gave them, have the same id."""
    return stable_id("art", key, content, given_date)
