"""Requests that two servers could read as different ones: each is refused, and the connection ends.

What follows on the connection must not be answered: a proxy before the program may take it for somebody else's request.
"""

import re
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from program import DEADLINE, Server
from test_step_up import ask
from web import WebServer

FIELDS = {
    "endpoint": "Content-Type: application/json\r\nAccept: application/json, text/event-stream",
    "page": "Content-Type: application/x-www-form-urlencoded",
}

# What a caller would smuggle in behind a request.
SECOND = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

# The path and the host of a request, with the fields that it has to have.
HEAD = b"POST %s HTTP/1.1\r\nHost: %s"
BODY = b"a=b&c"
CHUNKED = b"\r\nTransfer-Encoding: chunked\r\n\r\n"

CASES = {
    "bare LF behind the request line": b"POST %s HTTP/1.1\nHost: %s\r\nContent-Length: 5\r\n\r\n" + BODY,
    "bare LF between fields": HEAD + b"\nContent-Length: 5\r\n\r\n" + BODY,
    "bare LF behind the last field": HEAD + b"\r\nContent-Length: 5\n\r\n" + BODY,
    "bare LF for the empty line": HEAD + b"\r\nContent-Length: 5\r\n\n" + BODY,
    "bare LF everywhere": b"POST %s HTTP/1.1\nHost: %s\nContent-Length: 5\n\n" + BODY,
    "bare LF in a value": HEAD + b"\r\nX-A: a\nContent-Length: 5\r\n\r\n" + BODY,
    "bare CR between fields": HEAD + b"\rContent-Length: 5\r\n\r\n" + BODY,
    "bare CR in a value": HEAD + b"\r\nX-A: a\rContent-Length: 5\r\n\r\n" + BODY,
    "bare CR behind the request line": b"POST %s HTTP/1.1\rHost: %s\r\n\r\n",
    "CR CR LF": HEAD + b"\r\r\nContent-Length: 5\r\n\r\n" + BODY,
    "NUL in a value": HEAD + b"\r\nX-A: a\0b\r\nContent-Length: 5\r\n\r\n" + BODY,
    "NUL in a name": HEAD + b"\r\nX\0A: a\r\nContent-Length: 5\r\n\r\n" + BODY,
    "a space before the colon": HEAD + b"\r\nContent-Length : 5\r\n\r\n" + BODY,
    "a tab before the colon": HEAD + b"\r\nContent-Length\t: 5\r\n\r\n" + BODY,
    "a space before the colon of the encoding": HEAD + b"\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a field without a name": HEAD + b"\r\n: a\r\nContent-Length: 5\r\n\r\n" + BODY,
    "a field without a colon": HEAD + b"\r\nContent-Length\r\n\r\n",
    "a folded field": HEAD + b"\r\nX-A: a\r\n Content-Length: 5\r\n\r\n" + BODY,
    "a field folded with a tab": HEAD + b"\r\nX-A: a\r\n\tb\r\n\r\n",
    "a folded length": HEAD + b"\r\nContent-Length:\r\n 5\r\n\r\n" + BODY,
    "a folded encoding": HEAD + b"\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a space before the first field": b"POST %s HTTP/1.1\r\n Host: %s\r\nContent-Length: 5\r\n\r\n" + BODY,
    "two lengths": HEAD + b"\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n" + BODY,
    "the same length twice": HEAD + b"\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n" + BODY,
    "a list of lengths": HEAD + b"\r\nContent-Length: 5, 5\r\n\r\n" + BODY,
    "a length with a sign": HEAD + b"\r\nContent-Length: +5\r\n\r\n" + BODY,
    "a negative length": HEAD + b"\r\nContent-Length: -5\r\n\r\n" + BODY,
    "a length in hexadecimal": HEAD + b"\r\nContent-Length: 0x5\r\n\r\n" + BODY,
    "a length with a fraction": HEAD + b"\r\nContent-Length: 5.0\r\n\r\n" + BODY,
    "a length in other digits": HEAD + "\r\nContent-Length: \u0665\r\n\r\n".encode() + BODY,
    "a length with something behind it": HEAD + b"\r\nContent-Length: 5 6\r\n\r\n" + BODY,
    "an empty length": HEAD + b"\r\nContent-Length: \r\n\r\n",
    "length and encoding": HEAD + b"\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "encoding and length": HEAD + b"\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two encodings": HEAD + b"\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "chunked and identity": HEAD + b"\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "identity": HEAD + b"\r\nTransfer-Encoding: identity\r\n\r\n",
    "an encoding that is none": HEAD + b"\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "an encoding behind a vertical tab": HEAD + b"\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "an encoding in quotes": HEAD + b'\r\nTransfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n',
    "an encoding of HTTP/1.0": b"POST %s HTTP/1.0\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "bare LF behind a size": HEAD + CHUNKED + b"5\na=b&c\r\n0\r\n\r\n",
    "bare LF behind a chunk": HEAD + CHUNKED + b"5\r\na=b&c\n0\r\n\r\n",
    "bare LF behind the last chunk": HEAD + CHUNKED + b"5\r\na=b&c\r\n0\n\n",
    "bare LF in an extension": HEAD + CHUNKED + b"5;a\nb\r\na=b&c\r\n0\r\n\r\n",
    "bare LF behind a trailer": HEAD + CHUNKED + b"5\r\na=b&c\r\n0\r\nX-A: a\n\r\n",
    "bare CR behind a size": HEAD + CHUNKED + b"5\ra=b&c\r\n0\r\n\r\n",
    "a size with a sign": HEAD + CHUNKED + b"+5\r\na=b&c\r\n0\r\n\r\n",
    "a negative size": HEAD + CHUNKED + b"-5\r\na=b&c\r\n0\r\n\r\n",
    "a size with a prefix": HEAD + CHUNKED + b"0x5\r\na=b&c\r\n0\r\n\r\n",
    "a size behind a space": HEAD + CHUNKED + b" 5\r\na=b&c\r\n0\r\n\r\n",
    "a size before a space": HEAD + CHUNKED + b"5 \r\na=b&c\r\n0\r\n\r\n",
    "an empty size": HEAD + CHUNKED + b"\r\na=b&c\r\n0\r\n\r\n",
    "a size that overflows": HEAD + CHUNKED + b"10000000000000005\r\na=b&c\r\n0\r\n\r\n",
    "more than the size says": HEAD + CHUNKED + b"5\r\na=b&cd\r\n0\r\n\r\n",
    "a folded trailer": HEAD + CHUNKED + b"0\r\nX-A: a\r\n b\r\n\r\n",
    "a version that is none": b"POST %s HTTP/1.10\r\nHost: %s\r\nContent-Length: 5\r\n\r\n" + BODY,
    "another protocol": b"POST %s HTTPS/1.1\r\nHost: %s\r\nContent-Length: 5\r\n\r\n" + BODY,
    "a tab before the target": b"POST\t%s HTTP/1.1\r\nHost: %s\r\n\r\n",
    "a space in the target": b"POST %s x HTTP/1.1\r\nHost: %s\r\n\r\n",
    "no version": b"POST %s\r\nHost: %s\r\n\r\n",
    "a method in other letters": "PO\u017fT %%s HTTP/1.1\r\nHost: %%s\r\n\r\n".replace("%%", "%").encode(),
    "two hosts": HEAD + b"\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n" + BODY,
    "the same host twice": b"POST %s HTTP/1.1\r\nHost: %s\r\nhost: localhost\r\nContent-Length: 5\r\n\r\n" + BODY,
    "no host": b"POST %s HTTP/1.1\r\nX-Host: %s\r\nContent-Length: 5\r\n\r\n" + BODY,
}


