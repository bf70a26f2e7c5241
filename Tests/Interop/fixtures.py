"""The conformance server on HTTP, as it was built beside the program."""

from pathlib import Path

import pytest

from program import PATH, Program


class ConformanceServer(Program):
    path = Path(PATH).with_name("ConformanceServer")

    def __init__(self):
        if not self.path.exists():
            pytest.skip(f"there is no {self.path}")
        super().__init__("--http", "0", program=self.path)
        self.url = self.wait_for_url("Serving")
