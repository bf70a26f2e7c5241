"""Servers for one document, as the scripts `search`, `pages` and `portal-pages` ask them."""

import json
import os
import subprocess
import tempfile
import threading
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


class DocumentProcess:
    """A process of the program for one document."""

    def __init__(self, path, *arguments, **pipes):
        self._config = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump({"servers": SERVERS} if path.name.startswith("my-nethesis") else {}, self._config)
        self._config.flush()
        options = ["--spec", str(path), "--backend", "https://api.example", "--config", self._config.name]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NETHESIS_MCP")}
        self.process = subprocess.Popen([program(), *arguments, *options], env=kept, **pipes)

    @property
    def processor_seconds(self):
        """The processor time of the server so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class DocumentServer(DocumentProcess):
    """A server for a document on standard input and output."""

    def __init__(self, path):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        super().__init__(path, "stdio", **pipes)

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

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)
        self._config.close()


class DocumentPortal(DocumentProcess):
    """A server for a document on HTTP, with its portal."""

    def __init__(self, path):
        super().__init__(path, "http", "--listen", "127.0.0.1:0", stderr=subprocess.PIPE)
        for line in self.process.stderr:
            if line.startswith(b"Serving at "):
                self.host = line.decode().split("://")[1].split("/")[0]
                break
        else:
            raise ValueError(f"{path}: the server has ended")
        # Nobody reads on: what follows may not fill the pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def end(self):
        self.process.terminate()
        self.process.wait(30)
        self._config.close()
