"""A backend that says every secret again that it gets, in every form, and what it has said."""

import base64
import json
import urllib.parse

from backend import Backend
from received import Received

TOKEN = "myk_5f0e8a7c1b2d4936.a81f0b6c9d2e47538c1f6a0b9e3d7c24"
# Nothing else in the program has such a session token.
SESSION = "canary-session-3b9f61c0d27e48a5/91ab+c"
# It has whatever has to be escaped somewhere.
PASSWORD = 'Canary-Pa55/w0rd+ "é\\&%7f3a91'


def spellings(secret):
    """The secret in every form in which it may be said, whole."""
    raw = secret.encode()
    yield from (secret, json.dumps(secret)[1:-1], "".join(f"\\u{ord(letter):04x}" for letter in secret))
    yield from (urllib.parse.quote(secret), urllib.parse.quote_plus(secret), urllib.parse.quote(secret, safe=""))
    yield from ("".join(f"%{byte:02X}" for byte in raw), "".join(f"%{byte:02x}" for byte in raw))
    yield from (raw.hex(), raw.hex().upper())
    for before in range(3):
        whole = base64.b64encode(b":" * before + raw)
        yield from (whole.decode(), base64.urlsafe_b64encode(b":" * before + raw).decode().rstrip("="))


class EchoingBackend(Backend):
    """Makes keys, except those that are to fail."""

    def __init__(self):
        self.answers = []
        super().__init__(self._echo)

    @property
    def settings(self):
        return {"NETHESIS_MCP_BACKEND": self.url, "NETHESIS_MCP_TOKEN": SESSION}

    def _echo(self, connection, request):
        received = Received(request)
        body = json.loads(received.body) if received.method == "POST" else {}
        secrets = [secret for secret in (SESSION, body.get("password")) if secret]
        said = [form for secret in secrets for form in spellings(secret)]
        if received.method == "GET":
            # Which it is asked before anybody is asked for a password.
            status, type, answer = 200, "application/json", json.dumps({"data": {"api_keys": []}, "echo": said})
        elif body.get("name", "").startswith("Fails"):
            status, type, answer = 409, "text/plain", "\n".join(said)
        else:
            data = {"id": "1", "name": body.get("name"), "key_public": "5f0e", "token": TOKEN}
            everything = said + list(spellings(TOKEN))
            answer = json.dumps({"code": 201, "message": " ".join(everything), "data": data, "echo": everything})
            status, type = 201, "application/json"
        content = answer.encode()
        head = f"HTTP/1.1 {status} {SESSION}\r\nContent-Type: {type}; echo={SESSION}\r\nRetry-After: {SESSION}\r\n"
        head += f"Location: /{SESSION}\r\nSet-Cookie: s={SESSION}\r\nContent-Length: {len(content)}\r\n\r\n"
        self.answers.append(head.encode() + content)
        connection.sendall(self.answers[-1])
        return True
