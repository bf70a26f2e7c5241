"""Writes what came of the frameworks as a table."""

import json
import re
import sys
from pathlib import Path

COLUMNS = {
    "built-in": "lists",
    "link": "by link",
    "password": "by password",
    "list": "lists keys",
    "read": "reads",
    "published": "complete API",
}
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def outcome(path):
    """What a run printed; one that printed nothing has failed as a whole."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {"built-in": "it did not run"}


def is_well(found):
    return all(found.get(column) == "ok" or found.get(column, "").isdigit() for column in COLUMNS)


def title(found, framework):
    """The package and its version, and that of the official client beneath it."""
    packages = found.get("packages") or {framework: ""}
    name, version = next(iter(packages.items()))
    return f"{name} {version}" + (f" (mcp {packages['mcp']})" if name != "mcp" and "mcp" in packages else "")


def cell(value):
    if value is None:
        return "–"
    return "yes" if value == "ok" else f"{value} tools" if value.isdigit() else "no"


def row(folder, framework):
    """A row in the dialect that is needed, and what failed in the default one."""
    runs = {path.name.split(".")[1]: outcome(path) for path in folder.glob(f"{framework}.*.json")}
    default = runs.pop("default")
    ways = [("default", default), *runs.items()]
    dialect, best = next(((name, run) for name, run in ways if is_well(run)), ("–", default))
    name = title(default, framework)
    failures = [
        f"{name}, {meaning}: {default[column]}"
        for column, meaning in COLUMNS.items()
        if cell(default.get(column)) == "no"
    ]
    return f"| {name} | {' | '.join(cell(best.get(column)) for column in COLUMNS)} | {dialect} |", failures


def main(folder, article):
    frameworks = sorted({path.name.split(".")[0] for path in folder.glob("*.json")})
    rows = [row(folder, framework) for framework in frameworks]
    head = f"| framework | {' | '.join(COLUMNS.values())} | dialect |\n|{'---|' * (len(COLUMNS) + 2)}"
    table = "\n".join([head, *(line for line, _ in rows)])
    print(table, *(failure for _, failures in rows for failure in failures), sep="\n")
    if article != "-":
        path = Path(article)
        replaced = re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{table}\n{END}", path.read_text(), flags=re.DOTALL)
        path.write_text(replaced)


if __name__ == "__main__":
    if sys.argv[1] == "--is-well":
        sys.exit(not is_well(outcome(Path(sys.argv[2]))))
    main(Path(sys.argv[1]), sys.argv[2])
