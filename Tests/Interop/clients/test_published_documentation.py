"""Every page of the complete published document, as the official client reads it in each version."""

import json
import re

import pytest

from client import OPENINGS, converse

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("opening", OPENINGS)
async def test_every_resource_of_the_complete_document_can_be_read(published_document, opening):
    options = ["--spec", str(published_document), "--backend", "http://127.0.0.1:9/internal"]
    async with converse("stdio", opening, *options) as client:
        resources = {resource["uri"]: resource for resource in await client.resources()}
        assert len(resources) > 150
        texts = {}
        for uri, resource in resources.items():
            contents = await client.read(uri)
            assert contents["mimeType"] == resource["mimeType"]
            assert resource["size"] == len(contents["text"].encode())
            texts[uri] = contents["text"]
        for uri, text in texts.items():
            assert "x-mcp" not in text and "127.0.0.1:9" not in text, uri
            if not uri.endswith("openapi.json"):
                assert len(text) < 50_000, uri
                for link in re.findall(r"\]\((docs://[^)]*)\)", text):
                    assert link in texts or (await client.read(link))["text"], (uri, link)
        found = await client.call_successfully("search_docs", query="sign out\nlog out\nend the session")
        assert found["hits"][0]["request"] == "POST /auth/logout"
        page = (await client.call("read_docs", page=found["hits"][0]["page"]))["content"][0]["text"]
        assert texts[found["hits"][0]["page"]].startswith(page)
        document = json.loads(texts["docs://openapi.json"])
        offered = sum(uri.startswith("docs://operations/") for uri in resources)
        methods = {"get", "put", "post", "delete", "patch", "head", "options", "trace"}
        assert offered == sum(len(methods & set(item)) for item in document["paths"].values())
