"""Has the tools of real documents called with random arguments, and each request judged by openapi-core.

    NETHESIS_MCP=.build/debug/nethesis-mcp .venv/openapi/bin/python Tests/Interop/forwarded.py DOCUMENT...

Of each document some operations are taken, so many that all of its kinds of parameters and bodies are among them. A
request has to be valid by the document, and has to carry the values of the arguments, no more and no fewer. Swagger 2.0
is judged by an OpenAPI 3.0 document that is made of it here, apart from the program's own conversion.
"""

import argparse
import base64
import json
import random
import re
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from jsonschema import Draft202012Validator
from jsonschema_path import SchemaPath
from openapi_core import V30RequestValidator, V31RequestValidator
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from backend import Backend, answering, json_answer
from lint_agreement import excerpt, local, read
from program import ENVELOPE, Server

METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]


# Swagger 2.0 as OpenAPI 3.0.


def converted(document):
    """An OpenAPI 3.0 document that says of requests what one of Swagger 2.0 says."""
    if "swagger" not in document:
        return document
    text = json.dumps(document).replace('"#/definitions/', '"#/components/schemas/')
    old = json.loads(text)

    def shared(parameter):
        return local(document, parameter["$ref"])[0] if "$ref" in parameter else parameter

    paths = {}
    for path, item in old["paths"].items():
        common = [shared(parameter) for parameter in item.get("parameters", [])]
        paths[path] = {}
        for method in METHODS:
            if method in item:
                paths[path][method] = converted_operation(item[method], common, shared, old)
    return {
        "openapi": "3.0.3",
        "info": old["info"],
        "paths": paths,
        "components": {"schemas": plain(old.get("definitions", {}))},
    }


def plain(value):
    """Schemas without what 3.0 has not: lists of types, and schemas by position."""
    if isinstance(value, list):
        return [plain(element) for element in value]
    if not isinstance(value, dict):
        return value
    value = {name: plain(member) for name, member in value.items()}
    if isinstance(value.get("items"), list):
        value["items"] = {"anyOf": value["items"]}
    if isinstance(value.get("type"), list):
        value["anyOf"] = [{"type": type} for type in value.pop("type") if type != "null"]
        value["nullable"] = True
    if value.get("x-nullable"):
        value["nullable"] = True
    return value


def converted_operation(old, common, shared, document):
    own = [shared(parameter) for parameter in old.get("parameters", [])]
    names = {(parameter["name"], parameter["in"]) for parameter in own}
    all = own + [parameter for parameter in common if (parameter["name"], parameter["in"]) not in names]
    new = {"operationId": old.get("operationId"), "responses": {"default": {"description": ""}}, "parameters": []}
    new = {name: value for name, value in new.items() if value is not None}
    consumes = old.get("consumes") or document.get("consumes") or ["application/json"]
    form = [parameter for parameter in all if parameter["in"] == "formData"]
    for parameter in all:
        if parameter["in"] == "body":
            content = {type: {"schema": plain(parameter.get("schema", {}))} for type in consumes}
            new["requestBody"] = {"content": content, "required": parameter.get("required", False)}
        elif parameter["in"] != "formData":
            new["parameters"].append(converted_parameter(parameter))
    if form:
        schema = {
            "type": "object",
            "properties": {parameter["name"]: simple(parameter) for parameter in form},
            "required": [parameter["name"] for parameter in form if parameter.get("required")],
        }
        if not schema["required"]:
            del schema["required"]
        types = [type for type in consumes if "form" in type] or ["application/x-www-form-urlencoded"]
        if any(parameter.get("type") == "file" for parameter in form):
            types = ["multipart/form-data"]
        new["requestBody"] = {"content": {type: {"schema": schema} for type in types}}
    return new


