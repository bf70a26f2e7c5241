"""The manual pages, made from the help: they have every command and option of the program, and can be read."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from program import DEADLINE, PATH, environment, run

PROJECT = Path(__file__).parents[3]
PACKAGING = Path(PATH).with_name("packaging")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    if not PACKAGING.exists():
        pytest.skip(f"there is no {PACKAGING}")
    folder = tmp_path_factory.mktemp("manual")
    subprocess.run(
        [PACKAGING, "--program", Path(PATH).resolve(), "--output", folder, "--only", "manual"],
        cwd=PROJECT,
        env=environment(),
        check=True,
        timeout=DEADLINE,
    )
    return {page.name.removesuffix(".1"): page.read_text() for page in (folder / "man").iterdir()}


def shown(items):
    return [item for item in items or [] if item["shouldDisplay"] and item.get("commandName") != "help"]


def commands():
    root = json.loads(run("--experimental-dump-help").stdout)["command"]
    return root, shown(root["subcommands"])


def test_every_command_has_a_page_and_no_other_has(pages):
    root, below = commands()
    names = {f"{root['commandName']}-{command['commandName']}" for command in below}
    assert pages.keys() == names | {root["commandName"]}
    for name in names:
        assert f".It Xr {name} 1" in pages[root["commandName"]]


def options(command):
    for argument in shown(command.get("arguments")):
        for name in argument.get("names", []):
            yield ("-" if name["kind"] == "long" else "") + name["name"]


def test_every_option_is_on_the_page_of_its_command(pages):
    root, below = commands()
    common = pages[root["commandName"]]
    count = 0
    for command in below:
        page = pages[f"{root['commandName']}-{command['commandName']}"]
        for part in [command, *shown(command.get("subcommands"))]:
            for option in options(part):
                count += 1
                head = f"Fl {option}".replace("-", "\\-")
                refers = f".Xr {root['commandName']} 1 ." in page
                assert head in page or refers and head in common, (command["commandName"], option)
    assert count > 100


def test_readers_understand_the_pages(pages, tmp_path):
    reader = shutil.which("mandoc")
    if reader is None:
        pytest.skip("there is no mandoc")
    for name, text in pages.items():
        (tmp_path / name).write_text(text)
        result = subprocess.run([reader, "-T", "lint", "-W", "warning", tmp_path / name], capture_output=True, text=True)
        assert result.stdout + result.stderr == ""
