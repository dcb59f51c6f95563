"""The Python files that the steps of a script are to have: cut out of the script, or the person's own
modules as they are. Steps that share a helper or a value share a file.
"""

import ast
import inspect
import keyword
import os
import sys
import types


class StepSource:
    """Where one step's program comes from."""

    def __init__(
        self, function, file=None, numbers=(), written=None, own=None, module=None, text=None
    ):
        self.function = function
        self.file = file  # a SourceFile
        self.numbers = list(numbers)
        self.written = written or {}
        # Code of this step alone, behind the statements: a function that is not at the top level.
        self.own = own
        # A module that is taken as it is, or a whole text.
        self.module, self.text = module, text


class Modules:
    """The person's own modules: neither Python's nor installed."""

    files = {}

    @classmethod
    def source(cls, path, values):
        if path not in cls.files:
            cls.files[path] = SourceFile(path, values)
        return cls.files[path]

    @staticmethod
    def is_own(module):
        path = getattr(module, "__file__", None)
        return bool(path) and path.endswith(".py") and not is_installed(path)

    @classmethod
    def own(cls, name):
        module = sys.modules.get(name)
        return module if module is not None and cls.is_own(module) else None

    @staticmethod
    def place(module):
        """Where a module lies under the folder that it is imported from: a/b.py of a.b."""
        parts = module.__name__.split(".")
        if os.path.basename(module.__file__) == "__init__.py":
            return "/".join(parts + ["__init__.py"])
        return "/".join(parts) + ".py"

    @classmethod
    def imported_by(cls, tree, package=""):
        """The names of the person's modules that a program imports, those around them too."""
        names = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    parts = package.split(".")
                    parts = parts[: len(parts) - node.level + 1]
                    base = ".".join(parts + ([base] if base else []))
                names.add(base)
                names |= {f"{base}.{alias.name}" for alias in node.names}
        found = set()
        for name in names:
            parts = name.split(".")
            found |= {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
        return {name for name in found if name and cls.own(name)}

    @classmethod
    def all_for(cls, text):
        """All of the person's modules that a program needs, and what they need."""
        waiting, found = cls.imported_by(ast.parse(text)), {}
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            module = found[name] = cls.own(name)
            tree = parsed(module.__file__)
            if tree is None:
                continue
            is_package = os.path.basename(module.__file__) == "__init__.py"
            package = name if is_package else name.rpartition(".")[0]
            waiting |= cls.imported_by(tree, package)
        for module in found.values():
            if cls.source(module.__file__, vars(module)).declares:
                raise CannotCut(
                    f"it imports {module.__name__}, which takes something from step_in_line itself",
                    f"Move what the step needs of {module.__name__} to a module without steps",
                )
        return found


def source_of(one):
    """Where a step's function stands. CannotCut when it can't be carried along."""
    function = one.func
    if isinstance(function, Anything) and not one.definition:
        raise CannotCut(
            f"its function comes from {function}, which is not here",
            "Install that module for this Python, or correct its name",
        )
    if one.definition:
        path, node, place = one.definition
        return defined_source(one, path, node, place + 1)
    function = inspect.unwrap(function) if isinstance(function, types.FunctionType) else function
    if isinstance(function, types.FunctionType):
        path = function.__code__.co_filename
        if is_installed(path):
            return installed_source(function)
        node = find_node(path, function)
        if node is None:
            raise CannotCut(
                "the source of its function is not to be found", "Define it with def in a file"
            )
        if isinstance(node, ast.Lambda):
            return lambda_source(one, path, node)
        return defined_source(one, path, node, None)
    if isinstance(function, types.MethodType) or not isinstance(
        function, (types.BuiltinFunctionType, type)
    ):
        raise CannotCut(
            f"it calls an object ({type(function).__name__}) and no function",
            "Write a function that makes the object and calls it",
        )
    return installed_source(function)


def installed_source(function):
    """A function of Python's or of an installed package: imported by its name."""
    module, name = getattr(function, "__module__", None), function.__name__
    if not module or not hasattr(sys.modules.get(module), name):
        raise CannotCut(
            "its function can't be imported by a name", "Write a function that calls it"
        )
    return StepSource(name, text=f"from {module} import {name}\n")


_functions = {}


def find_node(path, function):
    """The definition of a function, or the lambda; None when there is none or several on a line."""
    if path not in _functions:
        lines = _functions[path] = {}
        tree = parsed(path)
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
                for line in range(first, node.lineno + 1):
                    lines.setdefault(line, []).append(node)
    name = function.__code__.co_name
    at_line = _functions[path].get(function.__code__.co_firstlineno, [])
    found = [n for n in at_line if getattr(n, "name", "<lambda>") == name]
    return found[0] if len(found) == 1 else None


def file_of(path, function):
    return Modules.source(path, function_values(function, path))


def function_values(function, path):
    main = sys.modules["__main__"]
    if getattr(main, "__file__", None) == path:
        return vars(main)
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) == path:
            return vars(module)
    return getattr(function, "__globals__", {})