def simple(parameter):
    """The schema of a parameter that has none of its own."""
    kept = ["type", "format", "items", "default", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"]
    schema = {name: parameter[name] for name in kept if name in parameter}
    if schema.get("type") == "file":
        schema |= {"type": "string", "format": "binary"}
    if "items" in schema:
        schema["items"] = simple(schema["items"])
    return plain(schema)


def converted_parameter(parameter):
    new = {"name": parameter["name"], "in": parameter["in"], "schema": simple(parameter)}
    if parameter.get("required"):
        new["required"] = True
    if parameter.get("type") == "array" and parameter["in"] == "query":
        form = parameter.get("collectionFormat", "csv")
        new["style"] = {"ssv": "spaceDelimited", "pipes": "pipeDelimited"}.get(form, "form")
        new["explode"] = form == "multi"
    return new


# Operations.


def operations(document):
    for path, item in document["paths"].items():
        if path.startswith("/") and "$ref" not in item:
            for method in METHODS:
                if isinstance(item.get(method), dict) and "$ref" not in item[method]:
                    yield path, method


def features(document, path, method):
    """The kinds of parameters and bodies that an operation has."""
    item, operation = document["paths"][path], document["paths"][path][method]
    for parameter in item.get("parameters", []) + operation.get("parameters", []):
        parameter = resolved(document, parameter)
        schema = resolved(document, parameter.get("schema", parameter))
        yield (
            parameter.get("in"),
            parameter.get("style"),
            parameter.get("explode"),
            parameter.get("collectionFormat"),
            str(schema.get("type")),
            "content" in parameter,
        )
    for type in resolved(document, operation.get("requestBody", {})).get("content", {}):
        yield "body", type


def resolved(document, value):
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        value = (local(document, value["$ref"]) or ({}, []))[0]
    return value if isinstance(value, dict) else {}


def chosen(document, count, random):
    """Some operations, such first that have what those before have not."""
    all = list(operations(document))
    random.shuffle(all)
    seen, first, rest = set(), [], []
    for operation in all:
        own = set(features(document, *operation))
        (first if own - seen else rest).append(operation)
        seen |= own
    return (first + rest)[:count]


# Arguments.


class Unsatisfiable(Exception):
    """Nothing was found that a schema accepts."""


SAFE = "abcXYZ0189-_.~"
WIDE = SAFE + " !$&'()*+,;=:@/?#[]%\"<>\\^`{|}éß€"
WORDS = {
    "date-time": "2030-01-31T23:59:00Z",
    "date": "2030-01-31",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "uri": "https://example.com/a?b=c",
    "url": "https://example.com/a",
    "email": "a.b@example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "a.example.com",
    "ip": "192.0.2.1",
    "time": "23:59:00Z",
    "json-pointer": "/a",
    "regex": "a",
}
FILE = b"BASE64:"


def matching(pattern, random):
    """A text that a regular expression matches, mostly: what looks around is passed over."""

    def of(parts):
        return "".join(one(*part) for part in parts)

    def one(kind, value):
        match str(kind):
            case "LITERAL":
                return chr(value)
            case "ANY" | "NOT_LITERAL":
                return "a"
            case "IN":
                letters = "".join(map(chr, range(32, 127)))
                letters = [letter for letter in letters if accepts(value, letter)]
                return random.choice(letters) if letters else of(value[:1])
            case "RANGE":
                return chr(random.randint(*value))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, parts = value
                return "".join(of(parts) for _ in range(random.randint(least, min(most, max(least, 1) + 2))))
            case "SUBPATTERN":
                return of(value[-1])
            case "BRANCH":
                return of(random.choice(value[1]))
            case "CATEGORY":
                return "0" if "DIGIT" in str(value) else " " if str(value).endswith("_SPACE") else "a"
            case _:
                return ""

    def accepts(parts, letter):
        is_not = str(parts[0][0]) == "NEGATE"
        return is_not != any(is_in(str(kind), value, letter) for kind, value in parts)

    def is_in(kind, value, letter):
        match kind:
            case "LITERAL":
                return ord(letter) == value
            case "RANGE":
                return value[0] <= ord(letter) <= value[1]
            case "CATEGORY":
                name = str(value).removeprefix("CATEGORY_")
                found = letter.isdigit() if "DIGIT" in name else letter.isspace() if "SPACE" in name else letter.isalnum()
                return found != name.startswith("NOT_")
            case _:
                return False

    try:
        return of(re._parser.parse(pattern))
    except re.error:
        return ""


class Maker:
    """Makes values that a schema accepts."""

    def __init__(self, schema, random, letters=WIDE):
        self.root = schema
        self.random = random
        self.letters = letters

    def value(self, schema, depth=0, letters=None):
        letters = letters or self.letters
        if schema is True or schema == {}:
            return self.text({}, letters)
        if "$ref" in schema:
            schema = local(self.root, schema["$ref"])[0]
            return self.value(schema, depth + 1, letters)
        if depth > 12:
            raise Unsatisfiable
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice([value for value in schema["enum"] if value is not None] or [None])
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                branches = [branch for branch in schema[keyword] if branch != {"type": "null"}]
                branch = self.random.choice(branches)
                return self.value(self.merged(schema, [branch], keyword), depth, letters)
        if schema.get("allOf"):
            return self.value(self.merged(schema, schema["allOf"], "allOf"), depth, letters)
        types = schema.get("type", "object" if "properties" in schema else "string")
        type = self.random.choice([type for type in types if type != "null"]) if isinstance(types, list) else types
        return getattr(self, type)(schema, depth, letters)

    def merged(self, schema, branches, keyword):
        result = {name: value for name, value in schema.items() if name != keyword}
        for branch in branches:
            while isinstance(branch, dict) and "$ref" in branch:
                branch = {**local(self.root, branch["$ref"])[0], **{k: v for k, v in branch.items() if k != "$ref"}}
            if not isinstance(branch, dict):
                continue
            for name, value in branch.items():
                if name == "properties":
                    result[name] = {**result.get(name, {}), **value}
                elif name == "required":
                    result[name] = sorted({*result.get(name, []), *value})
                else:
                    result[name] = value
        return result

    def string(self, schema, depth, letters):
        if schema.get("contentEncoding") == "base64" or schema.get("format") in ("byte", "binary"):
            return base64.b64encode(FILE + self.random.randbytes(5)).decode()
        if "pattern" in schema or schema.get("format") in WORDS:
            tries = [WORDS[schema["format"]]] if schema.get("format") in WORDS else []
            tries += [matching(schema["pattern"], self.random) for _ in range(20) if "pattern" in schema]
            for text in tries:
                if self.accepts(schema, text):
                    return text
            raise Unsatisfiable
        return self.text(schema, letters)

    @staticmethod
    def accepts(schema, text):
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10**9)
        return least <= len(text) <= most and bool(re.search(schema.get("pattern", ""), text))

    def text(self, schema, letters):
        least = max(schema.get("minLength", 1), 1)
        most = min(schema.get("maxLength", least + 8), least + 8)
        size = self.random.randint(least, max(least, most))
        text = "".join(self.random.choice(letters) for _ in range(size))
        # What begins or ends with a space, or is a dot, means something else in some places.
        return "x" + text[1:-1] + "x" if size > 1 else "x"

    def integer(self, schema, *_):
        least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        most = schema.get("maximum", schema.get("exclusiveMaximum", max(least, 0) + 1000) - 1)
        step = schema.get("multipleOf", 1)
        return int(-(-least // step) * step + step * self.random.randint(0, max(0, int((most - least) // step)))) if step >= 1 else int(least)

    def number(self, schema, *_):
        value = self.integer(schema)
        return value if "multipleOf" in schema or self.random.random() < 0.5 or "maximum" in schema else value + 0.5

    def boolean(self, *_):
        return self.random.random() < 0.5

    def null(self, *_):
        return None

    def array(self, schema, depth, letters):
        least = schema.get("minItems", 1)
        count = min(self.random.randint(least, least + 2), schema.get("maxItems", 10))
        values = [self.value(schema.get("items", {}), depth + 1, letters) for _ in range(count)]
        unique = {json.dumps(value): value for value in values}
        return list(unique.values()) if schema.get("uniqueItems") else values

    def object(self, schema, depth, letters):
        result = {}
        required = schema.get("required", [])
        share = 0.5 if depth < 2 else 0.2
        for name, member in schema.get("properties", {}).items():
            if name not in required and self.random.random() > share:
                continue
            try:
                result[name] = self.value(member, depth + 1, letters)
            except (Unsatisfiable, RecursionError):
                if name in required:
                    raise
        others = schema.get("additionalProperties")
        if isinstance(others, dict) and others and (not result or self.random.random() < 0.3):
            result["k1"] = self.value(others, depth + 1, letters)
        return result


def arguments(tool, places, random):
    """Random arguments that a tool's own schema accepts; `places` says where parameters go."""
    schema = tool["inputSchema"]
    validator = Draft202012Validator(schema)
    for _ in range(30):
        maker = Maker(schema, random)
        result = {}
        try:
            for name, member in schema.get("properties", {}).items():
                if name not in schema.get("required", []) and random.random() > 0.6:
                    continue
                # Which fields of a response are wanted is no word to the backend.
                if name == "fields" and name not in places and "of the answer" in member.get("description", ""):
                    continue
                # Elements of lists and headers have letters that cannot be written everywhere.
                letters = WIDE if places.get(name) in ("path", "query") and is_scalar(member) else SAFE
                if name not in places:
                    letters = SAFE + " +&=/é"
                try:
                    result[name] = maker.value(member, 1, letters)
                except Unsatisfiable:
                    if name in schema.get("required", []):
                        raise
        except Unsatisfiable:
            continue
        if validator.is_valid(result):
            return result
    raise Unsatisfiable


def is_scalar(schema):
    return schema.get("type") in ("string", "integer", "number", "boolean")


# Requests.


class Request:
    """A request as it arrived, for openapi-core."""

    def __init__(self, bytes, pattern):
        head, _, self.body = bytes.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        path, _, query = target.partition("?")
        self.method = method.lower()
        self.host_url = "http://backend.example"
        self.path = path
        self.path_pattern = pattern
        headers = Headers([tuple(line.split(": ", 1)) for line in lines])
        self.content_type = headers.get("Content-Type", "")
        cookie = SimpleCookie(headers.get("Cookie", ""))
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(query, keep_blank_values=True)),
            header=headers,
            cookie=ImmutableMultiDict([(name, morsel.value) for name, morsel in cookie.items()]),
            path=self.variables(pattern.partition("?")[0], path),
        )

    @staticmethod
    def variables(pattern, path):
        names = re.findall(r"{([^}]*)}", pattern)
        form = re.sub(r"\\{[^}]*\\}", "([^/]*)", re.escape(pattern).replace("/", "/"))
        match = re.fullmatch(form, path)
        assert match, (pattern, path)
        return {name: unquote(text) for name, text in zip(names, match.groups())}


