"""Clean trees of Debian, in which commands run as in a system of their own."""

import os
import shutil
import subprocess
from pathlib import Path

DEADLINE = 600
# What package managers keep for themselves, and what differs from one run to the next.
OWN = (
    "var/lib/dpkg", "var/lib/apt", "var/cache", "var/log", "var/lib/systemd/deb-systemd-helper-enabled",
    "etc/ld.so.cache", "proc", "srv", "tmp", "run", "etc/ssl/certs", "usr/share/ca-certificates", "var/lib/ucf",
)  # fmt: skip


class Tree:
    def __init__(self, suite, path):
        self.suite, self.path = suite, Path(path)

    def __enter__(self):
        # Trees that were made before, as SUITE.tar, spare the time.
        kept = Path(os.environ.get("NETHESIS_MCP_TREES", "/nonexistent")) / f"{self.suite}.tar"
        if kept.exists():
            self.path.mkdir()
            command = ["tar", "--extract", "--file", str(kept), "--directory", str(self.path)]
        else:
            command = ["mmdebstrap", "--quiet", "--variant=apt", "--include=ca-certificates", self.suite, str(self.path)]
        subprocess.run(command, check=True, timeout=DEADLINE, capture_output=True)
        shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        # No service is started by a package: there is no systemd here.
        policy = self.path / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        return self

    def __exit__(self, *error):
        shutil.rmtree(self.path)

    def command(self, *words, user=None):
        """The command line that runs a command in the tree, as root or as another user without any rights."""
        script = 'mount -t proc proc "$1/proc" && root=$1 && shift && exec /usr/sbin/chroot "$root" "$@"'
        limits = ["prlimit", "--core=0", "--nofile=1024:4096"]
        rights = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", *rights, *limits] if user else []
        return ["unshare", "--mount", "sh", "-c", script, "sh", str(self.path), *as_user, *map(str, words)]

    def environment(self, **variables):
        base = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
        return base | {"LC_ALL": "C.UTF-8"} | variables

    def run(self, *words, user=None, **variables):
        """Runs a command that has to succeed, and returns its output."""
        result = subprocess.run(
            self.command(*words, user=user),
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
        )
        assert result.returncode == 0, f"{words}: {result.stdout}{result.stderr}"
        return result.stdout

    def start(self, *words, user=None, **variables):
        return subprocess.Popen(
            self.command(*words, user=user), env=self.environment(**variables), stderr=subprocess.PIPE, text=True
        )

    def home(self, name, user):
        """A home folder of a new user."""
        folder = self.path / "home" / name
        folder.mkdir(parents=True)
        shutil.chown(folder, user, user)
        return folder

    def files(self):
        """All files but those that package managers keep for themselves, and those of packages that are installed."""
        lists = (self.path / "var/lib/dpkg/info").glob("*.list")
        packaged = {line for file in lists for line in file.read_text().splitlines()}
        # The root's folders are links: a package's /lib/x is /usr/lib/x.
        packaged |= {f"/usr{path}" for path in packaged}
        paths = (str(path.relative_to(self.path)) for path in self.path.rglob("*"))
        return {path for path in paths if not path.startswith(OWN) and f"/{path}" not in packaged}
