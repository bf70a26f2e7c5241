"""A provider and a backend on this machine that do as a case says: each response can be another one."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

JSON = "application/json"
HTML = "text/html; charset=utf-8"
PAGE = b"<!DOCTYPE html><title>Welcome</title><p>Accept the terms of this network."


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def signed(claims):
    """A token of the compact form of a backend, whose signature nobody else can check."""
    return f"{part({'alg': 'HS256'})}.{part(claims)}.c2lnbmF0dXJl"


def key(id="k1"):
    """A new key, and its public half in a set."""
    private = ec.generate_private_key(ec.SECP384R1())
    public = json.loads(ECAlgorithm.to_jwk(private.public_key()))
    return private, {"keys": [public | {"kid": id, "alg": "ES384", "use": "sig"}]}


class Hostile:
    """Answers by `responses`: from an endpoint's name to what changes in its members, or to a whole response.

    A whole response is a status, a type and bytes, and perhaps a target to redirect to; or a function of the connection
    that sends what it wants.
    """

    def __init__(self, responses=None, identity=None):
        self.responses = responses or {}
        self.identity = identity or {}
        self.requests = []
        self.secrets = ["the-code-0123456789abcdefghijklmnop"]
        self.nonce = None
        self.key, self.keys = key()
        hostile = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                hostile.respond(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.issuer = f"{self.origin}/oidc"
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self):
        return {
            "NETHESIS_MCP_BACKEND": f"{self.origin}/api", "NETHESIS_MCP_LOGIN_ISSUER": self.issuer,
            "NETHESIS_MCP_LOGIN_CLIENT_ID": "cli", "NETHESIS_MCP_OPEN_BROWSER": "false",
            "NETHESIS_MCP_TOKEN_STORE": "file",
        }

    def count(self, name):
        return self.requests.count(name)

    def redirection(self, url, **changes):
        """The address that a provider would redirect to; a parameter that becomes None is missing."""
        given = dict(parse_qsl(urlsplit(url).query))
        self.nonce = given.get("nonce")
        parameters = {"code": self.secrets[0], "state": given["state"], "iss": self.issuer} | changes
        query = urlencode({name: value for name, value in parameters.items() if value is not None})
        return f"{given['redirect_uri']}?{query}"

    def respond(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        path = urlsplit(handler.path).path
        name = {
            "/oidc/.well-known/openid-configuration": "discovery", "/oidc/token": "token",
            "/oidc/device/auth": "device", "/oidc/jwks": "jwks", "/oidc/token/revocation": "revocation",
            "/api/auth/exchange": "exchange", "/api/auth/refresh": "refresh", "/api/auth/logout": "logout",
            "/api/me": "me",
        }.get(path, path)
        self.requests.append(name)
        self.secrets += [value for field, value in parse_qsl(body.decode("latin-1")) if field == "code_verifier"]
        response = self.responses.get(name)
        if callable(response):
            return response(handler)
        if not isinstance(response, tuple):
            usual = getattr(self, name, None) if name.isidentifier() else None
            if usual is None or not handler.path.startswith(("/oidc", "/api")):
                response = (404, JSON, b'{"code":404,"message":"api not found","data":null}')
            else:
                response = (200, JSON, json.dumps(changed(usual(), response or {})).encode())
        status, type, content, *target = response
        handler.send_response_only(status)
        handler.send_header("Content-Type", type)
        handler.send_header("Content-Length", str(len(content)))
        for place in target:
            handler.send_header("Location", place)
        handler.end_headers()
        handler.wfile.write(content)

    def discovery(self):
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
            "device_authorization_endpoint": f"{self.issuer}/device/auth",
            "revocation_endpoint": f"{self.issuer}/token/revocation", "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }

    def device(self):
        return {
            "device_code": self.secret("device-code"), "user_code": "ABCD-EFGH", "expires_in": 600, "interval": 1,
            "verification_uri": f"{self.issuer}/device",
        }

    def token(self):
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "cli", "sub": "logto1", "iat": now, "exp": now + 3600, "nonce": self.nonce}
        claims = changed(claims, self.identity)
        algorithm = claims.pop("alg", "ES384")
        headers = {"kid": claims.pop("kid", "k1")}
        identity = jwt.encode(claims, None if algorithm == "none" else self.key, algorithm, headers)
        return {
            "access_token": self.secret("opaque"), "refresh_token": self.secret("rotating"), "token_type": "Bearer",
            "expires_in": 3600, "scope": "openid offline_access", "id_token": self.secret(identity),
        }

    def jwks(self):
        return self.keys

    def exchange(self):
        now = int(time.time())
        user = {"id": "u1", "logto_id": "logto1", "name": "Mario", "email": "mario@example.com"}
        access = {"token_type": "access", "user": user, "iat": now, "exp": now + 1800}
        refresh = {"token_type": "refresh", "sub": "logto1", "iat": now, "exp": now + 604_800}
        return {
            "code": 200, "message": "token exchange successful",
            "data": {
                "expires_in": 1800, "token": self.secret(signed(access)), "refresh_token": self.secret(signed(refresh)),
                "user": user,
            },
        }

    refresh = exchange

    def secret(self, text):
        """A text that nobody may see: remembered, and told apart by its number."""
        secret = text if text.count(".") == 2 else f"{text}-{len(self.secrets):020d}"
        self.secrets.append(secret)
        return secret


def from_now(seconds):
    """A time of a table, as a number that is made when it is sent: long after the table was read, perhaps."""
    return lambda: int(time.time()) + seconds


def changed(usual, changes):
    """A JSON object with other members; one that becomes None is missing, and a function is called for its value."""
    result = dict(usual)
    for name, value in changes.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = changed(result[name], value)
        else:
            result[name] = value() if callable(value) else value
    return result


def raw(*pieces, times=1):
    """Sends bytes as they are, the last piece again and again, and closes the connection."""

    def respond(handler):
        handler.close_connection = True
        try:
            for piece in pieces[:-1]:
                handler.wfile.write(piece)
            for _ in range(times):
                handler.wfile.write(pieces[-1])
        except ConnectionError:
            pass

    return respond


def deep(depth):
    return b'{"a":' * depth + b"1" + b"}" * depth
