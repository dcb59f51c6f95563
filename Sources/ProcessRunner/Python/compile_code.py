"""Compiles programs without running them and tells what each defines.

Standard input: a JSON list of texts. Standard output: a JSON list with, for each, either
{"names": [...], "docstrings": {name: first line}} or {"message", "line", "column"} from 1.
"""
import ast
import json
import sys


def bound(target):
    """The names that an assignment's target binds."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            yield node.id


def names_in(statements, docstrings):
    """The names that statements bind in their own scope, branches and loops included."""
    for node in statements:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
            lines = (ast.get_docstring(node) or "").strip().splitlines()
            docstrings.pop(node.name, None)
            if lines:
                docstrings[node.name] = lines[0]
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                yield alias.asname or alias.name.split(".")[0]
        for field in ("targets", "target"):
            target = getattr(node, field, None)
            for one in target if isinstance(target, list) else [target] if target else []:
                yield from bound(one)
        for item in getattr(node, "items", []):
            if item.optional_vars:
                yield from bound(item.optional_vars)
        for field in ("body", "orelse", "finalbody"):
            yield from names_in(getattr(node, field, None) or [], docstrings)
        for part in getattr(node, "handlers", []) + getattr(node, "cases", []):
            yield from names_in(part.body, docstrings)


def verdict(text):
    try:
        tree = ast.parse(text)
        compile(text, "<step>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return {"message": error.msg, "line": error.lineno or 1, "column": max(1, error.offset or 1)}
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return {"message": str(error) or type(error).__name__, "line": 1, "column": 1}
    docstrings = {}
    return {"names": sorted(set(names_in(tree.body, docstrings))), "docstrings": docstrings}


def main():
    import warnings

    warnings.simplefilter("ignore")
    texts = json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
    sys.stdout.buffer.write(json.dumps([verdict(text) for text in texts]).encode())


main()
