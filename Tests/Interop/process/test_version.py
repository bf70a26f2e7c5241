"""What the program says of its own version, and of the libraries that it finds."""

import json
import os
import re
import subprocess
import urllib.request

import pytest

from program import DEADLINE, PATH, environment, run


@pytest.mark.parametrize("options", [["--version", "--json"], ["--json", "--version"]])
def test_versions_are_told_to_programs(options):
    result = run(*options)
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["version"] == run("--version").stdout.strip()
    assert report["commit"] is None or re.fullmatch("[0-9a-f]{40}", report["commit"])
    assert report["protocolVersions"][0] == "2026-07-28" and len(report["protocolVersions"]) == 5
    libraries = {library["file"]: library for library in report["libraries"]}
    assert libraries["libcurl.so.4"]["isFound"] is True
    assert libraries["libcurl.so.4"]["version"].startswith("libcurl/")


def test_a_library_that_is_missing_is_told_and_named_only_when_it_is_needed(tmp_path):
    # A library of the name that is none, found before the system's.
    (tmp_path / "libcurl.so.4").write_bytes(b"no library")
    env = environment({"LD_LIBRARY_PATH": str(tmp_path)})

    def without(*arguments):
        return subprocess.run([PATH, *arguments], env=env, capture_output=True, text=True, timeout=DEADLINE)

    libraries = {library["file"]: library for library in json.loads(without("--version", "--json").stdout)["libraries"]}
    assert libraries["libcurl.so.4"]["isFound"] is False
    assert libraries["libcurl.so.4"]["version"] is None
    listing = without("tools", "--sandbox")
    assert listing.returncode == 0 and "libcurl" not in listing.stderr
    call = without("call", "list_api_keys", "--sandbox")
    assert call.returncode == 1
    assert "install libcurl4" in call.stderr


def test_compression_that_is_missing_is_told_once_it_is_wanted(tmp_path):
    (tmp_path / "libz.so.1").write_bytes(b"no library")
    env = environment({"LD_LIBRARY_PATH": str(tmp_path)})
    command = [PATH, "http", "--sandbox", "--listen", "127.0.0.1:0"]
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    try:
        serving = next(line for line in process.stderr if line.startswith("Serving at ")).split()[2]
        for encoding in ["identity", "gzip", "gzip"]:
            request = urllib.request.Request(serving.removesuffix("mcp"), headers={"Accept-Encoding": encoding})
            with urllib.request.urlopen(request, timeout=DEADLINE) as response:
                assert response.headers["Content-Encoding"] is None
    finally:
        process.terminate()
        notes = process.communicate(timeout=DEADLINE)[1]
    assert notes.count("install zlib1g") == 1


def test_json_alone_is_no_option():
    assert run("--json").returncode == 2


def test_the_libraries_that_are_opened_are_those_that_are_told():
    # Whatever the program names in itself as a library, other than those that it starts with.
    binary = open(PATH, "rb").read()
    named = set(re.findall(rb"\blib[a-z0-9-]+\.so\.[0-9]+\b", binary))
    needed = set(re.findall(rb"NEEDED\s+(\S+)", subprocess.run(["objdump", "-p", PATH], capture_output=True).stdout))
    told = {library["file"].encode() for library in json.loads(run("--version", "--json").stdout)["libraries"]}
    assert told <= named
    assert named - needed - told <= {name for name in named if os.path.exists(b"/opt/swift/usr/lib/swift/linux/" + name)}
