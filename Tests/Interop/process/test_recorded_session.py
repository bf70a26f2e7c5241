"""The recorded exchanges of the real backend's sessions, told over the wire as one story."""

import json
import os
import re
import urllib.parse
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from program import DEADLINE, PASSWORD, Program, control
from test_sandbox_sign_in import CHALLENGE, REDIRECT, VERIFIER, Visitor

RECORDING = Path(__file__).parents[4] / "shared/backend/auth-exchanges.jsonl"
RESOURCE = "https://mcp.sandbox.example/mcp"


@pytest.fixture
def recording():
    """The recorded exchanges by their tags, which lie beside the checkout."""
    if not RECORDING.exists() and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip(f"there is no {RECORDING}")
    rows = [json.loads(line) for line in RECORDING.read_text().splitlines()]
    return {row["tag"]: row for row in rows}


class Story:
    """A sandbox to which the recorded requests are made, each with a token of this story, and each once."""

    def __init__(self, sandbox, recording):
        self.url = sandbox.wait_for_url("Sandbox")
        self.issuer = self.url.removesuffix("/api") + "/oidc"
        self.rows = dict(recording)
        self.offset = 0

    def opaque(self, scope="openid profile", **additions):
        """An access token of the provider, for mario."""
        query = urllib.parse.urlencode(
            {
                "client_id": "sandbox-browser", "response_type": "code", "redirect_uri": REDIRECT, "scope": scope,
                "prompt": "consent", "code_challenge": CHALLENGE, "code_challenge_method": "S256", **additions,
            }
        )
        place = Visitor().sign_in(f"{self.issuer}/auth?{query}", "mario", PASSWORD)
        code = dict(urllib.parse.parse_qsl(urlsplit(place).query))["code"]
        return Visitor().json(
            f"{self.issuer}/token", grant_type="authorization_code", client_id="sandbox-browser", code=code,
            redirect_uri=REDIRECT, code_verifier=VERIFIER, **additions,
        )["access_token"]

    def wait(self, seconds):
        """Lets the sandbox's time pass."""
        self.offset += seconds
        control(self.url, "faults", clock_offset_s=self.offset)

    def send(self, method, path, body=b"", bearer=None):
        """Sends a request once; gives the status, the fields and the body."""
        place = urlsplit(self.url)
        connection = HTTPConnection(place.hostname, place.port, timeout=DEADLINE)
        fields = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        connection.request(method, place.path + path, body or None, fields)
        response = connection.getresponse()
        try:
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def post(self, path, **members):
        """Sends a request that was not recorded; gives the data of its response."""
        return json.loads(self.send("POST", path, json.dumps(members).encode())[2])["data"]

    def tell(self, tag, token=None):
        """Makes the recorded request with a token, compares the response, and gives its data."""
        row = self.rows.pop(tag)
        body, bearer = row["request_body"] or "", None
        if row["authorization"]:
            assert row["authorization"].startswith("Bearer ")
            bearer = token
        elif token:
            (name,) = body if isinstance(body, dict) else ["access_token"]
            body = {name: token} if isinstance(body, dict) else f"{name}={token}"
        payload = (json.dumps(body) if isinstance(body, dict) else body).encode()
        path = row["path"]
        if path.endswith("/"):
            # The recording's client followed the redirection, with the body.
            status, fields, text = self.send(row["method"], path, payload, bearer)
            assert (status, text) == (307, "")
            path = fields["Location"].removeprefix(urlsplit(self.url).path)
            assert path == row["path"].removesuffix("/")
        status, fields, text = self.send(row["method"], path, payload, bearer)
        assert (status, unnamed(text)) == (row["status"], unnamed(row["body"])), tag
        assert {name: fields[name] for name in row["headers"]} == row["headers"], tag
        return json.loads(text)["data"]


def unnamed(body):
    """A body without its tokens, and without what else differs from one start to the next."""
    for pattern, name in [
        (r"eyJ[\w-]+\.[\w-]+\.[\w-]+", "<jwt>"), (r'"key_public":"[0-9a-f]{30}"', "<key>"),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", "<id>"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z", "<time>"),
    ]:
        body = re.sub(pattern, name, body)
    return body


def test_every_exchange_is_as_recorded(recording):
    assert len(recording) == 34
    with Program("sandbox") as sandbox:
        story = Story(sandbox, recording)
        tell_of_refusals(story)
        opaque = story.opaque()
        tell_of_rotation(story, opaque)
        tell_of_a_burn(story, opaque)
        tell_of_logout(story, opaque)
        tell_of_keys(story, story.opaque())
        assert list(story.rows) == []


def tell_of_refusals(story):
    for tag in ["exchange empty body", "exchange empty token", "exchange bad json", "exchange garbage", "GET exchange"]:
        story.tell(tag)
    story.tell("exchange resource JWT (MCP audience)", story.opaque(resource=RESOURCE))
    story.tell("exchange token without openid scope", story.opaque("profile"))


def tell_of_rotation(story, opaque):
    story.tell("exchange form-encoded", opaque)
    story.post("/auth/exchange", access_token=opaque)
    first = story.tell("exchange same opaque again", opaque)
    assert story.tell("me", first["token"])["logto_id"] == "logto1"
    story.tell("me with refresh token", first["refresh_token"])
    story.tell("me with opaque", opaque)
    story.tell("refresh with access token", first["token"])
    second = story.tell("refresh ok", first["refresh_token"])
    story.wait(20)
    chain = story.tell("refresh replay within 30 s grace", first["refresh_token"])
    assert len({first["refresh_token"], second["refresh_token"], chain["refresh_token"]}) == 3
    story.tell("old access token after refresh", first["token"])
    story.tell("second chain from grace works", chain["token"])


def tell_of_a_burn(story, opaque):
    first, other = (story.post("/auth/exchange", access_token=opaque) for _ in range(2))
    newest = story.post("/auth/refresh", refresh_token=first["refresh_token"])
    story.wait(32)
    assert story.post("/auth/refresh", refresh_token=first["refresh_token"]) is None
    story.tell("newest chain after burn", newest["refresh_token"])
    story.tell("OTHER session of same user after burn", other["refresh_token"])
    story.tell("access token (unexpired) after burn", newest["token"])
    # Whole seconds count, and the time from the burn until here may be more than one: it goes back a little.
    story.wait(-5)
    born_dead = story.tell("exchange right after burn", opaque)
    story.tell("its refresh token", born_dead["refresh_token"])
    story.wait(10)


def tell_of_logout(story, opaque):
    x = story.tell("session X", opaque)
    y = story.tell("session Y (other device)", opaque)
    story.tell("logout X", x["token"])
    story.tell("me X after logout", x["token"])
    story.tell("logout X twice", x["token"])
    story.tell("me Y after X logout", y["token"])
    story.tell("refresh Y after X logout", y["refresh_token"])
    z = story.tell("session Z", opaque)
    story.tell("but its access token", z["token"])
    story.wait(7 * 86_400 + 60)
    story.tell("expired refresh", z["refresh_token"])


def tell_of_keys(story, opaque):
    session = story.post("/auth/exchange", access_token=opaque)["token"]
    body = json.dumps({"name": "CRM production", "mode": "read", "expires_in_days": 90, "password": PASSWORD}).encode()
    made = json.loads(story.send("POST", "/me/api-keys", body, session)[2])["data"]
    story.send("GET", "/me/api-keys", bearer=made["token"])
    story.wait(1)
    story.send("POST", "/me/api-keys", body, session)
    story.tell("api-keys list with the exchanged session", session)
    story.tell("exchange trailing slash", opaque)
