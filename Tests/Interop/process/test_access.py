"""`nethesis-mcp access`: tokens are made, named and taken back, while a server lets their holders in."""

import os
import re
import subprocess
import threading

from program import DEADLINE, PATH, environment, run
from web import WebServer


def add(file, name):
    outcome = run("access", "add", name, "--file", str(file))
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout.strip(), outcome.stderr


def access(*arguments, file):
    return run("access", *arguments, "--file", str(file))


def test_a_second_token_of_a_name_is_said_to_work_beside_the_first(tmp_path):
    file = tmp_path / "tokens"
    assert "both work" not in add(file, "alice")[1]
    assert "both work" in add(file, "alice")[1]
    assert "all work" in add(file, "alice")[1]
    assert "work now" not in add(file, "bob")[1]
    assert access("list", file=file).stdout == "alice  3 tokens\nbob  1 token\n"


def test_who_is_removed_is_let_in_no_more(tmp_path):
    file = tmp_path / "tokens"
    tokens = [add(file, name)[0] for name in ["alice", "bob", "alice"]]
    with WebServer("--sandbox", "--access-token-file", str(file)) as server:

        def statuses():
            return [
                server.post("server/discover", headers={"Authorization": f"Bearer {token}"}).status for token in tokens
            ]

        assert statuses() == [200, 200, 200]
        outcome = access("remove", "alice", file=file)
        assert outcome.returncode == 0 and "Removed 2 tokens of alice" in outcome.stderr
        assert statuses() == [401, 200, 401]
    assert access("list", file=file).stdout == "bob  1 token\n"


def test_the_rest_of_the_file_stays_as_it_is(tmp_path):
    file, link = tmp_path / "tokens", tmp_path / "link"
    add(file, "alice")
    file.write_text("# mine\n\n" + file.read_text() + "bob:" + "0" * 64)
    file.chmod(0o640)
    link.symlink_to(file)
    # The last line had no end, which must not glue the next one to it.
    add(link, "carol")
    assert access("remove", "alice", file=link).returncode == 0
    lines = file.read_text().splitlines()
    assert lines[:3] == ["# mine", "", "bob:" + "0" * 64] and lines[3].startswith("carol:") and len(lines) == 4
    assert file.stat().st_mode & 0o777 == 0o640 and link.is_symlink()
    assert os.listdir(tmp_path) == ["tokens", "link"] or sorted(os.listdir(tmp_path)) == ["link", "tokens"]


def test_a_name_that_has_none_is_an_error(tmp_path):
    file = tmp_path / "tokens"
    add(file, "alice")
    outcome = access("remove", "alicia", file=file)
    assert outcome.returncode == 1 and "did you mean alice?" in outcome.stderr
    for command in [["list"], ["remove", "alice"]]:
        outcome = access(*command, file=tmp_path / "nowhere")
        assert outcome.returncode == 1 and str(tmp_path / "nowhere") in outcome.stderr
    assert access("list", file=file).stdout == "alice  1 token\n"


def test_commands_at_once_lose_nothing(tmp_path):
    file = tmp_path / "tokens"
    add(file, "first")
    names = [f"name{number}" for number in range(12)]
    threads = [threading.Thread(target=add, args=[file, name]) for name in names]
    threads += [threading.Thread(target=access, args=["remove", "first"], kwargs={"file": file})]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
    assert sorted(re.findall(r"^(\w+):", file.read_text(), re.MULTILINE)) == sorted(names)


def test_a_token_that_cannot_be_printed_lets_nobody_in(tmp_path):
    file = tmp_path / "tokens"
    with open("/dev/full", "w") as full:
        outcome = subprocess.run(
            [PATH, "access", "add", "alice", "--file", str(file)], stdout=full, stderr=subprocess.PIPE, text=True,
            env=environment(), timeout=DEADLINE,
        )
    assert outcome.returncode == 1 and "removed again" in outcome.stderr
    assert file.read_text() == "# No tokens.\n"


def test_the_last_who_is_removed_is_let_in_no_more(tmp_path):
    file = tmp_path / "tokens"
    token, _ = add(file, "alice")
    with WebServer("--sandbox", "--access-token-file", str(file)) as server:

        def status():
            return server.post("server/discover", headers={"Authorization": f"Bearer {token}"}).status

        assert status() == 200
        assert access("remove", "alice", file=file).returncode == 0
        assert status() == 401
        token, _ = add(file, "bob")
        assert status() == 200
    assert access("list", file=file).stdout == "bob  1 token\n"
