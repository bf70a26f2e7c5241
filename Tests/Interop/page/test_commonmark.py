"""Our CommonMark beside the specification's own examples, which Tests/Interop/run fetches, and beside the reference
implementation (Debian: cmark)."""

import json
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = Path(os.environ.get("NETHESIS_MCP", ".build/debug/nethesis-mcp")).parent / "CommonMarkFilter"
# Entities beyond those of HTML 4, which stay as they are written, and comments, which are text as all raw HTML is.
UNSUPPORTED = {"&HilbertSpace;", "<!--"}


def ours(documents: list[str]) -> list[str]:
    if not PROGRAM.exists():
        pytest.skip("CommonMarkFilter is not built: swift build --product CommonMarkFilter")
    run = subprocess.run([PROGRAM], input=json.dumps(documents) + "\n", capture_output=True, text=True, check=True)
    return [html.replace("&#39;", "'") for html in json.loads(run.stdout)]


def reference(document: str) -> str | None:
    """The HTML of cmark; None if the document has raw HTML, which ours takes for text."""
    html = subprocess.run(["cmark"], input=document, capture_output=True, text=True, check=True).stdout
    return None if "<!-- raw HTML omitted -->" in html else html.replace(" />", ">")


needs_cmark = pytest.mark.skipif(not shutil.which("cmark"), reason="cmark is not installed (Debian: cmark)")


EXAMPLES = Path(os.environ.get("COMMONMARK_EXAMPLES", Path(__file__).parents[3] / ".venv/page/commonmark.json"))


@pytest.fixture(scope="module")
def examples() -> list[dict]:
    if not EXAMPLES.exists():
        if os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") == "1":
            pytest.fail(f"there is no {EXAMPLES}")
        pytest.skip(f"there is no {EXAMPLES}")
    return json.loads(EXAMPLES.read_text())


@needs_cmark
def test_examples_of_the_specification(examples) -> None:
    """Every example but for raw HTML and the entities that HTML 4 has not."""
    supported = [
        example
        for example in examples
        if not any(part in example["markdown"] for part in UNSUPPORTED)
        and reference(example["markdown"]) is not None
    ]
    assert len(examples) > 640 and len(supported) > 570
    for example, html in zip(supported, ours([example["markdown"] for example in supported]), strict=True):
        assert html == example["html"].replace(" />", ">"), example["example"]


def test_raw_html_of_the_specification_is_text(examples) -> None:
    raw = [example["markdown"] for example in examples if example["section"] in ("HTML blocks", "Raw HTML")]
    assert len(raw) > 60
    for markdown, html in zip(raw, ours(raw), strict=True):
        tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!?][^\s/>]*)", html))
        assert tags <= {"p", "br", "hr", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a"}, markdown


PIECES = (
    ["a", "b c", "*", "**", "_", "***", "`", "``", "[", "](", ")", "]", "![", "[a]", "(b)", "\\", "&amp;", "<https://x.y>"]
    + ["\n", "\n\n", "  \n", "- ", "1. ", "2) ", "> ", "# ", "    ", "\t", "```\n", "~~~\n", "---\n", "===\n", "[a]: /b\n"]
    + ["  ", "   ", "+ ", "\n- ", "\n> ", "\n  ", "\n   ", "\n    ", "'c'", '"d"', "!", "."]
)


# Where cmark 0.30 departs from the specification: an empty item before a line of white space, a title that is none, and a
# tab at the begin of a line after a hard break. Whether a definition and a blank line make an item loose, it leaves open.
DEPARTURES = re.compile(r"""([-+*]|\d[.)])[ \t]*\n[ \t]+\n|\]: /b\n[ \t>]*['"(]|\d[.)] .*\]: /b\n[ \t]*\n|\\\n +\t""")


@needs_cmark
def test_random_documents_as_the_reference_implementation_reads_them() -> None:
    generator = random.Random(20261130)
    documents = ["".join(generator.choices(PIECES, k=generator.randint(1, 24))) + "\n" for _ in range(1_500)]
    differences = []
    compared = 0
    for document, html in zip(documents, ours(documents), strict=True):
        expected = reference(document)
        if expected is None or DEPARTURES.search(document):
            continue
        compared += 1
        if html != expected:
            differences.append((document, expected, html))
    assert compared > 1_300
    assert not differences, differences[:3]
