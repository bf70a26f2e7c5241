"""Signing in to the sandbox's identity provider, as a person with a browser and a program do."""

import base64
import hashlib
import json
import os
import socket
import stat
import urllib.parse
import urllib.request

import pytest

import visitor
from program import DEADLINE, Program, control, run

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
REDIRECT = "http://127.0.0.1:9/callback"


class Visitor(visitor.Visitor):
    """A person of the sandbox, with a client that has a fixed verifier."""

    def code(self, issuer, name, password):
        """Signs in, consents, and gives the parameters of the redirection."""
        query = urllib.parse.urlencode(
            {
                "client_id": "sandbox-browser", "response_type": "code", "redirect_uri": REDIRECT, "state": "s",
                "scope": "openid offline_access", "prompt": "consent", "code_challenge": CHALLENGE,
                "code_challenge_method": "S256",
            }
        )
        place = self.sign_in(f"{issuer}/auth?{query}", name, password)
        assert place.startswith(f"{REDIRECT}?")
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(place).query))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def start(tmp_path):
    """Starts the sandbox at the same place and with the same file each time."""
    port, file = free_port(), tmp_path / "state.json"

    def start(*arguments):
        sandbox = Program("sandbox", "--listen", f"127.0.0.1:{port}", "--state", str(file), "--users", "2", *arguments)
        sandbox.url = sandbox.wait_for_url("Sandbox")
        sandbox.issuer = sandbox.url.removesuffix("/api") + "/oidc"
        return sandbox

    start.file = file
    start.origin = f"http://127.0.0.1:{port}"
    return start


def tokens(visitor, issuer, number):
    result = visitor.code(issuer, f"user{number}", f"Passw0rd-{number}!")
    assert (result["state"], result["iss"]) == ("s", issuer)
    return visitor.json(
        f"{issuer}/token", grant_type="authorization_code", client_id="sandbox-browser", redirect_uri=REDIRECT,
        code=result["code"], code_verifier=VERIFIER,
    )


def exchange(sandbox, token):
    body = json.dumps({"access_token": token}).encode()
    with urllib.request.urlopen(f"{sandbox.url}/auth/exchange", body, timeout=DEADLINE) as response:
        return json.load(response)["data"]


def test_a_sign_in_outlives_the_sandbox_even_if_it_is_killed(start):
    with start() as sandbox:
        visitor = Visitor()
        metadata = visitor.json(f"{sandbox.issuer}/.well-known/openid-configuration")
        assert metadata["issuer"] == sandbox.issuer
        signed_in = [tokens(visitor, sandbox.issuer, 1), tokens(Visitor(), sandbox.issuer, 2)]
        sandbox.process.kill()
        sandbox.wait()
    assert stat.S_IMODE(os.stat(start.file).st_mode) == 0o600
    with start() as sandbox:
        for number, before in enumerate(signed_in, 1):
            after = visitor.json(
                f"{sandbox.issuer}/token", grant_type="refresh_token", client_id="sandbox-browser",
                refresh_token=before["refresh_token"],
            )
            assert after["refresh_token"] != before["refresh_token"]
            assert exchange(sandbox, after["access_token"])["user"]["username"] == f"user{number}"


def test_a_file_is_not_shared_and_not_overwritten(start):
    with start():
        with Program("sandbox", "--listen", f"127.0.0.1:{free_port()}", "--state", str(start.file)) as second:
            assert second.wait() == 1
            assert "another sandbox is using this file" in second.errors.text()
    start.file.write_text("mine")
    with Program("sandbox", "--listen", f"127.0.0.1:{free_port()}", "--state", str(start.file)) as second:
        assert second.wait() == 1
        assert "this is no state of a sandbox" in second.errors.text()
    assert start.file.read_text() == "mine"


def test_faults_are_there_from_the_start_and_end_on_demand(start):
    with start("--fault", "identity_provider_down=true", "--fault", "clock_offset_s=-90") as sandbox:
        visitor = Visitor()
        status, fields, body = visitor.send(f"{sandbox.issuer}/jwks")
        assert status == 503
        assert fields.get_content_type() == "text/html"
        control(sandbox.url, "faults", identity_provider_down=False)
        before = visitor.json(f"{sandbox.issuer}/jwks")["keys"]
        control(sandbox.url, "rotate-keys", now=True)
        after = visitor.json(f"{sandbox.issuer}/jwks")["keys"]
        assert after[1:] == before
        assert after[0]["alg"] == "ES384"


def test_the_introduction_says_what_login_takes(start):
    with start() as sandbox:
        for words in [f"--login-issuer {sandbox.issuer} ", "browser=sandbox-browser", "device=sandbox-device"]:
            while (line := sandbox.errors.next()) is not None and words.encode() not in line:
                pass
            assert line is not None


def test_behind_a_proxy_the_issuer_is_there(start):
    with start("--public-url", "http://localhost:7000/") as sandbox:
        assert sandbox.url == "http://localhost:7000/api"
        metadata = Visitor().json(f"{start.origin}/oidc/.well-known/openid-configuration")
        assert metadata["issuer"] == "http://localhost:7000/oidc"
        assert metadata["token_endpoint"] == "http://localhost:7000/oidc/token"


@pytest.mark.parametrize("url", ["http://localhost:7000/path", "ftp://localhost", "localhost", "http://a@localhost"])
def test_the_url_of_a_proxy_has_nothing_else(url):
    outcome = run("sandbox", "--public-url", url)
    assert outcome.returncode == 2 and "--public-url" in outcome.stderr
