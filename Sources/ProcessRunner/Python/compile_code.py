"""Compiles programs without running them and tells what each defines.

Standard input: for each program its number of bytes, a line end, and the bytes. Standard output: a
JSON list with, for each, either {"names": [...], "docstrings": {name: first line}} or
{"message", "line", "column"} from 1.

Imports nothing but sys: json and ast would take longer to load than all the rest.
"""
import sys

# ast.PyCF_ONLY_AST
ONLY_TREE = 0x400


def kind(node):
    return type(node).__name__


def bound(target):
    """The names that an assignment's target binds."""
    if kind(target) == "Name":
        yield target.id
    elif kind(target) == "Starred":
        yield from bound(target.value)
    elif kind(target) in ("Tuple", "List"):
        for element in target.elts:
            yield from bound(element)


def docstring(node):
    """The first line of a definition's docstring; empty when there is none."""
    first = node.body[0]
    text = getattr(first.value, "value", None) if kind(first) == "Expr" else None
    lines = text.strip().splitlines() if isinstance(text, str) else []
    return lines[0].strip() if lines else ""


def names_in(statements, docstrings):
    """The names that statements bind in their own scope, branches and loops included."""
    for node in statements:
        if kind(node) in ("FunctionDef", "AsyncFunctionDef", "ClassDef"):
            yield node.name
            docstrings.pop(node.name, None)
            line = docstring(node)
            if line:
                docstrings[node.name] = line
            continue
        if kind(node) in ("Import", "ImportFrom"):
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
        tree = compile(text, "<step>", "exec", ONLY_TREE, True)
        compile(text, "<step>", "exec", 0, True)
    except SyntaxError as error:
        return refusal(error.msg, error.lineno or 1, max(1, error.offset or 1))
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return refusal(str(error) or type(error).__name__, 1, 1)
    docstrings = {}
    names = sorted(set(names_in(tree.body, docstrings)))
    lines = ",".join(quoted(name) + ":" + quoted(docstrings[name]) for name in docstrings)
    return '{"names":[%s],"docstrings":{%s}}' % (",".join(map(quoted, names)), lines)


def refusal(message, line, column):
    return '{"message":%s,"line":%d,"column":%d}' % (quoted(message), line, column)


def quoted(text):
    """A text as JSON has it."""
    return '"' + "".join(map(escaped, text)) + '"'


def escaped(character):
    number = ord(character)
    if 0x20 <= number < 0x7F and character not in '"\\':
        return character
    if number < 0x10000:
        return "\\u%04x" % number
    return "\\u%04x\\u%04x" % (0xD800 + (number - 0x10000 >> 10), 0xDC00 + (number & 0x3FF))


def programs(data):
    start = 0
    while start < len(data):
        line_end = data.index(b"\n", start)
        end = line_end + 1 + int(data[start:line_end])
        yield data[line_end + 1 : end].decode("utf-8", "replace")
        start = end


def main():
    verdicts = [verdict(text) for text in programs(sys.stdin.buffer.read())]
    sys.stdout.buffer.write(("[" + ",".join(verdicts) + "]").encode())


main()
