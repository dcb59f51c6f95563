#!/usr/bin/env python3
"""Draws bare graphs and has an outside checker read the drawings: as boxes and lines in cells, and as
text, from which every edge must be recovered and none that is not there.

Usage: dags.py PROGRAM FOLDER CHECKER
"""
import json
import pathlib
import subprocess
import sys
import tempfile

NONE_OF = (
    "missing_nodes", "extra_nodes", "missing_edges", "extra_edges", "node_overlaps",
    "edges_through_nodes", "ambiguous_cells", "false_edges_by_bundling", "four_way_joins", "detached_edges",
)


def call(*words):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=300)


def problems(program, checker, graph, scratch):
    layout, picture = scratch / "layout.json", scratch / "picture.txt"
    layout.write_text(call(program, "render", "--graph", graph, "--format", "json").stdout)
    picture.write_text(call(program, "render", "--graph", graph, "--format", "text").stdout)
    metrics = json.loads(call(sys.executable, checker, "layout", layout, graph, "--dir", "LR").stdout)
    for name in NONE_OF:
        count = metrics.get(name, 0)
        if (len(count) if isinstance(count, list) else count) != 0:
            yield f"{name}: {count}"
    read = json.loads(call(sys.executable, checker, "text", picture, graph, "--dir", "LR").stdout)
    edges = len(json.loads(graph.read_text())["edges"])
    flow = read["flow"]
    if flow["recovered"] != edges or flow["false"]:
        yield f"read back from the text: {read}"


def main():
    program, root, checker = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for graph in sorted(root.glob("*.json")):
            found = list(problems(program, checker, graph, pathlib.Path(scratch)))
            for problem in found:
                print(f"{graph.name}: {problem}")
            passed, failed = passed + (not found), failed + bool(found)
    print(f"graphs: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
