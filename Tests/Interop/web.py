"""The program on HTTP."""

from program import Program, control


class WebServer(Program):
    """The program on HTTP, on a port that was free."""

    def __init__(self, *arguments, env=None):
        super().__init__("http", "--listen", "127.0.0.1:0", *arguments, env=env)
        self.sandbox_url = self.wait_for_url("Sandbox") if "--sandbox" in arguments else None
        self.url = self.wait_for_url("Serving")

    def control(self, path, **members):
        """Asks its own sandbox."""
        return control(self.sandbox_url, path, **members)
