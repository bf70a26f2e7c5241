"""The OCI image: its configuration, and the program run from its unpacked root."""

import contextlib
import json
import os
import shutil
import subprocess
import tarfile
import urllib.request

import pytest

from artefacts import DEADLINE, needs_the_release, one, run

LIMIT = 60_000_000
USER = 65532


@pytest.fixture(scope="module")
def image(release, tmp_path_factory):
    """The unpacked image: its configuration and its root."""
    folder = tmp_path_factory.mktemp("image")
    with tarfile.open(one(release, "*.oci.tar")) as archive:
        archive.extractall(folder / "layout", filter="data")
    [tag] = run("umoci", "ls", "--layout", folder / "layout").split()
    run("umoci", "unpack", "--rootless", "--image", f"{folder / 'layout'}:{tag}", folder / "bundle")
    return folder


@pytest.fixture
def configuration(image):
    layout = image / "layout"

    def blob(descriptor):
        return json.loads((layout / "blobs" / descriptor["digest"].replace(":", "/")).read_text())

    [manifest] = json.loads((layout / "index.json").read_text())["manifests"]
    return blob(blob(manifest)["config"])


def test_it_says_what_it_is(configuration):
    config = configuration["config"]
    assert config["User"] == f"{USER}:{USER}"
    assert config["Entrypoint"] == ["/usr/bin/nethesis-mcp"]
    labels = config["Labels"]
    assert labels["io.modelcontextprotocol.server.name"] == "it.nethesis/nethesis-mcp"
    assert labels["it.nethesis.mcp.health.live"].endswith("/healthz")
    assert labels["it.nethesis.mcp.health.ready"].endswith("/readyz")


def test_it_is_no_larger_than_promised(image):
    root = image / "bundle/rootfs"
    sizes = [path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(sizes) <= LIMIT


def test_it_has_no_shell_and_nothing_that_gains_rights(image):
    root = image / "bundle/rootfs"
    assert [path.name for path in (root / "usr/bin").iterdir()] == ["nethesis-mcp"]
    assert not any(path.stat().st_mode & 0o6000 for path in root.rglob("*") if path.is_file())


needs_root = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="a root of its own needs root")


def inside(image, *arguments, **options):
    """Runs the program in the image's root, which is read only, as the image's user."""
    root = image / "bundle/rootfs"
    script = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount -t proc proc "$1/proc" || exit 99
root=$1; shift
exec chroot --userspec=65532:65532 --groups= "$root" /usr/bin/nethesis-mcp "$@"
"""
    command = ["unshare", "--mount", "sh", "-c", script, "sh", str(root), *arguments]
    return subprocess.Popen(
        command, env={"HOME": "/home/mcp", "PATH": "/usr/bin:/usr/sbin:/bin:/sbin"}, text=True, **options
    )


@needs_root
@needs_the_release
def test_it_runs_as_its_user_with_a_root_that_cannot_be_written(image):
    # A call opens libcurl and goes to a backend; the demo would want a folder for temporary files, too.
    process = inside(image, "call", "list_api_keys", "--sandbox", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.communicate(timeout=DEADLINE)[0]
    assert process.returncode == 0, output
    report = inside(image, "--version", "--json", stdout=subprocess.PIPE)
    libraries = json.loads(report.communicate(timeout=DEADLINE)[0])["libraries"]
    assert [library["isFound"] for library in libraries if not library["isOptional"]] == [True]


@needs_root
@needs_the_release
def test_it_serves_and_tells_its_health(image):
    process = inside(image, "http", "--sandbox", "--listen", "127.0.0.1:0", stderr=subprocess.PIPE)
    with contextlib.closing(process.stderr):
        try:
            serving = next(line for line in process.stderr if line.startswith("Serving at "))
            base = serving.split()[2].removesuffix("/mcp")
            for path in ["/healthz", "/readyz"]:
                with urllib.request.urlopen(base + path, timeout=30) as response:
                    assert response.status == 200
        finally:
            process.terminate()
            process.wait(DEADLINE)


def test_the_containerfile_asks_for_its_health(release):
    lines = (release / "Containerfile").read_text().splitlines()
    [check] = [line for line in lines if line.startswith("HEALTHCHECK")]
    assert "/readyz" in check
    command = json.loads(check.removeprefix("HEALTHCHECK CMD "))
    assert command[:2] == ["bash", "-c"]
    assert any(line.startswith("USER 65532") for line in lines)


def test_the_health_check_tells_a_server_from_none(release, tmp_path):
    from artefacts import PROGRAM

    [check] = [line for line in (release / "Containerfile").read_text().splitlines() if line.startswith("HEALTHCHECK")]
    command = json.loads(check.removeprefix("HEALTHCHECK CMD "))
    process = subprocess.Popen([PROGRAM, "http", "--sandbox", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    with contextlib.closing(process.stderr):
        serving = next(line for line in process.stderr if line.startswith("Serving at "))
        port = serving.split()[2].split(":")[2].split("/")[0]
        here = [word.replace("/8722", f"/{port}") for word in command]
        assert subprocess.run(here, timeout=DEADLINE).returncode == 0
        process.terminate()
        process.wait(DEADLINE)
        assert subprocess.run(here, timeout=DEADLINE, stderr=subprocess.DEVNULL).returncode != 0
