"""Looks for secrets in every form in which they may be said."""

import base64
import json
import urllib.parse


def forms(secret):
    raw = secret.encode()
    yield from (secret, json.dumps(secret)[1:-1], "".join(f"\\u{ord(letter):04x}" for letter in secret))
    yield from (urllib.parse.quote(secret), urllib.parse.quote_plus(secret), urllib.parse.quote(secret, safe="").lower())
    yield from (raw.hex(), raw.hex().upper())
    for before in range(3):
        digits = base64.b64encode(b"\0" * before + raw).decode()[4 * bool(before) : len(raw) * 4 // 3 - 4]
        yield from (digits, digits.replace("+", "-").replace("/", "_"))


def found_in(secrets, text):
    """Those of the secrets that are in a text."""
    return [secret for secret in secrets if any(form in text for form in forms(secret))]
