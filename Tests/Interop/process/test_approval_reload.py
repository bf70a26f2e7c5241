"""A page that is open while the document changes: what the person approved is sent as it was shown, or not at all."""

import pytest

from backend import Backend, answering, json_answer
from plain_page import Page
from program import PASSWORD, Server

DOCUMENT = """
openapi: 3.1.1
info: {title: Keys, version: "1"}
servers: [{url: https://keys.invalid}]
components: {securitySchemes: {session: {type: http, scheme: bearer}}}
security: [{session: []}]
paths:
  /keys:
    post:
      operationId: makeKey
      summary: Makes a key
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name, password]
              properties: {name: {type: string}, password: {type: string, format: password}}
      responses: {"200": {description: Made}}
"""

GONE = "Nothing was sent, because the tool make_key is not served any more."
CHANGED = "Nothing was sent, because the tool make_key is another one since the user was asked. Call it again."


@pytest.fixture
def backend():
    with Backend(answering(json_answer(b'{"made": true}'))) as backend:
        yield backend


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "keys.yaml"
    file.write_text(DOCUMENT)
    return file


def change(server, document, old, new):
    """Changes the document, and waits until the change is served."""
    document.write_text(DOCUMENT.replace(old, new))
    while (line := server.errors.next()) is not None and b"read anew" not in line:
        pass
    assert line is not None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("operationId: makeKey", "operationId: dropKey", GONE), ("/keys:", "/all-keys:", CHANGED)],
    ids=["gone", "changed"],
)
def test_nothing_is_sent_by_a_tool_that_is_gone_or_another_one(backend, document, old, new, words):
    with Server("--spec", str(document), "--secrets", "auto", env=backend.settings) as server:
        page = Page(server.call("make_key", name="n")["structuredContent"]["step_up"]["url"])
        waiting = server.begin_call("make_key", name="n")
        change(server, document, old, new)
        assert words in page.load()
        assert words in page.submit()
        result = server.answer(waiting)["result"]
        assert result["isError"] and result["content"][0]["text"] == words
        assert backend.requests == []


def test_a_change_of_anything_else_leaves_the_page_as_it_is(backend, document):
    with Server("--spec", str(document), "--secrets", "auto", env=backend.settings) as server:
        page = Page(server.call("make_key", name="n")["structuredContent"]["step_up"]["url"])
        change(server, document, "Makes a key", "Makes another key")
        page.submit()
        result = server.call("make_key", name="n")
        assert not result["isError"] and result["structuredContent"] == {"made": True}
        assert len(backend.requests) == 1 and PASSWORD.encode() in backend.requests[0]
