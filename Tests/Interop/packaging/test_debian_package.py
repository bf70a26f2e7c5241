"""The Debian package, as dpkg, lintian and systemd read it."""

import re
import shutil
import subprocess

import pytest

from artefacts import needs_the_release, one, run

LIMIT = 13_000_000
PROGRAM_LIMIT = 32_000_000


@pytest.fixture
def package(release):
    return one(release, "*.deb")


def fields(package):
    return dict(re.findall(r"^([A-Za-z-]+): (.*)$", run("dpkg-deb", "--field", package), re.MULTILINE))


@needs_the_release
def test_lintian_says_nothing(package):
    result = subprocess.run(
        ["lintian", "--allow-root", "--display-info", "--pedantic", str(package)], capture_output=True, text=True
    )
    assert result.stdout == ""
    assert result.returncode == 0, result.stderr


def test_it_is_no_larger_than_promised(package):
    assert package.stat().st_size <= LIMIT


@needs_the_release
def test_its_program_is_no_larger_than_promised(unpacked):
    assert (unpacked / "usr/bin/nethesis-mcp").stat().st_size <= PROGRAM_LIMIT


def test_its_dependencies_hold_on_every_system(package):
    facts = fields(package)
    assert "libcurl4t64 | libcurl4" in facts["Depends"]
    assert "ca-certificates" in facts["Depends"]
    [glibc] = re.findall(r"libc6 \(>= 2\.(\d+)\)", facts["Depends"])
    assert int(glibc) <= 35
    assert facts["Recommends"] == "libsecret-1-0, zlib1g"
    assert facts["Suggests"] == "libpq5"
    assert facts["Architecture"] == run("dpkg", "--print-architecture").strip()


def test_a_version_before_the_release_sorts_before_it(package, earlier):
    versions = [fields(one(earlier, "*.deb"))["Version"], fields(package)["Version"]]
    assert "~" in versions[0]
    run("dpkg", "--compare-versions", versions[0], "lt", versions[1])


def test_what_people_edit_is_theirs(package, unpacked):
    files = run("dpkg-deb", "--info", package, "conffiles").split()
    assert "/etc/nethesis-mcp/config.json" in files
    secrets = ["/etc/nethesis-mcp/session-token", "/etc/nethesis-mcp/access-tokens"]
    for path in secrets:
        assert path in files
        assert (unpacked / path[1:]).stat().st_mode & 0o777 == 0o600


def test_everything_belongs_to_root(package):
    owners = {line.split()[1] for line in run("dpkg-deb", "--contents", package).splitlines()}
    assert owners == {"root/root"}


UNITS = [("lib/systemd/system", 1.2), ("usr/lib/systemd/user", 1.7)]


@pytest.mark.parametrize(("folder", "limit"), UNITS)
def test_its_services_are_shut_in(unpacked, folder, limit):
    verdict = run("systemd-analyze", "security", "--offline=true", "--no-pager", unpacked / folder / "nethesis-mcp.service")
    assert float(re.search(r"exposure level for \S+: ([0-9.]+)", verdict)[1]) <= limit


@pytest.mark.parametrize("folder", [folder for folder, _ in UNITS])
@pytest.mark.parametrize("kind", ["service", "socket"])
def test_systemd_understands_its_units(unpacked, tmp_path, folder, kind):
    for name in ["nethesis-mcp.service", "nethesis-mcp.socket"]:
        text = (unpacked / folder / name).read_text()
        # The program and its manual are not installed here.
        text = text.replace("/usr/bin/nethesis-mcp", str(unpacked / "usr/bin/nethesis-mcp"))
        (tmp_path / name).write_text(re.sub("^Documentation=.*$", "", text, flags=re.MULTILINE))
    where = "--user" if "user" in folder else "--system"
    result = subprocess.run(
        ["systemd-analyze", where, "verify", str(tmp_path / f"nethesis-mcp.{kind}")],
        env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.stderr == ""
    assert result.returncode == 0


def test_the_manual_is_that_of_the_program(unpacked):
    pages = {path.name: path for path in (unpacked / "usr/share/man/man1").iterdir()}
    assert "nethesis-mcp.1.gz" in pages and "nethesis-mcp-http.1.gz" in pages
    if not shutil.which("mandoc"):
        pytest.skip("there is no mandoc")
    for page in pages.values():
        run("mandoc", "-T", "lint", "-W", "warning", page)


@pytest.mark.parametrize(
    ("shell", "path"),
    [
        ("bash", "usr/share/bash-completion/completions/nethesis-mcp"),
        ("zsh", "usr/share/zsh/vendor-completions/_nethesis-mcp"),
        ("fish", "usr/share/fish/vendor_completions.d/nethesis-mcp.fish"),
    ],
)
def test_completions_ask_the_installed_program(unpacked, shell, path):
    script = (unpacked / path).read_text()
    assert "/usr/bin/nethesis-mcp" in script
    assert "/build" not in script and "/tmp" not in script
    if shutil.which(shell):
        run(shell, "-n", unpacked / path)
