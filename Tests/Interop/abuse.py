"""Mixed load on the program on HTTP: well-behaved clients beside those who are slow, hang up or mean harm.

    NETHESIS_MCP=.build/release/nethesis-mcp python3 Tests/Interop/abuse.py --seconds 600
    NETHESIS_MCP=.build/release/nethesis-mcp python3 Tests/Interop/abuse.py --seconds 60 --only half_body deaf_client

Succeeds if the well-behaved clients saw no error, everybody else got the answer that is due, and the server has no more
descriptors, streams or sessions in the end than before, and about as much memory.
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import socket
import struct
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from program import DEADLINE, Sandbox, Server
from web import WebServer, free_port, request
from wire import CALL, DISCOVER, LIST, LISTEN, Wire, head, post

# What the memory may have grown by in the end, in MB: the allocator keeps some of what it got for itself.
TOLERANCE = 24
# So much growth, in MB, is not waited for to go away; the server gives memory back every 15 seconds.
ENOUGH = 4
FAILURE = re.compile(rb'"error":|"isError":true')
# A document in a file may change, so that there is something to subscribe to.
SPEC = Path(__file__).parents[2] / "schemas/my-nethesis.openapi.json"
OVERLAY = SPEC.with_name("my-nethesis.overlay.json")
# So many pages, opened or approved by nobody, may take up memory until they end: bytes of arguments, and what they are in.
PAGES = 40
# How many descriptors are left to everything but streams.
RESERVE = 4000


class Mix:
    """Everybody who talks to a server, and what came of it."""

    def __init__(self, port, rated_port, local, streams, half_bodies):
        self.port, self.rated_port, self.local = port, rated_port, local
        self.page_url = urlsplit(self.ask_locally())
        self.streams, self.half_bodies = streams, half_bodies
        self.served = Counter()
        self.slowest = 0.0
        self.problems = []

    def expect(self, is_right, what, *details):
        if not is_right:
            self.problems.append(f"{what}: {' '.join(map(repr, details))[:300]}")

    async def for_ever(self, behave, pause=0.0):
        """Has somebody do the same thing over and over."""
        what = behave.__name__.replace("_", " ")
        while True:
            try:
                await behave()
                self.served[what] += 1
            except (OSError, EOFError, asyncio.IncompleteReadError, TimeoutError) as error:
                self.problems.append(f"{what}: {error!r}")
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))

    # The well-behaved, who never see an error.

    async def modern_client(self):
        wire = await Wire.open(self.port)
        for _ in range(20):
            for request, word in [(DISCOVER, b"supportedVersions"), (LIST, b"create_api_key"), (CALL, b"api_keys")]:
                start = time.monotonic()
                status, _, body = await wire.ask(request)
                self.slowest = max(self.slowest, time.monotonic() - start)
                self.served["well-behaved requests"] += 1
                self.expect(status == 200 and word in body and not FAILURE.search(body), "modern", status, body)
                await asyncio.sleep(0.01)
        wire.close()

    async def legacy_client(self):
        wire = await Wire.open(self.port)
        headers = {}
        for method, params in [
            ("initialize", {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}),
            ("notifications/initialized", None),
            ("ping", {}),
            ("tools/call", {"name": "list_api_keys", "arguments": {}}),
        ]:
            message = {"jsonrpc": "2.0", "method": method, "params": params or {}}
            if params is not None:
                message["id"] = 1
            body = json.dumps(message).encode()
            status, fields, said = await wire.ask(head("POST", headers, len(body)) + body)
            self.served["well-behaved requests"] += 1
            self.expect(status == (202 if params is None else 200) and not FAILURE.search(said), "legacy", status, said)
            if "mcp-session-id" in fields:
                headers = {"Mcp-Session-Id": fields["mcp-session-id"], "MCP-Protocol-Version": "2025-11-25"}
            await asyncio.sleep(0.01)
        status, _, _ = await wire.ask(head("DELETE", headers))
        self.expect(status == 204, "DELETE of a session", status)
        wire.close()

    # The page on standard input and output.

    def ask_locally(self):
        """Has the server on standard input and output ask for an approval, and gives the link."""
        result = self.local.call("create_api_key", name=str(random.random()), mode="read")
        return result["structuredContent"]["step_up"]["url"]

    async def local_person(self):
        """Opens the page of a call, again and again, while the server answers calls."""
        self.page_url = urlsplit(await asyncio.to_thread(self.ask_locally))
        for _ in range(20):
            wire = await Wire.open(self.page_url.port)
            wire.writer.write(f"GET {self.page_url.path} HTTP/1.1\r\nHost: {self.page_url.netloc}\r\n\r\n".encode())
            status, _, said = await wire.answer()
            self.served["well-behaved requests"] += 1
            self.expect(status == 200 and b"<form" in said, "a person at the page", status, said)
            wire.close()
            await asyncio.sleep(1)
        result = await asyncio.to_thread(self.local.call, "list_api_keys")
        self.expect(not result.get("isError"), "a call beside the page", result)

    async def idle_at_local_page(self):
        wire = await Wire.open(self.page_url.port)
        said = await wire.wait_for_end()
        self.expect(said == b"", "an idle connection at the page", said)
        wire.close()

    # The others.

    async def slow_head(self):
        wire = await Wire.open(self.port, "127.0.0.2")
        end = asyncio.create_task(wire.wait_for_end())
        for byte in DISCOVER.partition(b"\r\n\r\n")[0]:
            if end.done():
                break
            wire.writer.write(bytes([byte]))
            await asyncio.sleep(1)
        await end
        wire.close()

    async def half_body(self):
        wire = await Wire.open(self.port, "127.0.0.2")
        wire.writer.write(CALL[:-20])
        start = time.monotonic()
        said = await wire.wait_for_end()
        self.expect(said == b"" and time.monotonic() - start > 10, "half a body", said)
        wire.close()

    async def foreign_page(self):
        wire = await Wire.open(self.port, "127.0.0.3")
        for method in ["POST", "GET", "DELETE"]:
            status, _, _ = await wire.ask(head(method, {"Origin": "https://evil.example"}, 0))
            self.expect(status == 403, "a foreign Origin", status)
        status, _, _ = await wire.ask(post("server/discover", headers={"Host": "evil.example"}))
        self.expect(status == 403, "a foreign Host", status)
        wire.close()

    async def oversized_body(self):
        wire = await Wire.open(self.port, "127.0.0.3")
        status, _, _ = await wire.ask(post("tools/list", length=1 << 30))
        self.expect(status == 413, "a body said to be too large", status)
        wire.close()

    async def endless_body(self):
        wire = await Wire.open(self.port, "127.0.0.3")
        wire.writer.write(head("POST", {"Transfer-Encoding": "chunked"}))
        end = asyncio.create_task(wire.wait_for_end())
        chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
        with suppress(ConnectionError):
            for _ in range(1000):
                if end.done():
                    break
                wire.writer.write(chunk)
                await wire.writer.drain()
        said = await end
        self.expect(said == b"" or said.startswith(b"HTTP/1.1 413"), "an endless body", said)
        wire.close()

    async def oversized_head(self):
        wire = await Wire.open(self.port, "127.0.0.3")
        with suppress(ConnectionError):
            wire.writer.write(head("POST", {f"X-{number}": "x" * 1000 for number in range(100)}))
            await wire.writer.drain()
        said = await wire.wait_for_end()
        self.expect(said == b"" or said.startswith(b"HTTP/1.1 431"), "an oversized head", said)
        wire.close()

    async def random_bytes(self):
        wire = await Wire.open(self.port, "127.0.0.4")
        with suppress(ConnectionError):
            wire.writer.write(random.randbytes(random.randint(1, 5000)) + b"\r\n\r\n")
            await wire.writer.drain()
        said = await wire.wait_for_end()
        self.expect(said == b"" or b" 400 " in said or b" 431 " in said, "random bytes", said)
        wire.close()

    async def damaged_request(self):
        wire = await Wire.open(self.port, "127.0.0.4")
        damaged = bytearray(random.choice([DISCOVER, LIST]))
        for _ in range(random.randint(1, 5)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        wire.writer.write(bytes(damaged))
        with suppress(ConnectionError, EOFError, TimeoutError):
            async with asyncio.timeout(0.5):
                status, _, said = await wire.answer()
                self.expect(status not in {500, 503}, "a damaged request", status, damaged, said)
        wire.reset()

    async def reset_call(self):
        wire = await Wire.open(self.port, "127.0.0.5")
        wire.writer.write(CALL * random.randint(1, 3))
        await asyncio.sleep(random.uniform(0, 0.04))
        wire.reset()

    # Callers without a token, at the page and beside it.

    async def half_page(self):
        """Announces a form for a page that is not known, and never sends it."""
        wire = await Wire.open(self.port, "127.0.0.7")
        start = time.monotonic()
        wire.writer.write(b"POST /step-up/x/y HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n")
        said = await wire.wait_for_end()
        self.expect(said.startswith(b"HTTP/1.1 404") and time.monotonic() - start > 10, "half a page", said)
        wire.close()

    async def half_form(self):
        """Announces a form for a page of its own, and never sends it."""
        wire = await Wire.open(self.port, "127.0.0.7")
        path = await self.page(wire, str(random.random()))
        if path:
            wire.writer.write(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n".encode())
            # The page may have made room for another one meanwhile.
            said = await wire.wait_for_end()
            self.expect(said == b"" or said.startswith(b"HTTP/1.1 404"), "half a form", said)
        wire.close()

    async def page(self, wire, name):
        """Has a page made, and gives its path; None if nothing is asked."""
        arguments = {"name": "create_api_key", "arguments": {"name": name, "mode": "read"}}
        status, _, body = await wire.ask(post("tools/call", arguments))
        self.expect(status == 200, "asking for a page", status, body)
        link = re.search(rb"http://[0-9.:]+(/step-up/\w+/\w+)", body)
        self.expect(link or b"Nothing was sent" in body, "asking for a page", body)
        return link and link[1].decode()

    async def page_flood(self):
        """Has pages made, opens some of them, and never approves any."""
        wire = await Wire.open(self.port, "127.0.0.8")
        for number in range(50):
            path = await self.page(wire, str(random.random()))
            if path and number % 25 == 0:
                wire.writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                status, _, _ = await wire.answer()
                self.expect(status in {200, 404, 421}, "a page", status)
        wire.close()

    async def large_pages(self):
        wire = await Wire.open(self.port, "127.0.0.8")
        for _ in range(3):
            await self.page(wire, f"{random.random()}" + "a" * (3 << 20))
        wire.close()

    async def wrong_password(self):
        """Sends forms that it makes up, and the right form with a wrong token."""
        wire = await Wire.open(self.port, "127.0.0.8")
        path = await self.page(wire, str(random.random()))
        form = b"form=0123456789abcdef&secret-password=guess&decision=approve"
        kind = "Content-Type: application/x-www-form-urlencoded"
        for target in [path or "/step-up/x/y", "/step-up/x/y"]:
            top = f"POST {target} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\nContent-Length: {len(form)}\r\n\r\n"
            status, _, said = await wire.ask(top.encode() + form)
            self.expect(status in {403, 404} and b"myk_" not in said, "a form that is made up", status, said)
        wire.close()

    async def idle_connection(self):
        wire = await Wire.open(self.port, "127.0.0.9")
        said = await wire.wait_for_end()
        self.expect(said == b"", "an idle connection", said)
        wire.close()

    async def made_up_token(self):
        """Is another caller with each request, as far as it says: the rate is that of one all the same."""
        wire = await Wire.open(self.rated_port, "127.0.0.9")
        statuses = []
        for _ in range(100):
            request = post("tools/list", headers={"Nethesis-Session-Token": str(random.random())})
            statuses.append((await wire.ask(request))[0])
        self.expect(set(statuses) <= {200, 429} and statuses.count(200) < 50, "tokens that are made up", statuses)
        wire.close()

    async def smuggler(self):
        """Sends messages of which nobody knows where they end."""
        for fields, expected in [
            ("Content-Length: 5\r\nContent-Length: 6", b"400"),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked", b"400"),
            ("Content-Length: 99999999999999999999", b"413"),
            ("Content-Length: 9223372036854775808", b"413"),
            ("Host: evil.example", b"400"),
            ("Transfer-Encoding: chunked, chunked", b"400"),
        ]:
            wire = await Wire.open(self.port, "127.0.0.3")
            wire.writer.write(f"POST /mcp HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n\r\n".encode() + DISCOVER)
            said = await wire.wait_for_end()
            self.expect(
                said.startswith(b"HTTP/1.1 " + expected) and said.count(b"HTTP/1.1") == 1, "a smuggler", fields, said
            )
            wire.close()

    async def deaf_client(self):
        """Asks for much and reads nothing."""
        wire = await Wire.open(self.port, "127.0.0.5")
        wire.writer.transport.pause_reading()
        wire.writer.write(LIST * 2000)
        await asyncio.sleep(5)
        wire.reset()

    async def idle_streams(self):
        """Keeps many streams open and reads nothing of them; all hang up at once, one half without a goodbye."""
        loop = asyncio.get_running_loop()
        sockets = []
        try:
            for _ in range(self.streams):
                stream = socket.socket()
                sockets.append(stream)
                stream.setblocking(False)
                stream.bind(("127.0.0.6", 0))
                await loop.sock_connect(stream, ("127.0.0.1", self.port))
                await loop.sock_sendall(stream, LISTEN)
            self.served["most streams at once"] = max(self.served["most streams at once"], len(sockets))
            await asyncio.sleep(self.hold)
            for stream in sockets:
                said = b""
                async with asyncio.timeout(DEADLINE):
                    while b"acknowledged" not in said and (chunk := await loop.sock_recv(stream, 65536)):
                        said += chunk
                self.expect(said.startswith(b"HTTP/1.1 200") and b"acknowledged" in said, "an idle stream", said)
        finally:
            for number, stream in enumerate(sockets):
                if number % 2:
                    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                stream.close()

    async def run(self, seconds, only, tell):
        self.hold = seconds / 3
        many = [
            (self.modern_client, 4, 0),
            (self.legacy_client, 2, 0),
            (self.local_person, 1, 0),
            (self.idle_at_local_page, 300, 30),
            (self.slow_head, 100, 0),
            (self.half_body, self.half_bodies, 0),
            (self.foreign_page, 2, 0.05),
            (self.oversized_body, 2, 0.1),
            (self.endless_body, 1, 1),
            (self.oversized_head, 2, 0.1),
            (self.random_bytes, 4, 0.05),
            (self.damaged_request, 4, 0.05),
            (self.reset_call, 4, 0.05),
            (self.deaf_client, 4, 0.1),
            (self.half_page, 1000, 0),
            (self.half_form, 50, 0.1),
            (self.page_flood, 2, 0.1),
            (self.large_pages, 1, 0.5),
            (self.wrong_password, 2, 0.1),
            (self.idle_connection, 500, 0),
            (self.made_up_token, 2, 0.1),
            (self.smuggler, 2, 0.1),
            (self.idle_streams, 1, 1),
        ]
        many = [(b, count, pause) for b, count, pause in many if not only or b.__name__ in only]
        everybody = [asyncio.create_task(self.for_ever(b, pause)) for b, count, pause in many for _ in range(count)]
        start = time.monotonic()
        while (passed := time.monotonic() - start) < seconds:
            await asyncio.sleep(min(30, seconds - passed))
            tell()
        for somebody in everybody:
            somebody.cancel()
        await asyncio.gather(*everybody, return_exceptions=True)


class State:
    """What the server holds."""

    def __init__(self, pid, metrics):
        with open(f"/proc/{pid}/status") as status:
            self.memory = int(re.search(r"RssAnon:\s+(\d+)", status.read())[1]) / 1024
        self.descriptors = len(os.listdir(f"/proc/{pid}/fd"))
        page = request("GET", metrics).body.decode()
        self.streams, self.sessions, self.requests = (
            int(float(re.search(rf"^nethesis_mcp_{name} (\S+)$", page, re.MULTILINE)[1]))
            for name in ["streams", "sessions", "requests_in_flight"]
        )

    def __str__(self):
        return (
            f"{self.memory:.1f} MB, {self.descriptors} descriptors, {self.streams} streams, "
            f"{self.sessions} sessions, {self.requests} requests"
        )


def settle(state, before):
    """Waits until the server holds no more than before, or does not let go of anything for as long as it has time to."""
    least = state()
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end and not (
        least.descriptors <= before.descriptors + 1 and least.memory < before.memory + ENOUGH
    ):
        time.sleep(0.5)
        now = state()
        if now.memory < least.memory - 0.5 or now.descriptors < least.descriptors:
            end = time.monotonic() + DEADLINE
        least = now
    return least


def run(seconds, streams, half_bodies=1200, only=(), say=lambda _: None):
    """Gives what went wrong."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if streams > most - RESERVE:
        say(f"Only {most - RESERVE} streams: the limit of descriptors is {most}")
        streams = most - RESERVE
    address = f"127.0.0.1:{free_port()}"
    arguments = ["--spec", str(SPEC), "--max-streams", str(4 * (streams + 10)), "--metrics-listen", address]
    with ExitStack() as stack:
        # Names may be long, so that a page can be asked for with much.
        overlay = Path(stack.enter_context(TemporaryDirectory())) / "overlay.json"
        overlay.write_text(re.sub(r'"maxLength": *\d+,', "", OVERLAY.read_text()))
        sandbox = stack.enter_context(Sandbox())
        rated = stack.enter_context(WebServer("--rate", "5", "--caller-session-tokens", env=sandbox.settings))
        server = stack.enter_context(WebServer(*arguments, "--overlay", str(overlay), env=sandbox.settings))
        local = stack.enter_context(Server("--secrets", "auto", env=sandbox.settings))
        sandbox.control("faults", delay_ms=20)
        mix = Mix(server.port, rated.port, local, streams, half_bodies)
        start = time.monotonic()

        def state():
            return State(server.process.pid, f"http://{address}/metrics")

        def tell():
            good = mix.served["well-behaved requests"]
            say(f"{time.monotonic() - start:5.0f} s: {state()}; {good} good requests, {len(mix.problems)} problems")

        for _ in range(200):
            assert not server.call("list_api_keys").get("isError")
        before = state()
        say(f"before: {before}")
        asyncio.run(mix.run(seconds, only, tell))
        after = settle(state, before)
        say(f"after: {after}")
        # The others may be connections to the backend, of which 16 are kept.
        mix.expect(after.descriptors <= before.descriptors + 16, "descriptors are left", str(before), str(after))
        mix.expect(after.streams == 0 and after.requests == 0, "something is left", str(after))
        mix.expect(after.memory < before.memory + TOLERANCE + PAGES, "memory is left", str(before), str(after))
        mix.expect(not server.call("list_api_keys").get("isError"), "a call after all that")
        server.terminate()
        mix.expect(server.wait() == 0, "the end of the server")
        mix.expect(len(os.listdir(f"/proc/{local.process.pid}/fd")) < 100, "descriptors of the page")
        local.end_input()
        mix.expect(local.wait() == 0, "the end of the server on standard input and output")
    for what, count in sorted(mix.served.items()):
        say(f"{count:8} {what}")
    say(f"The slowest of the well-behaved requests took {mix.slowest * 1000:.0f} ms.")
    return mix.problems


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--only", nargs="+", default=(), metavar="WHO", help="who takes part: names of this file")
    options = parser.parse_args()
    problems = run(options.seconds, options.streams, only=options.only, say=lambda line: print(line, flush=True))
    for problem, count in Counter(problems).most_common(20):
        print(f"{count} x {problem}")
    print("Nothing went wrong." if not problems else f"{len(problems)} things went wrong.")
    sys.exit(1 if problems else 0)
