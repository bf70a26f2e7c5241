"""The database that replicas share, as processes use it: set up, checked, away and back, and what is in it."""

import json
import re
import secrets
import time

import pytest

import backend
import database
import linking
from program import DEADLINE, PASSWORD, Program, run
from test_guesses import EXHAUSTED, KEY, Guarded, text
from web import WebServer, free_port

pytestmark = pytest.mark.skipif(not database.IS_THERE, reason="there is no PostgreSQL server")


@pytest.fixture(scope="module")
def server():
    with database.Database() as server:
        yield server


@pytest.fixture
def own():
    """A server that a test stops and starts."""
    with database.Database() as server:
        yield server


@pytest.fixture
def keys(tmp_path):
    path = tmp_path / "keys"
    path.write_text(f"k1 {secrets.token_hex(32)}\n")
    path.chmod(0o600)
    return path


def options(server, keys):
    return ["--store", server.url, "--store-keys", str(keys)]


def migrate(server, keys):
    return run("store", "migrate", *options(server, keys))


def test_tables_are_made_once_and_missed_where_they_are_not(own, keys):
    start = run("http", "--sandbox", "--listen", "127.0.0.1:0", *options(own, keys))
    assert start.returncode == 1
    assert "run nethesis-mcp store migrate with the same --store" in start.stderr
    for words in ["layout 1 (there were none)", "layout 1 (before: 1)"]:
        outcome = migrate(own, keys)
        assert outcome.returncode == 0, outcome.stderr
        assert words in outcome.stdout
    with WebServer("--sandbox", *options(own, keys)) as web:
        assert not web.call("list_api_keys")["isError"]
    own.sql("UPDATE nethesis_mcp.layout SET number = 9")
    start = run("http", "--sandbox", "--listen", "127.0.0.1:0", *options(own, keys))
    assert start.returncode == 1 and "layout 9" in start.stderr and "newer version" in start.stderr
    assert migrate(own, keys).returncode == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgres://mcp:hunter2@db/mcp", "a password does not belong in a URL"),
        ("postgres://db/mcp?password=hunter2", "a password does not belong in a URL"),
        ("redis://db/0", "expected postgres://HOST/NAME"),
    ],
)
def test_what_is_no_store_is_refused(url, words, keys):
    for command in [["http"], ["store", "migrate"], ["doctor"]]:
        outcome = run(*command, "--store", url, "--store-keys", str(keys))
        said = outcome.stderr + outcome.stdout
        assert words in said and "hunter2" not in said, said
        assert outcome.returncode == (1 if command == ["doctor"] else 2)


def test_keys_are_needed_and_read(server, tmp_path):
    outcome = run("http", "--store", server.url)
    assert outcome.returncode == 2 and "--store-keys" in outcome.stderr
    path = tmp_path / "keys"
    path.write_text("k1 nonsense\n")
    outcome = run("http", "--listen", "127.0.0.1:0", "--sandbox", *options(server, path))
    assert outcome.returncode == 1 and f"{path}:1: expected ID KEY" in outcome.stderr


def test_doctor_says_how_the_database_is_reached(own, keys):
    def lines():
        outcome = run("doctor", "--json", "--sandbox", *options(own, keys))
        return {line["subject"]: line for line in json.loads(outcome.stdout) if line["subject"].startswith("store")}

    assert lines()["store"]["level"] == "fail"
    migrate(own, keys)
    said = lines()["store"]
    # It is reached by TCP, and has no certificate.
    assert said["level"] == "warn" and "not encrypted" in said["text"] and "sslmode" in said["advice"]
    keys.write_text("")
    assert lines()["store-keys"]["level"] == "fail"


