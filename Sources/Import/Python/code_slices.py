"""What a step's function needs of its file, cut out with the lines as they stand: the function without
its step decorator, and the imports, helpers, classes and values at the file's top level that it uses.
"""
import ast
import builtins
import os
import symtable
import sys
import textwrap
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
        return {alias.asname or alias.name.split(".")[0] for alias in node.names if alias.name != "*"}
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
        raise CannotCut(f"its code can't be cut out ({error.msg})", "Put it at the file's left margin")
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


def is_main_guard(node):
    return isinstance(node, ast.If) and "__name__" in ast.dump(node.test)


class SourceFile:
    """A Python file of the person's, as statements that can be taken out one by one."""

    def __init__(self, path, values):
        self.path = path
        # The file's top-level names once it has run.
        self.values = values
        with open(path, "rb") as file:
            data = file.read()
        self.tree = parsed(path)
        if self.tree is None:
            raise CannotCut(f"{os.path.basename(path)} can't be read again", "Leave the file as it is while it is imported")
        self.lines = decoded(data).splitlines(keepends=True)
        self.statements = self.tree.body
        self.binders = {}
        for number, node in enumerate(self.statements):
            if not is_main_guard(node):
                for name in bound_names(node):
                    self.binders.setdefault(name, []).append(number)
        self._texts, self._names = {}, {}
        self._future = {n for n, node in enumerate(self.statements) if is_future(node)}
        self._touched = {
            number: touched_names(node)
            for number, node in enumerate(self.statements)
            if not is_main_guard(node) and not isinstance(node, DEFINITIONS) and not ends_program(node)
        }
        self._touched = {number: names for number, names in self._touched.items() if names}
        self.declares = self.takes_from_step_in_line()

    def takes_from_step_in_line(self):
        """Whether the file itself takes something from step_in_line."""
        return any(
            (node.module or "").split(".")[0] == "step_in_line"
            if isinstance(node, ast.ImportFrom)
            else any(alias.name.split(".")[0] == "step_in_line" for alias in node.names)
            for node in ast.walk(self.tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
        )

    # Text

    def text(self, number):
        """A statement of the top level with the comments right above it, decorators of steps left out."""
        if number not in self._texts:
            node = self.statements[number]
            self._texts[number] = self.cut(node, self.others_on_line(number))
        return self._texts[number]

    def with_absolute_imports(self, text, node):
        """A statement's text with the imports in it that start from its package written out."""
        for child in ast.walk(node):
            if isinstance(child, ast.ImportFrom) and child.level:
                names = ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in child.names)
                old = ast.get_source_segment("".join(self.lines), child)
                text = text.replace(old, f"from {self.imported_from(child)} import {names}")
        return text

    def imported_from(self, node):
        """The full name of the module that an import takes from."""
        if not node.level:
            return node.module
        package = (self.values.get("__package__") or "").split(".")
        parts = package[: len(package) - node.level + 1]
        return ".".join(parts + ([node.module] if node.module else []))

    def others_on_line(self, number):
        node = self.statements[number]
        around = self.statements[max(0, number - 1) : number] + self.statements[number + 1 : number + 2]
        return any(o.end_lineno >= node.lineno and o.lineno <= node.end_lineno for o in around)

    def cut(self, node, shares_line=False, without=None):
        """The lines of a statement at the left margin.

        without: how many of its decorators go, from the first; None: those that declare steps.
        """
        if shares_line:
            text = ast.get_source_segment("".join(self.lines), node) + "\n"
            return self.with_absolute_imports(text, node)
        decorators = getattr(node, "decorator_list", [])
        if without is None:
            without = self.step_decorators(node)
        kept = decorators[without:]
        # Python before 3.8 counts a definition from its first decorator.
        start = (kept[0].lineno if kept else node.lineno) - 1
        above = (decorators[0].lineno if decorators else node.lineno) - 1
        comments = []
        while above > 0 and self.lines[above - 1].lstrip().startswith("#"):
            above -= 1
            comments.insert(0, self.lines[above])
        if above == 0 and comments and comments[0].startswith("#!"):
            comments = comments[1:]
        lines = self.lines[start : node.end_lineno]
        indent = node.col_offset
        if indent:
            comments = [line.lstrip() for line in comments]
            lines = dedented(lines, indent, node, start)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        return self.with_absolute_imports("".join(comments + lines), node)

    def step_decorators(self, node):
        """How many decorators, from the first, end with the one that makes it a step."""
        count = STEP_DECORATORS.get((self.path, node.lineno), 0)
        for place, decorator in enumerate(getattr(node, "decorator_list", [])):
            name = root_name(decorator)
            value = self.values.get(name)
            if name is not None and declares(value):
                count = max(count, place + 1)
        return count

    # What is needed

    def is_tainted(self, number, names):
        """Whether a statement has to do with declaring pipelines."""
        node = self.statements[number]
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            return any(m.split(".")[0] in DECLARING_MODULES for m in modules)
        if isinstance(node, DEFINITIONS):
            names = names - {node.name}
        return any(declares(self.values.get(name)) for name in names if self.is_made_up(name))

    def is_made_up(self, name):
        """Whether a name is bound here by something else than a function, which stays one without the
        decorator that makes it a step."""
        numbers = self.binders.get(name, [])
        return any(not isinstance(self.statements[n], DEFINITIONS) for n in numbers)

    def needs(self, text, first=(), besides=None):
        """The statements that a piece of code needs, in the file's order, and names whose values are
        to be written down, with their texts. `besides`: a name that the piece defines itself."""
        chosen, written = set(first), {}
        waiting = sorted(used_globals(text))
        seen = {besides}
        while True:
            while waiting:
                name = waiting.pop()
                if name in seen:
                    continue
                seen.add(name)
                for number in self.statements_for(name, written):
                    if number not in chosen:
                        chosen.add(number)
                        waiting += sorted(self.names_in(number))
            more = self.changes_of(chosen) - chosen
            if not more:
                return sorted(chosen), written
            for number in sorted(more):
                chosen.add(number)
                waiting += sorted(self.names_in(number) - bound_names(self.statements[number]))

    def names_in(self, number):
        if number not in self._names:
            node = self.statements[number]
            names = set() if is_import(node) else used_globals(self.text(number))
            self._names[number] = names - ({node.name} if isinstance(node, DEFINITIONS) else set())
        return self._names[number]

    def statements_for(self, name, written):
        numbers = self.binders.get(name, [])
        if not numbers:
            self.write_down(name, written, only_if_there=True)
            return self.star_imports(name)
        sound = []
        for number in numbers:
            node = self.statements[number]
            is_loop = isinstance(node, (ast.For, ast.While, ast.With))
            if is_loop or self.reads_file(node) or self.is_tainted(number, self.names_in(number)):
                self.write_down(name, written)
                return []
            sound.append(number)
        return sound

    def reads_file(self, node):
        if not isinstance(node, (ast.Assign, ast.AnnAssign)):
            return False
        calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
        reads = any(
            isinstance(c.func, ast.Name) and c.func.id == "open"
            or isinstance(c.func, ast.Attribute) and c.func.attr in ("read_text", "read_bytes")
            for c in calls
        )
        return reads and all(literal(self.values.get(n)) is not None for n in bound_names(node))

    def write_down(self, name, written, only_if_there=False):
        """A name whose value stands in place of the code that made it."""
        if name not in self.values or hasattr(builtins, name) and only_if_there:
            return
        value = self.values[name]
        if isinstance(value, types.ModuleType) or only_if_there and name.startswith("__"):
            return
        text = literal(value)
        if text is None:
            if only_if_there and self.star_imports(name):
                return
            kind = "declares steps or pipelines" if declares(value) else f"is made by what is not carried along, and is no plain value ({type(value).__name__})"
            raise CannotCut(
                f"it uses {name}, which {kind}",
                f"Make {name} with a function, class or plain value at the top of the file, or inside the step's function")
        written[name] = text

    def star_imports(self, name):
        found = []
        for number, node in enumerate(self.statements):
            if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
                module = sys.modules.get(self.imported_from(node) or "")
                if module is not None and hasattr(module, name) and not self.is_tainted(number, set()):
                    found.append(number)
        return found

    def changes_of(self, chosen):
        """Statements that change the values which chosen ones make."""
        made, imported = set(), set()
        for number in chosen:
            node = self.statements[number]
            is_import = isinstance(node, (ast.Import, ast.ImportFrom))
            (imported if is_import else made).update(bound_names(node))
        found = set()
        for number, touched in self._touched.items():
            settings = imported if is_setting(self.statements[number]) else set()
            if number in chosen or not touched & (made | settings):
                continue
            names = self.names_in(number)
            if not self.is_tainted(number, names) and all(self.is_known(n) for n in names):
                found.add(number)
        return found

    def is_known(self, name):
        """Whether a name can be carried along."""
        try:
            self.statements_for(name, {})
            return True
        except CannotCut:
            return False

    def compose(self, numbers, written, also=()):
        """The text of a file with these statements, and pieces of code behind them."""
        numbers = sorted(set(numbers) | self._future)
        imports = [n for n in numbers if isinstance(self.statements[n], (ast.Import, ast.ImportFrom))]
        used = set()
        for n in numbers:
            used |= self.names_in(n)
        for piece in also:
            used |= used_globals(piece)
        parts = []
        constants = "".join(f"{name} = {text}\n" for name, text in sorted(written.items()))
        for n in numbers:
            node = self.statements[n]
            text = self.import_text(n, used) if n in imports else self.text(n)
            parts.append((text, node, self.is_apart(node)))
        place = next((i for i, part in enumerate(parts) if not is_import(part[1])), len(parts))
        if constants:
            parts.insert(place, (constants, None, False))
        parts += [(piece, ast.parse(piece).body[-1], True) for piece in also]
        return joined(parts)

    def is_apart(self, node):
        """Whether a blank line stands above a statement and its comments."""
        line = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])]) - 2
        while line >= 0 and self.lines[line].lstrip().startswith("#"):
            line -= 1
        return line >= 0 and not self.lines[line].strip()

    def import_text(self, number, used):
        """An import with just the names that are used."""
        node = self.statements[number]
        kept = [a for a in node.names if a.name == "*" or (a.asname or a.name.split(".")[0]) in used]
        if not kept or len(kept) == len(node.names) or is_future(node):
            return self.text(number)
        names = ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in kept)
        if isinstance(node, ast.Import):
            return f"import {names}\n"
        return f"from {self.imported_from(node)} import {names}\n"


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
    "basicConfig", "disable", "filterwarnings", "patch_all", "seed", "setLevel", "set_option",
    "setdefault", "setlocale", "setrecursionlimit", "simplefilter",
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
