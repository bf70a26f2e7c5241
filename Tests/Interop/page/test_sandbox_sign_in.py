"""The sign-in pages of the sandbox's identity provider, in a real browser."""

import http.server
import threading
import urllib.parse

import pytest
from playwright.sync_api import expect


@pytest.fixture
def callback():
    """A program that waits for a code on a port of its own; `requests` are the targets that it was asked for."""
    requests = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(b"Come back")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    server.requests = requests
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(chromium):
    context = chromium.new_context()
    tab = context.new_page()
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert complaints == []


def sign_in(tab, password="S3cr3t-Passw0rd!"):
    tab.get_by_label("User name").fill("mario")
    tab.get_by_label("Password").fill(password)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Sign in").click()


def authorization(sandbox, callback, **changes):
    issuer = sandbox.url.removesuffix("/api") + "/oidc"
    parameters = {
        "client_id": "sandbox-browser", "response_type": "code", "scope": "openid offline_access", "state": "s",
        "redirect_uri": f"http://127.0.0.1:{callback.server_port}/callback", "prompt": "consent",
        "code_challenge": "c" * 43, "code_challenge_method": "S256",
    }
    return f"{issuer}/auth?" + urllib.parse.urlencode(parameters | changes)


def test_forms_lead_to_the_program_on_another_port(tab, sandbox, callback):
    tab.goto(authorization(sandbox, callback))
    expect(tab).to_have_title("Sign in")
    sign_in(tab)
    expect(tab).to_have_title("Allow access?")
    expect(tab.get_by_text("mario")).to_be_visible()
    tab.get_by_role("button", name="Allow").click()
    expect(tab.get_by_text("Come back")).to_be_visible()
    assert [target.partition("?")[0] for target in callback.requests if "code=" in target] == ["/callback"]


def test_signing_in_leads_there_without_a_question_too(tab, sandbox, callback):
    tab.goto(authorization(sandbox, callback, prompt="login"))
    sign_in(tab)
    expect(tab.get_by_text("Come back")).to_be_visible()


def test_a_device_gets_its_code_entered(tab, sandbox):
    issuer = sandbox.url.removesuffix("/api") + "/oidc"
    response = tab.request.post(f"{issuer}/device/auth", form={"client_id": "sandbox-device", "scope": "openid"})
    device = response.json()
    tab.goto(device["verification_uri_complete"])
    expect(tab.get_by_label("Code")).to_have_value(device["user_code"])
    with tab.expect_navigation():
        tab.get_by_role("button", name="Continue").click()
    sign_in(tab)
    expect(tab.get_by_text(device["user_code"])).to_be_visible()
    tab.get_by_role("button", name="Allow").click()
    expect(tab.get_by_role("heading", name="Signed in")).to_be_visible()
