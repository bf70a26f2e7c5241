"""A job that calls once an hour for a month, in time that jumps: one sign-in has to last, also after ten silent days.

    NETHESIS_MCP=.build/release/nethesis-mcp python3 Tests/Interop/month.py [--hours 720] [--silent-days 10]

Needs Debian's libfaketime. The sandbox and every call read the same time, which jumps an hour between calls and runs as
usual within one. Succeeds if every call succeeds after a single sign-in at the sandbox's provider.
"""

import argparse
import sys
import tempfile

from faketime import FakeTime
from program import PASSWORD, Program, run
from visitor import Visitor, sign_in_url


def sign_in(at):
    with Program("login", "--browser", env=at) as login:
        browser = Visitor()
        status, _, _ = browser.send(browser.sign_in(sign_in_url(login), "mario", PASSWORD))
        assert status == 200 and login.wait() == 0, login.errors.text()


def moments(hours, silent_days):
    """The hours of the calls: a job's, then silences that begin when the session's tokens have different ages."""
    hour = 0
    for calls in [hours, 83, 100, 1]:
        for _ in range(calls):
            hour += 1
            yield hour
        hour += 24 * silent_days
        yield hour


def main(hours, silent_days):
    with tempfile.TemporaryDirectory() as folder:
        clock = FakeTime(folder)
        at = clock.environment | {"XDG_STATE_HOME": f"{folder}/state", "HOME": folder}
        with Program("sandbox", env=at) as sandbox:
            url = sandbox.wait_for_url("Sandbox")
            at |= {
                "NETHESIS_MCP_BACKEND": url, "NETHESIS_MCP_LOGIN_ISSUER": url.removesuffix("/api") + "/oidc",
                "NETHESIS_MCP_LOGIN_CLIENT_ID": "sandbox-browser", "NETHESIS_MCP_OPEN_BROWSER": "false",
                "NETHESIS_MCP_TOKEN_STORE": "file",
            }
            sign_in(at)
            for hour in moments(hours, silent_days):
                clock.jump(hour * 3600 - clock.offset)
                outcome = run("call", "list_api_keys", env=at)
                if outcome.returncode:
                    sys.exit(f"hour {hour}: {outcome.stderr}")
                if hour % 100 == 0:
                    print(f"hour {hour}: the session holds", flush=True)
    print(f"One sign-in lasted {hours} hours of calls, and {silent_days} silent days whenever they began.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, default=720, help="how many calls, an hour apart")
    parser.add_argument("--silent-days", type=int, default=10, help="how long nothing calls after that")
    arguments = parser.parse_args()
    main(arguments.hours, arguments.silent_days)