def test_a_password_comes_from_a_file(server, keys, tmp_path):
    server.sql("DROP ROLE IF EXISTS member; CREATE ROLE member LOGIN SUPERUSER PASSWORD 'r1ght' IN ROLE secured")
    url = server.url.replace("postgres@", "member@")
    arguments = ["store", "migrate", "--store", url, "--store-keys", str(keys)]
    outcome = run(*arguments, env={"HOME": str(tmp_path)})
    assert outcome.returncode == 1 and "no password supplied" in outcome.stderr
    passfile = tmp_path / "pgpass"
    passfile.write_text(f"127.0.0.1:{server.port}:postgres:member:r1ght\n")
    passfile.chmod(0o600)
    assert run(*arguments, env={"PGPASSFILE": str(passfile)}).returncode == 0
    (tmp_path / "store-password").write_text("r1ght\n")
    assert run(*arguments, env={"CREDENTIALS_DIRECTORY": str(tmp_path)}).returncode == 0
    service = f"[mcp]\nhost=127.0.0.1\nport={server.port}\nuser=member\npassword=r1ght\ndbname=postgres\n"
    (tmp_path / "service").write_text(service)
    arguments[3] = "postgres://?service=mcp"
    assert run(*arguments, env={"PGSERVICEFILE": str(tmp_path / "service")}).returncode == 0


def test_replicas_share_one_count_of_wrong_passwords(server, keys, tmp_path):
    migrate(server, keys)
    with Guarded() as guarded:
        env = guarded.settings | {"XDG_STATE_HOME": str(tmp_path / "state")}
        arguments = ["--secrets", "auto", *options(server, keys)]
        with WebServer(*arguments, env=env) as one, WebServer(*arguments, env=env) as other:
            for number in range(8):
                (one, other)[number % 2].call("create_api_key", **KEY, password=f"guess {number}")
            for web in (one, other):
                assert EXHAUSTED in text(web.call("create_api_key", **KEY, password=PASSWORD))
        assert guarded.guesses == [f"guess {number}" for number in range(5)]
        # Neither a file of the machine nor the tables have what was tried, or for whom.
        assert not (tmp_path / "state/nethesis-mcp/attempts").exists()
        rows = server.sql("SELECT encode(content, 'hex'), encode(name, 'hex') FROM nethesis_mcp.entry")
        assert len(rows) >= 2
        assert all(row.startswith(b"1 k1 ".hex()) for row in rows)
        assert not any(word.hex() in row for row in rows for word in [b"guess", b"session-token", b"attempts 1"])


def test_a_database_that_is_away_fails_what_needs_it_and_comes_back(own, keys, tmp_path):
    migrate(own, keys)
    with Guarded() as guarded:
        env = guarded.settings | {"XDG_STATE_HOME": str(tmp_path / "state")}
        with WebServer("--secrets", "auto", *options(own, keys), env=env) as web:
            web.call("create_api_key", **KEY, password="guess 0")
            own.order("stop")
            result = web.call("create_api_key", **KEY, password=PASSWORD)
            assert result["isError"]
            assert text(result).startswith("Nothing was sent, because wrong secrets cannot be counted")
            assert "Try again in 5 s" in text(result)
            assert guarded.guesses == ["guess 0"]
            # What needs no state goes on.
            assert not web.call("list_api_keys")["isError"]
            own.order("start")
            end = time.monotonic() + DEADLINE
            while web.call("create_api_key", **KEY, password=PASSWORD)["isError"]:
                assert time.monotonic() < end
            assert guarded.guesses == ["guess 0", PASSWORD]


def test_a_server_starts_though_its_database_is_away(keys):
    url = f"postgres://postgres@127.0.0.1:{free_port()}/postgres"
    program = Program("http", "--sandbox", "--listen", "127.0.0.1:0", "--store", url, "--store-keys", str(keys))
    with program:
        program.wait_for_url("Serving")
    assert "cannot be reached" in str(program.errors.text())


