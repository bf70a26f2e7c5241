"""Compares what `lint` says with what openapi-spec-validator finds: each of its errors has a line at that place.

    .venv/openapi/bin/python Tests/Interop/lint_agreement.py DOCUMENT...
    .venv/openapi/bin/python Tests/Interop/lint_agreement.py --mutants 500 DOCUMENT...

With `--mutants`, copies of the documents in which one node was deleted, renamed, repeated or given another type are
compared too: then each error that is new needs a line that is new.
"""

import argparse
import copy
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
    OpenAPIV32SpecValidator,
)
from openapi_spec_validator.readers import read_from_filename
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

VALIDATORS = {
    "2.0": OpenAPIV2SpecValidator,
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}

# Errors that are none: what the validator's own schemas have otherwise than the specification.
MISTAKEN = {
    "a link's server (OpenAPI 3.1.1, 4.8.20), which the schema of 3.1 calls body": lambda error: (
        error.validator == "unevaluatedProperties" and "'server' was unexpected" in error.message
    ),
}


def version(document):
    text = str(document.get("swagger") or document.get("openapi"))
    return text[:3] if text[:3] in VALIDATORS else None


# Where the errors are: the validator tells it only within the part that it looks at.


def locating(method, place):
    def located(self, *arguments, **options):
        for error in method(self, *arguments, **options):
            if not isinstance(error, OpenAPIValidationError):
                error = OpenAPIValidationError.create_from(error)
            if not hasattr(error, "place"):
                error.place = [*place(*arguments), *error.absolute_path]
            yield error

    return located


for owner, place in [
    (keywords.SchemaValidator, lambda schema, *_: schema.parts),
    (keywords.ValueValidator, lambda schema, _: [*schema.parts, "default"]),
    (keywords.OperationValidator, lambda url, name, operation, _: operation.parts),
    (keywords.ParametersValidator, lambda parameters: parameters.parts),
    (keywords.OpenAPIV2ParameterValidator, lambda parameter: parameter.parts),
    (keywords.TagsValidator, lambda tags: tags.parts),
    (keywords.OpenAPIV32TagsValidator, lambda tags: tags.parts),
]:
    owner.__call__ = locating(owner.__call__, place)


def followed(document, parts):
    """The place of a part in the document, if references were followed on the way to it."""
    value, place = document, []
    for part in parts:
        for _ in range(32):
            if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
                break
            target = local(document, value["$ref"])
            if target is None:
                return None
            value, place = target
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            value = None
        place = [*place, str(part)]
    return tuple(place)


def local(document, reference):
    if not reference.startswith("#"):
        return None
    value, place = document, []
    for token in unquote(reference[1:]).split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(token) if isinstance(value, list) else token]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
        place.append(token)
    return value, place


def target(document, place):
    """The place that a reference at a place leads to."""
    value = document
    for token in place:
        try:
            value = value[int(token) if isinstance(value, list) else token]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    found = local(document, value["$ref"]) if isinstance(value, dict) and isinstance(value.get("$ref"), str) else None
    return found and tuple(found[1])


class Fault:
    """An error of the validator: where it may be, and what it is."""

    def __init__(self, document, error):
        self.message = f"{error.validator}: {error.message[:160]}"
        base = error.place if hasattr(error, "place") else list(error.absolute_path)
        own = len(base) - len(error.absolute_path)
        # Of alternatives, those that are no references: the deepest errors say what is wrong.
        ways = [(), *leaves(error)]
        places = {followed(document, [*base, *way]) for way in ways}
        # Within the part that was looked at, no reference may have been followed.
        above = followed(document, base[:own])
        if above is not None:
            places |= {(*above, *map(str, base[own:]), *map(str, way)) for way in ways}
        # What a reference leads to is at fault, not the reference.
        places |= {target(document, place) for place in places if place}
        self.places = places - {None}

    @property
    def key(self):
        return (self.message, tuple(sorted(self.places)))


def leaves(error, way=()):
    """The ways from an error to the errors that it was made of."""
    for inner in error.context or []:
        if inner.validator == "required" and "'$ref'" in inner.message:
            continue
        inner_way = (*way, *inner.relative_path)
        yield inner_way
        yield from leaves(inner, inner_way)


def faults(document, base=""):
    """What the validator finds in a document, as far as it comes."""
    found = {}
    try:
        for error in VALIDATORS[version(document)](document, base_uri=base).iter_errors():
            if not any(is_none(error) for is_none in MISTAKEN.values()):
                fault = Fault(document, error)
                found[fault.key] = fault
    except Exception as failure:  # noqa: BLE001: it stops at much that it does not expect
        if not found and "PointerToNowhere" not in repr(failure):
            return {}
    return found


def pointer(text):
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:])


def is_said(fault, lines):
    """Whether a line stands at one of the places of a fault, below it, or just above."""
    for line in lines:
        for place in fault.places:
            if line[: len(place)] == place or line == place[:-1]:
                return True
            # What a default does not fit may be what is at fault.
            if "default" in place and line[: place.index("default")] == place[: place.index("default")]:
                return True
    return not fault.places


def missed(document, lines, base=""):
    """The faults of a document without a line; `lines` are what lint says, or nothing where it refuses the document."""
    if lines is None:
        return []
    places = {pointer(line["pointer"]) for line in lines}
    return [fault for fault in faults(document, base).values() if not is_said(fault, places)]


