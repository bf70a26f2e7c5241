"""The links of callers in real browsers: two profiles, and one that has the cookies of the other."""

import re

import pytest
from playwright.sync_api import expect

from linking import USER1, USER2, caller_token, link, provider, secret_file, served, text
from web import free_port


@pytest.fixture
def server(tmp_path):
    with provider(free_port()) as sandbox, served(sandbox, secret_file(tmp_path)) as server:
        server.provider = sandbox
        yield server


@pytest.fixture
def profiles(chromium):
    contexts = [chromium.new_context() for _ in range(2)]
    yield contexts
    for context in contexts:
        context.close()


def at_provider(tab, person):
    """Signs in at the sandbox's provider, and consents where it asks."""
    tab.get_by_label("User name").fill(person[0])
    tab.get_by_label("Password").fill(person[1])
    tab.get_by_role("button", name="Sign in").click()
    allow = tab.get_by_role("button", name="Allow")
    expect(allow.or_(tab.get_by_role("heading", level=1).filter(has_not_text="Sign in")).first).to_be_visible()
    if allow.is_visible():
        allow.click()


def keys(server, token):
    return server.call("list_api_keys", headers={"Authorization": f"Bearer {token}"})


def go(tab):
    tab.get_by_role("link", name="Sign in at").click()


def test_of_two_browsers_the_caller_s_links_and_the_other_is_refused(server, profiles):
    token = caller_token(server.provider, USER1)
    url = link(keys(server, token))
    mine, theirs = (profile.new_page() for profile in profiles)
    mine.goto(url)
    theirs.goto(url)
    go(theirs)
    at_provider(theirs, USER2)
    expect(theirs.get_by_role("heading", name="Not for you")).to_be_visible()
    mine.reload()
    expect(mine.get_by_role("heading", name="Not for you")).to_be_visible()
    assert "somebody else signed in on the page" in text(keys(server, token))
    # The caller's next link is the caller's again.
    mine.goto(link(keys(server, token)))
    go(mine)
    at_provider(mine, USER1)
    expect(mine.get_by_role("heading", name="Signed in")).to_be_visible()
    expect(mine.get_by_text("User 1")).to_be_visible()
    assert not keys(server, token).get("isError")
    assert keys(server, caller_token(server.provider, USER2))["isError"]


def test_a_profile_with_stolen_cookies_goes_nowhere(server, profiles):
    token = caller_token(server.provider, USER1)
    owner, thief = profiles
    mine, theirs = owner.new_page(), thief.new_page()
    mine.goto(link(keys(server, token)))
    go(mine)
    expect(mine.get_by_label("User name")).to_be_visible()
    stolen = [cookie for cookie in owner.cookies() if cookie["name"] == "nethesis-mcp-link"]
    assert len(stolen) == 1
    thief.add_cookies(stolen)
    # The thief goes on with the cookie, from the page and as himself.
    theirs.goto(link(keys(server, token)))
    go(theirs)
    at_provider(theirs, USER2)
    expect(theirs.get_by_role("heading", name="Not for you")).to_be_visible()
    assert "somebody else" in text(keys(server, token))
    # The sign-in of the owner, which was under way, links nothing by then.
    at_provider(mine, USER1)
    expect(mine.get_by_role("heading", name=re.compile("Not for you|Nothing"))).to_be_visible()
    assert keys(server, token)["isError"]


def test_a_redirect_that_another_profile_opens_is_refused_there(server, profiles):
    token = caller_token(server.provider, USER1)
    owner, other = profiles
    mine, theirs = owner.new_page(), other.new_page()
    mine.goto(link(keys(server, token)))
    go(mine)
    expect(mine.get_by_label("User name")).to_be_visible()
    place = mine.url
    # The profile's own requests, which stop at the redirect to the server.
    while "interaction=" in place:
        page, _, id = place.partition("?interaction=")
        own = {"username": USER1[0], "password": USER1[1]} if page.endswith("sign-in") else {"action": "allow"}
        place = owner.request.post(page, form=own | {"interaction": id}, max_redirects=0).headers["location"]
    theirs.goto(place)
    expect(theirs.get_by_role("heading", name="Another browser")).to_be_visible()
    assert keys(server, token)["isError"]
    mine.goto(place)
    expect(mine.get_by_role("heading", name="Signed in")).to_be_visible()
    assert not keys(server, token).get("isError")
