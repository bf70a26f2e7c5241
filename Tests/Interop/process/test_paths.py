"""The path of a request as a backend gets it: nothing in it leads out of the API's own."""

import json
import re
from urllib.parse import unquote_to_bytes

import pytest

import backend
from program import run

VALUES = [
    "..", ".", "../admin", "..\\admin", "%2e%2e", "%252e%252e%252fadmin", "%2525252525252e%2525252525252e",
    "..;", "..;/x", "a/../b", "%c0%ae%c0%ae", "",
]
TEMPLATES = ["/a/../../admin", "/%2e%2e/admin", "/.%2E/admin", "/..\\admin", "/a%2f..%2fadmin", "/%252e%252e/x", "/..;/x"]


def document(paths):
    return json.dumps({"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": paths})


@pytest.fixture
def api():
    with backend.Backend(backend.answering(backend.json_answer(b"{}"))) as api:
        yield api


def leaves(target):
    """Whether a target has a dot segment, however often it is decoded."""
    text = target
    while True:
        segments = [re.split(rb"[;?#]", segment)[0] for segment in re.split(rb"[/\\]", text)]
        if b"." in segments or b".." in segments:
            return True
        if (decoded := unquote_to_bytes(text)) == text:
            return False
        text = decoded


@pytest.mark.parametrize("path", TEMPLATES)
def test_an_operation_whose_path_leads_elsewhere_is_left_out(api, tmp_path, path):
    file = tmp_path / "api.json"
    file.write_text(document({path: {"get": {"operationId": "t"}}, "/ok": {"get": {"operationId": "ok"}}}))
    settings = ["--spec", str(file), "--backend", api.url]
    assert run("call", "t", *settings).returncode == 2
    assert api.requests == []
    lint = run("lint", *settings)
    assert lint.returncode == 1
    assert "error" in lint.stdout and "Its path has a segment . or .." in lint.stdout
    assert run("call", "ok", *settings).returncode == 0


@pytest.mark.parametrize("url", ["https://h.invalid/a/../b", "https://h.invalid/%2e%2e/b"])
def test_a_server_whose_path_leads_elsewhere_is_an_error(tmp_path, url):
    file = tmp_path / "api.json"
    text = json.loads(document({"/ok": {"get": {"operationId": "ok"}}})) | {"servers": [{"url": url}]}
    file.write_text(json.dumps(text))
    lint = run("lint", "--spec", str(file))
    assert lint.returncode == 1 and "no segments . and .." in lint.stdout
    assert run("tools", "--spec", str(file)).returncode == 2
    assert run("tools", "--spec", str(file), "--backend", url).returncode == 2


@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
@pytest.mark.parametrize("explode", [False, True])
def test_cve_2026_32871_no_value_leads_elsewhere(api, tmp_path, style, explode):
    parameter = {"name": "p", "in": "path", "required": True, "style": style, "explode": explode, "schema": {}}
    file = tmp_path / "api.json"
    file.write_text(document({"/things/{p}/x": {"get": {"operationId": "t", "parameters": [parameter]}}}))
    settings = ["--spec", str(file), "--backend", api.url]
    for value in VALUES:
        for shape in [value, [value], [value, value], {value: value}]:
            run("call", "t", f"p:={json.dumps(shape)}", *settings)
    for request in api.requests:
        target = request.split(b" ")[1]
        assert target.startswith(b"/api/things/") and not leaves(target), target
    sent = len(api.requests)
    assert run("call", "t", "p:=\"v1..2\"", *settings).returncode == 0
    assert len(api.requests) == sent + 1
    assert b"v1..2/x HTTP/1.1" in api.requests[-1]
