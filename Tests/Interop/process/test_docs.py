"""Documentation for models: what its pages hold, its two tools, guides, and what clients hear of changes."""

import json

import pytest

from program import ENVELOPE, Server, run

PATHS = {
    "/shown": {"get": {"operationId": "getShown", "summary": "Get the shown", "responses": {}}},
    "/hidden": {"delete": {"operationId": "clearHidden", "summary": "Clear the hidden", "responses": {}}},
}


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "api.json"
    write(path)
    return path


def write(path, summary="Get the shown", **paths):
    """A document, written as an editor does: beside the old one, then in its place."""
    root = {"openapi": "3.1.1", "info": {"title": "Zoo", "version": "1"}, "paths": PATHS | paths}
    root["servers"] = [{"url": "https://zoo.example/v1"}]
    root["paths"]["/shown"]["get"]["summary"] = summary
    new = path.with_suffix(".new")
    new.write_text(json.dumps(root))
    new.replace(path)


def ask(server, method, **params):
    return server.answer(server.begin(method, params | {"_meta": ENVELOPE}))


def texts(server):
    """Every listed page."""
    uris = [resource["uri"] for resource in ask(server, "resources/list")["result"]["resources"]]
    read = {uri: ask(server, "resources/read", uri=uri)["result"]["contents"][0]["text"] for uri in uris}
    assert len(read) > 3
    return read


def names(server):
    return [tool["name"] for tool in ask(server, "tools/list")["result"]["tools"]]


@pytest.mark.parametrize(
    "rule", [["--read-only"], ["--exclude", "id:clearHidden"], ["--include", "method:GET"]], ids=lambda rule: rule[0]
)
def test_pages_hold_only_what_is_offered_and_no_address_of_the_backend(document, rule):
    options = ["--spec", str(document), "--backend", "http://127.0.0.1:9/internal-place", *rule]
    with Server(*options) as server:
        for uri, text in texts(server).items():
            assert "hidden" not in text.lower(), uri
            assert "127.0.0.1" not in text and "internal-place" not in text, uri
        assert server.call("search_docs", query="clear hidden")["structuredContent"]["hits"] == []
        assert server.call("read_docs", page="docs://operations/clear_hidden")["isError"]
        overview = server.call("read_docs", page="docs://overview")["structuredContent"]["text"]
        assert "https://zoo.example/v1" in overview


def test_the_tools_are_there_unless_they_are_not_wanted(document):
    options = ["--spec", str(document)]
    with Server(*options) as server:
        assert names(server) == ["get_shown", "clear_hidden", "search_docs", "read_docs"]
        assert "search_docs" in ask(server, "server/discover")["result"]["instructions"]
    with Server(*options, "--no-docs-tools") as server:
        assert names(server) == ["get_shown", "clear_hidden"]
        assert "search_docs" not in ask(server, "server/discover")["result"]["instructions"]
    listed = [tool["name"] for tool in json.loads(run("tools", "--json", *options).stdout)]
    assert listed == ["get_shown", "clear_hidden", "search_docs", "read_docs"]
    called = json.loads(run("call", "search_docs", "query=shown", *options).stdout)
    assert "docs://operations/get_shown" in json.dumps(called)


def test_an_operation_of_the_same_name_goes_first_and_that_is_said(document):
    write(document, **{"/search": {"get": {"operationId": "searchDocs", "responses": {}}}})
    with Server("--spec", str(document)) as server:
        assert names(server) == ["get_shown", "clear_hidden", "search_docs", "api_search_docs", "read_docs"]
        hits = server.call("api_search_docs", query="shown")["structuredContent"]["hits"]
        assert hits[0]["page"] == "docs://operations/get_shown"
        assert b"api_search_docs" in server.errors.next()


def test_guides_are_pages_and_a_changed_one_is_read_again(document, tmp_path):
    guides = tmp_path / "guides"
    (guides / "deep").mkdir(parents=True)
    (guides / "start.md").write_text("# Start\n\nHow to feed lemurs.\n")
    (guides / "deep" / "more.md").write_text("# More\n\nOther words.\n")
    (tmp_path / "secret.md").write_text("# Secret\n")
    (guides / "link.md").symlink_to(tmp_path / "secret.md")
    with Server("--spec", str(document), "--docs", str(guides)) as server:
        assert b"link.md" in server.errors.next()
        assert {"docs://guides/start", "docs://guides/deep-more"} <= set(texts(server))
        assert "docs://guides/link" not in texts(server)
        hit = server.call("search_docs", query="feed lemurs")["structuredContent"]["hits"][0]
        assert (hit["page"], hit["kind"]) == ("docs://guides/start", "guide")
        wanted = {"resourceSubscriptions": ["docs://guides/start", "docs://operations/get_shown"]}
        listening = server.begin("subscriptions/listen", {"notifications": wanted, "_meta": ENVELOPE})
        assert server.receive()["method"] == "notifications/subscriptions/acknowledged"
        (guides / "start.md").write_text("# Start\n\nHow to feed tapirs.\n")
        told = server.receive()
        assert (told["method"], told["params"]["uri"]) == ("notifications/resources/updated", "docs://guides/start")
        assert "tapirs" in ask(server, "resources/read", uri="docs://guides/start")["result"]["contents"][0]["text"]
        write(document, summary="Get what is shown")
        assert server.receive()["params"]["uri"] == "docs://operations/get_shown"
        (guides / "new.md").write_text("# New\n\nA tapir again.\n")
        while server.errors.next().find(b"read anew") < 0:
            pass
        server.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": listening}})


def test_a_folder_that_there_is_not_ends_with_2(document, tmp_path):
    for command in ["tools", "stdio"]:
        result = run(command, "--spec", str(document), "--docs", str(tmp_path / "nowhere"))
        assert result.returncode == 2
        assert "--docs: there is no folder" in result.stderr


def test_a_handshake_subscribes_too(document):
    with Server("--spec", str(document)) as server:
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
        capabilities = server.answer(server.begin("initialize", hello))["result"]["capabilities"]
        assert capabilities["resources"] == {"subscribe": True, "listChanged": True}
        server.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        server.answer(server.begin("resources/subscribe", {"uri": "docs://operations/get_shown"}))
        write(document, summary="Get another")
        methods = []
        while "notifications/resources/updated" not in methods:
            methods.append(server.receive()["method"])
