"""The shared libraries that the program needs: the weight of each start, and what a machine must have."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from program import PATH

FULL_FOUNDATION = "libFoundation.so"


def dynamic_section(path):
    """The names of the libraries that a file needs, and the folders in which it has them looked for."""
    text = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True).stdout
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", text)
    folders = [folder for paths in re.findall(r"\((?:RUNPATH|RPATH)\).*\[(.+)\]", text) for folder in paths.split(":")]
    origin = str(Path(path).resolve().parent)
    return needed, [folder.replace("${ORIGIN}", origin).replace("$ORIGIN", origin) for folder in folders]


def system_libraries():
    """The libraries that the loader knows without being told where they are, by name."""
    environment = os.environ | {"PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin"}
    text = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True, env=environment).stdout
    return {name: path for name, path in re.findall(r"^\s+(\S+) .*=> (\S+)$", text, re.MULTILINE)}


def libraries(path):
    """All libraries that are loaded with a file, each with the one that needs it, and those that are not found."""
    system = system_libraries()
    found, missing, rest = {}, set(), [path]
    while rest:
        path = rest.pop()
        needed, folders = dynamic_section(path)
        for name in needed:
            if name in found:
                continue
            found[name] = Path(path).name
            places = [place for place in (Path(folder) / name for folder in folders) if place.exists()]
            place = str(places[0]) if places else system.get(name)
            if place:
                rest.append(place)
            else:
                missing.add(name)
    return found, missing


def test_the_program_needs_no_full_foundation():
    found, missing = libraries(PATH)
    assert FULL_FOUNDATION not in found, f"{found[FULL_FOUNDATION]} needs it"
    assert not missing


def test_full_foundation_is_found_where_it_is_needed():
    """What tests link brings it in by another library: the search above sees more than the first level."""
    _, folders = dynamic_section(PATH)
    users = [place for folder in folders for place in Path(folder).glob("libXCTest.so")]
    if not users:
        pytest.skip("the program is linked statically: no library beside it needs Foundation")
    assert FULL_FOUNDATION in libraries(str(users[0]))[0]