def test_a_session_that_is_linked_at_one_replica_is_used_at_the_other(own, keys, tmp_path):
    migrate(own, keys)
    with linking.provider(free_port()) as sandbox:
        (tmp_path / "state-key").write_bytes(secrets.token_bytes(32))
        arguments = [*linking.options(sandbox, linking.secret_file(tmp_path)), *options(own, keys)]
        arguments += ["--state-key-file", str(tmp_path / "state-key")]
        env = {"NETHESIS_MCP_TEST_PATIENCE": "0.5", "XDG_STATE_HOME": str(tmp_path / "state")}
        user1, user2 = (linking.bearer(linking.caller_token(sandbox, user)) for user in (linking.USER1, linking.USER2))
        with WebServer(*arguments, env=env) as other:
            with WebServer(*arguments, listen=f"127.0.0.1:{sandbox.port}", env=env) as one:
                # The one serves the page that the other has begun.
                page = linking.LinkPage(linking.link(other.call("list_api_keys", headers=user1)))
                assert page.sign_in(linking.USER1) == "Signed in"
                for web in (other, one):
                    assert not web.call("list_api_keys", headers=user1).get("isError")
                    assert web.call("list_api_keys", headers=user2)["isError"]
                own.order("restart")
                assert not one.call("list_api_keys", headers=user1).get("isError")
            assert not other.call("list_api_keys", headers=user1).get("isError")
        named = ["--backend", "--login-issuer", "--login-client-id", "--login-client-secret-file"]
        own_options = [word for name in named for word in [name, arguments[arguments.index(name) + 1]]]
        listed = run("links", "list", *own_options, *options(own, keys), env=env)
        assert listed.returncode == 0, listed.stderr
        assert "logto1001@x.it" in listed.stdout
        # Nothing of it is a file of the machine, and no token can be read in the tables.
        assert not (tmp_path / "state/nethesis-mcp/sessions").exists()
        rows = own.sql("SELECT encode(content, 'hex') FROM nethesis_mcp.entry")
        assert rows and all(row.startswith(b"1 k1 ".hex()) for row in rows)


NAMES = [f"key {number} " + "n" * 60 for number in range(9000)]
LONG = json.dumps({"code": 200, "message": "ok", "data": {"api_keys": [{"name": name} for name in NAMES]}}).encode()


def listed_callers(folder, *names):
    """Access tokens of callers, and the options of a server that takes them."""
    file = folder / "tokens"
    tokens = [run("access", "add", name, "--file", str(file)).stdout.strip() for name in names]
    return [linking.bearer(token) for token in tokens], ["--access-token-file", str(file)]


def test_a_result_that_one_replica_keeps_is_read_at_the_other_by_its_caller_alone(own, keys, tmp_path):
    migrate(own, keys)
    (alice, bob), access = listed_callers(tmp_path, "alice", "bob")
    with backend.Backend(backend.answering(backend.json_answer(LONG))) as api:
        arguments = ["--max-result-bytes", "1000", *access, *options(own, keys)]
        with WebServer(*arguments, env=api.settings) as one, WebServer(*arguments, env=api.settings) as other:

            def kept(web):
                said = json.dumps(web.call("list_api_keys", headers=alice))
                return re.findall(r"results://\w+", said), said

            def read(web, caller):
                return web.post("resources/read", {"uri": uri}, caller).message

            uri = kept(one)[0][0]
            whole = read(other, alice)["result"]["contents"][0]["text"]
            assert len(whole) > 600_000 and json.loads(whole)["data"]["api_keys"][-1]["name"].startswith("key 8999 n")
            assert read(one, alice)["result"]["contents"][0]["text"] == whole
            for web in (one, other):
                assert "not found" in read(web, bob)["error"]["message"]
            # Neither the response nor its caller can be read in the tables.
            rows = own.sql(
                "SELECT encode(content, 'hex'), encode(name, 'hex'), encode(owner, 'hex') FROM nethesis_mcp.entry"
            )
            assert len(rows) == 2 + len(whole) // (240 << 10) and all(row.startswith(b"1 k1 ".hex()) for row in rows)
            assert not any(word.hex() in row for row in rows for word in [b"nnnn", b"alice", b"application"])
            own.order("stop")
            error = read(other, alice)["error"]["message"]
            assert "cannot be read now" in error and "Try again in 5 s" in error
            uris, said = kept(one)
            assert not uris and "key 1 n" in said and "The whole is not kept" in said and '"isError": true' not in said
            own.order("start")
            end = time.monotonic() + DEADLINE
            while "error" in (outcome := read(other, alice)):
                assert "Try again in 5 s" in outcome["error"]["message"] and time.monotonic() < end
            assert outcome["result"]["contents"][0]["text"] == whole


