"""The digests of all artefacts, and their signature."""

import subprocess

import pytest

from artefacts import run

NAMESPACE = "nethesis-mcp-release"


def test_they_hold_for_every_file(release):
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=release)
    listed = {line.split("  ", 1)[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    files = {path.name for path in release.iterdir() if path.is_file()}
    assert files - listed == {"SHA256SUMS", "SHA256SUMS.sig"}


def verify(release, keys, tmp_path, content, namespace=NAMESPACE):
    signers = tmp_path / "signers"
    signers.write_text(f"release@example.com {keys.ssh.with_suffix('.pub').read_text()}")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "release@example.com", "-n", namespace]
    return subprocess.run([*command, "-s", str(release / "SHA256SUMS.sig")], input=content, capture_output=True)


def test_the_signature_holds_for_them_alone(release, keys, tmp_path):
    content = (release / "SHA256SUMS").read_bytes()
    assert verify(release, keys, tmp_path, content).returncode == 0
    assert verify(release, keys, tmp_path, content.replace(b"a", b"b", 1)).returncode != 0
    assert verify(release, keys, tmp_path, content, "file").returncode != 0
