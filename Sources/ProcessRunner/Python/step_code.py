# Loads a step's handler and program so that tracebacks show the person's own file and lines.
# Runs them as importing them would; what they do is theirs.
import importlib.machinery
import importlib.util
import linecache
import os
import sys
import tokenize  # which linecache and decode_source ask for
import types

HANDLER_NAME = "<handler>"

known_handler = (None, None)  # the default handler's bytes and code, compiled once for all steps
program = None
compile_source = importlib.machinery.SourceFileLoader.source_to_code
find_code = importlib.machinery.SourceFileLoader.get_code


def prepare(folder):
    """What all steps have in common, done once in the server."""
    global known_handler
    with open(os.path.join(folder, "index.py"), "rb") as file:
        data = file.read()
    known_handler = (data, compile(data, HANDLER_NAME, "exec", dont_inherit=True))
    importlib.machinery.SourceFileLoader.source_to_code = compile_shown
    importlib.machinery.SourceFileLoader.get_code = code_of
    importlib.machinery.PathFinder.find_spec("step_program")  # lists the folders of sys.path


class Program:
    """Where the person's code stands in the bundle, and where it stands for the person."""

    def __init__(self, task, path, file, line, first=1, count=None):
        self.path = task + "/" + path
        self.file = file
        self.first = first
        self.count = count  # None: all of the file
        self.shift = line - first

    def holds(self, path, line):
        if path != self.path:
            return False
        return self.count is None or self.first <= line < self.first + self.count


def load_handler(task):
    """Imports index.py, which lies in front of everything else on sys.path."""
    path = task + "/index.py"
    loader = importlib.machinery.SourceFileLoader("index", path)
    spec = importlib.machinery.ModuleSpec("index", loader, origin=path)
    spec.has_location = True
    module = types.ModuleType("index")
    module.__spec__, module.__loader__, module.__file__ = spec, loader, path
    module.__package__ = ""
    sys.modules["index"] = module
    loader.exec_module(module)
    return sys.modules["index"].lambda_handler


def code_of(loader, name):
    """Of the step's own two files without a look for compiled ones, of others as ever."""
    if program is not None and (name == "index" or loader.path == program.path):
        return compile_shown(loader, loader.get_data(loader.path), loader.path)
    return find_code(loader, name)


def compile_shown(loader, data, path, *args, **named):
    """Compiles a file of the bundle so that tracebacks show the person's own file and lines."""
    if data == known_handler[0]:
        return known_handler[1]
    if program is None or path != program.path:
        return compile_source(loader, data, path, *args, **named)
    text = decoded(data)
    lines = text.splitlines(True)[program.first - 1 :][: program.count]
    above = ["\n"] * (program.first + program.shift - 1)
    linecache.cache[program.file] = (len(text), None, above + lines, program.file)
    if program.count is not None:
        return relocate(compile_source(loader, data, path, *args, **named))
    return compile("".join(above) + text, program.file, "exec", dont_inherit=True)


def decoded(data):
    if b"coding" in data[:1000] or data.startswith(b"\xef\xbb\xbf") or b"\r" in data:
        return importlib.util.decode_source(data)
    return data.decode()


def relocate(code, inside=False):
    """The person's functions inside a template, moved to the lines where the person has them."""
    inside = inside or program.holds(code.co_filename, code.co_firstlineno)
    parts = tuple(
        relocate(part, inside) if isinstance(part, types.CodeType) else part
        for part in code.co_consts
    )
    if not inside or code.co_name == "<module>":
        return code.replace(co_consts=parts)
    return code.replace(
        co_consts=parts,
        co_filename=program.file,
        co_firstlineno=code.co_firstlineno + program.shift,
    )


def shown_place(path, line, task):
    """The file and line as the person knows them; None for other people's code."""
    if program is not None and path == program.file:
        return program.file, line
    if program is not None and program.holds(path, line):
        return program.file, line + program.shift
    if path.startswith(task + "/"):
        path = os.path.relpath(path, task)
        return None if path == "index.py" else (path, line)
    return None


def function_place():
    """Where the step's function begins: it could not even be called."""
    code = getattr(getattr(sys.modules["index"], "FUNCTION", None), "__code__", None)
    if code is None or program is None or code.co_filename != program.file:
        return None
    return program.file, code.co_firstlineno
