"""A team's servers under load: three replicas with one database behind HAProxy, and what goes wrong in a long day.

Usage: NETHESIS_MCP=… python Tests/Interop/replicas/team.py [SECONDS [CALLERS]] (600 and 200)

Each caller links a session of its own and then makes and revokes keys, one after the other; each key is approved on its
page, by whichever replica serves it. Every few seconds a replica is killed and started again, and the database with it
now and then; the provider makes new signing keys three times (it publishes four, and the callers keep their tokens), and
is down for a tenth of the time. At the end: no key was made twice, nobody has keys of others, none was made that its
caller was not told of but for calls whose outcome was said to be unknown, nobody was told that its token is not valid,
and nobody has to sign in again. Prints the numbers.
"""

import json
import random
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import database
import linking
from plain_page import Page
from program import control, run
from web import Connection, WebServer, free_port, is_listening

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 600
CALLERS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
# How long the provider is down, in the middle of the run.
OUTAGE = SECONDS / 10


class Caller:
    def __init__(self, number, url, token):
        self.person = (f"user{number}", f"Passw0rd-{number}!")
        self.url = url
        self.headers = linking.bearer(token)
        self.number = number
        self.count = 0
        self.outcomes = Counter()
        self.told, self.unknown, self.failed = {}, set(), set()
        self.times = []

    def call(self, tool, **arguments):
        connection = Connection(self.url)
        try:
            return connection.post("tools/call", {"name": tool, "arguments": arguments}, self.headers)
        finally:
            connection.close()

    def listed(self):
        answer = self.call("list_api_keys")
        if answer.status != 200 or answer.message["result"].get("isError"):
            raise OSError(f"not listed: {answer}")
        keys = answer.message["result"]["structuredContent"]["data"]["api_keys"]
        names = [key["name"] for key in keys]
        # Revoked ones are listed, too, so none that was made is missed.
        assert len(set(names)) == len(names), f"made twice: {[name for name in names if names.count(name) > 1]}"
        return {key["name"]: key["id"] for key in keys}

    def work(self, end):
        while time.monotonic() < end:
            self.count += 1
            name = f"caller {self.number} key {self.count}"
            self.make(name)
            if name in self.told:
                self.remove(self.told[name], end)
            elif name in self.unknown:
                self.look(name, end)

    def make(self, name):
        """Has a key made: the caller's model asks, a person approves on the page, and the model asks for the outcome."""
        approved = False
        begin = time.monotonic()
        while time.monotonic() < begin + 90:
            try:
                answer = self.call("create_api_key", name=name, mode="read")
            except OSError:
                self.outcomes["hung up, asked again"] += 1
                continue
            if answer.status != 200:
                self.outcomes[f"{answer.status}, asked again"] += 1
                # As a client does that is told to come again later.
                time.sleep(min(2, int(answer.headers.get("Retry-After", 1))))
                continue
            result = answer.message["result"]
            said = linking.text(result)
            if not result.get("isError") and (made := result["structuredContent"].get("data")):
                self.told[name] = made["id"]
                self.times.append(time.monotonic() - begin)
                self.outcomes["made"] += 1
                return None
            if "connect/" in json.dumps(result):
                return self.note("SIGN-IN ASKED", self.failed, name)
            if page := re.search(r"http://127\.0\.0\.1:\d+/step-up/any/\w+", said):
                approved = self.approve(page[0]) or approved
            elif "may have been done" in said or "not known any more" in said:
                return self.note("unknown, and said so", self.unknown, name)
            elif "othing was sent" in said:
                self.outcomes[f"told to try again: {said.partition('. ')[0][:90]}"] += 1
                time.sleep(1)
            else:
                return self.note(f"failed: {said[:600]}", self.unknown if approved else self.failed, name)
        return self.note("given up after 90 s", self.unknown, name)

    def approve(self, url):
        """Types the password on the page; whether that may have come to anything."""
        try:
            Page(url).submit(password=self.person[1])
        except urllib.error.HTTPError as error:
            self.outcomes[f"page: {error.code}"] += 1
            return error.code == 502
        except OSError:
            self.outcomes["page: hung up"] += 1
        except TypeError:
            # There is no form any more: somebody has decided.
            pass
        return True

    def note(self, outcome, names, name):
        self.outcomes[outcome] += 1
        names.add(name)

    def look(self, name, end):
        """Looks whether a key was made after all, as whoever is told that it is unknown."""
        while time.monotonic() < end + 60:
            try:
                listed = self.listed()
            except OSError:
                time.sleep(0.5)
                continue
            if name in listed:
                self.outcomes["unknown, and was made"] += 1
                self.remove(listed[name], end)
            return

    def remove(self, id, end):
        while time.monotonic() < end + 60:
            try:
                answer = self.call("revoke_api_key", id=id)
            except OSError:
                continue
            if answer.status == 200 and "othing was sent" not in linking.text(answer.message["result"]):
                return


