"""What a step's function needs of its file, cut out with the lines as they stand: the function without
its step decorator, and the imports, helpers, classes and values at the file's top level that it uses.
"""

import ast
import builtins
import os
import sys
import types


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
            raise CannotCut(
                f"{os.path.basename(path)} can't be read again",
                "Leave the file as it is while it is imported",
            )
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
            if not is_main_guard(node)
            and not isinstance(node, DEFINITIONS)
            and not ends_program(node)
        }
        self._touched = {number: names for number, names in self._touched.items() if names}
        self.declares = self.takes_from_step_in_line()

    def takes_from_step_in_line(self):
        """Whether the file itself takes something from step_in_line."""
        return any(
            (
                (node.module or "").split(".")[0] == "step_in_line"
                if isinstance(node, ast.ImportFrom)
                else any(alias.name.split(".")[0] == "step_in_line" for alias in node.names)
            )
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
                names = ", ".join(
                    a.name + (f" as {a.asname}" if a.asname else "") for a in child.names
                )
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
        around = (
            self.statements[max(0, number - 1) : number] + self.statements[number + 1 : number + 2]
        )
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
        if above == 0:
            comments = [c for c in comments if not is_for_python(c)]
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
            modules = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in node.names]
            )
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
            isinstance(c.func, ast.Name)
            and c.func.id == "open"
            or isinstance(c.func, ast.Attribute)
            and c.func.attr in ("read_text", "read_bytes")
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
            kind = (
                "declares steps or pipelines"
                if declares(value)
                else f"is made by what is not carried along, and is no plain value ({type(value).__name__})"
            )
            raise CannotCut(
                f"it uses {name}, which {kind}",
                f"Make {name} with a function, class or plain value at the top of the file, or inside the step's function",
            )
        written[name] = text

    def star_imports(self, name):
        found = []
        for number, node in enumerate(self.statements):
            if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
                module = sys.modules.get(self.imported_from(node) or "")
                if (
                    module is not None
                    and hasattr(module, name)
                    and not self.is_tainted(number, set())
                ):
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
        imports = [
            n for n in numbers if isinstance(self.statements[n], (ast.Import, ast.ImportFrom))
        ]
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
        kept = [
            a for a in node.names if a.name == "*" or (a.asname or a.name.split(".")[0]) in used
        ]
        if not kept or len(kept) == len(node.names) or is_future(node):
            return self.text(number)
        names = ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in kept)
        if isinstance(node, ast.Import):
            return f"import {names}\n"
        return f"from {self.imported_from(node)} import {names}\n"