def leaves(value):
    """The values of which something is made, as text that is the same however a number is written."""
    if isinstance(value, dict):
        for member in value.values():
            yield from leaves(member)
    elif isinstance(value, (list, tuple)):
        for element in value:
            yield from leaves(element)
    elif isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, (int, float)):
        yield f"{Decimal(str(value)).normalize():f}"
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "surrogateescape")
    elif isinstance(value, str):
        yield decoded(value)


def decoded(text):
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        return text
    return content.decode("utf-8", "surrogateescape") if content.startswith(FILE) else text


def judged(validator, request):
    """What is wrong with a request, and the values that it carries."""
    errors = list(validator.iter_errors(request))
    if errors:
        return [f"{type(error).__name__}: {error}: {error.__cause__}"[:400] for error in errors], None
    path, operation, *_ = validator._find_path(request)
    carried = validator._get_parameters(request.parameters, operation, path)
    # A default stands for what was not sent.
    sent = request.parameters
    values = [carried.path, carried.cookie]
    for location, raw in [(carried.query, sent.query), (carried.header, sent.header)]:
        defaults = [name for name in location if name not in raw and not any(key.startswith(f"{name}[") for key in raw.keys())]
        objects = [name for name in defaults if isinstance(location[name], dict)]
        values.append({name: value for name, value in location.items() if name not in defaults or name in objects})
    if request.body and "requestBody" in operation:
        body = validator._get_body(request.body, request.content_type, operation)
        values.append(dict(body.lists()) if hasattr(body, "lists") else body)
    return [], values


