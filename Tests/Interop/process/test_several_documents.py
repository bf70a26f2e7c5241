"""Several documents in one server: the one that is built in, on the sandbox, and a small one on a backend of its own."""

import json
import re

import pytest

import backend
from client import LEGACY, MODERN, TRANSPORTS, converse
from program import ENVELOPE, PASSWORD, Server, run
from web import WebServer

pytestmark = pytest.mark.anyio

SHOP_TOKEN = "token-of-the-shop"
SHOP = """
openapi: 3.1.1
info: {title: Corner shop, version: "1", summary: Goods and prices}
security: [{token: []}, {key: []}]
paths:
  /goods:
    get:
      operationId: listGoods
      summary: List the goods of the shop
      parameters: [{name: shelf, in: query, schema: {type: string}}]
      responses: {"200": {description: The goods, content: {application/json: {schema: {$ref: "#/components/schemas/Goods"}}}}}
    post:
      operationId: addGoods
      summary: Add goods
      security: [{key: []}]
      x-mcp: {pin: true}
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}
      responses: {"201": {description: Added}}
components:
  schemas: {Goods: {type: object, properties: {goods: {type: array, items: {type: string}}}}}
  securitySchemes: {token: {type: http, scheme: bearer}, key: {type: apiKey, in: header, name: X-Key}}
"""


@pytest.fixture
def shop():
    with backend.Backend(backend.answering(backend.json_answer(b'{"goods":["bread"]}'))) as shop:
        yield shop


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP)
    return file


@pytest.fixture
def arguments(document, shop, tmp_path):
    """The options of a server with both."""
    token = tmp_path / "token"
    token.write_text(SHOP_TOKEN)
    documents = ["--spec", "my=built-in", "--spec", f"shop={document}"]
    return [*documents, "--backend", "my=sandbox", "--backend", f"shop={shop.url}", "--token-file", f"shop={token}"]


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("opening", [LEGACY[-1], MODERN])
async def test_both_are_served_side_by_side(transport, opening, arguments, shop):
    async with converse(transport, opening, *arguments, "--secrets", "inline") as client:
        names = [tool["name"] for tool in await client.tools()]
        assert names == [
            "my_list_api_keys", "my_create_api_key", "my_revoke_api_key", "my_list_api_key_events",
            "shop_list_goods", "shop_add_goods", "search_docs", "read_docs",
        ]  # fmt: skip
        key = await client.call_successfully("my_create_api_key", name="backup", mode="read", password=PASSWORD)
        keys = await client.call_successfully("my_list_api_keys")
        assert [item["id"] for item in keys["data"]["api_keys"]] == [key["data"]["id"]]
        assert not shop.requests
        assert await client.call_successfully("shop_list_goods") == {"goods": ["bread"]}
        assert [prompt["name"] for prompt in await client.prompts()] == [
            "my_create_api_key", "my_revoke_api_key", "shop_add_goods",
        ]  # fmt: skip
        uris = [resource["uri"] for resource in await client.resources()]
        assert len(uris) == len(set(uris))
        assert {"docs://my/overview", "docs://shop/overview", "docs://shop/operations/shop_list_goods"} <= set(uris)
        for uri in uris:
            assert (await client.read(uri))["text"]
        assert "docs://shop/operations/shop_list_goods" in (await client.read("docs://shop/overview"))["text"]
        found = await client.complete("docs://shop/operations/{tool}", "tool", "shop_l")
        assert found["values"] == ["shop_list_goods"]
        assert (await client.complete("docs://my/operations/{tool}", "tool", "shop_l"))["values"] == []


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_one_search_finds_the_operations_of_both(transport, arguments, shop):
    async with converse(transport, MODERN, *arguments, "--tools", "search") as client:
        names = [tool["name"] for tool in await client.tools()]
        searching = ["search_operations", "describe_operation", "call_operation", "search_docs", "read_docs"]
        assert names[-5:] == searching
        assert "shop_add_goods" in names and "my_create_api_key" in names and "shop_list_goods" not in names
        found = await client.call_successfully("search_operations", query="list")
        apis = {item["name"]: item["api"] for item in found["operations"]}
        assert (apis["shop_list_goods"], apis["my_list_api_keys"]) == ("shop", "my")
        described = await client.call_successfully("describe_operation", name="shop_list_goods")
        assert (described["api"], described["path"]) == ("shop", "/goods")
        call = {"name": "shop_list_goods", "arguments": {"shelf": "top"}}
        assert await client.call_successfully("call_operation", **call) == {"goods": ["bread"]}
        assert b"GET /api/goods?shelf=top HTTP/1.1" in shop.requests[0]