def defined_source(one, path, node, without):
    function = innermost(one.func, node)
    file = file_of(path, function)
    if without is not None:
        STEP_DECORATORS[(path, node.lineno)] = without
    module = module_at(path)
    if module is not None and not file.declares and node in file.statements:
        return StepSource(node.name, module=module)
    defined_twice = len(file.binders.get(node.name, [])) > 1
    if node in file.statements and not defined_twice:
        number = file.statements.index(node)
        numbers, written = file.needs(file.text(number), [number])
        return StepSource(node.name, file, numbers, written)
    piece = with_values_of_defaults(file, node, function, without)
    written = closure_values(file, function)
    numbers, more = file.needs(piece, besides=node.name)
    return StepSource(node.name, file, numbers, {**more, **written}, own=piece)


def module_at(path):
    """The person's module in this file; None for the script itself."""
    for name, module in list(sys.modules.items()):
        if name != "__main__" and getattr(module, "__file__", None) == path:
            return module
    return None


def innermost(function, node):
    """The function of a definition, under the wrappers that decorators put around it."""
    seen = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or not isinstance(one, types.FunctionType):
            continue
        seen.add(id(one))
        if one.__code__.co_name == node.name:
            return one
        waiting.append(getattr(one, "__wrapped__", None))
        waiting += [cell_value(cell) for cell in one.__closure__ or ()]
    return function


def cell_value(cell):
    try:
        return cell.cell_contents
    except ValueError:
        return None


def with_values_of_defaults(file, node, function, without):
    """A definition's text with the values of those defaults that stand for something around it."""
    text = file.cut(node, without=without)
    defaults = list(getattr(function, "__defaults__", None) or ())
    positional = node.args.defaults
    values = list(zip(positional, defaults)) if len(positional) == len(defaults) else []
    keyword = getattr(function, "__kwdefaults__", None) or {}
    for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults):
        if default is not None and argument.arg in keyword:
            values.append((default, keyword[argument.arg]))
    changed = {}
    for default, value in values:
        if any(isinstance(n, ast.Name) for n in ast.walk(default)):
            written = literal(value)
            if written is None:
                raise CannotCut(
                    "a default of one of its parameters is no plain value",
                    "Give it as an argument, or make it inside the function",
                )
            changed[ast.get_source_segment("".join(file.lines), default)] = written
    for old, new in changed.items():
        text = text.replace("=" + old, "=" + new, 1).replace("= " + old, "= " + new, 1)
    return text


def closure_values(file, function):
    """The values that a function takes from the functions around it, as Python writes them."""
    written = {}
    names = getattr(getattr(function, "__code__", None), "co_freevars", ())
    for name, cell in zip(names, getattr(function, "__closure__", None) or ()):
        value = cell_value(cell)
        text = literal(value)
        if isinstance(value, types.ModuleType):
            continue
        if text is None:
            raise CannotCut(
                f"it takes {name} from the function around it, and that is no plain value",
                f"Pass {name} as an argument, or define it at the top of the file",
            )
        written[name] = text
    return written


def lambda_source(one, path, node):
    file = file_of(path, one.func)
    whole = "".join(file.lines)
    name = plain_name(one.name)
    arguments = whole_arguments(whole, node)
    piece = f"def {name}({arguments}):\n    return {ast.get_source_segment(whole, node.body)}\n"
    written = closure_values(file, one.func)
    numbers, more = file.needs(piece, besides=name)
    return StepSource(name, file, numbers, {**more, **written}, own=piece)


def whole_arguments(text, node):
    segment = ast.get_source_segment(text, node)
    body = ast.get_source_segment(text, node.body)
    head = segment[: len(segment) - len(body)]
    return head[len("lambda") :].rstrip().rstrip("(").rstrip().rstrip(":").strip()


def plain_name(name):
    """A name that Python and file systems take."""
    text = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in name).strip("_")
    text = text or "step"
    return "step_" + text if text[0].isdigit() or keyword.iskeyword(text) else text


class Names:
    """File names, each once, whatever the file system makes of capitals."""

    def __init__(self, taken):
        self.taken = {name.lower() for name in taken}

    def take(self, wish, ending=""):
        name, number = wish, 1
        while (name + ending).lower() in self.taken:
            number += 1
            name = f"{wish}_{number}"
        self.taken.add((name + ending).lower())
        return name + ending


def grouped(sources):
    """Steps in groups that share one file, as lists of places in `sources`."""
    leader = list(range(len(sources)))

    def find(n):
        while leader[n] != n:
            n = leader[n]
        return n

    owner = {}
    for place, source in enumerate(sources):
        if source is None or source.own is not None or source.file is None:
            continue
        for number in source.numbers:
            if is_import(source.file.statements[number]):
                continue
            key = (source.file.path, number)
            if key in owner:
                leader[max(find(place), find(owner[key]))] = min(find(place), find(owner[key]))
            owner.setdefault(key, place)
    groups = {}
    for place, source in enumerate(sources):
        if source is not None:
            groups.setdefault(find(place), []).append(place)
    return list(groups.values())
