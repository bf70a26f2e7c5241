"""A team's servers under load: three replicas with one database behind HAProxy, and what goes wrong in a long day.

Usage: NETHESIS_MCP=… python Tests/Interop/replicas/team.py [SECONDS [CALLERS]] (600 and 200)

Each caller links a session of its own and then makes and revokes keys, one after the other. Every few seconds a replica is
killed and started again, and the database with it now and then; the provider makes new signing keys every half minute, and
is down for a tenth of the time. At the end: no key was made twice, nobody has keys of others, none was made that its caller
was not told of but for calls whose outcome was said to be unknown, nobody was told that its token is not valid, and nobody
has to sign in again. Prints the numbers.
"""

import json
import random
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import database
import linking
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

    def call(self, tool, **arguments):
        connection = Connection(self.url)
        try:
            return connection.post("tools/call", {"name": tool, "arguments": arguments}, self.headers)
        finally:
            connection.close()

    def listed(self):
        answer = self.call("list_api_keys")
        assert answer.status == 200 and not answer.message["result"].get("isError"), answer
        return {key["name"]: key["id"] for key in answer.message["result"]["structuredContent"]["data"]["api_keys"]}

    def work(self, end):
        while time.monotonic() < end:
            self.count += 1
            name = f"caller {self.number} key {self.count}"
            self.make(name)
            if name in self.told:
                self.remove(name, end)

    def make(self, name):
        try:
            answer = self.call("create_api_key", name=name, mode="read", password=self.person[1])
        except OSError:
            return self.note("hung up", self.unknown, name)
        if answer.status == 502:
            return self.note("502, unknown", self.unknown, name)
        if answer.status != 200:
            self.note(f"{answer.status}, nothing sent", self.failed, name)
            # As a client does that is told to come again later.
            return time.sleep(min(2, int(answer.headers.get("Retry-After", 1))))
        result = answer.message["result"]
        if not result.get("isError"):
            self.told[name] = result["structuredContent"]["data"]["id"]
            self.outcomes["made"] += 1
        elif "othing was sent" in linking.text(result):
            self.note("failed, nothing sent", self.failed, name)
            time.sleep(0.5)
        elif "connect/" in json.dumps(result):
            self.note("SIGN-IN ASKED", self.failed, name)
        else:
            self.note(f"failed: {linking.text(result)[:120]}", self.unknown, name)

    def note(self, outcome, names, name):
        self.outcomes[outcome] += 1
        names.add(name)

    def remove(self, name, end):
        while time.monotonic() < end + 60:
            try:
                answer = self.call("revoke_api_key", id=self.told[name])
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
        arguments = [*linking.options(sandbox, linking.secret_file(folder), port), *own, "--secrets", "inline"]
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
        sent = sandbox_requests(sandbox)
        asked = sum(caller.count for caller in callers)
        assert sent <= asked, f"{sent} keys were asked for by {asked} calls: some were sent twice"
        print(f"{asked} calls, {sent} sent to the backend: no key twice, none lost silently, nobody signed out")


def outages(sandbox):
    """New signing keys every half minute, and an outage of the provider in the middle."""
    start = time.monotonic()
    down = False
    while (passed := time.monotonic() - start) < SECONDS:
        is_time = abs(passed - SECONDS / 2) < OUTAGE / 2
        if is_time != down:
            down = is_time
            control(sandbox.url, "faults", identity_provider_down=down)
            print(f"{passed:.0f} s: the provider is {'down' if down else 'back'}", flush=True)
        elif not down and int(passed) % 30 == 29:
            control(sandbox.url, "rotate-keys", now=True)
        time.sleep(1)
    control(sandbox.url, "faults", identity_provider_down=False)


def sandbox_requests(sandbox):
    return control(sandbox.url, "requests").get("POST /api/me/api-keys", 0)


if __name__ == "__main__":
    main()
