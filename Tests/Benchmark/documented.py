"""A server for one document on standard input and output, as the scripts `search` and `pages` ask it."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}
# The second server of the complete document, so that all of its operations are served.
SERVERS = {"https://collect.your-domain.com/api": {"url": "https://collect.example/api"}}


def program():
    return os.environ.get("NETHESIS_MCP", str(ROOT / ".build/release/nethesis-mcp"))


def document(shared, name):
    """The file of a document of the reference data."""
    if name == "my-nethesis":
        return shared / "specs/my-nethesis.openapi.yaml"
    return next((shared / "specs/public").glob(f"{name}.*"))


class DocumentServer:
    def __init__(self, path):
        self._config = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump({"servers": SERVERS} if path.name.startswith("my-nethesis") else {}, self._config)
        self._config.flush()
        options = ["--spec", str(path), "--backend", "https://api.example", "--config", self._config.name]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NETHESIS_MCP")}
        self.process = subprocess.Popen(
            [program(), "stdio", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=kept,
        )  # fmt: skip

    def ask(self, method, **params):
        """The result of a request."""
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | {"_meta": ENVELOPE}}
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        answer = {}
        while "id" not in answer:
            answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise ValueError(f"{method} of {params}: {answer['error']['message']}")
        return answer["result"]

    @property
    def processor_seconds(self):
        """The processor time of the server so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)
        self._config.close()
