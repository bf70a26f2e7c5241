"""Secrets that a person types on a page: what the person gets, and what a model never does."""

import base64
import html
import re
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

from plain_page import Page, token
from program import DEADLINE, PASSWORD, Server, fresh_state, run

KEY = {"name": "Nightly backup", "mode": "read"}


def ask(server, **arguments):
    """Calls the tool without a password and gives the page on which it is asked for."""
    result = server.call("create_api_key", **KEY | arguments)
    assert not result["isError"]
    assert result["structuredContent"]["step_up"]["status"] == "waiting"
    assert result["structuredContent"]["step_up"]["url"] in result["content"][0]["text"]
    return Page(result["structuredContent"]["step_up"]["url"])


def attempts(sandbox):
    """How often the backend was asked for a key."""
    return sandbox.control("requests").get("POST /api/me/api-keys", 0)


def forms(secret):
    raw = secret.encode()
    yield from (secret, urllib.parse.quote(secret), urllib.parse.quote_plus(secret), raw.hex(), raw.hex().upper())
    for before in range(3):
        digits = base64.b64encode(b"\0" * before + raw).decode()[4 * bool(before) : len(raw) * 4 // 3 - 4]
        yield from (digits, digits.replace("+", "-").replace("/", "_"))


def found(secrets, server):
    """The secrets that are in anything that the client received or that was logged."""
    server.end_input()
    assert server.wait() == 0
    text = server.errors.text() + b"".join(server.output.read).decode()
    return [secret for secret in secrets if any(form in text for form in forms(secret))]


@pytest.mark.parametrize("policy", ["auto", "strict"])
def test_the_person_gets_the_token_and_the_model_the_rest(sandbox, policy):
    with Server("--secrets", policy, "--log-level", "trace", env=sandbox.settings) as server:
        page = ask(server)
        assert "That was not accepted" in page.submit("Wr0ng-Passw0rd!")
        made = token(page.submit())
        assert made.startswith("myk_")
        result = server.call("create_api_key", **KEY)
        assert result["structuredContent"]["data"]["token"] == "(shown to the user on the page)"
        assert result["structuredContent"]["data"]["name"] == KEY["name"]
        assert server.call("create_api_key", **KEY) == result
        assert made not in page.load() and made not in page.submit()
        keys = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
        assert [key["name"] for key in keys] == [KEY["name"]]
        assert attempts(sandbox) == 2
        assert found([PASSWORD, "Wr0ng-Passw0rd!", made, sandbox.token], server) == []


def test_the_search_finds_what_is_there(sandbox):
    with Server(env=sandbox.settings) as server:
        made = server.call("create_api_key", **KEY, password=PASSWORD)["structuredContent"]["data"]["token"]
        assert found([made], server) == [made]


def test_a_second_call_waits_for_the_person(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        id = server.begin_call("create_api_key", **KEY)
        server.answer(server.begin_call("list_api_keys"))
        page.submit()
        assert server.answer(id)["result"]["structuredContent"]["data"]["name"] == KEY["name"]


def test_a_person_can_say_no(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        assert "Declined" in ask(server).submit(decision="decline")
        assert "said no" in server.call("create_api_key", **KEY)["content"][0]["text"]
        assert attempts(sandbox) == 0


def test_three_wrong_passwords_end_it(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        for _ in range(2):
            assert "<form" in page.submit("Wr0ng-Passw0rd!")
        for password in ["Wr0ng-Passw0rd!", PASSWORD]:
            assert "<form" not in page.submit(password)
        assert server.call("create_api_key", **KEY)["isError"]
        assert attempts(sandbox) == 3


def test_the_sixth_wrong_password_is_not_sent_wherever_it_comes_from(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        for number in range(3):
            page.submit(f"Wr0ng-Passw0rd!{number}")
        for number in range(3, 5):
            result = server.call("create_api_key", **KEY, password=f"Wr0ng-Passw0rd!{number}")
            assert "HTTP 400" in result["content"][0]["text"]
        refusal = server.call("create_api_key", **KEY, password=PASSWORD)
        assert "5 wrong secrets were given within 15 minutes" in refusal["content"][0]["text"]
        assert refusal["isError"]
        assert attempts(sandbox) == 5


# Words of what the backend answers a wrong password, and of what is said of that here.
WORDS = ["password", "incorrect_password", "validation failed", "identity provider", "four hundred"]


@pytest.mark.parametrize("word", WORDS)
def test_a_wrong_password_that_is_a_word_of_the_answer_counts_and_is_not_given_away(sandbox, word):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        for number in range(3):
            shown = page.submit(word if number == 1 else f"Wr0ng-Passw0rd!{number}")
            assert "[redacted]" not in shown and ("<form" in shown) == (number < 2)
        results = [server.call("create_api_key", **KEY)]
        results += [server.call("create_api_key", **KEY, password=f"Wr0ng-Passw0rd!{number}") for number in (3, 4)]
        for result in results:
            text = result["content"][0]["text"]
            assert text.startswith("HTTP 400. ") and "It names password." in text and "[redacted]" not in text
        assert results[1]["content"][0]["text"] != results[2]["content"][0]["text"]
        refusal = server.call("create_api_key", **KEY, password=PASSWORD)
        assert refusal["content"][0]["text"].startswith("Nothing was sent, because 5 wrong secrets were given")
        assert attempts(sandbox) == 5


@pytest.mark.parametrize("way", ["page", "argument"])
def test_what_a_person_is_told_of_a_word_is_the_same_as_of_any_other(sandbox, way):
    texts = []
    for word in [*WORDS, "Wr0ng-Passw0rd!"]:
        with Server("--secrets", "auto", env=sandbox.settings | fresh_state()) as server:
            if way == "page":
                page = ask(server)
                for _ in range(3):
                    page.submit(word)
                texts.append(server.call("create_api_key", **KEY)["content"][0]["text"])
            else:
                texts.append(server.call("create_api_key", **KEY, password=word)["content"][0]["text"])
    assert len(set(texts)) == 1


def test_nobody_is_asked_in_vain(sandbox):
    api_key = "myk_" + "0" * 30 + "." + "1" * 60
    refused = {"expired_session": "30 minutes", "impersonation_with_consent": "impersonates"}
    tokens = {sandbox.control("sessions")[name]: word for name, word in refused.items()} | {api_key: "API key"}
    for token, word in tokens.items():
        with Server("--secrets", "auto", env=sandbox.settings | {"NETHESIS_MCP_TOKEN": token}) as server:
            refusal = server.call("create_api_key", **KEY)
            assert refusal["isError"] and word in refusal["content"][0]["text"], refusal
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        for number in range(5):
            server.call("create_api_key", **KEY | {"name": f"Key {number}"}, password=PASSWORD)
        refusal = server.call("create_api_key", **KEY)
        assert refusal["isError"] and "five active keys" in refusal["content"][0]["text"], refusal


def test_a_key_of_an_attempt_that_was_killed_is_named_by_the_next_one(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        sandbox.control("faults", delay_ms=2_000)
        threading.Thread(target=lambda: pytest.raises(OSError, page.submit), daemon=True).start()
        while not attempts(sandbox):
            pass
        server.process.kill()
    sandbox.control("faults", delay_ms=0)
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
        result = server.call("create_api_key", **KEY)
        text = result["content"][0]["text"]
        assert key["id"] in text and KEY["name"] in text
        assert key["id"] in Page(result["structuredContent"]["step_up"]["url"]).load()


def test_a_lost_answer_is_never_sent_again_and_what_was_made_can_be_revoked(sandbox):
    sandbox.control("faults", lost_answer=True)
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        for _ in range(2):
            assert "Done, but the answer was lost" in page.submit()
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
        text = server.call("create_api_key", **KEY)["content"][0]["text"]
        assert "it was carried out" in text and key["id"] in text and "revoke_api_key" in text
        with pytest.raises(urllib.error.HTTPError):
            page.submit(decision="revoke", **{"Sec-Fetch-Site": "cross-site"})
        for _ in range(2):
            assert "Revoked</h1>" in page.submit(decision="revoke")
        assert sandbox.control("requests")[f"DELETE /api/me/api-keys/{key['id']}"] == 1
        result = server.call("create_api_key", **KEY)
        assert result["isError"] and "has revoked it" in result["content"][1]["text"]
        assert attempts(sandbox) == 1


@pytest.mark.parametrize("policy", ["auto", "inline"])
def test_a_lost_answer_to_a_call_with_its_password_is_looked_for(sandbox, policy):
    sandbox.control("faults", lost_answer=True)
    with Server("--secrets", policy, env=sandbox.settings) as server:
        result = server.call("create_api_key", **KEY, password=PASSWORD)
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
        text = result["content"][0]["text"]
        assert result["isError"] and "it was carried out" in text
        assert f'"{KEY["name"]}" (id {key["id"]}' in text and "revoke_api_key" in text
        assert attempts(sandbox) == 1


def test_a_script_hears_that_nothing_was_made(sandbox):
    sandbox.control("faults", database_down=True)
    with Server(env=sandbox.settings) as server:
        text = server.call("create_api_key", **KEY, password=PASSWORD)["content"][0]["text"]
        assert "could not be told" in text
        sandbox.control("faults", database_down=False)
        # A name that the backend answers 500.
        text = server.call("create_api_key", name="x\u0000", mode="read", password=PASSWORD)["content"][0]["text"]
        assert "nothing was made" in text


def test_it_is_said_that_nothing_was_made(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server, name="x\u0000")  # which the backend answers 500
        assert "nothing was made" in page.submit()


def test_who_leaves_before_copying_can_revoke(sandbox):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        assert "myk_" in page.submit()
        assert 'value="revoke"' in page.load()
        sandbox.control("faults", database_down=True)
        assert "It may still be there" in page.submit(decision="revoke")
        sandbox.control("faults", database_down=False)
        assert "Revoked</h1>" in page.submit(decision="revoke")
        texts = [block["text"] for block in server.call("create_api_key", **KEY)["content"]]
        assert "has revoked it" in texts[-1]
        (key,) = server.call("list_api_keys")["structuredContent"]["data"]["api_keys"]
        assert key["revoked_at"]


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Host": "evil.example"}]
)
def test_another_page_cannot_approve(sandbox, headers):
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        page = ask(server)
        with pytest.raises(urllib.error.HTTPError):
            page.submit(**headers)
        assert attempts(sandbox) == 0


def test_secrets_as_arguments(sandbox):
    with Server("--secrets", "strict", env=sandbox.settings) as server:
        refusal = server.call("create_api_key", **KEY, password=PASSWORD)
        assert refusal["isError"]
        assert found([PASSWORD], server) == []
    with Server("--secrets", "auto", env=sandbox.settings) as server:
        made = server.call("create_api_key", **KEY, password=PASSWORD)["structuredContent"]["data"]["token"]
        assert made.startswith("myk_")


def test_a_person_in_a_terminal_gets_the_token_whatever_the_policy(sandbox):
    for policy in ["inline", "auto", "strict"]:
        outcome = run(
            "call", "create_api_key", "--secrets", policy, "--password-stdin", "name=n", "mode=read",
            input=PASSWORD + "\n", env=sandbox.settings,
        )
        assert outcome.returncode == 0, outcome.stderr
        assert '"token":"myk_' in outcome.stdout
