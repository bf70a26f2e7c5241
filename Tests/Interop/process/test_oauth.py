"""Callers with access tokens of an OAuth 2 issuer: the official client signs in, programs call, and bad tokens do not."""

import base64
import json
import re
import secrets
import time
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from mcp.client.auth.extensions.client_credentials import ClientCredentialsOAuthProvider
from mcp.shared._httpx_utils import create_mcp_http_client

import visitor
from backend import OK, Backend, answering
from client import connect
from mcp.client.streamable_http import streamable_http_client
from oauth_client import Browser, Storage, signing_in
from program import PASSWORD, Program, control, run
from web import WebServer, free_port, request

pytestmark = pytest.mark.anyio

REDIRECT = "http://127.0.0.1:9/callback"
SCOPES = ["--scope-name", "read=my:read", "--scope-name", "write=my:write", "--scope-name", "keys=my:keys"]
SERVER_CLIENT = ("sandbox-server", "sandbox-server-secret")


@contextmanager
def provider(port, *arguments):
    """The sandbox with its provider, which knows the server at a port as a resource."""
    with Program("sandbox", "--resource", f"http://127.0.0.1:{port}/mcp", *arguments) as sandbox:
        sandbox.url = sandbox.wait_for_url("Sandbox")
        sandbox.issuer = sandbox.url.removesuffix("/api") + "/oidc"
        sandbox.token = control(sandbox.url, "sessions")["mario"]
        yield sandbox


@contextmanager
def served(sandbox, port, *arguments, issuer=None):
    url = f"http://127.0.0.1:{port}/mcp"
    env = {"NETHESIS_MCP_TOKEN": sandbox.token}
    with WebServer(
        "--backend", sandbox.url, "--public-url", url, "--issuer", issuer or sandbox.issuer, *SCOPES, *arguments,
        listen=f"127.0.0.1:{port}", env=env,
    ) as server:
        yield server


@pytest.fixture
def sandbox():
    port = free_port()
    with provider(port) as sandbox:
        sandbox.port = port
        yield sandbox


@pytest.fixture
def server(sandbox):
    with served(sandbox, sandbox.port) as server:
        yield server


def machine_token(sandbox, scope="my:read my:write my:keys"):
    """The token of a program that acts for itself."""
    answer = visitor.Visitor().json(
        f"{sandbox.issuer}/token", grant_type="client_credentials", client_id=SERVER_CLIENT[0],
        client_secret=SERVER_CLIENT[1], resource=f"http://127.0.0.1:{sandbox.port}/mcp", scope=scope,
    )
    return answer["access_token"]


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def follow(url, name="mario", password=PASSWORD):
    """Signs a person in at the provider, from its URL to the redirect."""
    browser = visitor.Visitor()
    place = browser.send(url)[1]["Location"]
    page, _, id = place.partition("?interaction=")
    place = browser.send(page, interaction=id, username=name, password=password)[1]["Location"]
    if "/consent?" in place:
        page, _, id = place.partition("?interaction=")
        place = browser.send(page, interaction=id, action="allow")[1]["Location"]
    assert place.startswith(f"{REDIRECT}?"), place
    return place


@pytest.mark.parametrize("opening", ["2025-06-18", "2025-11-25", "2026-07-28"])
async def test_the_official_client_signs_in_and_calls(sandbox, server, opening):
    person, storage = Browser(follow), Storage("sandbox-browser", REDIRECT)
    async with create_mcp_http_client(auth=signing_in(server.url, person, storage)) as http:
        async with connect(opening, streamable_http_client(server.url, http_client=http)) as conversation:
            assert "api_keys" in (await conversation.call_successfully("list_api_keys"))["data"]
    assert len(person.asked) == 1
    # The client adds offline_access by itself, since the provider knows it.
    assert "my:keys" in person.asked[0]["scope"].split()
    assert person.asked[0]["resource"] == server.url
    assert storage.tokens.access_token.count(".") == 2


async def test_a_program_signs_in_for_itself_and_calls(sandbox, server):
    auth = ClientCredentialsOAuthProvider(server.url, Storage("x", REDIRECT), *SERVER_CLIENT, issuer=sandbox.issuer)
    async with create_mcp_http_client(auth=auth) as http:
        async with connect("2026-07-28", streamable_http_client(server.url, http_client=http)) as conversation:
            assert "api_keys" in (await conversation.call_successfully("list_api_keys"))["data"]


