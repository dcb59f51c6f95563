# Loads a step's handler and program so that tracebacks show the person's own file and lines.
# Runs them as importing them would; what they do is theirs.
import importlib.machinery
import importlib.util
import json
import linecache
import os
import sys
import tokenize  # which linecache and decode_source ask for
import types

HANDLER_NAME = "<handler>"
HANDLER_STATE = b"\nPLAN = "  # above it the default handler only defines, the same for all steps

known_handler = None  # the default handler's bytes
prepared_handler = None  # its module, run up to its state, and the code of the rest
plan = None  # the bytes of args.json
program = None
compile_source = importlib.machinery.SourceFileLoader.source_to_code
find_code = importlib.machinery.SourceFileLoader.get_code


def prepare(folder):
    """What all steps have in common, done once in the server."""
    global known_handler, prepared_handler
    path = os.path.join(folder, "index.py")
    with open(path, "rb") as file:
        known_handler = file.read()
    importlib.machinery.SourceFileLoader.source_to_code = compile_shown
    importlib.machinery.SourceFileLoader.get_code = code_of
    importlib.machinery.PathFinder.find_spec("step_program")  # lists the folders of sys.path
    prepared_handler = prepare_handler(path)


def prepare_handler(path):
    definitions, state, rest = known_handler.partition(HANDLER_STATE)
    module = make_module("index", path)
    exec(compile(definitions, HANDLER_NAME, "exec", dont_inherit=True), module.__dict__)
    module.read_plan = read_plan
    load = module.load

    def load_shortly(name, path, folders=None):
        return load(name, path, folders) if folders else load_program(name, path)

    module.load = load_shortly
    is_taken, is_taken_here = module.is_taken, module.is_taken("step_program")

    def is_taken_somewhere(name):
        if name == "step_program" and "PYTHONPATH" not in os.environ:
            return is_taken_here
        return is_taken(name)

    module.is_taken = is_taken_somewhere
    return module, compile(state + rest, HANDLER_NAME, "exec", dont_inherit=True)


def make_module(name, path):
    loader = importlib.machinery.SourceFileLoader(name, path)
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, loader, origin=path)
    module.__spec__.has_location = True
    module.__loader__, module.__file__ = loader, path
    module.__package__ = module.__spec__.parent
    return module


def read_plan():
    """As the default handler's, without the layers of a text file, and reading it once."""
    global plan
    if plan is None:
        plan = read_file(prepared_handler[0].ROOT + "/args.json").decode()
    return json.loads(plan)


def load_program(name, path):
    """As the default handler's `load` of a file, without the layers of the import system."""
    module = make_module(name, path)
    sys.modules[name] = module
    try:
        exec(code_of(module.__loader__, name), module.__dict__)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def read_file(path):
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    content = more = os.read(file, 65536)
    while more:
        more = os.read(file, 1 << 20)
        content += more
    os.close(file)
    return content


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


def load_handler(task, is_default):
    """Imports index.py, which lies in front of everything else on sys.path."""
    path = task + "/index.py"
    if is_default:
        module, code = prepared_handler
        module.ROOT = task
        module.__file__ = module.__loader__.path = module.__spec__.origin = path
        sys.modules["index"] = module
        exec(code, module.__dict__)
    else:
        module = make_module("index", path)
        sys.modules["index"] = module
        module.__loader__.exec_module(module)
    return sys.modules["index"].lambda_handler


def code_of(loader, name):
    """Of the step's own two files without a look for compiled ones, of others as ever."""
    if program is not None and (name == "index" or loader.path == program.path):
        return compile_shown(loader, read_file(loader.path), loader.path)
    return find_code(loader, name)


def compile_shown(loader, data, path, *args, **named):
    """Compiles a file of the bundle so that tracebacks show the person's own file and lines."""
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
