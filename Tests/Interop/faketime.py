"""A time that jumps, for all processes that share its file (Debian's libfaketime); it runs as usual between jumps."""

import os
import sys
import time
from pathlib import Path

LIBRARIES = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]


class FakeTime:
    """The time of the processes that are started with its environment."""

    def __init__(self, folder):
        if not LIBRARIES:
            sys.exit("There is no libfaketime: apt-get install libfaketime")
        self._file = Path(folder) / "clock"
        self.offset = 0
        self.jump(0)
        self.environment = {
            "LD_PRELOAD": str(LIBRARIES[0]), "FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def jump(self, seconds):
        self.offset += seconds
        # Whole at any moment: others read it all the time.
        new = self._file.with_suffix(".new")
        new.write_text(f"+{self.offset}")
        os.replace(new, self._file)

    def now(self):
        return time.time() + self.offset
