"""The APT index, as gpg and APT read it."""

import gzip
import hashlib
import re

import pytest

from artefacts import one, run


@pytest.fixture
def index(release):
    return release / "apt"


def test_the_signature_is_of_the_key_that_people_name(index, tmp_path):
    run("gpgv", "--keyring", index / "nethesis-mcp-archive-keyring.gpg", index / "dists/stable/InRelease")


def test_a_changed_index_is_refused(index, tmp_path):
    text = (index / "dists/stable/InRelease").read_text()
    changed = tmp_path / "InRelease"
    changed.write_text(text.replace("Suite: stable", "Suite: stably"))
    with pytest.raises(AssertionError):
        run("gpgv", "--keyring", index / "nethesis-mcp-archive-keyring.gpg", changed)


def test_every_file_is_as_signed(index):
    signed = (index / "dists/stable/InRelease").read_text()
    sums = re.search(r"^SHA256:\n((?: .*\n)+)", signed, re.MULTILINE)[1]
    listed = {path: (digest, int(size)) for digest, size, path in re.findall(r"^ (\w+) +(\d+) (.+)$", sums, re.MULTILINE)}
    packages = [path for path in listed if path.endswith("/Packages")]
    assert len(packages) == 1
    for path, (digest, size) in listed.items():
        content = (index / "dists/stable" / path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size)
    plain = (index / "dists/stable" / packages[0]).read_bytes()
    assert gzip.decompress((index / "dists/stable" / f"{packages[0]}.gz").read_bytes()) == plain


def test_both_versions_can_be_had(index):
    [packages] = index.rglob("Packages")
    entries = packages.read_text().split("\n\n")
    found = {}
    for entry in filter(str.strip, entries):
        fields = dict(re.findall(r"^([A-Za-z0-9-]+): (.*)$", entry, re.MULTILINE))
        found[fields["Version"]] = fields
        content = (index / fields["Filename"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == fields["SHA256"]
    assert len(found) == 2


def test_no_guide_turns_the_check_off(index):
    from artefacts import PROJECT

    for page in [PROJECT / "README.md", *(PROJECT / "Sources/NethesisMCP/NethesisMCP.docc").glob("*.md")]:
        assert "trusted=yes" not in page.read_text()
        assert "allow-unauthenticated" not in page.read_text()
