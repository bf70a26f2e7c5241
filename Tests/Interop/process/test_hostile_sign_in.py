"""A sign-in at a provider or a backend that errs or means harm: a clear message, nothing kept, nothing sent twice."""

import json
import os

import pytest

from hostile import HTML, JSON, PAGE, Hostile, changed, deep, from_now, key, raw, signed
from leaks import found_in
from program import Program, environment, run
from visitor import Visitor, sign_in_url

LONG = "a" * (16 << 10)
HUGE = b'{"access_token":"' + b"a" * (1 << 20) + b'"}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
ELSEWHERE = "https://elsewhere.example/oidc"

DISCOVERY = {
    "another issuer": ({"issuer": ELSEWHERE}, "another issuer"),
    "no issuer": ({"issuer": None}, "another issuer"),
    "an issuer that is no text": ({"issuer": ["a"]}, "another issuer"),
    "a page": ((200, HTML, PAGE), "web page"),
    "a page that says to be JSON": ((200, JSON, PAGE), "web page"),
    "a page with 503": ((503, HTML, PAGE), "HTTP 503"),
    "nothing there": ((404, JSON, b"{}"), "check the issuer's spelling"),
    "a redirect to another host": ((302, HTML, b"", ELSEWHERE), "redirects to https://elsewhere.example,"),
    "a redirect to a path": ((307, HTML, b"", "/other"), "redirects to another path"),
    "no JSON": ((200, JSON, b"{]"), "not valid JSON"),
    "no object": ((200, JSON, b'["issuer"]'), "not valid JSON"),
    "two issuers": ((200, JSON, b'{"issuer":"a","issuer":"b"}'), "not valid JSON"),
    "too deep": ((200, JSON, deep(30_000)), "not valid JSON"),
    "too long": ((200, JSON, HUGE), "too long"),
    "no end": (raw(HEAD + b"Content-Length: 1000\r\n\r\n{"), "cannot be fetched"),
    "nothing": (raw(b""), "cannot be fetched"),
    "no HTTP": (raw(b"220 ready\r\n"), "cannot be fetched"),
    "a token endpoint elsewhere": ({"token_endpoint": f"{ELSEWHERE}/token"}, "https://elsewhere.example"),
    "a token endpoint at another port": ({"token_endpoint": "http://127.0.0.1:1/token"}, "http://127.0.0.1:1"),
    "a token endpoint without TLS": ({"token_endpoint": "http://id.example.com/token"}, "no https URL"),
    "no token endpoint": ({"token_endpoint": None}, "no token endpoint"),
    "an authorization endpoint elsewhere": ({"authorization_endpoint": f"{ELSEWHERE}/auth"}, "elsewhere.example"),
    "an authorization endpoint that is a script": ({"authorization_endpoint": "javascript:alert(1)"}, "no https URL"),
    "no authorization endpoint": ({"authorization_endpoint": None}, "device code"),
    "a revocation endpoint elsewhere": ({"revocation_endpoint": f"{ELSEWHERE}/r"}, "elsewhere.example"),
    "no S256": ({"code_challenge_methods_supported": ["plain"]}, "S256"),
}

# What the redirect has: the change, and the words.
REDIRECT = {
    "another issuer": ({"iss": ELSEWHERE}, "another issuer"),
    "no issuer though it is announced": ({"iss": None}, "names no issuer"),
    "an issuer with a slash at its end": ({"iss": "/"}, "another issuer"),
    "an error": ({"code": None, "error": "access_denied", "error_description": "Not\u202e me"}, "access_denied"),
    "an error with a code": ({"error": "server_error"}, "server_error"),
    "an error that is a token": ({"code": None, "error": "x" * 60}, "ended the sign-in"),
    "no code": ({"code": None}, "neither a usable code nor an error"),
    "an empty code": ({"code": ""}, "neither a usable code nor an error"),
    "a code of 16 KB": ({"code": LONG}, "neither a usable code nor an error"),
    "a code with a line": ({"code": "a\r\nb"}, "neither a usable code nor an error"),
}

