"""What is said of the secrets of tools, and that logs have none."""

import base64
import json
import urllib.parse

import pytest

from leaks import found_in
from program import PASSWORD, Server, run
from test_step_up import KEY, ask, token


@pytest.mark.parametrize(
    "policy, taken, given",
    [
        ("inline", "the model gives it", "the model sees it"),
        ("auto", "a script may pass it", "who passed the secret sees it"),
        ("strict", "refused as an argument", "the user sees it once on the page"),
    ],
)
def test_what_becomes_of_the_secrets_of_each_tool(policy, taken, given):
    outcome = run("tools", "--secret-fields", "--secrets", policy, "--sandbox")
    assert outcome.returncode == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    start = lines.index("create_api_key")
    assert lines[start + 1].startswith("  takes password: ") and taken in lines[start + 1]
    assert lines[start + 2].startswith("  gives token: ") and given in lines[start + 2]


@pytest.mark.parametrize("policy", ["inline", "auto", "strict"])
def test_no_log_line_has_a_secret(sandbox, policy):
    with Server("--secrets", policy, "--log-level", "trace", env=sandbox.settings) as server:
        made = []
        if policy == "inline":
            made.append(server.call("create_api_key", **KEY, password=PASSWORD)["structuredContent"]["data"]["token"])
        else:
            made.append(token(ask(server).submit()))
        # In a path, where it has no business.
        raw = PASSWORD.encode()
        for said in [PASSWORD, urllib.parse.quote(PASSWORD), raw.hex(), base64.b64encode(raw).decode()]:
            server.call("revoke_api_key", id=said)
        server.end_input()
        assert server.wait() == 0
        assert found_in([PASSWORD, sandbox.token, *made], server.errors.text()) == []
        assert "asked the backend" in server.errors.text()


DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "http://127.0.0.1:9"}],
    "paths": {
        "/keys": {
            "post": {
                "operationId": "make",
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "passwords": {"type": "array", "items": {"type": "string"}},
                                    "access_tokens": {"type": "object", "additionalProperties": {"type": "string"}},
                                    "rows": {"type": "array", "items": {"properties": {"pin": {"type": "string"}}}},
                                    "sendInvite": {"type": "boolean", "writeOnly": True},
                                },
                            }
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gone"}}},
                    }
                },
            }
        }
    },
}


def test_arrays_maps_items_and_what_is_not_described(tmp_path):
    spec = tmp_path / "api.json"
    spec.write_text(json.dumps(DOCUMENT))
    outcome = run("tools", "--secret-fields", "--json", "--spec", str(spec))
    assert outcome.returncode == 0, outcome.stderr
    rows = json.loads(outcome.stdout)
    assert {(row["tool"], row["direction"], row["field"], row["rule"]) for row in rows} == {
        ("make", "takes", "passwords[]", "named as a password or secret"),
        ("make", "takes", "access_tokens", "named as a token that lets in"),
        ("make", "takes", "rows[].pin", "named as a code that proves who somebody is"),
        ("make", "gives", "*", "the document does not describe the answer, so names alone decide"),
    }
    assert all(row["outcome"] for row in rows)
    text = run("tools", "--secret-fields", "--spec", str(spec)).stdout
    assert "  takes pin: the model gives it as an argument (rows[].pin, named as a code" in text