async def test_no_credential_goes_to_the_backend_of_another(document, tmp_path, shop):
    """Two backends, two credentials each, and every tool called: each sees its own and nothing else."""
    with backend.Backend(backend.answering(backend.json_answer(b"{}"))) as other:
        config = tmp_path / "config.json"
        documents = {}
        for name, place in [("shop", shop), ("other", other)]:
            (tmp_path / f"{name}-token").write_text(f"token-of-{name}")
            (tmp_path / f"{name}-key").write_text(f"key-of-{name}")
            documents[name] = {
                "spec": "shop.yaml",
                "backend": place.url,
                "credentials": {"token": {"token-file": f"{name}-token"}, "key": {"key-file": f"{name}-key"}},
            }
        config.write_text(json.dumps({"documents": documents}))
        with Server("--config", str(config)) as server:
            for name in ["shop", "other"]:
                for _ in range(2):
                    assert not server.call(f"{name}_list_goods")["isError"]
                    added = server.call(f"{name}_add_goods", name="milk")
                    assert not added["isError"], added
        for name, stranger, place in [("shop", b"of-other", shop), ("other", b"of-shop", other)]:
            assert len(place.requests) == 4
            for request in place.requests:
                own = "Authorization: Bearer token" if request.startswith(b"GET") else "X-Key: key"
                assert f"{own}-of-{name}\r\n".encode().lower() in request.lower()
                assert stranger not in request


async def test_a_document_without_a_credential_gets_none(document, shop, sandbox):
    """A token that is configured for one is not shown to the other, which has none."""
    settings = {
        "NETHESIS_MCP_MY__SPEC": "built-in", "NETHESIS_MCP_MY__BACKEND": sandbox.url, "NETHESIS_MCP_MY__TOKEN": sandbox.token,
        "NETHESIS_MCP_SHOP__SPEC": str(document), "NETHESIS_MCP_SHOP__BACKEND": shop.url,
    }  # fmt: skip
    with Server(env=settings) as server:
        assert not server.call("my_list_api_keys")["isError"]
        (words,) = [block["text"] for block in server.call("shop_list_goods")["content"]]
        assert "NETHESIS_MCP_SHOP__TOKEN" in words
    assert not shop.requests


def test_readiness_names_each_backend(arguments, shop):
    with WebServer(*arguments) as server:
        states = lambda: json.loads(server.get("/readyz").body)["backend"]
        assert states() == {"my": "not asked yet", "shop": "not asked yet"}
        server.call("shop_list_goods")
        assert states() == {"my": "not asked yet", "shop": "answering"}


def test_each_document_has_a_header_for_the_token_of_a_caller(document, shop, tmp_path):
    """Each goes to its backend alone, and is nowhere else: not in logs, the record, or the folder for state."""
    tokens = {"shop": "session-of-shop-7f3a9c", "my_zoo": "session-of-zoo-5d1e8b"}
    with backend.Backend(backend.answering(backend.json_answer(b'{"goods":["lion"]}'))) as zoo:
        options = ["--caller-session-tokens", "--secrets", "auto", "--log-level", "trace"]
        options += ["--audit", str(tmp_path / "audit"), "--spec", f"shop={document}", "--spec", f"my_zoo={document}"]
        options += ["--backend", f"shop={shop.url}", "--backend", f"my_zoo={zoo.url}"]
        state = tmp_path / "state"
        with WebServer(*options, env={"XDG_STATE_HOME": str(state)}) as server:

            def call(tool, *names):
                headers = {f"Nethesis-Session-Token-{name.replace('_', '-')}": tokens[name] for name in names}
                return server.call(tool, headers)

            assert not call("shop_list_goods", "shop", "my_zoo")["isError"]
            assert not call("my_zoo_list_goods", "my_zoo")["isError"]
            missing = call("my_zoo_list_goods", "shop")
            assert missing["isError"] and "Nethesis-Session-Token-my-zoo" in json.dumps(missing)
            plain = server.call("shop_list_goods", {"Nethesis-Session-Token": tokens["shop"]})
            assert plain["isError"] and "Nethesis-Session-Token-shop" in json.dumps(plain)
            said = json.dumps([missing, plain])
    for name, api, other in [("shop", shop, "my_zoo"), ("my_zoo", zoo, "shop")]:
        assert len(api.requests) == 1
        assert tokens[name].encode() in api.requests[0] and tokens[other].encode() not in api.requests[0]
    kept = [path.read_text(errors="replace") for path in [*tmp_path.rglob("*")] if path.is_file()]
    assert any("shop_list_goods" in text for text in kept)
    for token in tokens.values():
        assert not any(token in text for text in [said, server.errors.text(), *kept])