TOKEN = {
    "a page": ((200, HTML, PAGE), "web page"),
    "a page with 404": ((404, HTML, PAGE), "web page"),
    "a redirect": ((302, HTML, b"", f"{ELSEWHERE}/token"), "redirects to https://elsewhere.example,"),
    "a redirect that keeps the body": ((307, HTML, b"", "/oidc/token2"), "redirects to another path"),
    "a used code": (
        (400, JSON, b'{"error":"invalid_grant","error_description":"the-code-0123456789abcdefghijklmnop"}'),
        "invalid_grant",
    ),
    "a used code, told in another way": ((403, JSON, b'{"error":"invalid_code"}'), "invalid_code"),
    "another client": ((401, JSON, b'{"error":"invalid_client"}'), "client id"),
    "a refusal without a word": ((400, JSON, b""), "HTTP 400"),
    "an outage": ((503, JSON, b"{}"), "HTTP 503"),
    "a failure": ((500, JSON, b"{}"), "HTTP 500"),
    "no token": ({"access_token": None}, "no access_token"),
    "an empty token": ({"access_token": ""}, "no access_token"),
    "a token that is no text": ({"access_token": 1}, "no access_token"),
    "a token with a space": ({"access_token": "a b"}, "characters"),
    "a token with a line": ({"access_token": "a\r\nX-Y: z"}, "characters"),
    "a token of 16 KB": ({"access_token": LONG}, "longer than"),
    "a refresh token of 16 KB": ({"refresh_token": LONG}, "longer than"),
    "another type": ({"token_type": "DPoP"}, "another type"),
    "a MAC": ({"token_type": "mac"}, "another type"),
    "two tokens": ((200, JSON, b'{"access_token":"a","access_token":"b"}'), "not the JSON expected"),
    "no object": ((200, JSON, b'"token"'), "not the JSON expected"),
    "too deep": ((200, JSON, deep(30_000)), "not the JSON expected"),
    "too long": ((200, JSON, HUGE), "too long"),
    "an end in the middle": (raw(HEAD + b'Content-Length: 1000\r\n\r\n{"access_token":"a"'), "gave no token"),
    "nothing": (raw(b""), "gave no token"),
    "no ID token": ({"id_token": None}, "ID token"),
    "an ID token of 100 KB": ({"id_token": "a" * 100_000}, "ID token"),
}

IDENTITY = {
    "another issuer": ({"iss": ELSEWHERE}, "another issuer"),
    "another client": ({"aud": "other"}, "another client"),
    "no audience": ({"aud": None}, "another client"),
    "several audiences": ({"aud": ["cli", "other"]}, "another client"),
    "another party": ({"azp": "other"}, "another client"),
    "another nonce": ({"nonce": "other"}, "another sign-in"),
    "no nonce": ({"nonce": None}, "another sign-in"),
    "expired a day ago": ({"iat": from_now(-90_000), "exp": from_now(-86_400)}, "compare the clocks"),
    "no expiry": ({"exp": None}, "no expiry"),
    "nobody": ({"sub": None}, "names nobody"),
    "a subject of 16 KB": ({"sub": LONG}, "names nobody"),
    "a subject that clears the screen": ({"sub": "logto1\x1b[2J"}, "names nobody"),
    "a subject that turns the line around": ({"sub": "\u202elogto1"}, "names nobody"),
    "no signature": ({"alg": "none"}, "no signed token"),
}


KEYS = {
    "nothing there": ((404, JSON, b"{}"), "HTTP 404"),
    "an outage": ((503, HTML, PAGE), "HTTP 503"),
    "a page": ((200, HTML, PAGE), "JWK set"),
    "a redirect": ((302, HTML, b"", f"{ELSEWHERE}/jwks"), "HTTP 302"),
    "no end": (raw(HEAD + b'Content-Length: 1000\r\n\r\n{"keys"'), "cannot be had"),
    "nothing": (raw(b""), "cannot be had"),
    "no keys": ({"keys": None}, "JWK set"),
    "an empty set": ({"keys": []}, "not that of a key"),
    "another key of that name": (key()[1], "not that of a key"),
    "another name": ({"keys": [{"kty": "EC", "kid": "k2"}]}, "not that of a key"),
    "too deep": ((200, JSON, deep(30_000)), "JWK set"),
    "too long": ((200, JSON, HUGE), "JWK set"),
}

# What the metadata say about the keys.
KEY_PLACES = {
    "none": ({"jwks_uri": None}, "name no place of its keys"),
    "without TLS": ({"jwks_uri": "http://id.example.com/jwks"}, "no https URL"),
    "unreachable": ({"jwks_uri": "http://127.0.0.1:1/jwks"}, "refused the connection"),
}


