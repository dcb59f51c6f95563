#!/usr/bin/env python3
"""Compares what each target imports with the manifest, and the sizes of files and functions with the
limits: 400 lines a file, 60 lines a function unless it is a table (mostly one line per case or entry).

Usage: check_shape.py MANIFEST.json   (the output of `swift package dump-package`)
"""
import json
import pathlib
import re
import sys

SYSTEM = {"Glibc", "Synchronization", "Testing", "PackageDescription", "ArgumentParser", "Foundation"}
NO_FOUNDATION = "Sources"
FILE_LIMIT, FUNCTION_LIMIT = 400, 60

IMPORT = re.compile(r"^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:struct\s+|class\s+|enum\s+|func\s+|protocol\s+|typealias\s+)?(\w+)")
FUNCTION = re.compile(r"^(\s*)(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+(?:\(set\))?\s+)*(?:func\s|init[?(<]|subscript[(<]|deinit\b)")
TABLE_LINE = re.compile(r"^\s*(?:case\b|default:|\"|\.|[A-Z]\w*\(|\[|\(\"|//|\)|\])")


def imports(manifest):
    problems = []
    for target in manifest["targets"]:
        name, kind = target["name"], target["type"]
        folder = pathlib.Path(target.get("path") or f"{'Tests' if kind == 'test' else 'Sources'}/{name}")
        allowed = {name} | SYSTEM
        for dependency in target["dependencies"]:
            allowed.add(next(iter(dependency.values()))[0])
        for file in sorted(folder.rglob("*.swift")):
            for number, line in enumerate(file.read_text(encoding="utf8").splitlines(), 1):
                match = IMPORT.match(line)
                if not match:
                    continue
                if match[1] not in allowed:
                    problems.append(f"{file}:{number}: error: {name} imports {match[1]}, which the manifest does not list — add it to the target, or do without it")
                if match[1] == "Foundation" and str(file).startswith(NO_FOUNDATION):
                    problems.append(f"{file}:{number}: error: Foundation stays out of the program — use Glibc")
    return problems


def sizes(root):
    problems = []
    for file in sorted(root.rglob("*.swift")):
        lines = file.read_text(encoding="utf8").splitlines()
        if len(lines) > FILE_LIMIT:
            problems.append(f"{file}: error: {len(lines)} lines, more than {FILE_LIMIT} — look for the second idea in it")
        number = 0
        while number < len(lines):
            match = FUNCTION.match(lines[number])
            if not match or lines[number].rstrip().endswith("}"):
                number += 1
                continue
            # The formatter closes a body with a brace at the indentation of its head.
            closing = match[1] + "}"
            end = next((i for i in range(number + 1, len(lines)) if lines[i] == closing), None)
            if end is not None:
                body = [line for line in lines[number + 1 : end] if line.strip()]
                table = sum(bool(TABLE_LINE.match(line)) for line in body)
                if end - number + 1 > FUNCTION_LIMIT and table * 3 < len(body) * 2:
                    problems.append(f"{file}:{number + 1}: error: a function of {end - number + 1} lines, more than {FUNCTION_LIMIT} — part it")
            number += 1
    return problems


def main():
    manifest = json.load(open(sys.argv[1], encoding="utf8"))
    problems = imports(manifest) + sizes(pathlib.Path("Sources")) + sizes(pathlib.Path("Tests"))
    print("\n".join(problems) if problems else "Imports and sizes: as they should be.")
    sys.exit(1 if problems else 0)


main()
