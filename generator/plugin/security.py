"""What pages may load and run (Content Security Policy): the portal's own files.

Scripts also read large downloads, where these lie on another host.
"""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlsplit

from generator.model import Hosting

_RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def content_security_policy(hosting: Hosting, *inline_scripts: str) -> str:
    """The policy of every page, which runs none but these scripts in its text."""
    rules = dict(_RULES)
    if hosting.downloads is not None:
        address = urlsplit(hosting.downloads.base_url)
        rules["connect-src"] += f" {address.scheme}://{address.netloc}"
    for script in inline_scripts:
        digest = hashlib.sha256(script.encode()).digest()
        rules["script-src"] += f" 'sha256-{base64.b64encode(digest).decode()}'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())
