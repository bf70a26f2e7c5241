"""The server on a socket that something else listens on, as systemd does."""

import json
import os
import socket
import subprocess
import urllib.request

import pytest

from program import DEADLINE, PATH, environment

# The shell becomes the server, so that its process id is the server's.
START = 'LISTEN_PID=${OTHER:-$$} exec "$@"'


def listener(family=socket.AF_INET, address=("127.0.0.1", 0), listens=True):
    server = socket.socket(family)
    server.bind(address)
    if listens:
        server.listen()
    return server


def start(server, *arguments, count="1", other=""):
    def third():
        os.dup2(server.fileno(), 3)
        os.set_inheritable(3, True)

    env = environment({"LISTEN_FDS": count} | ({"OTHER": other} if other else {}))
    command = ["sh", "-c", START, "sh", PATH, "http", "--sandbox", *arguments]
    return subprocess.Popen(
        command, env=env, preexec_fn=third, close_fds=False, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


def until_serving(process):
    for line in process.stderr:
        if line.startswith("Serving at "):
            return line.split()[2]
    raise AssertionError("it ended before it served")


def end(process):
    process.terminate()
    assert process.wait(DEADLINE) == 0
    process.stderr.close()


def healthy(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=DEADLINE) as response:
        return response.status == 200


def test_requests_that_came_before_the_server_are_answered():
    with listener() as server:
        port = server.getsockname()[1]
        early = socket.create_connection(("127.0.0.1", port), DEADLINE)
        early.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        # --listen gives way.
        process = start(server, "--listen", "127.0.0.1:1")
        assert until_serving(process) == f"http://127.0.0.1:{port}/mcp"
        with early, early.makefile("rb") as answer:
            assert b" 200 " in answer.readline()
        end(process)
        # The socket outlives the server: who comes now waits for the next one.
        late = socket.create_connection(("127.0.0.1", port), DEADLINE)
        process = start(server)
        until_serving(process)
        assert healthy(port)
        late.close()
        end(process)


def test_a_socket_for_another_process_is_left_alone():
    with listener() as server:
        process = start(server, "--listen", "127.0.0.1:0", other="1")
        assert until_serving(process) != f"http://127.0.0.1:{server.getsockname()[1]}/mcp"
        end(process)


def test_a_socket_that_others_reach_asks_for_access_tokens():
    with listener(address=("0.0.0.0", 0)) as server:
        process = start(server)
        assert process.wait(DEADLINE) == 2
        assert "--access-token-file" in process.stderr.read()


@pytest.mark.parametrize(
    ("make", "count", "word"),
    [
        (lambda path: listener(), "2", "2 sockets"),
        (lambda path: listener(listens=False), "1", "no socket that listens"),
        (lambda path: listener(socket.AF_UNIX, str(path / "socket")), "1", "no IP address"),
        (lambda path: open("/dev/null"), "1", "no socket that listens"),
    ],
)
def test_what_cannot_be_served_is_refused(tmp_path, make, count, word):
    with make(tmp_path) as server:
        process = start(server, count=count)
        assert process.wait(DEADLINE) == 2
        assert word in process.stderr.read()