# Mutants.


def nodes(value, way=()):
    yield way
    if isinstance(value, dict):
        for name, member in value.items():
            yield from nodes(member, (*way, name))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from nodes(element, (*way, index))


def excerpt(document, random, paths=3):
    """Some paths of a document, and the components that they need: small enough to be compared often."""
    chosen = random.sample(sorted(document["paths"]), min(paths, len(document["paths"])))
    homes = ["components"] if "components" in document else ["definitions", "parameters", "responses"]
    part = {name: value for name, value in document.items() if name not in ["paths", *homes, "tags"]}
    part["paths"] = {path: document["paths"][path] for path in chosen}
    pending = [part]
    while pending:
        value = pending.pop()
        pending += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        found = local(document, value["$ref"]) if isinstance(value, dict) and isinstance(value.get("$ref"), str) else None
        if not found or not found[1] or found[1][0] not in homes:
            continue
        home = part
        for step in found[1][:-1]:
            home = home.setdefault(step, {})
        if found[1][-1] not in home:
            home[found[1][-1]] = found[0]
            pending.append(found[0])
    if "securitySchemes" in document.get("components", {}):
        part.setdefault("components", {})["securitySchemes"] = document["components"]["securitySchemes"]
    return json.loads(json.dumps(part))


OTHER_TYPES = [None, True, 7, -1, 1.5, "text", "", [], ["text"], {}, {"text": "text"}, {"$ref": "#/nowhere"}]
NAMES = ["4xx", "x-other", "type", "in", "$ref", "required", "default", "nullable", "schema", "example", "Name"]


def mutant(document, random):
    """A copy of a document with one thing changed, and what that was."""
    document = copy.deepcopy(document)
    ways = [way for way in nodes(document) if way and way[0] not in ("openapi", "swagger")]
    way = random.choice(ways)
    above = document
    for step in way[:-1]:
        above = above[step]
    last = way[-1]
    change = random.choice(["delete", "retype", "retype", "rename", "add", "repeat"])
    if change == "delete":
        del above[last]
    elif change == "rename" and isinstance(above, dict):
        above[random.choice([*NAMES, f"{last}s", str(last).upper()])] = above.pop(last)
    elif change == "add" and isinstance(above[last], dict):
        above[last].setdefault(random.choice([*NAMES, "enum", "minimum"]), random.choice(OTHER_TYPES))
    elif change == "repeat" and isinstance(above, list):
        above.append(copy.deepcopy(above[last]))
    else:
        above[last] = copy.deepcopy(random.choice(OTHER_TYPES))
    return document, f"{change} {'/'.join(map(str, way))}"


def new_faults(original, mutated, lines_before, lines):
    """The faults of a mutant that the original has not, without a line that is new."""
    if lines is None:
        return []
    known = {fault.message for fault in faults(original).values()}
    before = {(line["pointer"], line["message"]) for line in lines_before or []}
    places = {pointer(line["pointer"]) for line in lines if (line["pointer"], line["message"]) not in before}
    fresh = [fault for fault in faults(mutated).values() if fault.message not in known]
    return [fault for fault in fresh if not is_said(fault, places)]


# What lint says.


def read(path):
    """A document; JSON as such, for PyYAML refuses some of it."""
    return json.loads(path.read_text("utf-8-sig")) if path.suffix == ".json" else read_from_filename(str(path))[0]


def lint(paths):
    """The lines of each document; nothing for one that is refused."""
    import program

    lines = []
    for path in paths:
        outcome = subprocess.run(
            [program.PATH, "lint", "--json", "--spec", str(path)],
            env=program.environment(),
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert outcome.returncode in (0, 1, 2), outcome
        lines.append(None if outcome.returncode == 2 else json.loads(outcome.stdout))
    return lines


def compare(paths, lint=lint):
    """What is missed of some documents, in words."""
    for path, lines in zip(paths, lint(paths)):
        for fault in missed(read(path), lines, Path(path).as_uri()):
            yield f"{path}: {fault.message} at {sorted(fault.places)}"


def compare_mutants(paths, count, seed=1, lint=lint):
    """What is missed of mutants of some documents, in words."""
    chosen = random.Random(seed)
    documents = [excerpt(document, chosen) for document in map(read, paths)]
    with tempfile.TemporaryDirectory() as folder:

        def written(number, document):
            path = Path(folder) / f"{number}.json"
            path.write_text(json.dumps(document))
            return path

        before = lint([written(number, document) for number, document in enumerate(documents)])
        picks = [chosen.randrange(len(documents)) for _ in range(count)]
        mutants = [mutant(documents[pick], chosen) for pick in picks]
        after = lint([written(number, document) for number, (document, _) in enumerate(mutants)])
        for pick, (document, change), lines in zip(picks, mutants, after):
            for fault in new_faults(documents[pick], document, before[pick], lines):
                yield f"{paths[pick]}: {change}: {fault.message} at {sorted(fault.places)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("documents", nargs="+", type=Path)
    options = parser.parse_args()
    found = list(compare(options.documents))
    found += compare_mutants(options.documents, options.mutants, options.seed)
    for line in found:
        print(line)
    print(f"{len(found)} missed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
