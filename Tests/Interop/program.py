"""The program as a process: started, spoken to, and ended by its own handle."""

import json
import os
import queue
import re
import subprocess
import tempfile
import threading
import urllib.request

# How long anything is waited for before a test fails, in seconds.
DEADLINE = 30

PATH = os.environ["NETHESIS_MCP"]
PASSWORD = "S3cr3t-Passw0rd!"

# What a request of 2026-07-28 has to carry.
ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


# Where the programs of these tests keep what outlives them, apart from those of who runs the tests.
STATE = tempfile.TemporaryDirectory(prefix="nethesis-mcp-state-")


def fresh_state():
    """The environment in which no password was tried yet."""
    return {"XDG_STATE_HOME": tempfile.mkdtemp(dir=STATE.name)}


# The state folder of the programs that the present test starts.
_state = STATE.name


def begin_test():
    """Has the programs that are started from here on know of no password that was tried before."""
    global _state
    _state = fresh_state()["XDG_STATE_HOME"]


def environment(additions=None):
    """The environment without settings of this program and without proxies, with folders for state and home of its own.

    A sign-in leaves a pointer in the home folder where its state lies elsewhere: never in that of who runs the tests.
    """
    kept = {k: v for k, v in os.environ.items() if not re.match("(NETHESIS_MCP|.*_proxy$)", k, re.IGNORECASE)}
    kept["XDG_STATE_HOME"] = _state
    kept["HOME"] = os.path.join(_state, "home")
    os.makedirs(kept["HOME"], exist_ok=True)
    return kept | (additions or {})


def run(*arguments, input="", env=None):
    """Runs a command to its end."""
    return subprocess.run(
        [PATH, *arguments], input=input, env=environment(env), capture_output=True, text=True, timeout=DEADLINE
    )


class Lines:
    """The lines of a stream, read on a thread so that a line can be waited for with a deadline."""

    def __init__(self, stream):
        self.read = []
        self._queue = queue.Queue()
        self._thread = threading.Thread(target=self._run, args=[stream], daemon=True)
        self._thread.start()

    def _run(self, stream):
        with stream:
            for line in stream:
                self.read.append(line)
                self._queue.put(line)
        self._queue.put(None)

    def next(self):
        """The next line, or None at the end."""
        return self._queue.get(timeout=DEADLINE)

    def text(self):
        """Everything, once the stream has ended."""
        self._thread.join(DEADLINE)
        return b"".join(self.read).decode()


class Program:
    """A running command."""

    def __init__(self, *arguments, program=PATH, env=None):
        self.process = subprocess.Popen(
            [program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(env),
        )
        self.output = Lines(self.process.stdout)
        self.errors = Lines(self.process.stderr)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(DEADLINE)
        self.end_input()

    def end_input(self):
        self.process.stdin.close()

    def terminate(self):
        self.process.terminate()

    def wait_for_url(self, word):
        """The URL on the next line of standard error that begins with a word."""
        while (line := self.errors.next()) is not None:
            if line.startswith(word.encode()):
                return re.search(rb"http://\S+", line)[0].decode()
        raise AssertionError(f"the program has ended: {self.errors.text()}")

    def wait(self):
        """The exit code."""
        return self.process.wait(DEADLINE)

    @property
    def peak_memory(self):
        """The most memory that was resident at once, in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024


class Server(Program):
    """The program on standard input and output, without a client library."""

    def __init__(self, *arguments, env=None):
        super().__init__("stdio", *arguments, env=env)
        self._id = 0

    def send(self, message):
        """Sends an object, or bytes as they are with a line's end behind them."""
        line = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def receive(self):
        """The next message; whatever is not a JSON-RPC message on a line of its own is a failure."""
        line = self.output.next()
        assert line is not None, f"the server has ended: {self.errors.text()}"
        message = json.loads(line)
        assert message["jsonrpc"] == "2.0"
        return message

    def begin(self, method, params=None):
        """Sends a request and gives its id."""
        self._id += 1
        self.send({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params or {}})
        return self._id

    def answer(self, id):
        """The answer to a request, whatever notifications come before it."""
        while "id" not in (message := self.receive()):
            assert "method" in message, message
        assert message["id"] == id
        return message

    def ping(self):
        id = self.begin("ping")
        assert self.answer(id) == {"jsonrpc": "2.0", "id": id, "result": {}}

    def begin_call(self, tool, /, **arguments):
        return self.begin("tools/call", {"name": tool, "arguments": arguments, "_meta": ENVELOPE})

    def call(self, tool, /, **arguments):
        """The result of a tool."""
        return self.answer(self.begin_call(tool, **arguments))["result"]


class Sandbox(Program):
    """`nethesis-mcp sandbox` on a port that was free, and its control path."""

    def __init__(self, env=None):
        super().__init__("sandbox", env=env)
        self.url = self.wait_for_url("Sandbox")
        self.token = self.control("sessions")["mario"]

    @property
    def settings(self):
        """The environment that makes a server use it."""
        return {"NETHESIS_MCP_BACKEND": self.url, "NETHESIS_MCP_TOKEN": self.token}

    def control(self, path, **members):
        return control(self.url, path, **members)


def control(sandbox_url, path, **members):
    """Asks a sandbox on its control path, or tells it what to do."""
    body = json.dumps(members).encode() if members or path == "reset" else None
    origin = sandbox_url.removesuffix("/api")
    with urllib.request.urlopen(f"{origin}/__sandbox/{path}", body, timeout=DEADLINE) as answer:
        return json.load(answer)
