"""`install` and `uninstall` on files as clients and people write them, in a home of their own."""

import json
import os
import random
import resource
import signal
import stat
import subprocess
import tomllib
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import program

JSON_FILES = [
    None,
    b"",
    b"{}",
    b"{}\n",
    b'{"mcpServers": {}}',
    b'{\n  "KEY": {\n    "other": {"command": "x", "env": {"A": "}"}}\n  },\n  "z": [1, 2]\n}\n',
    b'{\n\t"KEY": {\n\t\t"one": {},\n\t\t"two": {\n\t\t\t"url": "https://x/*"\n\t\t}\n\t}\n}',
    b'{\r\n  "KEY": {\r\n    "other": {}\r\n  }\r\n}\r\n',
    b'\xef\xbb\xbf// mine\n{\n   "KEY": { // servers\n      "other": {}, // last, }\n      /* " */\n   },\n}\n',
    b'{"a":1,"KEY":{"b":{"c":[]}},"d":"\\"}{"}',
    b'{"KEY": null, "x": "\xc3\xa9"}',
]
FILES = {
    "toml": [
        None,
        b"",
        b"# mine\n",
        b'model = "x"',
        b'model = "x"\r\n\r\n[mcp_servers.other] # c\r\ncommand = \'y\'\r\n',
        b'[mcp_servers."a b"]\n  command = "y"\n  env = { A = "1" }\n\n# about tui\n[tui]\nx = """\n[mcp_servers.nethesis]\n"""\n',
        b'mcp_servers.other.command = "x"\n[[profiles]]\na = 1979-05-27 07:32:00\n',
        b'mcp_servers = { other = { command = "x" } }\n',
    ],
    "yaml": [
        None,
        b"",
        b"# mine\n",
        b"GOOSE_MODEL: x",
        b"extensions:\nlast: 1\n",
        b"extensions: {} # none\n",
        b"---\nextensions:\r\n    other:\r\n        enabled: true\r\n",
        b"base: &b\n  enabled: true\nextensions:\n  other:\n    <<: *b\n    cmd: |\n      # no comment\n\n      x\n\n# end\nlast: 1",
    ],
}

# The client, its file below the home, and the key of its servers.
CLIENTS = {
    "claude-desktop": (".config/Claude/claude_desktop_config.json", "mcpServers"),
    "claude-code": (".claude.json", "mcpServers"),
    "cursor": (".cursor/mcp.json", "mcpServers"),
    "vscode": (".config/Code/User/mcp.json", "servers"),
    "devin": (".config/devin/mcp_config.json", "mcpServers"),
    "zed": (".config/zed/settings.json", "context_servers"),
    "codex": (".codex/config.toml", "mcp_servers"),
    "gemini-cli": (".gemini/settings.json", "mcpServers"),
    "copilot-cli": (".copilot/mcp-config.json", "mcpServers"),
    "opencode": (".config/opencode/opencode.json", "mcp"),
    "goose": (".config/goose/config.yaml", "extensions"),
    "lm-studio": (".lmstudio/mcp.json", "mcpServers"),
    "kiro": (".kiro/settings/mcp.json", "mcpServers"),
    "jetbrains": (".ai/mcp/mcp.json", "mcpServers"),
    "junie": (".junie/mcp/mcp.json", "mcpServers"),
    "cline": (".cline/data/settings/cline_mcp_settings.json", "mcpServers"),
}


def samples(client):
    path, key = CLIENTS[client]
    ending = path.rsplit(".", 1)[1]
    return FILES.get(ending) or [text and text.replace(b"KEY", key.encode()) for text in JSON_FILES]


def some(client):
    """All samples for one client of each format, every other one for those that share the code."""
    first = list(CLIENTS).index(client) % 2
    return samples(client) if client in ("cursor", "codex", "goose") else samples(client)[first::2]


class Home:
    """A home, a project in it, and the command in both."""

    def __init__(self, path):
        self.path = path
        self.project = path / "project"
        self.project.mkdir()
        self.bin = path / "bin"
        self.bin.mkdir()
        self.state = path / "state"

    def file(self, client):
        return self.path / CLIENTS[client][0]

    def put(self, client, text):
        file = self.file(client)
        file.unlink(missing_ok=True)
        if text is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
        return file

    def environment(self, **additions):
        kept = {k: v for k, v in program.environment().items() if not k.startswith(("XDG_", "CODEX_", "CLAUDE_"))}
        return kept | {
            "HOME": str(self.path),
            "XDG_STATE_HOME": str(self.state),
            "PATH": f"{self.bin}:/usr/bin:/bin",
        } | additions

    def run(self, *arguments, check=True, preexec_fn=None, **additions):
        result = subprocess.run(
            [program.PATH, *map(str, arguments)],
            env=self.environment(**additions),
            cwd=self.project,
            capture_output=True,
            text=True,
            timeout=program.DEADLINE,
            preexec_fn=preexec_fn,
        )
        if check:
            assert result.returncode == 0, result.stdout + result.stderr
        return result

    def copies(self):
        return sorted((self.state / "nethesis-mcp/clients").glob("copy-*"))


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def read(file):
    return file.read_bytes() if file.exists() else None


def entries(tree):
    """Everything in a folder but the state."""
    return {str(path.relative_to(tree)) for path in tree.rglob("*") if "state" not in path.relative_to(tree).parts}


