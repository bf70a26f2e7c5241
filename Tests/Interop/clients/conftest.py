import pytest

from client import OPENINGS, TRANSPORTS, connect, over_http, over_stdio
from web import WebServer


@pytest.fixture(params=OPENINGS)
def opening(request):
    return request.param


@pytest.fixture(params=TRANSPORTS)
def transport(request):
    return request.param


@pytest.fixture(scope="session")
def web_server():
    """One server for all conversations over HTTP."""
    with WebServer("--sandbox") as server:
        yield server


@pytest.fixture
async def client(transport, opening, request):
    """A conversation with a server whose sandbox knows of no other."""
    if transport == "stdio":
        way = over_stdio("stdio", "--sandbox")
    else:
        server = request.getfixturevalue("web_server")
        server.control("reset")
        way = over_http(server.url)
    async with connect(opening, way) as conversation:
        yield conversation
