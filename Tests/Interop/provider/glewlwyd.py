"""Debian's Glewlwyd as a real OpenID provider on this machine: unpacked, configured over its own API, with a person."""

import json
import os
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from program import DEADLINE, Lines
from visitor import Visitor
from web import free_port

ROOT = Path(__file__).parents[3] / ".venv/glewlwyd"
IS_THERE = (ROOT / "usr/bin/glewlwyd").exists()
PASSWORD = "S3cr3t-Passw0rd!"
# Of two clients; the other's has characters that a form encodes.
SECRETS = {"job": "job-secret-0123456789", "odd": "job+secret/1%:"}

CONFIGURATION = """
port={port}
bind_address="127.0.0.1"
external_url="http://127.0.0.1:{port}"
login_url="login.html"
api_prefix="api"
static_files_path="{root}/usr/share/glewlwyd/webapp"
log_mode="console"
log_level="INFO"
cookie_secure=false
database = {{ type = "sqlite3"; path = "{folder}/glewlwyd.db"; }};
user_module_path="{root}/usr/lib/glewlwyd/user"
client_module_path="{root}/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="{root}/usr/lib/glewlwyd/scheme"
plugin_module_path="{root}/usr/lib/glewlwyd/plugin"
"""


class Person(Visitor):
    """A person with an account, in a browser; the program's own pages need a script, so its API is spoken to."""

    def __init__(self, origin):
        super().__init__()
        self.origin = origin

    def ask(self, method, path, body=None):
        """Sends JSON to the API; the status and the body."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.origin}/api/{path}", data, {"Content-Type": "application/json"})
        request.method = method
        try:
            response = self.opener.open(request, timeout=DEADLINE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.status, response.read().decode()

    def sure(self, method, path, body=None):
        """What must work."""
        status, text = self.ask(method, path, body)
        assert status == 200, (method, path, status, text)
        return text

    def approve(self, url, client, scopes):
        """Signs in, allows a client its scopes, and gives the target that the provider redirects to."""
        self.sure("POST", "auth/", {"username": "mario", "password": PASSWORD})
        self.sure("PUT", f"auth/grant/{client}", {"scope": " ".join(scopes)})
        # By this parameter the provider's own page goes on.
        status, fields, body = self.send(f"{url}&g_continue")
        assert status == 302, (status, body)
        return fields["Location"]


class Glewlwyd:
    """A running provider with one person, a client for people, and one for jobs."""

    def __init__(self, folder):
        self.port, self.redirect_port = free_port(), free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.issuer = f"{self.origin}/api/oidc"
        # A server whose callers have tokens for it.
        self.resource = f"http://127.0.0.1:{free_port()}/mcp"
        configuration = folder / "glewlwyd.conf"
        configuration.write_text(CONFIGURATION.format(port=self.port, root=ROOT, folder=folder))
        schema = ROOT / "usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
        with sqlite3.connect(folder / "glewlwyd.db") as database:
            database.executescript(schema.read_text())
        database.close()
        libraries = next(ROOT.glob("usr/lib/*/libulfius.so.*")).parent
        self.process = subprocess.Popen(
            [ROOT / "usr/bin/glewlwyd", f"--config-file={configuration}"], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=os.environ | {"LD_LIBRARY_PATH": str(libraries)},
        )
        self.log = Lines(self.process.stdout)
        while b"Glewlwyd started on port" not in (line := self.log.next()):
            assert line, self.log.text()
        self._wait()
        self._configure()

    def _wait(self):
        """It says that it has started a moment before it takes connections."""
        end = time.monotonic() + DEADLINE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), DEADLINE).close()
            except ConnectionRefusedError:
                assert self.process.poll() is None and time.monotonic() < end, b"".join(self.log.read).decode()
                time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(DEADLINE)

    def person(self):
        return Person(self.origin)

    def client_token(self, client, scope):
        """The access token of a client for itself, and for no server in particular."""
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": SECRETS[client], "scope": scope}
        data = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(f"{self.issuer}/token", data, timeout=DEADLINE) as response:
            return json.load(response)["access_token"]

    def subject(self, token):
        """The person of an access token, as the provider says; nothing if it is not valid."""
        request = urllib.request.Request(f"{self.issuer}/userinfo", headers={"Authorization": f"Bearer {token}"})
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE) as response:
                return json.load(response)["sub"]
        except urllib.error.HTTPError:
            return None

    def _configure(self):
        admin = self.person()
        admin.sure("POST", "auth/", {"username": "admin", "password": "password"})
        key = json.loads(ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()))) | {"alg": "ES384", "kid": "k1"}
        admin.sure(
            "POST", "mod/plugin/",
            {
                "module": "oidc", "name": "oidc", "display_name": "oidc",
                "parameters": {
                    "iss": self.issuer, "jwks-private": json.dumps({"keys": [key]}), "default-kid": "k1",
                    "jwks-show": True, "access-token-duration": 3600, "refresh-token-duration": 1_209_600,
                    "code-duration": 60, "refresh-token-rolling": True, "refresh-token-one-use": "always",
                    "auth-type-code-enabled": True, "auth-type-code-revoke-replayed": True,
                    "auth-type-id-token-enabled": True, "auth-type-client-enabled": True,
                    "auth-type-device-enabled": True, "auth-type-refresh-enabled": True, "allow-non-oidc": True,
                    "name-claim": "on-demand", "email-claim": "on-demand", "pkce-allowed": True,
                    "pkce-required-public-client": True, "subject-type": "public",
                    "device-authorization-expiration": 600, "device-authorization-interval": 1,
                    "introspection-revocation-allowed": True, "introspection-revocation-allow-target-client": True,
                    "resource-allowed": True, "resource-scope": {"things": [self.resource]},
                    "resource-scope-and-client-property": False, "resource-client-property": "",
                    "resource-change-allowed": True, "oauth-as-iss-id": True, "scope": [], "additional-parameters": [], "claims": [],
                },
            },
        )
        for scope in ["offline_access", "profile", "email", "things"]:
            admin.sure("POST", "scope/", {"name": scope, "display_name": scope, "password_required": False, "scheme": {}})
        admin.sure(
            "POST", "client/",
            {
                "client_id": "cli", "name": "cli", "confidential": False, "enabled": True, "scope": [],
                "redirect_uri": [f"http://127.0.0.1:{self.redirect_port}/callback"],
                "authorization_type": ["code", "refresh_token", "device_authorization"],
            },
        )
        for client, secret in SECRETS.items():
            admin.sure(
                "POST", "client/",
                {
                    "client_id": client, "name": client, "confidential": True, "enabled": True, "password": secret,
                    "scope": ["things"], "redirect_uri": [], "authorization_type": ["client_credentials"],
                    # Without these, no way of authentication is allowed.
                    "token_endpoint_auth_method": ["client_secret_basic", "client_secret_post"],
                },
            )
        admin.sure(
            "POST", "user/",
            {
                "username": "mario", "password": PASSWORD, "name": "Mario Rossi", "email": "mario@example.com",
                "scope": ["openid", "offline_access", "profile", "email", "things"], "enabled": True,
            },
        )