@pytest.mark.parametrize("client", CLIENTS)
def test_every_other_byte_stays(home, client):
    before_all = entries(home.path)
    for text in some(client):
        file = home.put(client, text)
        first = home.run("install", client, "--", "--sandbox").stdout
        assert "It works: 6 tools" in first and "Next: " in first
        once = read(file)
        assert once != text
        assert "nothing was changed" in home.run("install", client, "--", "--sandbox").stdout
        assert read(file) == once
        home.run("install", client, "--", "--sandbox", "--read-only")
        assert read(file) != once
        home.run("uninstall", client)
        assert read(file) == text
    assert "nothing was changed" in home.run("uninstall", client).stdout
    assert read(file) == text
    home.put(client, None)
    for folder in file.parents:
        if folder == home.path:
            break
        folder.rmdir()
    # No draft, no lock and no folder is left.
    assert entries(home.path) == before_all


@pytest.mark.parametrize("client", CLIENTS)
def test_others_may_go_on_with_the_file(home, client):
    """Changes of others in between stay, whatever is taken out."""
    file = home.put(client, samples(client)[5])
    home.run("install", client, "--", "--sandbox")
    home.run("install", client, "--name", "second", "--", "--sandbox")
    home.run("uninstall", client)
    assert b"second" in read(file) and b"nethesis:" not in read(file) and b'"nethesis"' not in read(file)
    home.run("uninstall", client, "--name", "second")
    assert read(file) == samples(client)[5]


@pytest.mark.parametrize(
    "client, text, line",
    [
        ("cursor", b'{\n  "mcpServers": {\n    "a": {},,\n  }\n}\n', 3),
        ("vscode", b'{\n  /* no end\n  "servers": {}\n}\n', 2),
        ("claude-code", b'{\n"mcpServers": {},\n"mcpServers": {}\n}', 3),
        ("codex", b'a = 1\n[mcp_servers.x\ncommand = "y"\n', 2),
        ("codex", b'a = 1\nb = yes\n', 2),
        ("goose", b"a: 1\nb: c: d\n", 2),
        ("codex", b"a = 1\n[[mcp_servers]]\nb = 2\n", 2),
        ("codex", b"a = 1\n# \xff\n", 2),
        ("goose", b"extensions: &all\n  a: {}\nb: *all\n", 3),
        ("goose", b"a: 1\nb: \xff\n", 2),
        ("goose", b"extensions: {a: {cmd: b}}\n", 1),
    ],
)
def test_a_broken_file_is_left_alone(home, client, text, line):
    file = home.put(client, text)
    result = home.run("install", client, "--", "--sandbox", check=False)
    assert result.returncode == 1 and f"line {line}:" in result.stderr, result.stderr
    assert read(file) == text and home.copies() == []
    # A file that is sound, and only cannot be changed safely: the entry to write by hand.
    assert ("cmd: " in result.stderr) == (b"{a:" in text or b"&all" in text)
    if b",," in text or b"/*" in text or client == "codex" and b"[[" not in text:
        assert f"line {line}:" in home.run("install", "--list").stdout


@pytest.mark.parametrize("client", ["cursor", "codex", "goose", "opencode"])
@pytest.mark.parametrize("order", [["one", "two", "three"], ["two", "three", "one"], ["three", "two", "one"]])
def test_several_entries_leave_the_file_as_it_was(home, client, order):
    """What was made around the first entry goes with the last one, whichever that is."""
    before_all = entries(home.path)
    for text in [None, *samples(client)[1::2]]:
        file = home.put(client, text)
        for name in ["one", "two", "three"]:
            home.run("install", client, "--name", name, "--", "--sandbox")
        for name in order:
            home.run("uninstall", client, "--name", name)
        assert read(file) == text
        if text is None:
            assert entries(home.path) == before_all
    assert not list((home.state / "nethesis-mcp/clients").glob("record-*"))


@pytest.mark.parametrize(
    "name", ["-x", "__proto__", "constructor", "toString", "_x", "1", "a.b", "a b", 'a"b', "é", "a\x1b[2J", "a" * 33]
)
def test_names_that_clients_do_not_take_are_refused(home, name):
    for command in [["install", "codex"], ["uninstall", "codex"]]:
        result = home.run(*command, f"--name={name}", check=False)
        assert result.returncode == 2 and "--name: " in result.stderr and "\x1b" not in result.stderr
    assert not home.file("codex").exists() and not home.state.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["install", "cursor", "S3cr3t-Passw0rd!"],
        ["install", "S3cr3t-Passw0rd!"],
        ["install", "cursor", "--", "--sandbox", "S3cr3t-Passw0rd!"],
        ["install", "cursor", "--", "--sandbox=S3cr3t-Passw0rd!"],
        ["install", "cursor", "--http", "S3cr3t-Passw0rd!"],
        ["install", "cursor", "--name", "S3cr3t-Passw0rd!"],
        ["uninstall", "cursor", "S3cr3t-Passw0rd!"],
        ["read", "S3cr3t-Passw0rd!"],
        ["prompt", "S3cr3t-Passw0rd!"],
        ["call", "S3cr3t-Passw0rd!"],
        ["tools", "--client", "S3cr3t-Passw0rd!"],
        ["completions", "S3cr3t-Passw0rd!"],
        ["S3cr3t-Passw0rd!"],
        ["tools", "-pS3cr3t-Passw0rd!"],
    ],
)
def test_a_word_that_may_be_a_secret_is_not_repeated(home, arguments):
    result = home.run(*arguments, check=False)
    assert result.returncode == 2 and result.stderr.startswith("Error: ")
    assert "Passw0rd" not in result.stdout + result.stderr


