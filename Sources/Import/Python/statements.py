"""What statements of a Python file bind, use and change, and how they are written down again."""

import ast
import symtable
import types


class CannotCut(Exception):
    """Why a function can't be taken out of its file, and what mends that."""

    def __init__(self, message, mend):
        super().__init__(message)
        self.message, self.mend = message, mend


DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BLOCKS = (ast.If, ast.Try, ast.With, ast.For, ast.While)


def bound_names(node):
    """The names that a statement binds at the level it stands on."""
    if isinstance(node, DEFINITIONS):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {
            alias.asname or alias.name.split(".")[0] for alias in node.names if alias.name != "*"
        }
    names = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Lambda,) + DEFINITIONS) and not isinstance(node, BLOCKS):
            continue
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            names.add(child.id)
        elif isinstance(child, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        else:
            names |= bound_names(child)
    return names


def root_name(node):
    """The name at the start of a.b[c].d(); None for other expressions."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call, ast.Starred)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def touched_names(node):
    """The names whose values a statement changes without binding them."""
    found = set()
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        if not isinstance(node.value.func, ast.Name):
            found.add(root_name(node.value.func))
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.Delete)):
        for target in node.targets if not isinstance(node, ast.AugAssign) else [node.target]:
            if isinstance(target, (ast.Attribute, ast.Subscript)):
                found.add(root_name(target))
    elif isinstance(node, BLOCKS):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                found |= touched_names(child)
    return found - {None}


def used_globals(source):
    """The names that a piece of a file takes from the file's top level, or from Python."""
    try:
        table = symtable.symtable(source, "<piece>", "exec")
    except SyntaxError as error:
        raise CannotCut(
            f"its code can't be cut out ({error.msg})", "Put it at the file's left margin"
        )
    found = set()

    def visit(scope, is_top):
        for symbol in scope.get_symbols():
            if is_top:
                if symbol.is_referenced() or symbol.is_assigned():
                    found.add(symbol.get_name())
            elif symbol.is_global():
                found.add(symbol.get_name())
        for child in scope.get_children():
            visit(child, False)

    visit(table, True)
    return found


def literal(value):
    """A value as Python writes it; None when there is no such text."""
    text = repr(value)
    try:
        return text if len(text) < 100_000 and ast.literal_eval(text) == value else None
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def is_for_python(comment):
    """Whether a comment at a file's start tells how to run or decode that file."""
    return comment.startswith("#!") or "coding:" in comment or "coding=" in comment


def is_main_guard(node):
    return isinstance(node, ast.If) and "__name__" in ast.dump(node.test)


# How many decorators of a definition go up to the one that declares it a step, by file and line.
STEP_DECORATORS = {}
DECLARING_MODULES = {"step_in_line", "cdktf", "constructs", "cdktf_cdktf_provider_aws"}


def declares(value):
    """Whether a value is a step, a pipeline or what makes them."""
    if isinstance(value, (Step, Pipeline, StepInLine, Backend)):
        return True
    if any(value is maker for maker in (step, Step, Pipeline, StepInLine)):
        return True
    if getattr(value, "_declares", False) is True and isinstance(value, types.FunctionType):
        return True
    if isinstance(value, Anything):
        return value._words.split(".")[0].rstrip("()") in DECLARING_MODULES
    function = getattr(value, "func", None)
    if type(value).__name__ == "partial":
        return declares(function)
    return isinstance(value, types.ModuleType) and value.__name__.split(".")[0] in DECLARING_MODULES


SETTINGS = {
    "basicConfig",
    "disable",
    "filterwarnings",
    "patch_all",
    "seed",
    "setLevel",
    "set_option",
    "setdefault",
    "setlocale",
    "setrecursionlimit",
    "simplefilter",
}


def is_setting(node):
    """Whether a statement sets up a module for all that comes behind it."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return getattr(node.value.func, "attr", None) in SETTINGS
    return isinstance(node, ast.Assign)


def is_import(node):
    return isinstance(node, (ast.Import, ast.ImportFrom))


def is_future(node):
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def ends_program(node):
    text = ast.dump(node)
    return "attr='exit'" in text or "attr='_exit'" in text or "attr='abort'" in text


def decoded(data):
    """A file's text in the encoding that it names."""
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline=None).read()


def dedented(lines, indent, node, start):
    """Lines moved to the left margin; those inside strings of several lines stay."""
    inside = set()
    for child in ast.walk(node):
        if isinstance(child, (ast.Constant, ast.JoinedStr)) and child.end_lineno > child.lineno:
            if isinstance(child, ast.JoinedStr) or isinstance(child.value, (str, bytes)):
                inside.update(range(child.lineno, child.end_lineno))
    moved = []
    for number, line in enumerate(lines, start):
        if number not in inside and not line[:indent].strip():
            line = line[indent:] if len(line) > indent else line.lstrip(" \t")
        moved.append(line)
    return moved


def joined(parts):
    """Statements with two blank lines around definitions, as PEP 8 has it; else apart as they were."""
    text, last = "", None
    for part, node, is_apart in parts:
        if text:
            gap = 1 if is_apart and not (is_import(node) and is_import(last)) else 0
            if is_import(last) and not is_import(node):
                gap = 1
            if isinstance(node, BLOCKS) or isinstance(last, BLOCKS):
                gap = 1
            if isinstance(node, DEFINITIONS) or isinstance(last, DEFINITIONS):
                gap = 2
            text += "\n" * gap
        text += part
        last = node
    return text
