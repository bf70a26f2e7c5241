"""Measures servers on HTTP side by side with wrk; README.md in this folder says how and why."""

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 64
IDLE = 1000
WARM_UP = 1
TICKS = os.sysconf("SC_CLK_TCK")

ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "benchmark", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
CALL = {
    "name": "create_api_key",
    "arguments": {"name": "Nightly backup report", "mode": "read", "password": "S3cr3t-Passw0rd!", "expires_in_days": 30},
}

# What is told, with how many digits behind the point.
METRICS = {
    "discovers per second": 0,
    "processor time of a discover, µs": 1,
    "discover, p50, ms": 2,
    "discover, p99, ms": 2,
    "calls per second": 0,
    "processor time of a call, µs": 1,
    "the backend's for it, µs": 1,
    "call, p50, ms": 2,
    "call, p99, ms": 2,
    "RssAnon at 64 connections, MB": 2,
    "RssAnon of an idle connection, KB": 2,
}


class Request:
    """A request of 2026-07-28 and the headers that go with it."""

    def __init__(self, method, params):
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | {"_meta": ENVELOPE}}
        self.body = json.dumps(message, separators=(",", ":"))
        self.headers = {
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2026-07-28",
            "Mcp-Method": method,
        }
        if "name" in params:
            self.headers["Mcp-Name"] = params["name"]

    def bytes(self, address):
        lines = ["POST /mcp HTTP/1.1", f"Host: {address}", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()


DISCOVER, CALLING = Request("server/discover", {}), Request("tools/call", CALL)


class Subject:
    """A server that runs."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command.split(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for line in self.process.stderr:
            if url := re.search(rb"Serving at (\S+)", line):
                self.url = url[1].decode()
                break
        else:
            raise SystemExit(f"{name} did not start")
        self.address = urlsplit(self.url).netloc
        self.results = {metric: [] for metric in METRICS}
        self.failed = 0

    def end(self):
        self.process.kill()
        self.process.wait()

    def connect(self):
        """A connection on which one request was answered."""
        host, port = self.address.split(":")
        connection = socket.create_connection((host, int(port)), timeout=30)
        connection.sendall(DISCOVER.bytes(self.address))
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        return connection

    def check(self, request, word):
        """Sees that what is counted is what is meant."""
        host, port = self.address.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(request.bytes(self.address))
            answer = b""
            while word not in answer:
                chunk = connection.recv(65536)
                assert chunk, f"{self.name}: {answer}"
                answer += chunk
        assert answer.startswith(b"HTTP/1.1 200"), answer

    @property
    def memory(self):
        """RssAnon, in KB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1])


def processor_time(pid):
    """In seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def load(subject, request, seconds, folder):
    """How many requests wrk had answered, in how many seconds, and the latencies in µs."""
    (folder / "body").write_text(request.body)
    (folder / "headers").write_text("".join(f"{name}: {value}\n" for name, value in request.headers.items()))
    env = os.environ | {"BENCHMARK_BODY": str(folder / "body"), "BENCHMARK_HEADERS": str(folder / "headers")}
    script = str(Path(__file__).with_name("wrk.lua"))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", script, subject.url]
    said = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    count, duration, failed, median, tail = map(int, re.search(r"RESULT (.*)", said)[1].split())
    subject.failed += failed
    return count, duration / 1e6, median, tail


def measure(subject, request, noun, seconds, folder, backend=None):
    load(subject, request, WARM_UP, folder)
    before, backend_before = processor_time(subject.process.pid), backend and processor_time(backend)
    count, duration, median, tail = load(subject, request, seconds, folder)
    results = subject.results
    results[f"{noun}s per second"].append(count / duration)
    results[f"processor time of a {noun}, µs"].append((processor_time(subject.process.pid) - before) / count * 1e6)
    results[f"{noun}, p50, ms"].append(median / 1e3)
    results[f"{noun}, p99, ms"].append(tail / 1e3)
    if backend:
        results["the backend's for it, µs"].append((processor_time(backend) - backend_before) / count * 1e6)


def measure_memory(subject):
    """After all load, so that whatever it left behind is there."""
    busy = [subject.connect() for _ in range(CONNECTIONS)]
    before = subject.memory
    subject.results["RssAnon at 64 connections, MB"].append(before / 1024)
    idle = [subject.connect() for _ in range(IDLE)]
    subject.results["RssAnon of an idle connection, KB"].append((subject.memory - before) / IDLE)
    for connection in busy + idle:
        connection.close()


def table(subjects):
    lines = [row("", [subject.name for subject in subjects])]
    for metric, digits in METRICS.items():
        values = [subject.results[metric] for subject in subjects]
        lines.append(row(metric, [f"{statistics.median(v):.{digits}f}" if v else "-" for v in values]))
    lines.append(row("requests that failed", [str(subject.failed) for subject in subjects]))
    lines += ["", row("", ["value", "target", "met"])]
    for title, value, bound, is_minimum in targets(*subjects):
        is_met = value >= bound if is_minimum else value <= bound
        lines.append(row(title, [f"{value:.2f}", f"{'>=' if is_minimum else '<='} {bound}", "yes" if is_met else "no"]))
    return "\n".join(lines)


def row(title, cells):
    return f"{title:42}" + "".join(f"{cell:>15}" for cell in cells)


def targets(echo, server, python):
    """The project's, for the medians of all rounds."""

    def median(subject, metric):
        return statistics.median(subject.results[metric])

    calls, discovers = "calls per second", "processor time of a discover, µs"
    return [
        ("calls per second / python", median(server, calls) / median(python, calls), 35, True),
        ("processor time of a call, µs", median(server, "processor time of a call, µs"), 130, False),
        ("processor time of a discover / echo", median(server, discovers) / median(echo, discovers), 1.4, False),
        ("RssAnon at 64 connections, MB", median(server, "RssAnon at 64 connections, MB"), 16, False),
        ("RssAnon of an idle connection, KB", median(server, "RssAnon of an idle connection, KB"), 22, False),
    ]


def main(options):
    subjects = []
    try:
        for name, command in [("echo", options.echo), ("nethesis-mcp", options.server), ("python", options.python)]:
            subjects.append(Subject(name, command))
        echo, server, python = subjects
        echo.check(DISCOVER, b"server/discover")
        for subject in [server, python]:
            subject.check(DISCOVER, b"supportedVersions")
            subject.check(CALLING, b"myk_")
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(options.rounds):
                for subject in subjects:
                    measure(subject, DISCOVER, "discover", options.seconds, Path(folder))
                    if subject is not echo:
                        measure(subject, CALLING, "call", options.seconds, Path(folder), options.backend_pid)
        for subject in subjects:
            measure_memory(subject)
        print(table(subjects))
        print(f"\n{options.rounds} rounds, {CONNECTIONS} connections, load average {os.getloadavg()[0]:.1f}")
    finally:
        for subject in subjects:
            subject.end()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echo", required=True, help="the command of the least that a server can do")
    parser.add_argument("--server", required=True, help="the command of what the targets are for")
    parser.add_argument("--python", required=True, help="the command of what it is compared with")
    parser.add_argument("--backend-pid", type=int, help="the process whose time is the backend's")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured, the servers in turn")
    parser.add_argument("--seconds", type=int, default=5, help="how long one measurement of a round takes")
    main(parser.parse_args())
