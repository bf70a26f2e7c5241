"""A document's own OAuth 2 or OpenID Connect on the page of a call, and documents with several providers."""

import json
import re

import pytest

from hostile import JSON, Hostile
from program import Program, Sandbox, Server, run
from sign_in_page import SignInPage, link
from test_own_oauth import SECRET, Service, flow, machine, service  # noqa: F401
from test_login import MARIO
from visitor import Visitor, sign_in_url

SCOPES = {"things:read": "Read", "openid": "", "profile": "", "offline_access": ""}


@pytest.fixture
def provider():
    with Sandbox() as sandbox:
        yield sandbox.url.removesuffix("/api")


def settings(provider, spec):
    return {
        "NETHESIS_MCP_SPEC": spec, "NETHESIS_MCP_LOGIN_ORIGIN": provider, "NETHESIS_MCP_OPEN_BROWSER": "false",
        "NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=sandbox-browser,device=sandbox-device",
    }


def own(service, folder, provider, kind):  # noqa: F811
    """A document whose scheme is of a kind."""
    urls = {"tokenUrl": f"{provider}/oidc/token", "scopes": SCOPES}
    if kind == "openIdConnect":
        url = f"{provider}/oidc/.well-known/openid-configuration"
        return service.document(folder, None, type="openIdConnect", openIdConnectUrl=url)
    flows = {"authorizationCode": urls | {"authorizationUrl": f"{provider}/oidc/auth"}}
    if kind == "device":
        flows = {"deviceAuthorization": urls | {"deviceAuthorizationUrl": f"{provider}/oidc/device/auth"}}
    return service.document(folder, flows)


def page_of(server, tool="list_things"):
    result = server.call(tool)
    assert result["isError"], result
    return SignInPage(link(result["content"][0]["text"]))


@pytest.mark.parametrize("kind", ["code", "openIdConnect"])
def test_a_person_signs_in_on_the_page_by_what_the_document_declares(service, provider, tmp_path, kind):  # noqa: F811
    at = settings(provider, own(service, tmp_path, provider, kind))
    with Server(env=at) as server:
        page = page_of(server)
        assert provider.removeprefix("http://") in page.text and "Session storage" not in page.text
        assert service.calls == []
        assert page.sign_in().startswith("Mario")
        assert service.calls == [] and json.loads(run("status", "--json", env=at).stdout)["documents"][0]["sessions"] == []
        page.submit("keep")
        assert page.heading == "Signed in"
        assert not server.call("list_things").get("isError")
    assert len(service.calls) == 1 and service.calls[0].startswith("Bearer ")
    # The next process uses the same session.
    assert run("call", "list_things", env=at).returncode == 0


def test_the_device_flow_of_a_document_shows_a_code_on_the_page(service, provider, tmp_path):  # noqa: F811
    with Server(env=settings(provider, own(service, tmp_path, provider, "device"))) as server:
        page = page_of(server)
        assert 'class="button"' not in page.text.split("<form")[0]
        page.submit("code")
        assert page.heading == "Enter this code" and re.search(r"<code>\w{4}-\w{4}</code>", page.text)


@pytest.mark.parametrize("kind", ["code", "openIdConnect", "device"])
def test_without_a_word_of_the_configuration_the_document_sends_nobody_anywhere(service, provider, tmp_path, kind):  # noqa: F811
    at = settings(provider, own(service, tmp_path, provider, kind)) | {"NETHESIS_MCP_LOGIN_ORIGIN": ""}
    with Server(env=at) as server:
        result = server.call("list_things")
        assert result["isError"] and "/step-up/" not in str(result) and service.calls == []
    # Another origin is no word for this one.
    with Server(env=at | {"NETHESIS_MCP_LOGIN_ORIGIN": "https://auth.example.com"}) as server:
        result = server.call("list_things")
        assert result["isError"] and "/step-up/" not in str(result) and service.calls == []


def test_a_document_that_names_another_issuer_needs_a_new_sign_in(service, provider, tmp_path):  # noqa: F811
    at = settings(provider, own(service, tmp_path, provider, "openIdConnect"))
    with Program("login", "--browser", env=at) as login:
        browser = Visitor()
        assert browser.send(browser.sign_in(sign_in_url(login), *MARIO))[0] == 200
        assert login.wait() == 0, login.errors.text()
    assert run("call", "list_things", env=at).returncode == 0
    url = f"{provider}/other/.well-known/openid-configuration"
    service.document(tmp_path, None, type="openIdConnect", openIdConnectUrl=url)
    outcome = run("call", "list_things", env=at)
    assert outcome.returncode == 1 and f"{provider}/other" in outcome.stderr, outcome.stderr
    assert len(service.calls) == 1


# Several providers in one document


