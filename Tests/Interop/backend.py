"""Backends that misbehave, each on a socket of its own."""

import re
import socket
import struct
import threading

from program import DEADLINE

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Backend:
    """Takes requests and does with each what it is told; keeps what has arrived.

    `behave` gets the connection and the request, and says whether the connection is to be kept.
    """

    def __init__(self, behave):
        self.requests = []
        self.has_request = threading.Event()
        self.has_lost_client = threading.Event()
        self._behave = behave
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/api"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()

    @property
    def settings(self):
        """The environment that makes a server use it."""
        return {"NETHESIS_MCP_BACKEND": self.url, "NETHESIS_MCP_TOKEN": "session-token"}

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        with connection:
            connection.settimeout(DEADLINE)
            try:
                while request := read_request(connection):
                    self.requests.append(request)
                    self.has_request.set()
                    if not self._behave(connection, request):
                        return
            except ConnectionError:
                pass
            self.has_lost_client.set()


def read_request(connection):
    """One request, its body included; nothing if the client has gone."""
    request = b""
    while b"\r\n\r\n" not in request:
        chunk = connection.recv(65536)
        if not chunk:
            return b""
        request += chunk
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    while length and len(body) < int(length[1]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answering(answer):
    """Answers every request with the same bytes and keeps the connection."""

    def behave(connection, _):
        connection.sendall(answer)
        return True

    return behave


def json_answer(body):
    return OK + b"Content-Length: %d\r\n\r\n" % len(body) + body


def hang(connection, _):
    """Never answers."""
    assert not connection.recv(1)
    return True


def close(_connection, _):
    """Closes the connection instead of answering."""
    return False


def reset_in_body(connection, _):
    """Resets the connection when half the body has been sent."""
    connection.sendall(OK + b'Content-Length: 1000\r\n\r\n{"code":200,')
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def close_in_body(connection, _):
    """Closes the connection when half the body has been sent."""
    connection.sendall(OK + b'Content-Length: 1000\r\n\r\n{"code":200,')
    return False


def stream(head, piece):
    """Sends a gigabyte in pieces, or as much of it as is taken."""

    def behave(connection, _):
        connection.sendall(head)
        for _ in range((1 << 30) // len(piece)):
            connection.sendall(piece)
        return False

    return behave


def redirect(connection, _):
    """Sends the client on to another path of the same backend, with the method kept."""
    host, port = connection.getsockname()
    location = f"Location: http://{host}:{port}/elsewhere\r\n".encode()
    connection.sendall(b"HTTP/1.1 307 Temporary Redirect\r\n" + location + b"Content-Length: 0\r\n\r\n")
    return True
