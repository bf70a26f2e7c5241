"""Twenty processes of two people over 48 hours, which are killed at random and whose responses are lost.

    NETHESIS_MCP=.build/release/nethesis-mcp python3 Tests/Interop/twenty.py [--hours 48] [--processes 20] [--seed 1]

Needs Debian's libfaketime. All processes use one store, and share one time, which jumps an hour between calls and runs
as usual within one. It succeeds if each person signed in once, and once more for each refresh at the provider whose
response was not stored; if no refresh token was sent after its grace, and no person got another one's session; and if
no token was in a log, the record, a message, a list of arguments, an environment, or a file in the open.
"""

import argparse
import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import program
from faketime import FakeTime
from program import PASSWORD, PATH, Program, Server, environment, run
from relay import Relay
from visitor import Visitor, sign_in_url
from web import free_port

PEOPLE = {"mario": ("logto1@x.it", PASSWORD), "owner": ("logto2@x.it", "OwnerPw1!")}
ENDED = "sign in again"

# A renewal waits for those of others, two minutes at most.
program.DEADLINE = 180

OPENER = """#!/bin/sh
{ printf '%s\\n' "$@"; env; } >> "$OPENED"
"""


class Watcher:
    """Reads the arguments and the environment of every process that this one has started, as long as it runs."""

    def __init__(self):
        self.seen = set()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self):
        self._is_over.set()
        self._thread.join()

    def _run(self):
        while not self._is_over.wait(0.02):
            for pid in descendants(os.getpid()):
                for name in ["cmdline", "environ"]:
                    try:
                        self.seen.add(Path(f"/proc/{pid}/{name}").read_bytes())
                    except OSError:
                        pass


def descendants(pid):
    """The processes that a process has started, and theirs."""
    found, rest = [], [pid]
    while rest:
        parent = rest.pop()
        try:
            tables = [table.read_text() for table in Path(f"/proc/{parent}/task").glob("*/children")]
        except OSError:
            # It has ended meanwhile.
            continue
        children = [int(child) for table in tables for child in table.split()]
        found += children
        rest += children
    return found