@pytest.fixture
def two(service, provider, tmp_path):  # noqa: F811
    """A document in which each of two operations is of another provider."""
    path = service.document(tmp_path, {"authorizationCode": {
        "authorizationUrl": f"{provider}/oidc/auth", "tokenUrl": f"{provider}/oidc/token", "scopes": SCOPES,
    }})
    with open(path) as file:
        document = json.load(file)
    elsewhere = flow("https://auth.example.com", authorizationUrl="https://auth.example.com/auth")
    document["components"]["securitySchemes"]["other"] = {"type": "oauth2", "flows": {"authorizationCode": elsewhere}}
    operation = dict(document["paths"]["/things"]["get"], operationId="listOthers", security=[{"other": ["things:read"]}])
    document["paths"]["/others"] = {"get": operation}
    with open(path, "w") as file:
        json.dump(document, file)
    return path


def test_a_token_of_one_provider_is_not_sent_for_the_scheme_of_another(service, provider, tmp_path, two):  # noqa: F811
    at = settings(provider, two)
    with Server(env=at) as server:
        page = page_of(server)
        page.sign_in()
        page.submit("keep")
        assert not server.call("list_things").get("isError")
        result = server.call("list_others")
        said = result["content"][0]["text"]
        assert result["isError"] and "https://auth.example.com" in said and "/step-up/" not in said
        assert '{"credentials":{"other"' in said.replace(" ", "")
    assert len(service.calls) == 1
    token = tmp_path / "token"
    token.write_text("token-of-the-other-provider")
    token.chmod(0o600)
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"credentials": {"other": {"token-file": str(token)}}}))
    outcome = run("call", "list_others", "--config", str(config), env=at)
    assert outcome.returncode == 0, outcome.stderr
    assert service.calls[-1] == "Bearer token-of-the-other-provider"
    assert run("call", "list_things", "--config", str(config), env=at).returncode == 0
    assert service.calls[-1] == service.calls[0]


def test_the_sign_in_is_of_the_provider_that_is_configured(provider, two):
    at = settings("https://auth.example.com", two)
    with Server(env=at) as server:
        page = page_of(server, "list_others")
        assert "auth.example.com" in page.text
        result = server.call("list_things")
        assert result["isError"] and provider in result["content"][0]["text"]


# Who it is


class Named(Hostile):
    """A provider whose ID tokens have a subject alone, and which names people when it is asked."""

    def discovery(self):
        return super().discovery() | {"userinfo_endpoint": f"{self.issuer}/userinfo"}


def sign_in(named, folder, userinfo, **changes):
    spec = folder / "api.json"
    spec.write_text(json.dumps({
        "openapi": "3.1.1", "info": {"title": "Things", "version": "1"},
        "components": {"securitySchemes": {"session": {"type": "http", "scheme": "bearer"}}},
        "security": [{"session": []}],
        "paths": {"/things": {"get": {"operationId": "list_things", "responses": {"200": {"description": "All"}}}}},
    }))
    named.responses["/oidc/userinfo"] = userinfo
    named.responses["discovery"] = changes
    at = named.settings | {"NETHESIS_MCP_SPEC": str(spec)}
    with Program("login", "--browser", env=at) as login:
        Visitor().send(named.redirection(sign_in_url(login)))
        code = login.wait()
        return code, login.errors.text(), json.loads(run("status", "--json", env=at).stdout)["documents"][0]["sessions"]


def said(**members):
    return 200, JSON, json.dumps(members).encode()


def test_the_provider_is_asked_for_a_name_where_the_token_has_none(tmp_path):
    with Named() as named:
        code, words, (session,) = sign_in(named, tmp_path, said(sub="logto1", name="Mario Rossi", email="m@example.com"))
        assert code == 0 and "Signed in as Mario Rossi <m@example.com>" in words, words
        assert session["name"] == "Mario Rossi" and named.count("/oidc/userinfo") == 1


def test_somebody_else_s_name_ends_the_sign_in(tmp_path):
    with Named() as named:
        code, words, sessions = sign_in(named, tmp_path, said(sub="logto2", name="Luigi"))
        assert code == 1 and "another person" in words and "Luigi" not in words and sessions == []


@pytest.mark.parametrize("userinfo", [
    (500, JSON, b"{}"), (401, JSON, b'{"error":"invalid_token"}'), (200, "application/jwt", b"e30.e30.e30"),
    (200, "text/html", b"<html>"), said(name="Nobody"), (302, JSON, b"", "https://other.example/userinfo"),
])
def test_a_provider_that_names_nobody_ends_no_sign_in(tmp_path, userinfo):
    with Named() as named:
        code, words, (session,) = sign_in(named, tmp_path, userinfo)
        assert code == 0 and "Signed in as logto1" in words, words


def test_it_is_asked_at_the_configured_origins_only_and_only_for_a_name(tmp_path):
    with Named() as named, Named() as other:
        elsewhere = {"userinfo_endpoint": f"{other.issuer}/userinfo"}
        code, words, _ = sign_in(named, tmp_path, said(sub="logto1", name="Mario"), **elsewhere)
        assert code == 0 and "Signed in as logto1" in words and other.requests == []
        named.identity = {"name": "Mario Rossi"}
        code, words, _ = sign_in(named, tmp_path, said(sub="logto1", name="Luigi"))
        assert code == 0 and "Signed in as Mario Rossi" in words and named.count("/oidc/userinfo") == 0
