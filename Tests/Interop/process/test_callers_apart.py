"""Many callers at once, each with a linked session: none gets anything of another's."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import visitor
from linking import LinkPage, bearer, caller_token, link, provider, secret_file, served, text
from plain_page import Page, token as shown_token
from web import Connection, free_port

COUNT = 12
ROUNDS = 4


class Caller:
    """One person with an assistant."""

    def __init__(self, sandbox, server, number):
        self.number, self.server = number, server
        self.person = (f"user{number}", f"Passw0rd-{number}!")
        self.token = caller_token(sandbox, self.person)
        self.own = set()
        self.secrets = set()

    def call(self, tool, /, **arguments):
        return self.server.call(tool, headers=bearer(self.token), **arguments)

    def link(self):
        first = self.call("list_api_keys")
        page = LinkPage(link(first))
        assert page.sign_in(self.person) == "Signed in"
        # The account is that of the caller, whoever else signs in at the same moment.
        assert page.account.startswith(f"User {self.number} ")

    def listed(self):
        result = self.call("list_api_keys")
        assert not result.get("isError"), result
        return {key["name"]: key["id"] for key in result["structuredContent"]["data"]["api_keys"]}

    def work(self, number):
        """Makes a key, by an argument or on a page, and looks at all that there is."""
        name = f"k{self.number}-{number}"
        if number % 2:
            result = self.call("create_api_key", name=name, mode="read", password=self.person[1])
            assert not result.get("isError"), result
            secret = result["structuredContent"]["data"]["token"]
        else:
            # The arguments are the same for all callers, who share no approval by that.
            name = f"same-{number}"
            asked = self.call("create_api_key", name=name, mode="read")
            url = asked["structuredContent"]["step_up"]["url"]
            page = Page(url)
            assert f"User {self.number} " in page.load()
            secret = shown_token(page.submit(self.person[1]))
            done = self.call("create_api_key", name=name, mode="read")
            assert not done.get("isError"), done
            assert secret not in json.dumps(done)
            assert done["structuredContent"]["data"]["name"] == name
        self.own.add(name)
        self.secrets.add(secret)
        assert set(self.listed()) == self.own


@pytest.fixture
def team(request, tmp_path):
    more = getattr(request, "param", [])
    with provider(free_port()) as sandbox, served(sandbox, secret_file(tmp_path), *more) as server:
        with ThreadPoolExecutor(COUNT) as pool:
            callers = list(pool.map(lambda n: Caller(sandbox, server, n), range(1, COUNT + 1)))
            list(pool.map(Caller.link, callers))
            yield pool, callers, server


def test_no_caller_gets_anything_of_another(team):
    pool, callers, server = team
    barrier = threading.Barrier(COUNT)

    def run(caller):
        for number in range(ROUNDS):
            barrier.wait(60)
            caller.work(number)
        return caller.listed()

    listed = list(pool.map(run, callers))
    ids = [id for each in listed for id in each.values()]
    assert len(ids) == len(set(ids)) == COUNT * ROUNDS
    secrets = [secret for caller in callers for secret in caller.secrets]
    assert len(secrets) == len(set(secrets)) == COUNT * ROUNDS


def test_wrong_passwords_of_one_caller_count_for_nobody_else(team):
    pool, callers, server = team
    guesser, others = callers[0], callers[1:]

    def guess(number):
        return text(guesser.call("create_api_key", name="x", mode="read", password=f"wrong-{number}"))

    list(pool.map(guess, range(8)))
    # Not even the right one is sent for a while.
    assert guesser.call("create_api_key", name="x", mode="read", password=guesser.person[1])["isError"]
    for result in pool.map(
        lambda caller: caller.call("create_api_key", name="y", mode="read", password=caller.person[1]), others
    ):
        assert not result.get("isError"), result


@pytest.mark.parametrize("team", [["--max-result-bytes", "1000"]], indirect=True)
def test_a_kept_result_is_read_by_its_caller_alone(team):
    pool, callers, server = team
    for caller in callers[:2]:
        for number in range(5):
            caller.call(
                "create_api_key", name=f"{number}-" + "n" * 60, mode="read", password=caller.person[1]
            )
    alice, bob = callers[:2]
    result = json.dumps(alice.call("list_api_keys"))
    (uri,) = set(re.findall(r"results://\w+", result))

    def read(caller):
        return server.post("resources/read", {"uri": uri}, bearer(caller.token)).message

    assert "n" * 60 in json.dumps(read(alice)["result"])
    assert "error" in read(bob) and "n" * 60 not in json.dumps(read(bob))


def test_a_question_of_one_caller_is_of_no_use_to_another(team):
    _, (alice, bob, *_), server = team
    from asking import OPENER

    params = {"name": "create_api_key", "arguments": {"name": "shared", "mode": "read"}, "_meta": OPENER}
    asked = server.post("tools/call", params, bearer(alice.token)).message["result"]
    back = params | {"requestState": asked["requestState"], "inputResponses": {"step_up": {"action": "accept"}}}
    other = server.post("tools/call", back, bearer(bob.token)).message
    url = asked["inputRequests"]["step_up"]["params"]["url"]
    assert url not in json.dumps(other)
    page = Page(url)
    shown_token(page.submit(alice.person[1]))
    assert "shared" in alice.listed() and "shared" not in bob.listed()


def test_a_session_of_a_handshake_stays_with_its_caller(team):
    _, (alice, bob, *_), server = team
    initialize = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"},
        },
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    connection = Connection(server.url)
    opened = connection.request("POST", json.dumps(initialize), headers | bearer(alice.token))
    session = {"Mcp-Session-Id": opened.headers["Mcp-Session-Id"], "MCP-Protocol-Version": "2025-06-18"}
    ping = json.dumps({"jsonrpc": "2.0", "id": 2, "method": "ping"})
    assert connection.request("POST", ping, headers | session | bearer(alice.token)).status == 200
    assert connection.request("POST", ping, headers | session | bearer(bob.token)).status == 404
    connection.close()
