"""A PostgreSQL server of the tests' own."""

import os
import subprocess
from pathlib import Path

from web import free_port

SCRIPT = Path(__file__).parents[1] / "Database/server"
IS_THERE = any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") == "1"


class Database:
    """A server with its data in a new folder, both gone at the end."""

    def __init__(self):
        self.port = free_port()
        self._process = subprocess.Popen(
            [str(SCRIPT), str(self.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.folder = self._process.stdout.readline().strip()
        assert self.folder, "the database does not start"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # The end of its standard input ends it.
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def order(self, word):
        """Has it start, stop (as by a crash) or restart, and waits for it."""
        self._process.stdin.write(f"{word}\n")
        assert self._process.stdout.readline(), f"the database does not {word}"

    @property
    def url(self):
        """Its URL, by TCP."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def sql(self, command):
        """The lines of a result, values separated by bars."""
        outcome = subprocess.run(
            ["psql", "-XAtq", "-d", f"postgresql://postgres@127.0.0.1:{self.port}/postgres", "-c", command],
            capture_output=True, text=True, check=True,
        )
        return outcome.stdout.splitlines()
