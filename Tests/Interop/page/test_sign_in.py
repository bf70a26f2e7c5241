"""Signing in on the page of a call, in a real browser."""

import pytest
from playwright.sync_api import expect

from conftest import KEY
from program import PASSWORD, Server
from sign_in_page import link, settings
from test_page import approve, press, token

MARIO = ("mario", PASSWORD)


@pytest.fixture
def server(sandbox):
    with Server(env=settings(sandbox)) as server:
        yield server


@pytest.fixture
def tab(chromium):
    """A tab that goes to the provider and back, and complains of nothing."""
    context = chromium.new_context()
    tab = context.new_page()
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert complaints == []


@pytest.fixture
def ask(server):
    """Calls a tool and gives the page that its failure leads to."""

    def ask(tool="create_api_key", **arguments):
        result = server.call(tool, **(arguments or (KEY if tool == "create_api_key" else {})))
        assert result["isError"]
        return link(result["content"][0]["text"])

    return ask


def sign_in(tab, name=MARIO[0], password=MARIO[1]):
    """Leaves the page by its link, signs in at the provider, and comes back."""
    with tab.expect_navigation():
        tab.get_by_role("link", name="Sign in at").click()
    sign_in_at_provider(tab, name, password)


def sign_in_at_provider(tab, name=MARIO[0], password=MARIO[1]):
    tab.get_by_label("User name").fill(name)
    tab.get_by_label("Password").fill(password)
    press(tab, "Sign in")
    press(tab, "Allow")


def test_one_link_from_nothing_to_a_key(tab, ask, server):
    url = ask()
    tab.goto(url)
    expect(tab).to_have_title("Sign in: Create an API key")
    expect(tab.get_by_role("link", name="Sign in at")).to_be_focused()
    sign_in(tab)
    expect(tab.get_by_role("heading", name="Is this you?")).to_be_focused()
    expect(tab.get_by_text("Mario", exact=False).first).to_be_visible()
    # Neither the code nor anything else of the redirect is left in the address.
    assert tab.url == url
    press(tab, "Yes, go on")
    expect(tab).to_have_title("Approve: Create an API key")
    expect(tab.get_by_text("Account", exact=True)).to_be_visible()
    approve(tab)
    made = token(tab).text_content()
    assert made.startswith("myk_")
    result = server.call("create_api_key", **KEY)
    assert not result["isError"] and made not in str(result)


def test_a_call_that_needs_no_approval_goes_on(tab, ask, server):
    tab.goto(ask("list_api_keys"))
    sign_in(tab)
    press(tab, "Yes, go on")
    expect(tab.get_by_role("heading", name="Signed in")).to_be_focused()
    assert not server.call("list_api_keys").get("isError")


def test_the_wrong_person_signs_in_again(tab, ask):
    tab.goto(ask())
    sign_in(tab, "owner", "OwnerPw1!")
    press(tab, "No, somebody else")
    sign_in(tab)
    expect(tab.get_by_text("Mario", exact=False).first).to_be_visible()


def test_a_session_is_pasted(tab, ask, sandbox):
    tab.goto(ask())
    expect(tab.get_by_label("Session")).to_be_hidden()
    tab.get_by_text("Or paste a session").click()
    tab.get_by_label("Session").fill("myk_0011.2233")
    press(tab, "Use this session")
    expect(tab.get_by_role("alert")).to_contain_text("API key")
    expect(tab.get_by_role("alert")).to_be_focused()
    tab.get_by_text("Or paste a session").click()
    tab.get_by_label("Session").fill(sandbox.token)
    press(tab, "Use this session")
    expect(tab.get_by_text("cannot be renewed")).to_be_visible()
    press(tab, "Yes, go on")
    expect(tab).to_have_title("Approve: Create an API key")


def test_a_code_is_typed_on_another_device(tab, chromium, ask):
    tab.goto(ask())
    press(tab, "Use another device")
    code = tab.get_by_role("status").text_content()
    address = tab.get_by_role("link").first.get_attribute("href")
    context = chromium.new_context()
    other = context.new_page()
    other.goto(address)
    other.get_by_label("Code").fill(code)
    press(other, "Continue")
    sign_in_at_provider(other)
    context.close()
    expect(tab.get_by_role("heading", name="Is this you?")).to_be_visible(timeout=20_000)


def test_a_provider_that_is_down_is_said(tab, ask, sandbox):
    tab.goto(ask())
    sandbox.control("faults", identity_provider_down=True)
    with tab.expect_navigation():
        tab.get_by_role("link", name="Sign in at").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    sandbox.control("faults", identity_provider_down=False)
    sign_in(tab)
    expect(tab.get_by_role("heading", name="Is this you?")).to_be_visible()


def test_it_works_without_scripts(chromium, ask):
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(ask())
    sign_in(tab)
    press(tab, "Yes, go on")
    approve(tab)
    expect(token(tab)).to_contain_text("myk_")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_telephone(chromium, ask, sandbox, scheme):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(ask())
    assert_fits(tab)
    press(tab, "Use another device")
    assert_fits(tab)
    press(tab, "Back")
    sign_in(tab)
    assert_fits(tab)
    press(tab, "Yes, go on")
    assert_fits(tab)
    context.close()


def assert_fits(tab):
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