def test_a_program_is_never_given_a_page(sandbox, server):
    key = {"name": "Nightly backup", "mode": "read"}
    result = server.call("create_api_key", headers=bearer(machine_token(sandbox)), **key)
    text = json.dumps(result)
    assert result["isError"]
    assert "this caller is a program" in text
    assert "http://" not in text


def test_opaque_tokens_are_asked_about(sandbox, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(f"{SERVER_CLIENT[1]}\n")
    control(sandbox.url, "faults", opaque_resource_tokens=True)
    options = ["--introspection-client-id", SERVER_CLIENT[0], "--introspection-secret-file", str(secret)]
    with served(sandbox, sandbox.port, *options) as server:
        token = opaque_token(sandbox, server)
        assert "." not in token
        assert server.post("tools/list", headers=bearer(token)).status == 200
        assert server.post("tools/list", headers=bearer("nonsense")).status == 401
        control(sandbox.url, "faults", identity_provider_down=True)
        assert server.post("tools/list", headers=bearer(token)).status == 200
        answer = server.post("tools/list", headers=bearer("another"))
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        # Signed ones go on being verified by keys.
        control(sandbox.url, "faults", identity_provider_down=False)
        assert server.post("tools/list", headers=bearer(machine_token(sandbox))).status == 200
    # A secret that is wrong is whose who runs the server, not the caller's.
    secret.write_text("wrong\n")
    with served(sandbox, sandbox.port, *options) as server:
        assert server.post("tools/list", headers=bearer(token)).status == 503


def opaque_token(sandbox, server):
    """An access token of mario, by the steps of a client."""
    verifier = "v" * 64
    digest = hashes.Hash(hashes.SHA256())
    digest.update(verifier.encode())
    challenge = base64.urlsafe_b64encode(digest.finalize()).rstrip(b"=").decode()
    query = {
        "client_id": "sandbox-browser", "response_type": "code", "redirect_uri": REDIRECT, "state": "s",
        "scope": "my:read", "resource": server.url, "prompt": "consent", "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    url = f"{sandbox.issuer}/auth?" + "&".join(f"{name}={visitor.urllib.parse.quote(text)}" for name, text in query.items())
    browser = visitor.Visitor()
    place = browser.sign_in(url, "mario", PASSWORD)
    code = dict(parse_qsl(urlsplit(place).query))["code"]
    return browser.json(
        f"{sandbox.issuer}/token", grant_type="authorization_code", client_id="sandbox-browser",
        redirect_uri=REDIRECT, code=code, code_verifier=verifier,
    )["access_token"]


def test_metadata_and_challenges_come_from_the_public_url(sandbox, server):
    root = f"http://127.0.0.1:{sandbox.port}/.well-known/oauth-protected-resource"
    for url in [root, f"{root}/mcp"]:
        answer = request("GET", url, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert answer.status == 200
        metadata = json.loads(answer.body)
        assert metadata["resource"] == server.url
        assert metadata["authorization_servers"] == [sandbox.issuer]
        assert metadata["scopes_supported"] == ["my:keys"]
    answer = server.post("server/discover")
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == f'Bearer scope="my:keys", resource_metadata="{root}/mcp"'


def test_too_little_scope_is_403_and_says_what_is_missing(sandbox, server):
    token = machine_token(sandbox, scope="my:read")
    answer = server.post("tools/call", {"name": "list_api_keys", "arguments": {}}, bearer(token))
    assert answer.status == 403
    assert 'error="insufficient_scope", scope="my:keys"' in answer.headers["WWW-Authenticate"]
    assert "my:keys" in answer.message["error"]["message"]
    assert answer.message["id"] == 1


def test_an_outage_of_the_provider_is_503_and_known_callers_go_on(sandbox):
    token, later = machine_token(sandbox), machine_token(sandbox)
    with served(sandbox, sandbox.port) as server:
        control(sandbox.url, "faults", identity_provider_down=True)
        answer = server.post("server/discover", headers=bearer(token))
        assert answer.status == 503
        assert 1 <= int(answer.headers["Retry-After"]) <= 30
        assert "WWW-Authenticate" not in answer.headers
        control(sandbox.url, "faults", identity_provider_down=False)
        time.sleep(int(answer.headers["Retry-After"]))
        assert server.post("server/discover", headers=bearer(token)).status == 200
        control(sandbox.url, "faults", identity_provider_html=True)
        for each in [token, later]:
            assert server.post("server/discover", headers=bearer(each)).status == 200


def test_a_key_that_is_replaced_keeps_nobody_out(sandbox, server):
    before = machine_token(sandbox)
    assert server.post("server/discover", headers=bearer(before)).status == 200
    control(sandbox.url, "rotate-keys", now=True)
    after = machine_token(sandbox)
    assert server.post("server/discover", headers=bearer(after)).status == 200
    assert server.post("server/discover", headers=bearer(before)).status == 200


# An issuer of our own, whose tokens can be anything.


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Answers for metadata and keys, and counts how often the keys are fetched."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.fetches = 0
        self.asked = []

    def respond(self, connection, request):
        self.asked.append(request.decode())
        path = request.split()[1].decode()
        point = self.key.public_key().public_numbers()
        if path.endswith("/jwks"):
            self.fetches += 1
            key = {"kty": "EC", "crv": "P-256", "kid": "k", "alg": "ES256", "use": "sig"}
            key |= {name: encoded(value.to_bytes(32)) for name, value in [("x", point.x), ("y", point.y)]}
            body = {"keys": [key]}
        else:
            body = {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}
        text = json.dumps(body).encode()
        connection.sendall(OK + b"Content-Length: %d\r\n\r\n" % len(text) + text)
        return True

    def token(self, audience, header=None, key=None, **changes):
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": audience, "sub": "alice", "client_id": "desk", "iat": now, "exp": now + 600,
            "scope": "my:read my:write my:keys", "jti": secrets.token_hex(8),
        } | changes
        header = {"alg": "ES256", "typ": "at+jwt", "kid": "k"} | (header or {})
        signed = ".".join(encoded(json.dumps(part).encode()) for part in [header, claims])
        r, s = decode_dss_signature((key or self.key).sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{encoded(r.to_bytes(32) + s.to_bytes(32))}"


@contextmanager
def attacked(sandbox):
    issuer = Issuer()
    with Backend(issuer.respond) as backend:
        issuer.url = backend.url
        with served(sandbox, sandbox.port, issuer=issuer.url) as server:
            yield issuer, server


def status(server, token, source=None):
    return request_from(source, server, token).status if source else server.post(
        "server/discover", headers=bearer(token)
    ).status


def request_from(source, server, token):
    """A request whose connection comes from another loopback address."""
    import http.client

    from program import ENVELOPE

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30, source_address=(source, 0))
    message = {"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": ENVELOPE}}
    headers = {
        "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "server/discover",
    }
    connection.request("POST", "/mcp", json.dumps(message), headers | bearer(token))
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_attacks_with_tokens_are_401_and_reach_nothing(sandbox):
    with attacked(sandbox) as (issuer, server):
        audience = server.url
        assert status(server, issuer.token(audience)) == 200
        bad = [
            issuer.token("http://127.0.0.1:1/mcp"), issuer.token([]), issuer.token(None), issuer.token({}),
            issuer.token(audience, {"typ": "JWT"}), issuer.token(audience, {"typ": None}),
            issuer.token(audience, {"crit": ["exp"]}), issuer.token(audience, {"alg": "none"}),
            issuer.token(audience, {"alg": "HS256"}), issuer.token(audience, {"alg": "RS256"}),
            issuer.token(audience, {"kid": "other"}), issuer.token(audience, {"kid": 1}),
            issuer.token(audience, cnf={"jkt": "x"}), issuer.token(audience, exp=1), issuer.token(audience, exp=1e300),
            issuer.token(audience, nbf=int(time.time()) + 600), issuer.token(audience, iss=issuer.url + "/"),
            issuer.token(audience, key=ec.generate_private_key(ec.SECP256R1())), issuer.token(audience) + "=",
            issuer.token(audience, sub=None), issuer.token(audience)[:-4], "x" * 20_000, "a.b.c", "e30.e30.AA",
        ]
        for token in bad:
            assert status(server, token) == 401, token
        assert status(server, issuer.token(audience)) == 200


def test_a_flood_of_unknown_keys_fetches_once(sandbox):
    with attacked(sandbox) as (issuer, server):
        assert status(server, issuer.token(server.url)) == 200
        answers = {status(server, issuer.token(server.url, {"kid": f"k{n}"})) for n in range(60)}
        assert answers == {401, 429}
        assert issuer.fetches == 2


def test_bogus_tokens_from_several_addresses_keep_nobody_out(sandbox):
    with attacked(sandbox) as (issuer, server):
        good, stranger = issuer.token(server.url), ec.generate_private_key(ec.SECP256R1())
        assert status(server, good, "127.0.0.1") == 200
        for address in ["127.0.0.2", "127.0.0.3", "127.0.0.4"]:
            answers = [status(server, issuer.token(server.url, key=stranger), address) for _ in range(30)]
            assert set(answers) == {401, 429}
            assert answers[0] == 401
            # Over the limit, a good token is not called bad.
            assert status(server, issuer.token(server.url), address) == 429
            assert status(server, good, address) == 200
        assert status(server, issuer.token(server.url), "127.0.0.1") == 200
        assert status(server, issuer.token(server.url), "127.0.0.5") == 200


def test_a_callers_token_goes_no_further_and_is_written_nowhere(sandbox):
    issuer = Issuer()
    with Backend(issuer.respond) as backend, Backend(answering(OK + b"Content-Length: 2\r\n\r\n{}")) as upstream:
        issuer.url = backend.url
        url = f"http://127.0.0.1:{sandbox.port}/mcp"
        with WebServer(
            "--backend", upstream.url, "--public-url", url, "--issuer", issuer.url, *SCOPES,
            "--log-level", "trace", listen=f"127.0.0.1:{sandbox.port}", env={"NETHESIS_MCP_TOKEN": "own"},
        ) as server:
            good, bad = issuer.token(url), issuer.token("other")
            result = server.call("list_api_keys", headers=bearer(good))
            assert status(server, bad) == 401
            server.terminate()
            server.wait()
            log = server.errors.text()
        assert upstream.requests and issuer.fetches == 1
        assert "it is for another audience" in log
        for token in [good, bad]:
            for part in token.split("."):
                for text in [*map(str, upstream.requests), log, json.dumps(result), *issuer.asked]:
                    assert part not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--issuer", "http://id.example/oidc"], "--issuer: an issuer is an https URL"),
        (["--issuer", "https://id.example/oidc"], "give it as --public-url"),
        (["--issuer", "https://id.example", "--public-url", "https://mcp.example.com"], "it names the endpoint too"),
        (["--audience", "x"], "--audience: it is for tokens of an --issuer"),
        (["--list-by-scope"], "--list-by-scope: it is for tokens of an --issuer"),
        (["--token-algorithm", "HS256", "ISSUER"], "--token-algorithm: an algorithm is one of ES256"),
        (["--scope-name", "admin=x", "ISSUER"], "--scope-name: access is read, write or keys"),
        (["--scope-name", "read=a b", "ISSUER"], "--scope-name: expected access=scope"),
        (["--scope-name", "read=write", "ISSUER"], "are different scopes"),
        (["--scope-name", "read=offline_access", "ISSUER"], "offline_access is between clients and the issuer"),
        (["--first-scope", "all", "ISSUER"], "--first-scope: access is read, write or keys"),
        (["--jwks-url", "http://id.example/jwks", "ISSUER"], "--jwks-url: expected an https URL"),
        (["--introspection-client-id", "x", "ISSUER"], "--introspection-secret-file"),
        (["--introspection-secret-file", "x", "ISSUER"], "--introspection-client-id"),
        (
            ["--introspection-client-id", "x", "--introspection-secret-file", "/no/such/file", "ISSUER"],
            "/no/such/file",
        ),
    ],
)
def test_what_is_wrongly_asked_for_ends_with_2(arguments, words):
    issuer = ["--issuer", "https://id.example/oidc", "--public-url", "https://mcp.example.com/mcp"]
    arguments = [*arguments[:-1], *issuer] if arguments[-1] == "ISSUER" else arguments
    result = run("http", "--sandbox", *arguments)
    assert result.returncode == 2, result.stderr
    assert words in re.sub(r"\s+", " ", result.stderr)
    assert "Serving" not in result.stderr
