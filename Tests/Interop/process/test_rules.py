"""Settings that name nothing of the document: whoever set them to be safe is told, by every command alike."""

import json

import pytest

from program import Server, run

GOODS = """
openapi: 3.1.1
info: {title: Corner shop, version: "1"}
servers: [{url: https://shop.invalid}]
paths:
  /goods:
    get: {operationId: listGoods, tags: [goods]}
  /goods/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    delete: {operationId: dropIt, tags: [goods], x-mcp: {name: remove_good}}
"""

COMMANDS = [["tools"], ["lint"], ["call", "list_goods"], ["doctor"], ["stdio"]]

MISTAKES = {
    "method:DELTE": "did you mean method:DELETE?",
    "tag:nope": "the document has no such tag",
    "tag:Goods": "did you mean tag:goods?",
    "path:goods": "did you mean path:/goods?",
    "id:remove_goods": "did you mean id:remove_good?",
}


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "shop.yaml"
    file.write_text(GOODS)
    return file


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("rule", MISTAKES)
def test_a_rule_that_names_nothing_ends_the_start(document, command, rule):
    for option in ["--include", "--exclude"]:
        result = run(*command, "--spec", str(document), option, rule)
        said = result.stdout + result.stderr
        assert result.returncode == (1 if command == ["doctor"] else 2), said
        assert option in said and rule in said and MISTAKES[rule] in said


def test_the_place_of_a_rule_is_named(document, tmp_path):
    config = tmp_path / "c.json"
    config.write_text(json.dumps({"spec": str(document), "exclude": ["tag:goods", "tag:nope"]}))
    assert f'{config} at /exclude/1: "tag:nope"' in run("tools", "--config", str(config)).stderr
    result = run("tools", "--spec", str(document), env={"NETHESIS_MCP_EXCLUDE": "tag:goods,tag:nope"})
    assert result.returncode == 2 and 'NETHESIS_MCP_EXCLUDE: "tag:nope"' in result.stderr


def test_of_several_documents_each_has_its_own_rules(document):
    both = ["--spec", f"shop={document}", "--spec", "my=built-in", "--backend", "my=sandbox"]
    for command in [["tools"], ["lint"]]:
        result = run(*command, *both, "--exclude", "shop=tag:API Keys")
        assert result.returncode == 2
        assert "the document shop: --exclude" in result.stderr
    listed = run("tools", *both, "--exclude", "shop=shop_remove_good", "--tools", "all")
    assert listed.returncode == 0 and "shop_list_goods" in listed.stdout
    assert "shop_remove_good" not in listed.stdout


def test_a_tool_is_left_out_by_the_name_that_is_listed(document):
    listed = run("tools", "--spec", str(document), "--exclude", "remove_good")
    assert listed.returncode == 0
    assert "list_goods" in listed.stdout and "remove_good" not in listed.stdout


def test_a_method_that_the_document_lacks_is_a_note(document):
    result = run("lint", "--spec", str(document), "--exclude", "method:PATCH", "--json")
    assert result.returncode == 0
    notes = [item["message"] for item in json.loads(result.stdout) if item["severity"] == "note"]
    assert any("method:PATCH" in note for note in notes)
    assert run("tools", "--spec", str(document), "--exclude", "method:PATCH").returncode == 0


@pytest.mark.parametrize("command", [["tools"], ["tools", "--json"], ["stdio"]], ids=" ".join)
@pytest.mark.parametrize("method", ["TRACE", "PATCH"])
def test_a_rule_without_effect_is_told_where_it_was_given(document, command, method):
    result = run(*command, "--spec", str(document), "--exclude", f"method:{method}")
    assert result.returncode == 0
    note = f'--exclude: "method:{method}": no operation of the document has this method'
    assert [line for line in result.stderr.splitlines() if note in line and "notice" in line]
    assert note not in result.stdout


def test_after_a_change_such_a_rule_is_a_warning_and_stays(document):
    with Server("--spec", str(document), "--exclude", "id:dropIt", "--no-docs-tools") as server:
        server.ping()
        document.write_text(GOODS.replace("dropIt", "dropped"))
        while (line := server.errors.next()) is not None and b"id:dropIt" not in line:
            pass
        assert line.startswith(b"warning"), line
        document.write_text(GOODS)
        while (line := server.errors.next()) is not None and b"read anew" not in line:
            pass
        document.write_text(GOODS.replace("listGoods", "showGoods"))
        while (line := server.errors.next()) is not None and b"read anew" not in line:
            pass
        answer = server.answer(server.begin("tools/list", {"_meta": _ENVELOPE}))
        assert [tool["name"] for tool in answer["result"]["tools"]] == ["show_goods"]


_ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


def test_a_server_that_the_document_has_not_is_no_place(document, tmp_path):
    config = tmp_path / "c.json"
    config.write_text(json.dumps({"spec": str(document), "servers": {"https://shops.invalid": {}}}))
    for command in [["tools"], ["lint"]]:
        result = run(*command, "--config", str(config))
        assert result.returncode == 2
        assert "did you mean https://shop.invalid?" in result.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--allow-host", "mcp.example.com:8443"),
        ("--allow-host", "https://mcp.example.com"),
        ("--allow-host", "*.example.com"),
        ("--allow-origin", "https://app.example.com/login"),
        ("--allow-origin", "app.example.com"),
        ("--allow-origin", "*"),
        ("--allow-origin", "https://*.example.com"),
    ],
)
def test_a_name_that_no_request_can_have_is_refused(option, value):
    result = run("http", "--sandbox", "--listen", "127.0.0.1:0", option, value)
    assert result.returncode == 2
    assert option in result.stderr and value in result.stderr


OVERLAY = """
overlay: 1.0.0
info: {title: Mine, version: "1"}
actions: [{target: "$.paths['/good'].get", update: {x-mcp: {enabled: false}}}]
"""


def test_an_overlay_that_finds_nothing_is_said_at_the_start(document, tmp_path):
    overlay = tmp_path / "o.yaml"
    overlay.write_text(OVERLAY)
    settings = ["--spec", str(document), "--overlay", str(overlay)]
    listed = run("tools", *settings)
    assert listed.returncode == 0
    assert "finds nothing" in listed.stderr
    assert ": warning: The target" in run("lint", *settings).stdout


@pytest.mark.parametrize("said", ["enabled: no-thanks", "enable: false", "enabled: {}", "disabled: true"])
def test_an_operation_that_was_to_be_left_out_is_not_served(document, said):
    document.write_text(GOODS.replace("name: remove_good", said))
    listed = run("tools", "--spec", str(document))
    assert "drop_it" not in listed.stdout
    assert "DELETE /goods/{id} cannot be served" in listed.stderr
    assert run("lint", "--spec", str(document)).returncode == 1


def test_operations_are_not_left_out_by_their_path(document):
    document.write_text(GOODS.replace("  /goods/{id}:\n", "  /goods/{id}:\n    x-mcp: {enabled: false}\n"))
    listed = run("tools", "--spec", str(document))
    assert "remove_good" not in listed.stdout
    assert "x-mcp stands at the path" in listed.stderr


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("annotation: {readOnlyHint: true}", "annotations"),
        ("annotations: {readonlyhint: true}", "readOnlyHint"),
        ("errors: {4xx: no}", "4XX"),
        ("verify: {list: listGoods, items: /x, mach: {}}", "match"),
        ("credential: {accepts: [a], otherwise: b, acepts: [c]}", "accepts"),
    ],
)
def test_a_misspelled_word_of_x_mcp_is_a_warning_with_what_is_near(document, said, near):
    document.write_text(GOODS.replace("name: remove_good", said))
    found = json.loads(run("lint", "--spec", str(document), "--json").stdout)
    warnings = [item["message"] for item in found if item["severity"] == "warning"]
    assert any(f'did you mean "{near}"?' in warning for warning in warnings), found


def test_a_misspelled_secret_of_a_field_is_found(document):
    document.write_text(
        GOODS + 'components: {schemas: {A: {properties: {a: {type: string, x-mcp: {secrets: true}}}}}}\n'
        "x-mcp: {enabled: false}\n"
    )
    found = run("lint", "--spec", str(document)).stdout
    assert '"secrets" is probably "secret", misspelled, so the field counts as a secret' in found
    assert 'only "errors", "credential" and "synonyms" are' in found


def test_a_get_that_seems_to_write_is_said(document):
    document.write_text(GOODS.replace("delete: {operationId: dropIt", "get: {operationId: removeIt"))
    assert "passes for one that changes nothing (--read-only)" in run("lint", "--spec", str(document)).stdout
