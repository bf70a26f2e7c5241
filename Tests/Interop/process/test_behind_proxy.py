"""A server behind a proxy: the addresses that it forwards, and a socket in the file system between them."""

import http.client
import json
import os
import signal
import socket
import stat

import pytest

from program import DEADLINE, ENVELOPE, Program, run
from web import WebServer

MESSAGE = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": ENVELOPE}})
HEADERS = {
    "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
    "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "server/discover",
}


def post(server, forwarded=None):
    return server.post("server/discover", headers={"X-Forwarded-For": forwarded} if forwarded else {}).status


def test_each_address_that_a_trusted_proxy_forwards_is_a_party():
    with WebServer("--sandbox", "--rate", "0.001", "--trusted-proxy", "127.0.0.0/8") as server:
        for address in ["203.0.113.9", "203.0.113.10", "2001:db8:1:2::9", "198.51.100.1, 203.0.113.11"]:
            assert post(server, address) == 200
            assert post(server, address) == 429
        # The first 64 bits are one party, and what stands further left is nobody's word.
        assert post(server, "2001:db8:1:2::10") == 429
        assert post(server, "198.51.100.2, 203.0.113.11") == 429
        assert post(server, "203.0.113.12, 127.0.0.7") == 200


@pytest.mark.parametrize("proxies", [[], ["--trusted-proxy", "192.0.2.0/24"]])
def test_the_word_of_others_does_not_count(proxies):
    with WebServer("--sandbox", "--rate", "0.001", *proxies) as server:
        assert post(server, "203.0.113.9") == 200
        assert post(server, "203.0.113.10") == 429


@pytest.mark.parametrize("proxy", ["10.0.0.0/33", "proxy.example", "10.1.0.0/8", ""])
def test_a_proxy_that_is_no_block_of_addresses_ends_with_2(proxy):
    result = run("http", "--sandbox", "--trusted-proxy", proxy)
    assert result.returncode == 2
    assert "--trusted-proxy" in result.stderr


def test_a_proxy_on_a_socket_is_refused_where_there_is_none():
    for more in [[], ["--trusted-proxy", "10.0.0.0/8"]]:
        result = run("http", "--sandbox", "--listen", "127.0.0.1:0", "--trusted-proxy", "unix", *more)
        assert result.returncode == 2
        assert "listens on an address" in " ".join(result.stderr.split())
        assert "Serving" not in result.stderr


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=DEADLINE)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def ask(path, **headers):
    connection = UnixConnection(path)
    connection.request("POST", "/mcp", MESSAGE, HEADERS | headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def serve(path, *arguments):
    program = Program("http", "--sandbox", "--listen", f"unix:{path}", *arguments)
    while (line := program.errors.next()) is not None:
        if line.startswith(b"Serving"):
            assert str(path).encode() in line
            return program
    raise AssertionError(program.errors.text())


def test_a_socket_is_for_its_owner_alone_and_is_gone_at_the_end(tmp_path):
    path = tmp_path / "mcp.sock"
    with serve(path) as server:
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert ask(path) == 200
        server.terminate()
        assert server.wait() == 0
    assert not path.exists()


def test_a_socket_that_was_left_behind_is_replaced_and_one_in_use_is_not(tmp_path):
    path = tmp_path / "mcp.sock"
    with serve(path) as server:
        result = run("http", "--sandbox", "--listen", f"unix:{path}")
        assert result.returncode == 1
        assert "another program listens there" in result.stderr
        assert ask(path) == 200
        server.process.send_signal(signal.SIGKILL)
        server.wait()
    assert path.exists()
    with serve(path):
        assert ask(path) == 200


def test_another_file_is_never_removed(tmp_path):
    path = tmp_path / "mine"
    path.write_text("mine")
    for place, words in [(path, "it is no socket"), (tmp_path / "no" / "folder", "no such folder")]:
        result = run("http", "--sandbox", "--listen", f"unix:{place}")
        assert result.returncode == 1
        assert words in result.stderr
    assert path.read_text() == "mine"
    link = tmp_path / "link"
    link.symlink_to(path)
    assert run("http", "--sandbox", "--listen", f"unix:{link}").returncode == 1
    assert link.is_symlink()


def test_a_socket_for_others_wants_access_rules(tmp_path):
    path = tmp_path / "mcp.sock"
    result = run("http", "--sandbox", "--listen", f"unix:{path}", "--socket-mode", "660")
    assert result.returncode == 2
    assert "--socket-mode" in result.stderr
    assert not path.exists()
    tokens = tmp_path / "tokens"
    assert run("access", "add", "alice", "--file", str(tokens)).returncode == 0
    with serve(path, "--socket-mode", "660", "--access-token-file", str(tokens)):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o660
        assert ask(path) == 401


@pytest.mark.parametrize("mode", ["888", "1777", "x", "-600", "0"])
def test_a_mode_is_octal_permissions(tmp_path, mode):
    result = run("http", "--sandbox", "--listen", f"unix:{tmp_path / 's'}", f"--socket-mode={mode}")
    assert result.returncode == 2
    assert "--socket-mode" in result.stderr


def test_a_proxy_on_the_socket_forwards_addresses_if_it_is_trusted(tmp_path):
    path = tmp_path / "mcp.sock"
    with serve(path, "--rate", "0.001", "--trusted-proxy", "unix"):
        for address in ["203.0.113.9", "203.0.113.10"]:
            assert ask(path, **{"X-Forwarded-For": address}) == 200
            assert ask(path, **{"X-Forwarded-For": address}) == 429