def test_a_file_without_a_name_is_refused(home):
    for words in [["--token-file", ""], ["--spec", "a=x.yaml", "--token-file", "a="]]:
        result = home.run("install", "codex", "--", *words, check=False)
        assert result.returncode == 2 and "--token-file has no value" in result.stderr, result.stderr
    assert not home.file("codex").exists()


def test_a_list_takes_no_other_options(home):
    for words in [["--native"], ["--dry-run"], ["--scope", "project"], ["--print"], ["cursor"]]:
        assert home.run("install", "--list", *words, check=False).returncode == 2


class Pages(BaseHTTPRequestHandler):
    """An MCP server whose list of tools has three pages."""

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        page = int(request.get("params", {}).get("cursor", 0))
        tools = {"tools": [{"name": f"tool{page}"}]} | ({"nextCursor": str(page + 1)} if page < 2 else {})
        result = tools if request["method"] == "tools/list" else {}
        body = json.dumps({"jsonrpc": "2.0", "id": request.get("id"), "result": result}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_all_pages_of_tools_are_counted(home):
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/mcp"
        assert "It works: 3 tools (tool0, tool1, tool2)." in home.run("install", "zed", "--http", url).stdout
        server.shutdown()


def test_links_are_followed_and_attributes_kept(home):
    dotfiles = home.path / "dotfiles"
    dotfiles.mkdir()
    real = dotfiles / "mcp.json"
    real.write_bytes(b"{}\n")
    real.chmod(0o640)
    os.chown(real, os.geteuid(), os.getegid())
    file = home.file("cursor")
    file.parent.mkdir()
    file.symlink_to("../dotfiles/mcp.json")
    home.run("install", "cursor", "--", "--sandbox")
    assert file.is_symlink() and b"nethesis" in read(real)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    home.run("uninstall", "cursor")
    assert read(real) == b"{}\n" and file.is_symlink()
    # A link to nothing yet.
    real.unlink()
    home.run("install", "cursor", "--", "--sandbox")
    assert file.is_symlink() and b"nethesis" in read(real)
    # A circle.
    real.unlink()
    real.symlink_to(file)
    assert "circle" in home.run("install", "cursor", "--", "--sandbox", check=False).stderr


def test_a_project_is_written_within_itself(home):
    (home.bin / "nethesis-mcp").symlink_to(os.path.abspath(program.PATH))
    home.run("install", "claude-code", "--scope", "project", "--", "--sandbox")
    file = home.project / ".mcp.json"
    assert json.loads(read(file))["mcpServers"]["nethesis"]["command"] == "nethesis-mcp"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    (home.project / "api.yaml").write_text("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n")
    for option in [("--token-file", "~/token"), ("--token-file", "../token"), ("--ca-file=/etc/ssl/x.pem",)]:
        result = home.run("install", "cursor", "--scope", "project", "--", "--sandbox", *option, check=False)
        assert result.returncode == 2 and "not in the project" in result.stderr, result.stderr
    (home.project / "link").symlink_to(home.path / "dotfile")
    (home.project / ".cursor").mkdir()
    (home.project / ".cursor/mcp.json").symlink_to(home.path / "outside.json")
    result = home.run("install", "cursor", "--scope", "project", "--", "--sandbox", check=False)
    assert result.returncode == 1 and "not in the project" in result.stderr
    assert not (home.path / "outside.json").exists()
    (home.project / ".cursor/mcp.json").unlink()
    home.run("install", "cursor", "--scope", "project", "--", "--sandbox", "--spec", home.project / "api.yaml")
    args = json.loads(read(home.project / ".cursor/mcp.json"))["mcpServers"]["nethesis"]["args"]
    assert args == ["stdio", "--sandbox", "--spec", "api.yaml"]
    for client in ["goose", "lm-studio", "cline", "claude-desktop"]:
        assert home.run("install", client, "--scope", "project", check=False).returncode == 2


def test_paths_of_a_user_do_not_depend_on_the_folder(home):
    link = home.bin / "nethesis-mcp"
    link.symlink_to(os.path.abspath(program.PATH))
    (home.project / "tok").write_text("x")
    home.run("install", "cursor", "--", "--sandbox", "--token-file", "tok", "--audit=~/log")
    entry = json.loads(read(home.file("cursor")))["mcpServers"]["nethesis"]
    # The place on PATH outlives an update; a client with a short PATH gets it whole.
    assert entry["command"] == str(link)
    assert entry["args"] == ["stdio", "--sandbox", "--token-file", f"{home.project}/tok", f"--audit={home.path}/log"]
    for client in ["gemini-cli", "claude-code", "copilot-cli"]:
        home.run("install", client, "--", "--sandbox")
        assert json.loads(read(home.file(client)))["mcpServers"]["nethesis"]["command"] == str(link)


SECRETS = [
    ["--", "--token", "s3cr3t-value"],
    ["--", "--token=s3cr3t-value"],
    ["--", "--password", "s3cr3t-value"],
    ["--", "--api-key", "s3cr3t-value"],
    ["--", "--token-file", "myk_0123456789abcdef.s3cr3t-value"],
    ["--", "--token-file", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s3cr3t-value"],
    ["--", "--token-file", "0123456789abcdef0123456789s3cr3t-value"],
    ["--", "--token-file", "shop=ghp_0123456789s3cr3t-value"],
    ["--", "--proxy", "http://user:s3cr3t-value@proxy:3128"],
    ["--", "--backend=https://s3cr3t-value@api.example"],
    ["--", "--spec", "https://api.example/o.json?access_token=s3cr3t-value"],
    ["--", "--header", "Authorization: Bearer s3cr3t-value"],
    ["--", "--public-url", "Bearer s3cr3t-value"],
    ["--http", "https://u:s3cr3t-value@mcp.example/mcp"],
    ["--http", "https://mcp.example/mcp?api_key=s3cr3t-value"],
]


@pytest.mark.parametrize("arguments", SECRETS)
def test_no_secret_gets_into_a_file(home, arguments):
    result = home.run("install", "codex", *arguments, check=False)
    assert result.returncode == 2 and "secret" in result.stderr
    assert "s3cr3t-value" not in result.stdout + result.stderr
    assert read(home.file("codex")) is None and not home.state.exists()


def test_the_secrets_of_others_are_not_shown(home):
    home.put("cursor", b'{"mcpServers":{"x":{"env":{"K":"s3cr3t-1"}},"nethesis":{"command":"a","env":{"T":"s3cr3t-2"}}}}')
    refused = home.run("install", "cursor", "--", "--sandbox", check=False)
    assert refused.returncode == 1 and "s3cr3t" not in refused.stdout + refused.stderr
    for arguments in [["install", "cursor", "--replace", "--", "--sandbox"], ["uninstall", "cursor"]]:
        result = home.run(*arguments)
        assert "s3cr3t" not in result.stdout + result.stderr
    assert all(stat.S_IMODE(copy.stat().st_mode) == 0o600 for copy in home.copies()) and home.copies()


def test_the_words_of_others_are_not_shown_where_they_may_be_secrets(home):
    words = [
        "run", "--token", "s3cr3t-1", "--api-key=s3cr3t-2", "-H", "Authorization: Bearer s3cr3t-3", "KEY=ghp_s3cr3t0123456789",
        "https://u:s3cr3t-5@h/", "0s3cr3t0f0e0d0c0b0a0f0e0d",
    ]  # fmt: skip
    entry = {"command": "npx", "args": words, "apiKey": "s3cr3t-6", "transport": {"headers": {"A": "s3cr3t-7"}}, "url": "https://h/?key=s3cr3t-8"}
    home.put("cursor", json.dumps({"mcpServers": {"nethesis": entry}}).encode())
    install = ["install", "cursor"]
    for words in [["install", "--list"], [*install, "--", "--sandbox"], [*install, "--replace", "--", "--sandbox"], ["uninstall", "cursor"]]:
        home.put("cursor", json.dumps({"mcpServers": {"nethesis": entry}}).encode())
        result = home.run(*words, check=False)
        assert "s3cr3t" not in result.stdout + result.stderr
        assert "npx" in result.stdout + result.stderr and "run" in result.stdout + result.stderr


def test_names_that_are_not_utf_8_are_refused(home):
    odd = os.fsencode(home.path) + b"/home\xff"
    result = home.run("install", "cursor", "--", "--sandbox", check=False, HOME=odd)
    assert result.returncode == 1 and "not UTF-8" in result.stderr
    result = home.run("install", "cursor", "--", "--token-file", os.fsdecode(b"tok\xff"), check=False)
    assert result.returncode == 2 and "not UTF-8" in result.stderr
    assert not home.file("cursor").exists() and not list(home.path.glob("home*"))


def test_a_relative_folder_of_path_is_not_relied_on(home):
    (home.bin / "nethesis-mcp").symlink_to(os.path.abspath(program.PATH))
    home.run("install", "claude-code", "--", "--sandbox", PATH="../bin:/usr/bin:/bin")
    command = json.loads(read(home.file("claude-code")))["mcpServers"]["nethesis"]["command"]
    assert command == os.path.realpath(program.PATH)


def test_an_entry_keeps_what_a_person_added(home):
    file = home.put("gemini-cli", b"{}")
    home.run("install", "gemini-cli", "--", "--sandbox")
    text = json.loads(read(file))
    text["mcpServers"]["nethesis"] |= {"env": {"A": "1"}, "timeout": 7}
    file.write_text(json.dumps(text, indent=1))
    home.run("install", "gemini-cli", "--", "--sandbox", "--read-only")
    entry = json.loads(read(file))["mcpServers"]["nethesis"]
    assert entry["env"] == {"A": "1"} and entry["timeout"] == 7 and entry["args"][1:] == ["--sandbox", "--read-only"]
    home.run("uninstall", "gemini-cli")
    assert json.loads(read(file)) in [{}, {"mcpServers": {}}]


FOREIGN = {
    "cursor": b'{"mcpServers":{"nethesis":{"command":"mine","env":{"X":"1"}}}}',
    "claude-code": b'{\n  "a": 1, // mine\n  "mcpServers": {"nethesis": {"type": "http", "url": "https://mine.example/mcp"}}\n}\n',
    "codex": b'[mcp_servers.nethesis]\ncommand = "mine"\nenv = { X = "1" }\n\n[tui]\n',
    "goose": b"extensions:\n  nethesis:\n    cmd: mine\n    envs:\n      X: '1'\nlast: 1\n",
    "opencode": b'{"mcp": {"nethesis": {"type": "local", "command": ["nethesis-mcp", "--sandbox"], "enabled": false}}}',
}


@pytest.mark.parametrize("client", FOREIGN)
def test_an_entry_of_somebody_else_is_replaced_only_on_demand(home, client):
    file = home.put(client, FOREIGN[client])
    for words in [[], ["--dry-run"]]:
        result = home.run("install", client, *words, "--", "--sandbox", check=False)
        assert result.returncode == 1 and "--name OTHER" in result.stderr and "--replace" in result.stderr
        assert read(file) == FOREIGN[client] and home.copies() == []
    shown = home.run("install", client, "--replace", "--", "--sandbox").stdout
    assert "  - " in shown and "It works: 6 tools" in shown
    assert b"mine" not in read(file).replace(b"// mine", b"") and b"X" not in read(file) and b"false" not in read(file)
    # It is one of its own from then on.
    home.run("install", client, "--", "--sandbox", "--read-only")
    assert "is back" in home.run("uninstall", client).stdout
    assert read(file) == FOREIGN[client]
    # Changes of others in between stay.
    home.run("install", client, "--replace", "--", "--sandbox")
    home.run("install", client, "--name", "second", "--", "--sandbox")
    home.run("uninstall", client)
    assert b"second" in read(file) and (b"mine" in read(file) or b"false" in read(file))
    home.run("uninstall", client, "--name", "second")
    home.run("install", client, "--name", "beside", "--", "--sandbox")
    home.run("uninstall", client, "--name", "beside")
    assert read(file).count(b"nethesis") == FOREIGN[client].count(b"nethesis")


def test_an_entry_of_another_program_is_not_taken_out(home):
    file = home.put("cursor", FOREIGN["cursor"])
    result = home.run("uninstall", "cursor", check=False)
    assert result.returncode == 1 and "install did not write" in result.stderr and read(file) == FOREIGN["cursor"]
    # One that starts this program is, whoever wrote it.
    own = os.path.abspath(program.PATH)
    file = home.put("cursor", json.dumps({"mcpServers": {"nethesis": {"command": own}, "pets": {"command": own}}}).encode())
    home.run("uninstall", "cursor")
    assert list(json.loads(read(file))["mcpServers"]) == ["pets"]
    assert "--name pets" in home.run("uninstall", "cursor").stdout


def test_an_entry_that_took_the_place_of_ours_is_somebody_elses(home):
    file = home.put("cursor", None)
    home.run("install", "cursor", "--", "--sandbox")
    file.write_bytes(FOREIGN["cursor"])
    assert home.run("install", "cursor", "--", "--sandbox", check=False).returncode == 1
    assert home.run("uninstall", "cursor", check=False).returncode == 1
    assert read(file) == FOREIGN["cursor"]


PETS = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'http://127.0.0.1:1/v1'}]
security: [{key: []}]
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, bearer: {type: http, scheme: bearer}}}
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: ok}}}}
"""


@pytest.fixture
def pets(home):
    (home.project / "api.yaml").write_text(PETS)
    (home.project / "bearer.yaml").write_text(PETS.replace("security: [{key: []}]", "security: [{bearer: []}]"))
    mixed = PETS + "  /open: {get: {operationId: listOpen, security: [], responses: {'200': {description: ok}}}}\n"
    (home.project / "mixed.yaml").write_text(mixed)
    for name in ["token", "key", "ended"]:
        (home.project / name).write_text("k3y")
        (home.project / name).chmod(0o600)
    # Its end is the year 2001.
    (home.project / "ended").write_text("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjEwMDAwMDAwMDB9.c2ln")
    (home.project / "c.json").write_text('{"credentials": {"key": {"key-file": "key"}}}')
    (home.project / "missing.json").write_text('{"credentials": {"key": {"key-file": "none"}}}')
    return home


@pytest.mark.parametrize(
    "options, words",
    [
        ([], ["token"]),
        (["--token-file", "none"], ["there is no file"]),
        (["--spec", "bearer.yaml"], ["no token is configured", "--token-file"]),
        (["--spec", "bearer.yaml", "--token-file", "ended"], ["has ended"]),
        (["--spec", "api.yaml"], ['{"credentials":{"key":{"key-file":"FILE"}}}']),
        (["--spec", "api.yaml", "--token-file", "token"], ["no credential is configured", "--token-file is not used"]),
        (["--spec", "api.yaml", "--config", "missing.json"], ["there is no file"]),
        (["--spec", "api.yaml", "--config=missing.json"], ["there is no file"]),
    ],
)
def test_calls_that_cannot_work_are_said_to(pets, options, words):
    result = pets.run("install", "claude-code", "--", *options, check=False)
    assert result.returncode == 1, result.stdout
    assert "It starts and lists" in result.stdout and "but calls will fail: " in result.stdout
    assert "It works" not in result.stdout and "Next: " in result.stdout
    assert all(word in result.stdout + result.stderr for word in words), result.stdout + result.stderr
    listed = pets.run("install", "--list").stdout
    assert "calls will fail: " in listed and "works, " not in listed


def test_some_calls_that_cannot_work_are_named(pets):
    result = pets.run("install", "claude-code", "--", "--spec", "mixed.yaml")
    assert "It starts and lists 4 tools (" in result.stdout
    assert "list_open" in result.stdout and "), but some calls will fail: list_pets: " in result.stdout
    assert "It works: 3 tools (" in pets.run(
        "install", "claude-code", "--", "--spec", "api.yaml", "--config", "c.json"
    ).stdout


def test_an_entry_with_variables_of_its_own_is_left_to_the_client(pets):
    file = pets.file("claude-code")
    pets.run("install", "claude-code", "--", "--spec", "bearer.yaml", "--token-file", "token")
    for value, word in [("${TOKEN}", "works, 3 tools"), ("t0ken", "works, 3 tools"), ("", "calls will fail")]:
        text = json.loads(read(file))
        text["mcpServers"]["nethesis"]["args"] = ["stdio", "--spec", f"{pets.project}/bearer.yaml"]
        text["mcpServers"]["nethesis"]["env"] = {"NETHESIS_MCP_TOKEN": value}
        file.write_text(json.dumps(text))
        assert word in pets.run("install", "--list").stdout


def test_a_working_entry_is_not_replaced_by_one_that_does_not_work(pets):
    file = pets.put("codex", None)
    pets.run("install", "codex", "--", "--spec", "api.yaml", "--config", "c.json")
    before = read(file)
    for words in [
        ["--http", "http://127.0.0.1:9/mcp"],
        ["--", "--spec", "none.yaml"],
        ["--", "--spec", "api.yaml"],
        ["--", "--spec", "api.yaml", "--sandbox"],
    ]:
        result = pets.run("install", "codex", *words, check=False)
        assert result.returncode == 1 and "stays as it is" in result.stderr, result.stdout + result.stderr
        assert read(file) == before
    # One that does not work itself may be corrected step by step.
    pets.run("install", "cursor", "--", "--spec", "api.yaml", check=False)
    pets.run("install", "cursor", "--", "--spec", "api.yaml", "--read-only", check=False)
    assert b"--read-only" in read(pets.file("cursor"))


def test_variables_of_the_shell_have_another_way(pets):
    env = {"NETHESIS_MCP_CREDENTIAL_KEY": "s3cr3t", "NETHESIS_MCP_SPEC": "x", "NETHESIS_MCP_TOKEN": "s3cr3t"}
    result = pets.run("install", "claude-code", "--", "--spec", "api.yaml", check=False, **env)
    assert result.returncode == 1 and "s3cr3t" not in result.stdout + result.stderr
    assert '{"credentials": {"SCHEME": {"key-file": "FILE"}}}' in result.stdout
    assert "NETHESIS_MCP_TOKEN: " in result.stdout and "--token-file FILE" in result.stdout
    # The option is there.
    assert "NETHESIS_MCP_SPEC" not in result.stdout


def test_the_hint_names_the_client_that_was_meant(home):
    result = home.run("install", "claude-code", "--token-file", "x", check=False)
    assert result.returncode == 2 and "nethesis-mcp install claude-code -- --token-file FILE" in result.stderr


def test_names_of_clients_lead_to_those_of_the_list(home):
    result = home.run("tools", "--client", "nope", check=False)
    hint = result.stderr.partition("did you mean ")[2].partition("?")[0]
    assert result.returncode == 2 and (not hint or hint in CLIENTS), result.stderr
    assert "claude-desktop" in home.run("install", "claude", "--", "--sandbox").stderr


def test_a_client_that_is_not_there_is_said(home):
    first = home.run("install", "zed", "--", "--sandbox").stdout
    assert "Zed was not found on this machine" in first and "zed" in first
    (home.bin / "codex").write_text("#!/bin/sh\n")
    (home.bin / "codex").chmod(0o755)
    assert "was not found" not in home.run("install", "codex", "--", "--sandbox").stdout


def test_the_list_tries_servers_on_http(home):
    with program.Program("http", "--sandbox", "--listen", "127.0.0.1:0") as server:
        url = server.wait_for_url("Serving")
        home.run("install", "vscode", "--http", url)
        assert "works, 6 tools" in home.run("install", "--list").stdout
        wrong = home.run("install", "kiro", "--http", url.removesuffix("mcp"), check=False)
        assert wrong.returncode == 1 and f"405; the endpoint of this program is {url}" in wrong.stderr
        server.terminate()
        server.wait()
    assert "does not work: " in home.run("install", "--list").stdout
    # A file of a project may come from others: nothing is sent where it says.
    (home.project / ".mcp.json").write_text(json.dumps({"mcpServers": {"nethesis": {"type": "http", "url": url}}}))
    assert "not started (on HTTP, in a file of the project)" in home.run("install", "--list").stdout


def test_a_program_that_is_not_on_path_is_named(home):
    home.put("claude-code", b'{"mcpServers": {"nethesis": {"command": "nethesis-mcp", "args": ["stdio"]}}}')
    listed = home.run("install", "--list").stdout
    assert "there is no program nethesis-mcp in the folders of PATH" in listed and "another program" not in listed


def test_options_of_the_server_have_their_place(home):
    for option in ["--sandbox", "--token-file=x"]:
        result = home.run("install", "codex", option, check=False)
        assert result.returncode == 2 and "after --" in result.stderr
    assert "did you mean cursor" in home.run("install", "cursr", check=False).stderr
    assert read(home.file("codex")) is None


def test_the_last_three_copies_are_kept(home):
    file = home.put("codex", b"# mine\n")
    versions = []
    for name in "abcde":
        versions.append(read(file))
        home.run("install", "codex", "--name", name, "--", "--sandbox")
    assert [read(copy) for copy in home.copies()] == versions[-3:]


def test_an_entry_that_does_not_start_says_why(home):
    result = home.run("install", "zed", "--", "--spec", "none.yaml", check=False)
    assert result.returncode == 1 and "there is no file" in result.stderr and "uninstall zed" in result.stderr
    assert b"none.yaml" in read(home.file("zed"))
    assert "does not work" in home.run("install", "--list").stdout


def test_the_list_starts_nothing_but_this_program(home):
    trap, mark = home.bin / "trap", home.path / "mark"
    trap.write_text(f"#!/bin/sh\ntouch {mark}\n")
    trap.chmod(0o755)
    (home.bin / "nethesis-mcp").write_text(f"#!/bin/sh\ntouch {mark}\n")
    (home.bin / "nethesis-mcp").chmod(0o755)
    own = os.path.abspath(program.PATH)
    servers = {
        "a": {"command": "nethesis-mcp", "args": []},
        "nethesis": {"command": str(trap)},
        "b": {"command": own, "args": ["call", "list_api_keys", "--sandbox"]},
        "c": {"command": own, "args": ["stdio", "--sandbox"], "env": {"LD_PRELOAD": str(trap)}},
        "d": {"command": own, "args": ["stdio", "--sandbox", "--audit", str(mark)]},
    }
    home.put("cursor", json.dumps({"mcpServers": servers}).encode())
    (home.project / ".mcp.json").write_text(
        json.dumps({"mcpServers": {"p": {"command": own, "args": ["--sandbox", "--token-file", "/etc/passwd"]}}})
    )
    lines = {line.split(" in ")[0].split()[-1]: line for line in home.run("install", "--list").stdout.splitlines() if " in " in line}
    assert "not started (another program)" in lines["a"] and "not started (another program)" in lines["nethesis"]
    assert "not started (started in another way)" in lines["b"] and "not started" in lines["d"]
    assert "works, 6 tools" in lines["c"] and "not started (its options name files elsewhere)" in lines["p"]
    assert not mark.exists()
    # One line for each client at least.
    listing = home.run("install", "--list").stdout
    assert all(client in listing for client in CLIENTS)


def test_a_list_in_a_strange_project_reads_and_writes_nothing_elsewhere(home):
    mark = home.path / "mark"
    (home.project / "settings.json").write_text(json.dumps({"sandbox": True, "audit": str(mark)}))
    own = os.path.abspath(program.PATH)
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/api.json"
        servers = {
            "a": {"command": own, "args": ["stdio", "--config", "settings.json"]},
            "b": {"command": own, "args": ["stdio", "--spec", url]},
            "c": {"command": own, "args": ["--spec", "x=" + url]},
            "d": {"command": own, "args": ["stdio", "--sandbox"], "env": {"NETHESIS_MCP_AUDIT": str(mark)}},
        }
        (home.project / ".mcp.json").write_text(json.dumps({"mcpServers": servers}))
        listing = home.run("install", "--list").stdout
        server.shutdown()
    for name in servers:
        assert f"{name} in {home.project}/.mcp.json: not started" in listing, listing
    assert not mark.exists()
    home.put("cursor", json.dumps({"mcpServers": {"nethesis": servers["d"]}}).encode())
    assert "not started" in home.run("install", "--list").stdout and not mark.exists()


def test_a_list_has_a_line_for_each_entry(home):
    own = os.path.abspath(program.PATH)
    servers = {
        "\x1b[2J\u202e": {"command": own, "args": ["stdio", "--spec", "none.yaml"]},
        "nethesis": {"command": "x\n\x9b2J", "args": ["\u2066"]},
    }
    home.put("cursor", json.dumps({"mcpServers": servers}).encode())
    listing = home.run("install", "--list").stdout
    assert len(listing.splitlines()) == len(CLIENTS) + 1
    assert not any(sign in listing for sign in "\x1b\u202e\x9b\u2066")
    assert "there is no file" in listing and "[U+1B]" in listing


@pytest.mark.parametrize("client", CLIENTS)
def test_print_writes_nothing_and_can_be_read(home, client):
    before = entries(home.path)
    result = home.run("install", client, "--print", "--", "--sandbox").stdout
    entry = result.split("\n\n")[0]
    if client == "codex":
        assert tomllib.loads(entry)["mcp_servers"]["nethesis"]["args"] == ["stdio", "--sandbox"]
    elif client != "goose":
        assert "nethesis" in json.loads(entry)[CLIENTS[client][1]]
    assert entries(home.path) == before


def test_a_server_on_http_is_asked_for_its_tools(home):
    with program.Program("http", "--sandbox", "--listen", "127.0.0.1:0") as server:
        url = server.wait_for_url("Serving")
        assert "It works: 6 tools" in home.run("install", "vscode", "--http", url).stdout
        assert "It works: 6 tools" in home.run("install", "cline", "--http", url).stdout
        server.terminate()
        server.wait()
    result = home.run("install", "kiro", "--http", url, check=False)
    assert result.returncode == 1 and "refused" in result.stderr and url.encode() in read(home.file("kiro"))
    assert home.run("install", "junie", "--http", url, check=False).returncode == 2


def test_a_clients_own_command_does_it(home):
    claude = home.bin / "claude"
    claude.write_text(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > $HOME/words\n"
        'test "$2" = add-json && echo "{\\"mcpServers\\": {\\"$3\\": $4}}" > $HOME/.claude.json || echo {} > $HOME/.claude.json\n'
    )
    claude.chmod(0o755)
    home.put("claude-code", b'{"a": 1}')
    result = home.run("install", "claude-code", "--native", "--", "--sandbox").stdout
    assert "its affair" in result and "It works: 6 tools" in result
    assert [read(copy) for copy in home.copies()] == [b'{"a": 1}']
    home.run("uninstall", "claude-code", "--native")
    assert (home.path / "words").read_text().split() == ["mcp", "remove", "nethesis", "--scope", "user"]
    assert home.run("install", "zed", "--native", check=False).returncode == 2
    assert home.run("install", "codex", "--native", check=False).returncode == 1


def test_a_read_only_file_is_left_alone(home):
    file = home.put("cursor", b'{"a": 1}\n')
    file.chmod(0o444)
    result = home.run("install", "cursor", "--", "--sandbox", check=False)
    assert result.returncode == 1 and "read-only" in result.stderr
    assert read(file) == b'{"a": 1}\n' and home.copies() == []


@pytest.mark.parametrize("limit", [0, 1, 300, 1030])
def test_a_full_disk_loses_nothing(home, limit):
    """A limit on the size of files stops each write in another place: the copy, the record, the draft."""
    text = b'{"pad": "' + b"x" * 1000 + b'"}\n'
    file = home.put("cursor", text)

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    result = home.run("install", "cursor", "--", "--sandbox", check=False, preexec_fn=full)
    assert result.returncode == 1 and ("It is as it was" in result.stderr or "Nothing was changed" in result.stderr)
    assert read(file) == text and [path.name for path in file.parent.iterdir()] == ["mcp.json"]
    home.run("install", "cursor", "--", "--sandbox")
    home.run("uninstall", "cursor")
    assert read(file) == text


def test_several_installs_at_once(home):
    text = b'{\n  "mcpServers": {\n    "other": {} // mine\n  }\n}\n'
    file = home.put("cursor", text)
    names = [f"n{index}" for index in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: home.run("install", "cursor", "--name", name, "--", "--sandbox"), names))
        written = read(file).replace(b" // mine", b"")
        assert set(json.loads(written)["mcpServers"]) == {"other", *names}
        list(pool.map(lambda name: home.run("uninstall", "cursor", "--name", name), names))
    assert read(file) == text
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: home.run("install", "cursor", "--", "--sandbox"), names))
    home.run("uninstall", "cursor")
    assert read(file) == text and [path.name for path in file.parent.iterdir()] == ["mcp.json"]


def test_a_kill_leaves_the_old_file_or_the_new_one(home):
    text = b'{\n  "mcpServers": {\n    "other": {}\n  },\n  "pad": "' + b"x" * 200_000 + b'"\n}'
    file = home.put("cursor", text)
    home.run("install", "cursor", "--", "--sandbox")
    versions = {text, read(file)}
    home.run("uninstall", "cursor")
    assert read(file) == text
    moments = random.Random(12)
    kills = 0
    for _ in range(60):
        command = moments.choice([["install", "cursor", "--", "--sandbox"], ["uninstall", "cursor"]])
        child = subprocess.Popen(
            [program.PATH, *command],
            env=home.environment(),
            cwd=home.project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            # A deadline at random is what is tested here: nothing is waited for.
            child.wait(moments.uniform(0, 0.12))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            kills += 1
        assert read(file) in versions
    assert kills > 5
    home.run("install", "cursor", "--", "--sandbox")
    home.run("uninstall", "cursor")
    assert read(file) == text and [path.name for path in file.parent.iterdir()] == ["mcp.json"]


def test_a_kill_leaves_an_entry_of_somebody_else_as_theirs(home):
    own = os.path.abspath(program.PATH)
    # It starts this program by the same path: only its other members tell it from the new one.
    text = json.dumps({"mcpServers": {"nethesis": {"command": own, "args": ["stdio", "--read-only"]}}}).encode()
    file = home.put("cursor", text)
    home.run("install", "cursor", "--replace", "--", "--sandbox")
    # So a kill leaves it between the record and the file, and between the file and the record.
    file.write_bytes(text)
    assert home.run("install", "cursor", "--", "--sandbox", check=False).returncode == 1 and read(file) == text
    home.run("uninstall", "cursor")
    assert json.loads(read(file)) == {"mcpServers": {}}
