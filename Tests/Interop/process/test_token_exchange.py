"""Token exchange (RFC 8693): the silent way to a caller's session, where the provider allows it."""

import pytest

import visitor
from linking import (
    SERVER_CLIENT, USER1, USER2, LinkPage, bearer, caller_token, link, machine_token, provider, secret_file, served, text,
)
from program import control, run
from web import free_port

GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"


@pytest.fixture
def sandbox():
    with provider(free_port(), "--fault", "token_exchange=true") as sandbox:
        yield sandbox


@pytest.fixture
def server(sandbox, tmp_path):
    with served(sandbox, secret_file(tmp_path), "--exchange-tokens") as server:
        yield server


def keys(server, token):
    return server.call("list_api_keys", headers=bearer(token))


def make(server, token, person):
    result = server.call("create_api_key", headers=bearer(token), name=f"of {person[0]}", mode="read", password=person[1])
    assert not result.get("isError"), result


def names(server, token):
    return [key["name"] for key in keys(server, token)["structuredContent"]["data"]["api_keys"]]


def test_nobody_is_asked_and_each_caller_has_its_own_session(sandbox, server):
    tokens = {person: caller_token(sandbox, person) for person in [USER1, USER2]}
    for person, token in tokens.items():
        make(server, token, person)
    for person, token in tokens.items():
        assert names(server, token) == [f"of {person[0]}"]


@pytest.mark.parametrize("fault", [{"token_exchange": False}, {"third_party": ["sandbox-browser"]}])
def test_where_it_is_refused_the_person_signs_in(sandbox, server, fault):
    control(sandbox.url, "faults", **fault)
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(server, token)))
    assert page.sign_in(USER1) == "Signed in"
    assert not keys(server, token).get("isError")


def test_an_outage_is_no_refusal(sandbox, server):
    token = caller_token(sandbox, USER1)
    assert server.post("server/discover", headers=bearer(token)).status == 200
    control(sandbox.url, "faults", identity_provider_down=True)
    result = keys(server, token)
    assert result["isError"] and "connect/" not in text(result)
    control(sandbox.url, "faults", identity_provider_down=False)
    assert not keys(server, token).get("isError")


def test_a_program_has_nothing_to_exchange(sandbox, server):
    result = keys(server, machine_token(sandbox))
    assert result["isError"] and "this caller is a program" in text(result)


def test_nothing_is_stored(sandbox, server, tmp_path):
    token = caller_token(sandbox, USER1)
    assert not keys(server, token).get("isError")
    listed = run(
        "links", "list", "--backend", sandbox.url, "--login-issuer", sandbox.issuer, "--login-client-id",
        SERVER_CLIENT[0], "--login-client-secret-file", str(tmp_path / "client-secret"),
    )
    assert "Nobody has linked" in listed.stderr


def test_the_stand_in_refuses_as_the_provider_does(sandbox):
    token = caller_token(sandbox, USER1)
    browser = visitor.Visitor()

    def exchange(**changes):
        form = {
            "grant_type": GRANT, "subject_token": token, "subject_token_type": ACCESS_TOKEN, "scope": "openid profile",
            "client_id": SERVER_CLIENT[0], "client_secret": SERVER_CLIENT[1],
        } | changes
        return browser.json(f"{sandbox.issuer}/token", **form)

    done = exchange()
    assert "." not in done["access_token"]
    assert not {"refresh_token", "issued_token_type", "id_token"} & set(done)
    assert exchange(subject_token=token[:-6] + "AAAAAA")["error"] == "invalid_grant"
    assert exchange(subject_token=machine_token(sandbox))["error"] == "invalid_grant"
    assert exchange(subject_token_type="urn:ietf:params:oauth:token-type:id_token")["error"] == "invalid_request"
    assert exchange(client_id="sandbox-browser", client_secret="")["error"] in ("unauthorized_client", "invalid_client")
    control(sandbox.url, "faults", third_party=["sandbox-browser"])
    assert exchange()["error"] == "invalid_grant"
    control(sandbox.url, "faults", third_party=[], token_exchange=False)
    assert exchange()["error"] == "unauthorized_client"