def session(**claims):
    return {"data": {"token": lambda: signed(changed({}, claims))}}


EXCHANGE = {
    "a page": ((200, HTML, PAGE), "web page"),
    "a redirect": ((307, JSON, b"", f"{ELSEWHERE}/auth/exchange"), "redirects to https://elsewhere.example,"),
    "a refusal": ((401, JSON, b'{"code":401,"message":"invalid access token: opaque-00000000000000000001"}'), "accept"),
    "a refusal of the role": ((403, JSON, b'{"code":403,"message":"forbidden"}'), "forbidden"),
    "a failure": ((500, JSON, b'{"code":500,"message":"failed"}'), "HTTP 500"),
    "an outage": ((503, JSON, b"{}"), "HTTP 503"),
    "nothing": (raw(b""), "made no session"),
    "no token": ({"data": {"token": None}}, "no token"),
    "no data": ({"data": None}, "no token"),
    "a token of 16 KB": ({"data": {"token": LONG}}, "longer than"),
    "a refresh token of 16 KB": ({"data": {"refresh_token": LONG}}, "longer than"),
    "a refresh token in its place": (session(token_type="refresh", exp=from_now(600)), "another kind"),
    "an impersonation": (session(token_type="impersonation", exp=from_now(600)), "another kind"),
    "a session that has expired": (session(token_type="access", exp=from_now(-86_400)), "compare the clocks"),
    "a session without a life": (session(token_type="access", iat=from_now(0), exp=from_now(-60)), "compare the clocks"),
    "another person": ({"data": {"user": {"logto_id": "logto2"}}}, "another person"),
    "too deep": ((200, JSON, deep(30_000)), "not the JSON expected"),
    "too long": ((200, JSON, HUGE), "too long"),
}


def cases(table):
    return pytest.mark.parametrize(("change", "words"), table.values(), ids=table)


def sign_in(hostile, **changes):
    """Signs in as far as it goes; gives what was said to the person, at the terminal and in the browser."""
    with Program("login", "--browser", env=hostile.settings) as login:
        target = hostile.redirection(sign_in_url(login), **changes)
        status, _, page = Visitor().send(target)
        # The terminal says the same.
        assert (status == 200) == (login.wait() == 0), page
        code = login.wait()
        return code, login.errors.text(), page


def check_nothing_came_of_it(hostile, code, said, page, words):
    assert code in (1, 2) and words in said, said
    lines = said.splitlines()
    assert len(lines[-1]) < 1000 and "\x1b" not in said
    assert page == "" or "Not signed in" in page
    assert found_in([secret for secret in hostile.secrets if len(secret) < 5000], said + page) == []
    status = run("status", "--json", env=hostile.settings)
    assert json.loads(status.stdout)["documents"][0]["sessions"] == [] and status.returncode == 1


@cases(DISCOVERY)
def test_discovery(change, words):
    with Hostile({"discovery": change}) as hostile:
        outcome = run("login", "--browser", env=hostile.settings)
        check_nothing_came_of_it(hostile, outcome.returncode, outcome.stderr, "", words)
        assert hostile.count("token") == hostile.count("exchange") == 0


@cases(REDIRECT)
def test_redirect(change, words):
    with Hostile() as hostile:
        if change.get("iss") == "/":
            change = {"iss": f"{hostile.issuer}/"}
        check_nothing_came_of_it(hostile, *sign_in(hostile, **change), words)
        assert hostile.count("token") == 0


@cases(TOKEN)
def test_token_endpoint(change, words):
    with Hostile({"token": change}) as hostile:
        check_nothing_came_of_it(hostile, *sign_in(hostile), words)
        # A code is sent once.
        assert hostile.count("token") == 1 and hostile.count("exchange") == 0


@cases(IDENTITY)
def test_identity(change, words):
    with Hostile(identity=change) as hostile:
        check_nothing_came_of_it(hostile, *sign_in(hostile), words)
        assert hostile.count("token") == 1 and hostile.count("exchange") == 0


@cases(KEYS)
def test_keys(change, words):
    with Hostile({"jwks": change}) as hostile:
        check_nothing_came_of_it(hostile, *sign_in(hostile), words)
        assert hostile.count("token") == 1 and hostile.count("exchange") == 0


