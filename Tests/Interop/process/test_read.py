"""Pages and prompts on the command line, which are those that a client gets."""

import json
import os
import subprocess

import pytest

from program import DEADLINE, ENVELOPE, PATH, Server, environment, run
from terminal import Terminal


def served(method, **params):
    """The result that a client gets."""
    with Server("--sandbox") as server:
        return server.answer(server.begin(method, {**params, "_meta": ENVELOPE}))["result"]


@pytest.mark.parametrize("page", ["overview", "docs://overview", "create_api_key", "operations/create_api_key"])
def test_a_page_is_the_one_that_a_client_reads(page):
    uri = "docs://overview" if "overview" in page else "docs://operations/create_api_key"
    with Server() as server:
        client = server.answer(server.begin("resources/read", {"uri": uri, "_meta": ENVELOPE}))["result"]
    text = client["contents"][0]["text"]
    result = run("read", page)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.rstrip("\n") == text.rstrip("\n")
    assert json.loads(run("read", page, "--json").stdout)["contents"] == client["contents"]


def test_every_listed_page_can_be_read_by_the_name_in_the_list():
    table = run("read").stdout
    rows = [line.split() for line in table.split("\n\n")[0].splitlines()[1:]]
    listed = json.loads(run("read", "--json").stdout)
    assert [row[1] for row in rows] == [resource["uri"] for resource in listed["resources"]]
    for template in listed["resourceTemplates"]:
        assert template["uriTemplate"] in table
    for name, uri, *_ in rows:
        contents = json.loads(run("read", name, "--json").stdout)["contents"]
        assert contents[0]["uri"] == uri


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "overviw"], "did you mean overview?"),
        (["read", "docs://schemas/Nothing"], "there is no page docs://schemas/Nothing"),
        (["read", "docs://operations/create_api_kex"], "did you mean docs://operations/create_api_key?"),
        (["read", "\u202e\x1b[31m"], "there is no page"),
        (["prompt", "create_api_kex"], "did you mean create_api_key?"),
        (["prompt", "create_api_key", "mod=read"], "did you mean mode?"),
        (["prompt", "create_api_key", "password=S3cret"], "no argument password"),
        (["prompt", "create_api_key", "word"], "name=value"),
    ],
)
def test_what_does_not_exist_ends_with_2_and_a_hint(arguments, words):
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "\x1b" not in result.stderr and "\u202e" not in result.stderr
    assert "S3cret" not in result.stderr


def test_a_prompt_is_the_one_that_a_client_gets():
    arguments = {"name": "backup", "mode": "read"}
    client = served("prompts/get", name="create_api_key", arguments=arguments)
    words = [f"{name}={value}" for name, value in arguments.items()]
    result = run("prompt", "create_api_key", *words)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == client["messages"][0]["content"]["text"] + "\n"
    assert json.loads(run("prompt", "create_api_key", *words, "--json").stdout)["messages"] == client["messages"]


def test_the_prompts_are_listed_with_their_arguments():
    table = run("prompt").stdout
    for prompt in json.loads(run("prompt", "--json").stdout)["prompts"]:
        assert prompt["name"] in table
        for argument in prompt["arguments"]:
            assert f"  {argument['name']}=" in table


def document(folder, **members):
    path = folder / "api.json"
    head = {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "servers": [{"url": "http://127.0.0.1:1"}]}
    path.write_text(json.dumps(head | members))
    return str(path)


def test_an_api_without_operations_has_no_prompt_and_its_pages(tmp_path):
    spec = document(tmp_path, paths={})
    assert run("prompt", "--spec", spec).stdout == "No prompt is published.\n"
    assert run("read", "overview", "--spec", spec).returncode == 0


def test_schemas_that_are_too_many_for_the_list_are_found_by_their_names(tmp_path):
    schemas = {f"Schema{number}": {"type": "object"} for number in range(5000)}
    spec = document(tmp_path, paths={}, components={"schemas": schemas})
    assert "Schema4999" not in run("read", "--spec", spec).stdout
    for name in ["Schema4999", "schemas/Schema4999", "docs://schemas/Schema4999"]:
        assert run("read", name, "--spec", spec).stdout.startswith("# ")
    assert "did you mean Schema4999?" in run("read", "Schema499o9", "--spec", spec).stderr


def test_pages_of_several_documents_have_the_names_of_these(tmp_path):
    spec = document(tmp_path, paths={"/a": {"get": {"operationId": "look"}}})
    options = ["--spec", f"shop={spec}", "--spec", f"crm={spec}"]
    assert "docs://shop/operations/shop_look" in run("read", *options).stdout
    for page in ["shop_overview", "shop/overview", "crm_look"]:
        assert run("read", page, *options).returncode == 0


def test_a_result_that_nobody_takes_is_a_failure():
    with open("/dev/full", "w") as full:
        for command in [["read", "overview"], ["read"], ["prompt", "create_api_key"], ["prompt"]]:
            process = subprocess.run(
                [PATH, *command], stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=DEADLINE
            )
            assert process.returncode == 1
            assert b"No space left" in process.stderr


def test_an_argument_that_is_not_utf_8_is_no_page():
    process = subprocess.run([PATH, "read", os.fsdecode(b"\xff\xfe")], capture_output=True, env=environment())
    assert process.returncode == 2
    process.stderr.decode()


def test_a_terminal_obeys_nothing_of_a_page(tmp_path):
    operation = {"operationId": "look", "description": "red \x1b[31m"}
    spec = document(tmp_path, paths={"/a": {"get": operation}})
    with Terminal("read", "look", "--spec", spec) as terminal:
        assert terminal.end() == 0
        assert "[U+1B]" in terminal.seen
        assert "\x1b" not in terminal.seen