class Document:
    """A part of a document, served, and called."""

    def __init__(self, path, count, seed):
        self.name = Path(path).name
        self.random = random.Random(seed)
        whole = read(Path(path))
        picked = chosen(whole, count, self.random)
        whole["paths"] = {
            path: {
                name: member for name, member in item.items() if name not in METHODS or (path, name) in picked
            }
            for path, item in whole["paths"].items()
            if any(path == other for other, _ in picked)
        }
        self.document = excerpt(whole, self.random, len(whole["paths"]))
        for number, (path, method) in enumerate(picked):
            item = self.document["paths"][path]
            item.pop("servers", None)
            item[method].pop("servers", None)
            item[method]["x-mcp"] = {"name": f"op_{number}"}
        self.picked = picked
        judge = converted(self.document)
        judge = judge | {"servers": [{"url": "http://backend.example"}]}
        judge.pop("security", None)
        # It takes the body of a type that is a range for bytes.
        judge = json.loads(json.dumps(judge).replace('"*/*": {"schema"', '"application/json": {"schema"'))
        for item in judge["paths"].values():
            for method in METHODS:
                item.get(method, {}).pop("security", None)
        self.judge = judge

    def run(self):
        """The findings of all calls, and how many were made."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "document.json"
            file.write_text(json.dumps(self.document))
            schemes = self.document.get("components", {}).get("securitySchemes", {}) or self.document.get(
                "securityDefinitions", {}
            )
            env = {f"NETHESIS_MCP_CREDENTIAL_{re.sub('[^A-Z0-9]', '_', name.upper())}": "u:p" for name in schemes}
            options = ["--tools", "all", "--secrets", "inline", "--max-result-bytes", "100000", "--log-level", "error"]
            with Backend(answering(json_answer(b"{}"))) as backend:
                url = backend.url.removesuffix("/api")
                with Server("--spec", str(file), "--backend", url, *options, env=env) as server:
                    tools, cursor = {}, {}
                    while True:
                        id = server.begin("tools/list", {"_meta": ENVELOPE} | cursor)
                        page = server.answer(id)["result"]
                        tools |= {tool["name"]: tool for tool in page["tools"]}
                        if "nextCursor" not in page:
                            break
                        cursor = {"cursor": page["nextCursor"]}
                    return self.call_all(server, backend, tools)

    def call_all(self, server, backend, tools):
        findings, made = [], 0
        modern = str(self.judge["openapi"]) >= "3.1"
        types = {type: json.loads for type in re.findall(r'"([\w.+/-]+\+json(?:;[^"]*)?)"', json.dumps(self.judge))}
        validator = (V31RequestValidator if modern else V30RequestValidator)(
            SchemaPath.from_dict(self.judge), extra_media_type_deserializers=types
        )
        for number, (path, method) in enumerate(self.picked):
            where = f"{self.name}: {method.upper()} {path}"
            tool = tools.get(f"op_{number}")
            if tool is None:
                findings.append(f"{where}: there is no tool")
                continue
            places = {}
            operation = self.judge["paths"][path][method]
            for parameter in self.judge["paths"][path].get("parameters", []) + operation.get("parameters", []):
                parameter = resolved(self.judge, parameter)
                places[parameter.get("name")] = parameter.get("in")
            try:
                given = arguments(tool, places, self.random)
            except Unsatisfiable:
                findings.append(f"{where}: no arguments were found")
                continue
            before = len(backend.requests)
            result = server.call(f"op_{number}", **given)
            if len(backend.requests) == before:
                findings.append(f"{where}: nothing was sent: {json.dumps(result)[:300]} of {json.dumps(given)[:300]}")
                continue
            made += 1
            request = Request(backend.requests[-1], path)
            try:
                errors, values = judged(validator, request)
            except Exception as failure:  # noqa: BLE001: what it fails on is a finding
                errors, values = [f"openapi-core fails: {failure!r}"[:300]], None
            for error in errors:
                findings.append(f"{where}: {error} of {json.dumps(given)[:300]} in {backend.requests[-1][:300]!r}")
            if values is not None:
                missing, more = difference(given, values, tool)
                if missing or more:
                    text = f"{where}: arguments {json.dumps(given)[:300]} and request differ: {missing} {more}"
                    findings.append(f"{text} in {backend.requests[-1][:300]!r}")
        return findings, made


def difference(given, values, tool):
    """The values that only the arguments have, and those that only the request has."""
    # An argument that chooses among media types says how, not what.
    chosen = {
        name
        for name, schema in tool["inputSchema"].get("properties", {}).items()
        if all(isinstance(value, str) and "/" in value for value in schema.get("enum", [0]))
    }
    wanted = Counter(leaves({name: value for name, value in given.items() if name not in chosen}))
    carried = Counter(leaves(values))
    return wanted - carried, carried - wanted


# Findings that are not the program's, by the words that they have in them; each has to occur.
KNOWN = {
    "Missing required header parameter: token": "Slack's token is the credential, and goes where its scheme says",
    "Missing required query parameter: token": "the same in the query (RFC 6750, section 2.3)",
    "'token' is a required property": "the same in a form",
    "PointerToNowhere(ref='/components/schemas/offlineAttributes'": "DocuSign's reference leads nowhere (lint says so)",
    "differ: Counter() Counter({'nethesis-mcp/": "Okta has the User-Agent for a parameter: every client has its own",
}


def judge_all(paths, count, seed=1):
    """The findings of all documents and how many requests were made."""
    findings, made = [], 0
    for path in paths:
        own, number = Document(path, count, seed).run()
        findings += own
        made += number
    return findings, made


def unknown(findings):
    """The findings that are not known, and the words that none has."""
    others = [finding for finding in findings if not any(words in finding for words in KNOWN)]
    unused = [words for words in KNOWN if not any(words in finding for finding in findings)]
    return others, unused


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=22, help="how many operations of each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("documents", nargs="+")
    options = parser.parse_args()
    findings, made = judge_all(options.documents, options.count, options.seed)
    others, unused = unknown(findings)
    for finding in others:
        print(finding)
    for words in unused:
        print(f"nothing has these words any more: {words}")
    print(f"{made} requests, {len(findings) - len(others)} known findings, {len(others)} others.")
    return 1 if others or unused else 0


if __name__ == "__main__":
    sys.exit(main())