def main():
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port = free_port()
        store = stack.enter_context(database.Database())
        (folder / "keys").write_text(f"k1 {secrets.token_hex(32)}\n")
        (folder / "keys").chmod(0o600)
        (folder / "state-key").write_bytes(secrets.token_bytes(32))
        own = ["--store", store.url, "--store-keys", str(folder / "keys")]
        assert run("store", "migrate", *own).returncode == 0
        sandbox = stack.enter_context(linking.provider(port, users=CALLERS))
        arguments = [*linking.options(sandbox, linking.secret_file(folder), port), *own]
        arguments += ["--state-key-file", str(folder / "state-key"), "--drain-delay", "1"]
        ports = [free_port() for _ in range(3)]

        def start(index):
            env = {"NETHESIS_MCP_TEST_PATIENCE": "0.5", "XDG_STATE_HOME": str(folder / f"state-{index}")}
            return WebServer(*arguments, "--replica-name", "abc"[index], listen=f"127.0.0.1:{ports[index]}", env=env)

        replicas = [start(index) for index in range(3)]
        stack.callback(lambda: [replica.process.kill() for replica in replicas])
        names = dict(zip(["FRONT_PORT", "A_PORT", "B_PORT", "C_PORT"], map(str, [port, *ports])))
        program = shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/sbin")
        proxy = subprocess.Popen([program, "-db", "-f", str(Path(__file__).with_name("haproxy-team.cfg"))], env=names)
        stack.callback(proxy.terminate)
        url = f"http://127.0.0.1:{port}/mcp"
        while not is_listening(url):
            assert proxy.poll() is None
        callers = []
        for number in range(1, CALLERS + 1):
            person = (f"user{number}", f"Passw0rd-{number}!")
            caller = Caller(number, url, linking.caller_token(sandbox, person))
            answer = caller.call("list_api_keys")
            while answer.status != 200:
                answer = caller.call("list_api_keys")
            assert linking.LinkPage(linking.link(answer.message["result"])).sign_in(person) == "Signed in"
            callers.append(caller)
        print(f"{CALLERS} callers have linked their sessions", flush=True)
        end = time.monotonic() + SECONDS
        threads = [threading.Thread(target=caller.work, args=[end]) for caller in callers]
        for thread in threads:
            thread.start()
        outage = threading.Thread(target=outages, args=[sandbox])
        outage.start()
        kills = restarts = 0
        while time.monotonic() < end - 5:
            time.sleep(4)
            index = random.randrange(3)
            replicas[index].process.kill()
            replicas[index].process.wait()
            kills += 1
            if kills % 3 == 0:
                store.order("stop")
                time.sleep(3)
                store.order("start")
                restarts += 1
            replicas[index] = start(index)
        for thread in [outage, *threads]:
            thread.join()
        outcomes = sum((caller.outcomes for caller in callers), Counter())
        print(f"replicas killed: {kills}; database stopped: {restarts}")
        for outcome, count in outcomes.most_common():
            print(f"{count:6}  {outcome}")
        assert outcomes["SIGN-IN ASKED"] == 0, "an outage has signed somebody out"
        assert not any(outcome.startswith("401") for outcome in outcomes), "an outage has made a token invalid"
        assert outcomes["made"] > 0
        made = [id for caller in callers for id in caller.told.values()]
        assert len(set(made)) == len(made), "two callers were told of one key"
        for caller in callers:
            left = caller.listed()
            strange = [name for name in left if not name.startswith(f"caller {caller.number} key ")]
            assert not strange, f"keys of others: {strange}"
            # Those that were told of are listed as revoked.
            lost = [name for name in left if name not in caller.unknown and name not in caller.told]
            assert not lost, f"keys that nobody was told of: {lost}"
        times = sorted(seconds for caller in callers for seconds in caller.times)
        print(f"a key took {times[len(times) // 2]:.1f} s, one of a hundred {times[len(times) * 99 // 100]:.1f} s")
        # During the outage the backend cannot check passwords: what it refused then is sent again, once it is approved again.
        sent = control(sandbox.url, "requests").get("POST /api/me/api-keys", 0)
        asked = sum(caller.count for caller in callers)
        print(f"{asked} keys asked for, {sent} requests to the backend: no key twice, none lost silently, nobody signed out")


def outages(sandbox):
    """New signing keys three times, and an outage of the provider in the middle."""
    start = time.monotonic()
    down, changes = False, 0
    while (passed := time.monotonic() - start) < SECONDS:
        is_time = abs(passed - SECONDS / 2) < OUTAGE / 2
        if is_time != down:
            down = is_time
            control(sandbox.url, "faults", identity_provider_down=down)
            print(f"{passed:.0f} s: the provider is {'down' if down else 'back'}", flush=True)
        elif not down and passed > (changes + 1) * SECONDS / 4:
            changes += 1
            control(sandbox.url, "rotate-keys", now=True)
        time.sleep(1)
    control(sandbox.url, "faults", identity_provider_down=False)


if __name__ == "__main__":
    main()