def test_replicas_share_one_rate_and_each_keeps_its_own_while_the_database_is_away(own, keys, tmp_path):
    migrate(own, keys)
    (alice, bob, carol), access = listed_callers(tmp_path, "alice", "bob", "carol")
    # One at once, and one in a thousand seconds.
    arguments = ["--sandbox", "--rate", "0.001", *access, *options(own, keys)]
    with WebServer(*arguments) as one, WebServer(*arguments) as other:

        def wait(web, caller):
            answer = web.post("server/discover", headers=caller)
            return int(answer.headers["Retry-After"]) if answer.status == 429 else 0

        assert [wait(web, alice) for web in (one, other)] == [0, 0]
        assert 0 < wait(one, alice) and 0 < wait(other, alice)
        # Each has let one through: whoever wants another waits for both.
        end = time.monotonic() + DEADLINE
        while max(wait(web, alice) for web in (one, other)) <= 1500:
            assert time.monotonic() < end
        own.order("stop")
        assert wait(one, bob) == 0 and 0 < wait(one, bob) <= 1000
        own.order("start")
        # What was let through meanwhile is counted when the database is back.
        while not own.sql("SELECT 1 FROM nethesis_mcp.entry WHERE namespace = 'rate' OFFSET 1"):
            assert time.monotonic() < end
        assert wait(other, carol) == 0
        rows = own.sql("SELECT encode(name, 'hex') || encode(owner, 'hex') FROM nethesis_mcp.entry")
        assert not any(name.encode().hex() in row for row in rows for name in ["alice", "bob"])


def test_a_process_that_shares_nothing_says_that_it_does_not_use_the_store(server, keys):
    outcome = run("stdio", "--sandbox", *options(server, keys))
    assert outcome.returncode == 0 and "--store is not used here" in outcome.stderr
    outcome = run("call", "list_api_keys", "--sandbox", *options(server, keys))
    assert outcome.returncode == 0 and "--store is not used here" in outcome.stderr
    assert "--store" not in run("stdio", "--sandbox").stderr


def test_doctor_looks_at_no_folder_where_a_database_counts(own, keys, tmp_path):
    migrate(own, keys)
    (tmp_path / "file").write_text("")

    def subjects(*arguments):
        outcome = run("doctor", "--json", "--sandbox", *arguments, env={"XDG_STATE_HOME": str(tmp_path / "file")})
        return [line["subject"] for line in json.loads(outcome.stdout)]

    assert "attempts" in subjects()
    shared = subjects(*options(own, keys))
    assert "attempts" not in shared and "store" in shared and "store-clock" not in shared


def test_a_session_from_a_header_can_be_read_in_nothing_that_is_stored(own, keys, tmp_path):
    migrate(own, keys)
    token = "session-of-a-caller-9c41e7"
    with Guarded() as guarded:
        env = guarded.settings | {"XDG_STATE_HOME": str(tmp_path / "state"), "NETHESIS_MCP_TOKEN": ""}
        arguments = ["--secrets", "auto", "--caller-session-tokens", "--audit", str(tmp_path / "audit")]
        with WebServer(*arguments, *options(own, keys), env=env) as web:
            header = {"Nethesis-Session-Token": token}
            assert not web.call("list_api_keys", headers=header)["isError"]
            web.call("create_api_key", headers=header, **KEY, password="guess 0")
            # An approval, which waits for a person.
            assert "http://" in json.dumps(web.call("create_api_key", headers=header, **KEY))
            rows = own.sql(
                "SELECT encode(namespace || name || owner || content, 'hex') "
                "FROM nethesis_mcp.entry"
            )
        assert rows and not any(token.encode().hex() in row for row in rows)
        assert any(token.encode() in request for request in guarded.requests)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept and not any(token.encode() in text for text in [*kept, web.errors.text().encode()])