@cases(KEY_PLACES)
def test_places_of_keys(change, words):
    with Hostile({"discovery": change}) as hostile:
        check_nothing_came_of_it(hostile, *sign_in(hostile), words)
        assert hostile.count("token") == 1 and hostile.count("exchange") == 0


@cases(EXCHANGE)
def test_exchange(change, words):
    with Hostile({"exchange": change}) as hostile:
        check_nothing_came_of_it(hostile, *sign_in(hostile), words)
        assert hostile.count("token") == 1 and hostile.count("exchange") <= 2


@pytest.mark.parametrize("expires_in", [-1, 0, "soon", "3600", 1e300, None, [], {"a": 1}, "1e400", "-5"])
def test_a_life_that_is_none_is_not_relied_on(expires_in):
    """The tokens are good all the same: what they say themselves counts, and else what the backend says."""
    with Hostile({"token": {"expires_in": expires_in}, "exchange": {"data": {"expires_in": expires_in}}}) as hostile:
        code, said, _ = sign_in(hostile)
        assert code == 0 and "Signed in as Mario" in said
        session = json.loads(run("status", "--json", env=hostile.settings).stdout)["documents"][0]["sessions"][0]
        assert session["name"] == "Mario"


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", None])
def test_the_type_of_a_token_has_no_case(scheme):
    with Hostile({"token": {"token_type": scheme}}) as hostile:
        assert sign_in(hostile)[0] == 0


def test_an_issuer_is_taken_as_it_is_spelled():
    with Hostile() as hostile:
        for issuer in [f"{hostile.issuer}/", hostile.issuer.replace("127.0.0.1", "localhost"), hostile.issuer.upper()]:
            outcome = run("login", "--browser", env=hostile.settings | {"NETHESIS_MCP_LOGIN_ISSUER": issuer})
            assert outcome.returncode in (1, 2), outcome.stderr
            assert "exactly as the provider spells it" in outcome.stderr or "issuer's spelling" in outcome.stderr


def test_foreign_redirects_change_nothing_and_the_right_one_counts_once():
    with Hostile() as hostile, Program("login", "--browser", env=hostile.settings) as login:
        url = sign_in_url(login)
        browser = Visitor()
        for changes in [
            {"state": "other"}, {"state": None}, {"state": ""}, {"state": "other", "error": "access_denied"},
            {"state": None, "code": None, "error": "access_denied"}, {"state": "other", "iss": ELSEWHERE},
        ]:
            status, _, page = browser.send(hostile.redirection(url, **changes))
            assert status == 400 and "Nothing happened" in page
        assert hostile.count("token") == 0
        target = hostile.redirection(url)
        assert browser.send(target)[0] == 200
        assert login.wait() == 0
    assert hostile.count("token") == hostile.count("exchange") == 1


def test_two_sign_ins_at_once_do_not_take_each_other_s_codes():
    with Hostile() as hostile:
        with Program("login", "--browser", env=hostile.settings) as one, Program(
            "login", "--browser", env=hostile.settings
        ) as two:
            first, second = sign_in_url(one), sign_in_url(two)
            browser = Visitor()
            # The code of the one comes back at the other's port.
            place = hostile.redirection(second).partition("?")[0]
            crossed = f"{place}?{hostile.redirection(first).partition('?')[2]}"
            assert browser.send(crossed)[0] == 400
            for login, url in [(two, second), (one, first)]:
                assert browser.send(hostile.redirection(url))[0] == 200
                assert login.wait() == 0
    assert hostile.count("token") == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="another user's file cannot be made")
def test_what_another_user_has_put_there_is_not_read_and_not_replaced():
    with Hostile() as hostile:
        assert sign_in(hostile)[0] == 0
        folder = os.path.join(environment()["XDG_STATE_HOME"], "nethesis-mcp")
        file = os.path.join(folder, "sessions")
        os.chown(file, 65_534, 65_534)
        for command in [("status",), ("call", "list_api_keys"), ("logout",), ("login", "--browser")]:
            outcome = run(*command, env=hostile.settings)
            assert outcome.returncode == 1 and file in outcome.stderr + outcome.stdout, (command, outcome)
        assert os.stat(file).st_uid == 65_534