def test_lint_and_tools_tell_of_each(document, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(SHOP.replace("/goods:", "/goods/{id}:"))
    documents = ["--spec", f"good={document}", "--spec", f"bad={bad}"]
    result = run("lint", *documents)
    assert f"{bad}:" in result.stdout
    assert "good: 0 errors" in result.stderr and "bad: " in result.stderr
    found = json.loads(run("lint", "--json", *documents).stdout)
    assert {"good", "bad"} >= {item["document"] for item in found} >= {"bad"}
    listed = run("tools", *documents, "--backend", "good=https://a.invalid", "--backend", "bad=https://b.invalid")
    assert "good_list_goods" in listed.stdout and "bad_list_goods" in listed.stdout


def test_a_command_calls_a_tool_of_one(arguments):
    result = run("call", "shop_list_goods", *arguments)
    assert (result.returncode, json.loads(result.stdout)) == (0, {"goods": ["bread"]})


def test_a_document_that_cannot_be_read_ends_the_start_and_is_named(arguments, document):
    document.write_text("openapi: 9.0.0")
    result = run("stdio", *arguments)
    assert result.returncode == 2
    assert f"Error: the document shop: {document}: " in result.stderr


def test_doctor_looks_at_each(arguments, shop):
    """The lines about a backend and a credential name the document, and each backend is asked with its own."""
    result = run("doctor", *arguments)
    assert result.returncode == 0, result.stdout
    assert f"ok    backend: shop: {shop.url} answers 200" in result.stdout
    assert "ok    backend: my: http://127.0.0.1:" in result.stdout
    assert "ok    credential: my: The backend accepts it: my_list_api_keys answers" in result.stdout
    assert "ok    credential: shop: token: a token" in result.stdout


def test_sentences_name_the_tools_as_they_are_served(sandbox):
    """A hint to use `list_api_keys` leads nowhere where that is `my_list_api_keys`."""
    options = ["--secrets", "inline", "--spec", "my=built-in", "--spec", "other=built-in"]
    options += [f"--backend={name}={sandbox.url}" for name in ["my", "other"]]
    env = {"NETHESIS_MCP_MY__TOKEN": sandbox.token, "NETHESIS_MCP_OTHER__TOKEN": sandbox.token}
    names = "create_api_key|list_api_keys|revoke_api_key|list_api_key_events"
    with Server(*options, env=env) as server:
        tools = server.answer(server.begin("tools/list", {"_meta": ENVELOPE}))["result"]["tools"]
        texts = {tool["name"]: json.dumps(tool) for tool in tools}
        texts["failure"] = json.dumps(server.call("my_revoke_api_key", id="no-such-key"))
        listed = server.answer(server.begin("resources/list", {"_meta": ENVELOPE}))["result"]["resources"]
        # The document itself has the names that it gives.
        for resource in [resource for resource in listed if not resource["uri"].endswith("/openapi.json")]:
            page = server.answer(server.begin("resources/read", {"uri": resource["uri"], "_meta": ENVELOPE}))
            texts[resource["uri"]] = json.dumps(page["result"])
        prompts = server.answer(server.begin("prompts/list", {"_meta": ENVELOPE}))
        texts["prompts"] = json.dumps(prompts["result"])
    found = {place: re.findall(rf"(?<![a-z_/-])(?:{names})(?![a-z_])", text) for place, text in texts.items()}
    assert {place: words for place, words in found.items() if words} == {}
    assert "my_list_api_keys" in texts["failure"]
    assert "other_list_api_keys" in texts["other_revoke_api_key"]

