import pytest

from client import OPENINGS, connect


@pytest.fixture(params=OPENINGS)
def opening(request):
    return request.param


@pytest.fixture
async def client(opening):
    """A conversation with a server that has a sandbox of its own."""
    async with connect(opening, "stdio", "--sandbox") as conversation:
        yield conversation
