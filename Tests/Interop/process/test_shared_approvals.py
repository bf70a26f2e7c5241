"""Approvals that replicas share by a database: any of them asks, serves the page and tells the outcome."""

import re
import secrets
import threading
import time
import urllib.error
from contextlib import ExitStack

import pytest

import asking
import database
from plain_page import Page, token
from program import DEADLINE, PASSWORD, Sandbox, run
from web import WebServer

pytestmark = pytest.mark.skipif(not database.IS_THERE, reason="there is no PostgreSQL server")
POST = "POST /api/me/api-keys"
# The time after which nobody waits for a replica that has died, in seconds.
LEASE = 30


class Replicas:
    """Servers with one sandbox, one database and one key for states."""

    def __init__(self, stack, folder, count=3):
        self.database = stack.enter_context(database.Database())
        keys = folder / "keys"
        keys.write_text(f"k1 {secrets.token_hex(32)}\n")
        keys.chmod(0o600)
        (folder / "state-key").write_bytes(secrets.token_bytes(32))
        store = ["--store", self.database.url, "--store-keys", str(keys)]
        migrated = run("store", "migrate", *store)
        assert migrated.returncode == 0, migrated.stderr
        self.sandbox = stack.enter_context(Sandbox())
        arguments = [*store, "--state-key-file", str(folder / "state-key")]
        env = self.sandbox.settings | asking.HASTE
        self.servers = [stack.enter_context(WebServer(*arguments, env=env)) for _ in range(count)]

    def sent(self):
        return self.sandbox.control("requests").get(POST, 0)

    def rows(self):
        """Everything that is in the tables, as bytes in hexadecimal digits."""
        return "\n".join(
            self.database.sql(
                "SELECT encode(namespace, 'hex'), encode(name, 'hex'), encode(owner, 'hex'), encode(content, 'hex') "
                "FROM nethesis_mcp.entry"
            )
        )


@pytest.fixture
def replicas(tmp_path):
    with ExitStack() as stack:
        yield Replicas(stack, tmp_path)


def at(server, url):
    """The page of a link, asked of another server."""
    return re.sub(r"^http://[^/]+", server.url.removesuffix("/mcp"), url)


def status(url):
    try:
        Page(url)
        return 200
    except urllib.error.HTTPError as error:
        return error.code


def eventually(look):
    end = time.monotonic() + LEASE + DEADLINE
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.2)
    return found


def text(message):
    return message["result"]["content"][0]["text"]


def test_one_asks_another_serves_the_page_and_a_third_tells_the_outcome(replicas):
    one, two, three = replicas.servers
    state, url = asking.ask(one)
    assert "/step-up/any/" in url
    elsewhere = asking.call(three, state, action="decline")
    assert url in text(elsewhere)
    shown = token(Page(at(two, url)).submit())
    told = asking.call(three, state)
    assert asking.outcome(told)["name"] == asking.KEY["name"]
    assert shown not in str(told)
    # The others know it, too, and show nothing of the token.
    for server in replicas.servers:
        page = Page.load(type("Link", (), {"url": at(server, url)})())
        assert shown not in page and "not shown again" in page
        assert asking.outcome(asking.call(server, state)) == asking.outcome(told)
    assert replicas.sent() == 1
    rows = replicas.rows()
    for word in [PASSWORD, shown, url.rsplit("/", 1)[1], asking.KEY["name"]]:
        assert word.encode().hex() not in rows


def test_a_replica_that_dies_takes_no_question_with_it(replicas):
    one, two, three = replicas.servers
    state, url = asking.ask(one)
    one.process.kill()
    one.wait()
    token(Page(at(two, url)).submit())
    assert asking.outcome(asking.call(three, state))["name"] == asking.KEY["name"]
    assert replicas.sent() == 1


def test_a_replica_that_dies_in_the_middle_leaves_an_unknown_outcome_and_nothing_is_sent_twice(replicas):
    one, two, three = replicas.servers
    state, url = asking.ask(one)
    page = Page(at(two, url))
    replicas.sandbox.control("faults", delay_ms=3000)

    def submit():
        with pytest.raises(OSError):
            page.submit()

    thread = threading.Thread(target=submit)
    thread.start()
    eventually(lambda: replicas.sent() == 1)
    two.process.kill()
    thread.join()
    replicas.sandbox.control("faults", delay_ms=0)
    unknown = eventually(lambda: (told := asking.call(three, state))["result"].get("isError") and told)
    assert "it may have been done" in text(unknown) and "Look whether" in text(unknown)
    again = Page.load(type("Link", (), {"url": at(one, url)})())
    assert "Outcome unknown" in again and "<form" not in again
    assert replicas.sent() == 1


def test_a_database_that_is_away_has_nothing_sent_twice_and_comes_back(replicas):
    one, two, three = replicas.servers
    state, url = asking.ask(one)
    page = Page(at(two, url))
    replicas.database.order("stop")
    for message in [asking.call(one), asking.call(three, state)]:
        assert text(message).startswith("Nothing was sent by this call") and "Try again in 5 s" in text(message)
    assert status(at(one, url)) == 503
    with pytest.raises(urllib.error.HTTPError) as refused:
        page.submit()
    assert refused.value.code == 503 and "Nothing was sent" in refused.value.read().decode()
    assert replicas.sent() == 0
    replicas.database.order("start")
    eventually(lambda: status(at(two, url)) == 200)
    # It goes away while the call is under way: the person has the token, and the others hear of it later.
    replicas.sandbox.control("faults", delay_ms=2000)
    shown = []
    thread = threading.Thread(target=lambda: shown.append(page.submit()))
    thread.start()
    eventually(lambda: replicas.sent() == 1)
    replicas.database.order("stop")
    thread.join()
    assert token(shown[0]) and "could not be stored just now" in shown[0]
    replicas.sandbox.control("faults", delay_ms=0)
    replicas.database.order("start")
    told = eventually(lambda: (told := asking.call(three, state))["result"].get("structuredContent", {}).get("data"))
    assert told["name"] == asking.KEY["name"]
    assert replicas.sent() == 1


def test_wrong_passwords_are_counted_over_all_replicas(replicas):
    state, url = asking.ask(replicas.servers[0])
    for number, server in enumerate(replicas.servers):
        said = Page(at(server, url)).submit(password=f"wrong {number}")
        assert ["2 attempts are left", "This is the last attempt", "It failed"][number] in said
    assert asking.call(replicas.servers[1], state)["result"]["isError"]
    for number in range(3):
        assert f"wrong {number}".encode().hex() not in replicas.rows()
