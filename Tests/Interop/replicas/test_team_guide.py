"""The guide for a team on one machine: its commands, run as they are written, lead two people to sessions of their own."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

import database
from linking import USER1, USER2, LinkPage, bearer, link, text
from program import DEADLINE, PATH, environment
from web import Connection, free_port, request

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "Sources/NethesisMCP/NethesisMCP.docc/Running-over-HTTP.md"

pytestmark = pytest.mark.skipif(
    not database.IS_THERE or not Path("/usr/sbin/haproxy").exists() and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1",
    reason="there is no PostgreSQL or no haproxy",
)


def blocks():
    """The commands of the guide, block by block."""
    guide = re.split(r"^## ", GUIDE.read_text(), flags=re.MULTILINE)
    (part,) = [part for part in guide if part.startswith("A team on one machine")]
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in re.findall(r"(?:^    .*\n)+", part, re.MULTILINE)]


@pytest.fixture
def team(tmp_path):
    """A shell that has run the first two blocks; gives the third one, the URL and the tokens."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "haproxy.cfg").symlink_to(Path(__file__).with_name("haproxy.cfg"))
    (tmp_path / "bin/nethesis-mcp").symlink_to(PATH)
    first, second, third = blocks()
    ports = {number: str(free_port()) for number in ["8722", "8731", "8732", "8780"]}
    with database.Database() as server:
        # The database of tests has another socket, and needs no other user to be asked.
        place = f"-h {server.folder} -p {server.port} -U postgres"
        first = first.replace("sudo -u postgres createuser", f"createuser {place}")
        first = first.replace("sudo -u postgres createdb", f"createdb {place}")
        first = first.replace("host=/run/postgresql", f"host={server.folder}&port={server.port}")
        for old, new in ports.items():
            second, third = second.replace(old, new), third.replace(old, new)
        own = environment() | {"USER": "root", "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
        shell = subprocess.Popen(
            ["bash", "-e", "-c", f"{first}\n{second}\necho everything started\nread\n{third}\nexec >&-\nread"],
            cwd=tmp_path, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )
        try:
            yield shell, f"http://127.0.0.1:{ports['8722']}/mcp"
        finally:
            # Its own session: the servers that it has started, and nothing else.
            os.killpg(shell.pid, signal.SIGKILL)
            shell.wait(DEADLINE)
            shell.stdout.close()
            shell.stdin.close()


def until(shell, done):
    """The lines that the shell prints until something is among them."""
    lines = []
    for line in shell.stdout:
        lines.append(line)
        if done(lines):
            return "".join(lines)
    raise AssertionError("".join(lines))


def answered(url):
    """The status of the health at the front; 0 while nothing listens there."""
    try:
        return request("GET", url.removesuffix("mcp") + "readyz").status
    except OSError:
        return 0


def test_two_people_get_sessions_of_their_own(team):
    shell, url = team
    said = until(shell, lambda lines: sum("Serving at" in line for line in lines) == 2)
    while answered(url) != 200:
        assert shell.poll() is None
    tokens = re.findall(r"^nmcp_\w+", said, re.MULTILINE)
    assert len(tokens) == 2

    def keys(token):
        connection = Connection(url)
        try:
            params = {"name": "list_api_keys", "arguments": {}}
            return connection.post("tools/call", params, bearer(token)).message["result"]
        finally:
            connection.close()

    for token, person in zip(tokens, [USER1, USER2]):
        page = LinkPage(link(keys(token)))
        assert page.submit("identify", token=token) == "One more step"
        assert page.follow(person) == "Signed in"
        for _ in range(3):
            assert not keys(token).get("isError"), text(keys(token))
    shell.stdin.write("\n")
    shell.stdin.flush()
    listed = until(shell, lambda lines: any(line.startswith("bob\t") for line in lines))
    assert re.search(r"^alice\tUser 1 ", listed, re.MULTILINE) and re.search(r"^bob\tUser 2 ", listed, re.MULTILINE)
