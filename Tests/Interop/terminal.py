"""The program at a terminal of its own, as a person sees it."""

import os
import pty
import select
import signal
import time

from program import DEADLINE, PATH, environment


class Terminal:
    """A running command whose standard streams are a terminal."""

    def __init__(self, *arguments, program=PATH, env=None):
        self.seen = ""
        self._answered = 0
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execve(program, [program, *arguments], environment(env))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    def wait_for(self, text):
        """Reads until a text was shown, after the last answer."""
        end = time.monotonic() + DEADLINE
        while text not in self.seen[self._answered:]:
            assert select.select([self.descriptor], [], [], max(0, end - time.monotonic()))[0], self.seen
            self.seen += os.read(self.descriptor, 4096).decode()

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def answer(self, prompt, text):
        """Types a line when it is asked for, and not earlier: what was typed before is thrown away."""
        self.wait_for(prompt)
        self._answered = len(self.seen)
        self.type(text + "\n")

    def end(self):
        """Reads to the end and gives the exit status, negative for a signal."""
        end = time.monotonic() + DEADLINE
        try:
            while True:
                assert select.select([self.descriptor], [], [], max(0, end - time.monotonic()))[0], self.seen
                if not (data := os.read(self.descriptor, 4096)):
                    break
                self.seen += data.decode()
        except OSError:
            # The other side is closed.
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)
