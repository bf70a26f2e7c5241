"""The page on which a person is asked, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from conftest import KEY
from program import PASSWORD, Server

WRONG = "Wr0ng-Passw0rd!"
TOKEN = re.compile(r"^myk_[0-9a-f]+\.[0-9a-f]+$")


def approve(tab, password=PASSWORD):
    tab.get_by_label("Your password").fill(password)
    press(tab, "Approve")


def press(tab, name):
    """Presses a button of the form. A click alone returns before the answer is there, and what follows is about that."""
    with tab.expect_navigation():
        tab.get_by_role("button", name=name).click()


def token(tab):
    return tab.get_by_role("group", name="Your token")


def attempts(sandbox):
    return sandbox.control("requests").get("POST /api/me/api-keys", 0)


def wait_for_attempt(sandbox):
    while not attempts(sandbox):
        pass


def test_wrong_and_right_password(ask, visit, server):
    tab = visit(ask())
    expect(tab).to_have_title("Approve: Create an API key")
    approve(tab, WRONG)
    alert = tab.get_by_role("alert")
    expect(alert).to_contain_text("2 attempts are left")
    expect(alert).to_be_focused()
    expect(tab.get_by_label("Your password")).to_have_attribute("aria-describedby", "problem")
    expect(tab.get_by_label("Your password")).to_have_value("")
    expect(tab.get_by_text("incorrect_password")).to_be_hidden()
    tab.get_by_text("What exactly was said").click()
    expect(tab.get_by_text("incorrect_password").last).to_be_visible()
    approve(tab)
    expect(tab).to_have_title("Done: Create an API key")
    expect(tab.get_by_role("heading", name="Done")).to_be_focused()
    expect(token(tab)).to_have_text(TOKEN)
    made = token(tab).text_content()
    assert made not in str(server.call("create_api_key", **KEY))


def test_the_last_attempt(ask, visit):
    tab = visit(ask())
    approve(tab, WRONG)
    approve(tab, WRONG)
    expect(tab.get_by_role("alert")).to_contain_text("This is the last attempt")
    approve(tab, WRONG)
    expect(tab.get_by_role("heading", name="It failed")).to_be_focused()
    expect(tab.get_by_role("button")).to_have_count(0)


def test_the_token_is_shown_once_and_copied(ask, visit):
    tab = visit(ask(), permissions=["clipboard-read", "clipboard-write"])
    approve(tab)
    made = token(tab).text_content()
    tab.get_by_role("button", name="Copy").click()
    expect(tab.get_by_role("status")).to_have_text("Copied.")
    assert tab.evaluate("navigator.clipboard.readText()") == made
    for again in [lambda: tab.goto(tab.url), tab.reload]:
        again()
        expect(tab.get_by_text("not shown again")).to_be_visible()
        assert made not in tab.content()


def test_who_may_not_use_the_clipboard_gets_a_selection(ask, visit):
    tab = visit(ask())
    tab.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    approve(tab)
    tab.get_by_role("button", name="Copy").click()
    expect(tab.get_by_role("status")).to_contain_text("Ctrl+C")
    assert tab.evaluate("getSelection().toString()") == token(tab).text_content()


def test_a_reload_sends_nothing_again_and_offers_to_revoke(ask, visit, server, sandbox):
    url = ask()
    tab = visit(url)
    approve(tab)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()
    assert attempts(sandbox) == 1
    press(tab, "Revoke it")
    expect(tab.get_by_role("heading", name="Revoked")).to_be_focused()
    expect(tab.get_by_role("button")).to_have_count(0)
    (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
    assert key["revoked_at"]


def test_a_lost_answer(ask, visit, server, sandbox):
    sandbox.control("faults", lost_answer=True)
    tab = visit(ask())
    approve(tab)
    expect(tab.get_by_role("heading", name="Done, but the answer was lost")).to_be_focused()
    press(tab, "Revoke it")
    expect(tab.get_by_role("heading", name="Revoked")).to_be_focused()
    assert "has revoked it" in server.call("create_api_key", **KEY)["content"][-1]["text"]


def test_what_an_earlier_attempt_made_is_named(ask, visit, server):
    (made,) = [server.call("create_api_key", **KEY, password=PASSWORD)["structuredContent"]["data"]]
    tab = visit(ask())
    expect(tab.get_by_role("note")).to_contain_text(made["id"])


def test_an_ended_or_unknown_page(ask, visit, server):
    url = ask()
    tab = visit(url)
    press(tab, "Decline")
    expect(tab.get_by_role("heading", name="Declined")).to_be_focused()
    expect(tab.get_by_label("Your password")).to_have_count(0)
    assert "said no" in server.call("create_api_key", **KEY)["content"][0]["text"]
    answer = tab.request.get(url[:-1] + ("0" if url[-1] != "0" else "1"))
    assert answer.status == 404
    assert "Nothing was done" in answer.text()


def test_an_expired_page(visit, sandbox):
    with Server("--secrets", "auto", env=sandbox.settings | {"NETHESIS_MCP_TEST_LIFETIME": "1"}) as server:
        tab = visit(server.call("create_api_key", **KEY)["structuredContent"]["step_up"]["url"])
        expires = tab.locator("time").get_attribute("datetime")
        tab.wait_for_function("expires => Date.now() > new Date(expires).getTime() + 1000", arg=expires)
        approve(tab)
        expect(tab.get_by_role("heading", name="Expired")).to_be_focused()
        expect(tab.get_by_label("Your password")).to_have_count(0)
        assert attempts(sandbox) == 0


def test_a_second_tab(ask, visit, sandbox):
    url = ask()
    first = visit(url)
    second = visit(url, in_context=first.context)
    approve(first)
    expect(token(first)).to_be_visible()
    approve(second)
    expect(second.get_by_role("heading", name="Done")).to_be_visible()
    expect(token(second)).to_have_count(0)
    assert attempts(sandbox) == 1


def test_a_double_click(ask, visit, sandbox):
    tab = visit(ask())
    tab.get_by_label("Your password").fill(PASSWORD)
    tab.get_by_role("button", name="Approve").dblclick()
    expect(token(tab)).to_have_text(TOKEN)
    assert attempts(sandbox) == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tab_that_is_opened_meanwhile_follows_by_itself(ask, visit, sandbox, scripts):
    url = ask()
    first = visit(url)
    first.get_by_label("Your password").fill(PASSWORD)
    sandbox.control("faults", delay_ms=1000)
    first.get_by_role("button", name="Approve").click(no_wait_after=True)
    second = visit(url, java_script_enabled=scripts)
    expect(second.get_by_role("heading", name="Under way")).to_be_visible()
    expect(second.get_by_role("heading", name="Done")).to_be_visible(timeout=20_000)
    expect(token(first)).to_have_text(TOKEN)
    assert attempts(sandbox) == 1


def test_the_keyboard_alone(ask, visit):
    tab = visit(ask(), permissions=["clipboard-read", "clipboard-write"])
    expect(tab.get_by_label("Your password")).to_be_focused()
    tab.keyboard.type(WRONG)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("alert")).to_be_focused()
    tab.keyboard.press("Tab")  # what exactly was said
    tab.keyboard.press("Tab")
    expect(tab.get_by_label("Your password")).to_be_focused()
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Approve")).to_be_focused()
    tab.keyboard.press("Space")
    expect(token(tab)).to_be_visible()
    tab.keyboard.press("Tab")
    expect(token(tab)).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_have_text("Copied.")


def test_without_scripts(ask, visit):
    tab = visit(ask(), java_script_enabled=False)
    expect(tab.locator("time")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\dT[\d:]+Z$"))
    approve(tab, WRONG)
    expect(tab.get_by_role("alert")).to_contain_text("2 attempts are left")
    approve(tab)
    expect(token(tab)).to_have_text(TOKEN)
    expect(tab.get_by_role("button")).to_have_count(0)
    tab.goto(tab.url)
    press(tab, "Revoke it")
    expect(tab.get_by_role("heading", name="Revoked")).to_be_focused()


def test_a_narrow_screen(ask, visit):
    tab = visit(ask(name="x" * 255), viewport={"width": 320, "height": 568})

    def check():
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320

    check()
    approve(tab, WRONG)
    tab.get_by_text("What exactly was said").click()
    check()
    approve(tab)
    expect(token(tab)).to_be_visible()
    check()
    tab.goto(tab.url)
    check()


# The lowest contrast of text with what is behind it, and which text that is (WCAG 2.2, 1.4.3).
CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number)
  const light = rgb => { const [r, g, b] = rgb.map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b }
  const behind = element => { for (; element; element = element.parentElement) {
    const colour = parse(getComputedStyle(element).backgroundColor)
    if (colour.length === 3 || colour[3] > 0) return colour.slice(0, 3) } return [255, 255, 255] }
  let worst = [21, ""]
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !element.getClientRects().length) continue
    const pair = [light(parse(getComputedStyle(element).color).slice(0, 3)), light(behind(element))].sort((a, b) => b - a)
    const contrast = (pair[0] + .05) / (pair[1] + .05)
    if (contrast < worst[0]) worst = [contrast, element.textContent]
  }
  return worst
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(ask, visit, sandbox, scheme):
    tab = visit(ask(), color_scheme=scheme)
    back = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (int(re.search(r"\d+", back)[0]) < 128) == (scheme == "dark")

    def check():
        contrast, text = tab.evaluate(CONTRAST)
        assert contrast >= 4.5, text

    check()
    approve(tab, WRONG)
    check()
    approve(tab)
    check()
    sandbox.control("faults", lost_answer=True)
    tab = visit(ask(mode="write"), color_scheme=scheme)
    check()
    approve(tab)
    check()
    press(tab, "Revoke it")
    check()


def test_a_screen_reader(ask, visit):
    tab = visit(ask())
    assert tab.locator("html").get_attribute("lang") == "en"
    expect(tab.locator("body")).to_match_aria_snapshot("""
      - banner
      - main:
        - heading "Create an API key" [level=1]
        - paragraph: /It cannot see what you type/
        - term: name
        - definition: Nightly backup report
        - term: Sent to
        - definition: /http/
        - text: Your password
        - textbox "Your password"
        - button "Approve"
        - button "Decline"
    """)
    approve(tab)
    expect(tab.locator("main")).to_match_aria_snapshot("""
      - heading "Done" [level=1]
      - heading "Your token" [level=2]
      - group "Your token": /myk_/
      - button "Copy"
      - status
    """)


def test_no_other_page_can_show_or_send_it(ask, visit, chromium, sandbox):
    url = ask()
    form = re.search(r'name="form" value="(\w+)"', visit(url).content())[1]
    foreign = chromium.new_context().new_page()
    foreign.route("http://other.example/", lambda route: route.fulfill(body="<iframe></iframe><form></form>"))
    foreign.goto("http://other.example/")
    foreign.evaluate("url => document.querySelector('iframe').src = url", url)
    foreign.wait_for_function("document.querySelector('iframe').contentDocument === null")
    assert "Create an API key" not in [frame.title() for frame in foreign.frames]
    fields = {"form": form, "secret-password": PASSWORD, "decision": "approve"}
    with foreign.expect_navigation() as sent:
        foreign.evaluate(
            """([url, fields]) => { const form = document.forms[0]; form.method = "post"; form.action = url
              for (const [name, value] of Object.entries(fields)) {
                const input = document.createElement("input"); input.name = name; input.value = value; form.append(input) }
              form.submit() }""",
            [url, fields],
        )
    assert sent.value.status == 403
    foreign.context.close()
    assert attempts(sandbox) == 0
