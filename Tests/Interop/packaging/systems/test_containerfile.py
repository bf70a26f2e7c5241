"""The Containerfile, built by buildah where no registry can be reached: Debian's image is a clean tree, and the one with
the toolchain is that tree with a stand-in, which has the program that was built before."""

import json
import os
import shutil
import subprocess
import urllib.request

import pytest

from artefacts import PROGRAM, PROJECT, run

SWIFT = """#!/bin/sh
# What is of the machine that builds does not belong here.
[ ! -e .build ] && [ -e Package.swift ] || exit 3
[ "$*" = "build -c release --product nethesis-mcp --static-swift-stdlib --disable-local-rpath" ] || exit 4
[ "$BUILD_COMMIT" = 0123456789012345678901234567890123456789 ] || exit 5
mkdir -p .build/release && cp /opt/program .build/release/nethesis-mcp
"""


class Buildah:
    def __init__(self, folder):
        self.words = ["buildah", "--storage-driver", "vfs", "--root", folder / "store", "--runroot", folder / "run"]

    def __call__(self, *words):
        return run(*self.words, *words)

    def keep(self, name, *layers, base="scratch", command=None):
        """Keeps an image of folders or archives under a name."""
        container = self("from", "--pull-never", base).strip()
        for layer in layers:
            self("add", "--quiet", container, layer, "/")
        if command:
            self("run", "--isolation", "chroot", "--network", "host", container, "--", "sh", "-c", command)
        self("commit", "--quiet", container, name)


@pytest.fixture(scope="module")
def buildah(tmp_path_factory):
    if os.geteuid() != 0 or not shutil.which("mmdebstrap") or not shutil.which("buildah"):
        pytest.skip("building an image needs root, mmdebstrap and buildah")
    folder = tmp_path_factory.mktemp("buildah")
    buildah = Buildah(folder)
    run("mmdebstrap", "--quiet", "--variant=apt", "bookworm", folder / "debian.tar")
    buildah.keep("docker.io/library/debian:bookworm-slim", folder / "debian.tar")
    tools = folder / "tools"
    (tools / "opt").mkdir(parents=True)
    shutil.copy(PROGRAM, tools / "opt/program")
    (tools / "usr/local/bin").mkdir(parents=True)
    (tools / "usr/local/bin/swift").write_text(SWIFT)
    (tools / "usr/local/bin/swift").chmod(0o755)
    buildah.keep(
        "docker.io/library/swift:6.3-bookworm",
        tools,
        base="docker.io/library/debian:bookworm-slim",
        command="apt-get update && apt-get install --yes --no-install-recommends binutils",
    )
    yield buildah
    buildah("rm", "--all")


def test_the_image_is_built_and_serves(buildah, release, tmp_path):
    context = tmp_path / "project"
    (context / ".build/release").mkdir(parents=True)
    for name in [".dockerignore", "Package.swift"]:
        shutil.copy(PROJECT / name, context)
    where = ["--isolation", "chroot", "--network", "host"]
    commit = ["--build-arg", "BUILD_COMMIT=0123456789012345678901234567890123456789"]
    # The format of Docker is the one that has health checks.
    options = ["--pull-never", "--format", "docker", *where, *commit, "-f", release / "Containerfile"]
    buildah("bud", "--quiet", *options, "-t", "built", context)
    config = json.loads(buildah("inspect", "--type", "image", "localhost/built"))["Docker"]["config"]
    assert config["User"] == "65532:65532"
    assert "/readyz" in " ".join(config["Healthcheck"]["Test"])

    container = buildah("from", "--pull-never", "localhost/built").strip()
    command = [*config["Entrypoint"], *config["Cmd"], "--sandbox", "--listen", "127.0.0.1:0"]
    words = [*buildah.words, "run", *where, container, "--", *command]
    process = subprocess.Popen([str(word) for word in words], stderr=subprocess.PIPE, text=True)
    try:
        serving = next(line for line in process.stderr if line.startswith("Serving at "))
        with urllib.request.urlopen(serving.split()[2].replace("/mcp", "/readyz"), timeout=30) as response:
            assert response.status == 200
    finally:
        process.terminate()
        process.wait(60)
        process.stderr.close()
