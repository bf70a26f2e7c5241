"""The archive on clean systems: installed without root, used, updated and removed."""

import json
import shutil
import tarfile

import pytest

from artefacts import one

PERSON = 2002


def unpack(tree, folder, release):
    with tarfile.open(one(release, "*.tar.gz")) as archive:
        archive.extractall(folder, filter="data")
        name = archive.getnames()[0].split("/")[0]
    return name


@pytest.mark.parametrize("prefix", [".local", "a folder's & 100% own"])
def test_the_life_of_an_archive(tree, earlier, release, prefix):
    # Debian's smallest tree has what the program starts with, except for libstdc++ and libcurl.
    libcurl = "libcurl4t64" if tree.suite == "trixie" else "libcurl4"
    tree.run("apt-get", "update")
    tree.run("apt-get", "install", "--yes", "--no-install-recommends", "libstdc++6", libcurl)
    shutil.rmtree(tree.path / "home/other", ignore_errors=True)
    home = tree.home("other", PERSON)
    place = f"/home/other/{prefix}"
    person = {"user": PERSON, "HOME": "/home/other", "PATH": f"{place}/bin:/usr/bin:/bin"}
    options = [] if prefix == ".local" else ["--prefix", place]
    for artefacts in [earlier, release]:
        name = unpack(tree, home, artefacts)
        tree.run(f"/home/other/{name}/install", *options, **person)
        tree.run("nethesis-mcp", "demo", **person)
    tree.run("nethesis-mcp", "install", "claude-code", "--", "--sandbox", **person)
    entry = json.loads((home / ".claude.json").read_text())["mcpServers"]["nethesis"]
    assert entry["command"] == f"{place}/bin/nethesis-mcp"
    unit = (home / prefix / "share/systemd/user/nethesis-mcp.service").read_text()
    assert f'ExecStart="{place.replace("%", "%%")}/bin/nethesis-mcp" http' in unit
    assert "/home/other" in (home / prefix / "share/bash-completion/completions/nethesis-mcp").read_text()

    (home / prefix / "share/own.txt").write_text("the person's\n")
    tree.run(f"/home/other/{name}/install", "--uninstall", *options, **person)
    left = {str(path.relative_to(home)) for path in (home / prefix).rglob("*") if path.is_file()}
    assert left - {path for path in left if path.startswith(".local/state/")} == {f"{prefix}/share/own.txt"}