class Trial:
    """The sandbox behind a relay, the store, and the processes."""

    def __init__(self, folder, arguments):
        self.random = random.Random(arguments.seed)
        self.folder = Path(folder)
        self.clock = FakeTime(folder)
        self.relay = Relay(self.clock)
        self.relay.port = free_port()
        self.spoken = []
        self.signed_in = dict.fromkeys(PEOPLE, 0)
        self.unsent = 0
        self.servers = {}
        self.killed = 0
        self.unavailable = 0
        names = list(PEOPLE)
        self.actors = [(number, names[number % 2], number % 4 < 2) for number in range(arguments.processes)]
        self.opened = self.folder / "opened"
        opener = self.folder / "bin/xdg-open"
        opener.parent.mkdir()
        opener.write_text(OPENER)
        opener.chmod(0o755)
        self.at = self.clock.environment | {
            "XDG_STATE_HOME": f"{folder}/state", "HOME": str(folder), "NETHESIS_MCP_BACKEND": f"{self.relay.url}/api",
            "NETHESIS_MCP_LOGIN_ISSUER": f"{self.relay.url}/oidc", "NETHESIS_MCP_LOGIN_CLIENT_ID": "sandbox-browser",
            "NETHESIS_MCP_TOKEN_STORE": "file", "NETHESIS_MCP_LOG_LEVEL": "trace",
            "NETHESIS_MCP_AUDIT": f"{folder}/audit", "NETHESIS_MCP_OPEN_BROWSER": "true",
            "PATH": f"{opener.parent}:{os.environ['PATH']}", "OPENED": str(self.opened),
        }
        self.relay.kill = self.kill

    def of(self, name):
        return self.at | {"NETHESIS_MCP_ACCOUNT": PEOPLE[name][0]}

    def kill(self, pid):
        """Kills a process of the trial, as a machine does that runs out of memory."""
        if pid in descendants(os.getpid()):
            self.killed += 1
            os.kill(pid, signal.SIGKILL)

    def fate(self, path):
        """What becomes of a request that renews something."""
        if not path.endswith(("/oidc/token", "/auth/refresh", "/auth/exchange")):
            return "answered"
        fates = ["lost", "killed", "killed before", "killed after", "answered"]
        return self.random.choices(fates, [20, 12, 8, 6, 54])[0]

    def sign_in(self, name):
        self.relay.fate = lambda path: "answered"
        self.relay.newest.pop(name, None)
        with Program("login", "--browser", env=self.of(name)) as login:
            browser = Visitor()
            status, _, _ = browser.send(browser.sign_in(sign_in_url(login), name, PEOPLE[name][1]))
            assert status == 200 and login.wait() == 0, login.errors.text()
            self.spoken.append(login.errors.text())
        self.signed_in[name] += 1

    def make_key(self, name):
        made = run(
            "call", "create_api_key", f"name=key-of-{name}", "mode=read", "--password-stdin", "--token-to",
            str(self.folder / f"key-of-{name}"), input=PEOPLE[name][1], env=self.of(name),
        )
        assert made.returncode == 0, made.stderr

    def act(self, actor):
        """Calls once; gives the outcome as text, and nothing if the process was killed."""
        number, name, is_server = actor
        text = self.ask_server(number, name) if is_server else self.call(name)
        others = [f"key-of-{other}" for other in PEOPLE if other != name]
        if text and any(other in text for other in others):
            self.relay.problems.append(f"{name} got what is another person's")
        return name, text

    def call(self, name):
        process = subprocess.Popen(
            [PATH, "call", "list_api_keys"], env=environment(self.of(name)), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        output, errors = process.communicate(timeout=program.DEADLINE)
        self.spoken.append(output + errors)
        return None if process.returncode < 0 else output + errors

    def ask_server(self, number, name):
        if number not in self.servers:
            self.servers[number] = Server(env=self.of(name))
        server = self.servers[number]
        try:
            return str(server.call("list_api_keys"))
        except (AssertionError, OSError):
            assert server.process.wait(program.DEADLINE) == -signal.SIGKILL, server.errors.text()
            self.close(number)
            return None

    def close(self, number):
        server = self.servers.pop(number)
        # What was written to a process that is dead is lost.
        with contextlib.suppress(BrokenPipeError):
            server.__exit__()
        self.spoken += [server.errors.text(), server.output.text()]

    def hour(self, fate, actors):
        """Lets some processes call at the same time; whose session has ended signs in again."""
        self.clock.jump(3600)
        self.relay.fate = fate
        with ThreadPoolExecutor(len(actors)) as pool:
            outcomes = [*pool.map(self.act, actors)]
        for name in PEOPLE:
            texts = [text for person, text in outcomes if person == name and text]
            self.unavailable += sum("could not be renewed" in text for text in texts)
            if any(ENDED in text for text in texts):
                # A process may have been killed when it had noted that it would send, and had not sent.
                self.unsent += self.relay.newest.get(name) not in self.relay.sent
                print(f"{name} signs in again", flush=True)
                self.sign_in(name)
        return outcomes

    def late_kill(self):
        """Kills some server at some moment."""
        if self.servers:
            time.sleep(self.random.uniform(0, 0.4))
            self.kill(self.random.choice([*self.servers.values()]).process.pid)

    def crowd(self):
        """Those who call in an hour: often all, sometimes one that nobody helps within the grace."""
        count = self.random.choice([len(self.actors), len(self.actors), 3, 1, 1])
        return self.random.sample(self.actors, min(count, len(self.actors)))


def leaks(secrets, texts):
    """The secrets that are in texts: whole tokens, and the parts of signed ones."""
    parts = {part for secret in secrets for part in [secret, *secret.split(".")[1:]] if len(part) >= 20}
    found = set()
    for text in texts:
        if isinstance(text, bytes):
            text = text.decode("latin-1")
        words = set(re.findall(r"[\w.~-]{20,}", text))
        words |= {part for word in words for part in word.split(".")}
        found |= words & parts
    return found


def main(arguments):
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(folder, arguments)
        relay, watcher = trial.relay, Watcher()
        try:
            with Program(
                "sandbox", "--listen", f"127.0.0.1:{relay.port}", "--public-url", relay.url, env=trial.clock.environment
            ) as sandbox:
                sandbox.wait_for_url("Sandbox")
                for name in PEOPLE:
                    trial.sign_in(name)
                    trial.make_key(name)
                for hour in range(arguments.hours):
                    killer = threading.Thread(target=trial.late_kill)
                    if trial.random.random() < 0.5:
                        killer.start()
                    trial.hour(trial.fate, trial.crowd())
                    if killer.is_alive():
                        killer.join()
                    if hour % 12 == 11:
                        print(f"hour {hour + 1}: signed in {trial.signed_in}, killed {trial.killed}", flush=True)
                # What is left must work: once, because sessions may have ended in the last hour.
                trial.hour(lambda path: "answered", trial.actors)
                outcomes = trial.hour(lambda path: "answered", trial.actors)
                for number in [*trial.servers]:
                    trial.close(number)
        finally:
            watcher.end()
            relay.close()
        files = [path for path in trial.folder.rglob("*") if path.is_file() and not path.name.startswith("key-of-")]
        texts = [*trial.spoken, *watcher.seen, *(path.read_bytes() for path in files)]
        report(trial, outcomes, leaks(relay.secrets, texts), len(texts))


def report(trial, outcomes, leaked, count):
    relay = trial.relay
    problems = list(relay.problems)
    problems += [f"{name}'s call failed: {text}" for name, text in outcomes if not text or f"key-of-{name}" not in text]
    problems += [f"a token is in the open: {secret[:6]}…" for secret in leaked]
    again = sum(trial.signed_in.values()) - len(PEOPLE)
    if again > relay.unanswered() + trial.unsent:
        problems.append(f"{again} sign-ins more, but only {relay.unanswered()} refreshes at the provider were lost")
    print(
        f"{again} sign-ins more for {relay.unanswered()} lost refreshes at the provider ({trial.unsent} not sent); "
        f"{len(relay.sent)} refresh tokens, {trial.killed} kills, {trial.unavailable} calls to try again, "
        f"fates {relay.fates}; {len(relay.secrets)} secrets looked for in {count} texts"
    )
    if not relay.fates.get("lost") or not trial.killed:
        problems.append("nothing was lost or killed: the trial shows nothing")
    if problems:
        sys.exit("\n".join(problems))
    print("All is well.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, default=48, help="how many hours there are calls")
    parser.add_argument("--processes", type=int, default=20, help="how many processes there are")
    parser.add_argument("--seed", type=int, default=1, help="where the random choices begin")
    main(parser.parse_args())