def exchange(port, message):
    """All that comes back before the other side ends the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as client:
        with suppress(ConnectionError):
            client.sendall(message)
        said = b""
        with suppress(ConnectionError):
            while chunk := client.recv(65536):
                said += chunk
        return said


@pytest.fixture(scope="module")
def endpoint():
    with WebServer("--sandbox") as server:
        yield "/mcp", server.port


@pytest.fixture(scope="module")
def page():
    with Server("--secrets", "auto", "--sandbox") as server:
        url = urlsplit(ask(server).url)
        yield url.path, url.port


@pytest.mark.parametrize("place", ["endpoint", "page"])
@pytest.mark.parametrize("case", CASES)
def test_what_can_be_read_in_two_ways_is_refused_and_the_connection_ends(case, place, request):
    path, port = request.getfixturevalue(place)
    host = f"127.0.0.1:{port}"
    said = exchange(port, CASES[case] % (path.encode(), f"{host}\r\n{FIELDS[place]}".encode()) + SECOND)
    assert re.match(rb"HTTP/1\.[01] 400 ", said), said
    assert len(re.findall(rb"HTTP/1\.[01] \d", said)) == 1, said
    # Everything else is as it was.
    good = b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (path.encode(), host.encode())
    assert exchange(port, good).startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 ", b"HTTP/1.1 406 ", b"HTTP/1.1 405 "))


def test_a_request_that_was_answered_before_its_body_came_gets_no_second_response(endpoint):
    path, port = endpoint
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain".encode()
    said = exchange(port, head + CHUNKED + b"5\na=b&c\r\n0\r\n\r\n" + SECOND)
    assert re.findall(rb"HTTP/1\.1 (\d+)", said) == [b"415"], said
