#!/usr/bin/env python3
"""Measures how the program bears documents of 100, 1,000 and 10,000 operations: printed, not judged.

Needs nothing but Python and a release build, or the program that NETHESIS_MCP names. Arguments are documents to measure
the start with, beside those that are made.
"""

import json
import os
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../Interop"))
os.environ.setdefault("NETHESIS_MCP", ".build/release/nethesis-mcp")

import backend
from program import ENVELOPE, Server

STARTS = 7
CALLS = 300
SUBJECTS = ["invoice", "customer", "backup", "certificate", "device", "tenant", "report", "alarm", "license", "ticket"]


def document(count):
    """Two operations for each path, each path with a schema of its own, a third of which lead to others."""
    paths, schemas = {}, {}
    for number in range(count // 2):
        subject = SUBJECTS[number % len(SUBJECTS)]
        schema = {"$ref": f"#/components/schemas/Item{number}"}
        content = {"application/json": {"schema": schema}}
        answers = {"200": {"description": "Fine", "content": content}}
        paths[f"/{subject}s/{number}/{{id}}"] = {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {
                "operationId": f"get{subject.title()}{number}",
                "summary": f"Read {subject} number {number}",
                "description": f"Gives the {subject} with everything that is known of it, also of what it belongs to.",
                "tags": [subject],
                "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
                "responses": answers,
            },
            "put": {
                "operationId": f"put{subject.title()}{number}",
                "summary": f"Replace {subject} number {number}",
                "tags": [subject],
                "requestBody": {"required": True, "content": content},
                "responses": answers,
            },
        }
        other = {"$ref": f"#/components/schemas/Item{(number * 7 + 1) % (count // 2)}"}
        schemas[f"Item{number}"] = {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string"}, "next": other if number % 3 == 0 else {"type": "string"}},
        }
    info = {"title": "Many", "version": "1"}
    return {"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}}


def start(*arguments):
    """From the start to the list of tools: the time, and that of the processor, in ms; the most memory, in MB."""
    began = time.perf_counter()
    with Server(*arguments, "--log-level", "critical") as server:
        server.answer(server.begin("tools/list", {"_meta": ENVELOPE}))
        return (time.perf_counter() - began) * 1e3, processor_time(server), server.peak_memory


def processor_time(server):
    """What the program has used of the processor, in ms: the measure where others use the machine as well."""
    with open(f"/proc/{server.process.pid}/schedstat") as file:
        own = int(file.read().split()[0]) / 1e6
    with open(f"/proc/{server.process.pid}/stat") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return max(own, (int(user) + int(system)) * 1e3 / os.sysconf("SC_CLK_TCK"))


def starts(name, *arguments):
    measured = [start(*arguments) for _ in range(STARTS)]
    times, processor, memory = zip(*measured)
    print(
        f"{name}: start to tools/list {statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f}), "
        f"of the processor {statistics.median(processor):.0f} ms; {max(memory):.1f} MB",
        flush=True,
    )


def calls(server, name, make):
    """The time of each of many calls, as it is seen from here."""
    server.ping()
    times, used = [], processor_time(server)
    for number in range(CALLS):
        tool, arguments = make(number)
        began = time.perf_counter()
        result = server.call(tool, **arguments)
        times.append((time.perf_counter() - began) * 1e3)
        assert not result.get("isError"), result
        if number == 0:
            first = processor_time(server) - used
    each = (processor_time(server) - used - first) / (CALLS - 1)
    print(
        f"  {name}: median {statistics.median(times):.2f} ms, 99th {sorted(times)[int(CALLS * 0.99)]:.2f} ms, of the "
        f"processor {each:.2f} ms each and {first:.1f} ms for the first",
        flush=True,
    )


QUERIES = [
    "invoice",
    "replace the certificate of a tenant",
    "backup 4711",
    "what is known of a device",
    "nothing like it",
]


def measure(count, folder, api):
    path = os.path.join(folder, f"{count}.json")
    with open(path, "w") as file:
        json.dump(document(count), file)
    arguments = ["--spec", path, "--backend", api.url]
    starts(f"{count} operations, searched", *arguments, "--tools", "search")
    starts(f"{count} operations, all as tools", *arguments, "--tools", "all")
    with Server(*arguments, "--tools", "search", "--log-level", "critical") as server:
        calls(server, "search_operations", lambda n: ("search_operations", {"query": QUERIES[n % len(QUERIES)]}))
        one = {"name": "get_invoice0", "arguments": {"id": "a"}}
        calls(server, "call_operation, one of them", lambda _: ("call_operation", one))
        print(f"  {server.peak_memory:.1f} MB in the end")
    with Server(*arguments, "--tools", "all", "--log-level", "critical") as server:
        calls(server, "tools/call, one of them", lambda _: ("get_invoice0", {"id": "a"}))


def main():
    with tempfile.TemporaryDirectory() as folder:
        with backend.Backend(backend.answering(backend.json_answer(b'{"name": "n"}'))) as api:
            for file in sys.argv[1:]:
                starts(file, "--spec", file, "--backend", api.url)
            for count in [100, 1_000, 10_000]:
                measure(count, folder, api)


main()
