"""What a script finds in place of step_in_line, cdktf, boto3 and modules that are not installed: it
declares steps and pipelines as ever, and nothing is run, written or called. Notes down what was declared.
"""

import ast
import os
import sys
import types

# The import's own code has no file; its frames are told from the script's by this name.
OWN_NAME = "<sil-tui import>"


class Anything(dict):
    """A value that nobody knows: an answer of something that was not called. Takes whatever is done
    to it, and knows the words that led to it. A mapping, so that it can be written as JSON."""

    def __init__(self, *words, **more):
        super().__init__()
        object.__setattr__(self, "_words", words[0] if words and isinstance(words[0], str) else "?")

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Anything(f"{self._words}.{name}")

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def __call__(self, *args, **kwargs):
        # As a decorator it leaves the function what it is.
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType):
            return args[0]
        return Anything(self._words + "()")

    def __getitem__(self, key):
        return Anything(f"{self._words}[{key!r}]")

    def __setitem__(self, key, value):
        pass

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        return False

    def __str__(self):
        return f"<{self._words}>"

    __repr__ = __str__

    def __format__(self, specification):
        return str(self)

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def __lt__(self, other):
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __int__(self):
        return 0

    __index__ = __int__

    def __float__(self):
        return 0.0

    def __round__(self, *digits):
        return self

    def __fspath__(self):
        return os.path.join(os.environ.get("TMPDIR", "/tmp"), "nothing")

    def __mro_entries__(self, bases):
        return (object,)


def takes_all(self, *others):
    return self


for operator in "add sub mul truediv floordiv mod pow and or xor lshift rshift matmul".split():
    setattr(Anything, f"__{operator}__", takes_all)
    setattr(Anything, f"__r{operator}__", takes_all)
for operator in "neg pos abs invert".split():
    setattr(Anything, f"__{operator}__", takes_all)


class StandInModule(types.ModuleType):
    """A module of which any name can be imported, submodules too."""

    def __init__(self, name, make=None):
        super().__init__(name)
        self.__path__ = []
        self.__dict__["_make"] = make or (lambda words: Anything(words))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._make(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class AWSCall(RuntimeError):
    """The script asks AWS for something while it declares its pipelines."""


class AWSObject:
    """A client or resource of boto3: it can be made, but not called."""

    _free = {"client", "resource", "Session", "session", "get_paginator", "get_waiter", "meta"}

    def __init__(self, words):
        self._words = words

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return AWSObject(f"{self._words}.{name}")

    def __call__(self, *args, **kwargs):
        last = self._words.rsplit(".", 1)[-1]
        if last in self._free or last[:1].isupper() or self._words.startswith("botocore"):
            return AWSObject(self._words + "()")
        raise AWSCall(f"{self._words}() would call AWS")

    def __mro_entries__(self, bases):
        return (object,)


class Step:
    """One declared step."""

    def __init__(
        self,
        name,
        func,
        args,
        python_runtime="python3.10",
        memory_size=512,
        description=None,
        retry_count=0,
        policies=[],
        layers=[],
        env_variables={},
        depends_on=None,
    ):
        self.name = name
        self.description = description
        self.retry_count = retry_count
        self.layers = layers
        self.func = func
        self.args = list(args or [])
        self.memory_size = memory_size
        self.python_runtime = python_runtime
        self.env_variables = env_variables
        self.additional_policies = policies
        self.depends_on = depends_on
        self.declared = declaration_place()
        self.kwargs = {}
        self.definition = None
        Recording.steps.append(self)

    def add_depends_on(self, steps):
        if steps:
            self.depends_on = list(self.depends_on or []) + list(steps)

    @property
    def needed(self):
        """The steps that it waits for, each once."""
        found = []
        for value in list(self.args) + list(self.kwargs.values()) + list(self.depends_on or []):
            if isinstance(value, Step) and not any(value is other for other in found):
                found.append(value)
        return found


def step(
    _func=None,
    *,
    name=None,
    description=None,
    layers=None,
    python_runtime="python3.10",
    memory_size=512,
    policies=[],
    retry_count=0,
    env_variables={},
):
    def declare(func, frame=None):
        definition = decorated_definition(frame or sys._getframe(1))

        def declared_step(*args, **kwargs):
            own = name or getattr(func, "__name__", None)
            if own is None and definition:
                own = definition[1].name
            made = Step(
                own or type(func).__name__,
                func,
                args,
                python_runtime,
                memory_size,
                description,
                retry_count,
                policies,
                layers,
                env_variables,
            )
            made.kwargs = kwargs
            made.definition = definition
            return made

        for attribute in ("__name__", "__doc__", "__module__", "__qualname__"):
            value = getattr(func, attribute, None)
            if isinstance(value, str):
                setattr(declared_step, attribute, value)
        declared_step.__wrapped__ = func
        declared_step._declares = True
        return declared_step

    if _func is None:
        return declare
    return declare(_func, sys._getframe(1))


class Pipeline:
    """One declared pipeline."""

    def __init__(self, name="", steps=None, schedule=None, generate_step_name=None):
        self.name = name
        self.steps = list(steps) if steps else []
        self.schedule = schedule
        self.graph = Anything("Pipeline.graph")
        self.region = self.template_file = self.vpc_id = self.subnet_filter = None
        self.outbound_cidr = None
        self.declared = declaration_place()
        Recording.pipelines.append(self)

    def all_steps(self):
        """All that it runs, in the order in which they were declared."""
        seen = {}
        waiting = [step for step in self.steps if isinstance(step, Step)]
        while waiting:
            one = waiting.pop()
            if id(one) not in seen:
                seen[id(one)] = one
                waiting.extend(one.needed)
        return [one for one in Recording.steps if id(one) in seen]

    get_steps = all_steps

    def generate_layers(self):
        levels, left = {}, self.all_steps()
        while left:
            ready = [s for s in left if all(id(n) in levels for n in s.needed)]
            for one in ready:
                levels[id(one)] = 1 + max([levels[id(n)] for n in one.needed], default=-1)
            if not ready:
                break
            left = [s for s in left if id(s) not in levels]
        count = 1 + max(levels.values(), default=-1)
        return [[s for s in self.all_steps() if levels.get(id(s)) == n] for n in range(count)]

    def local_run(self):
        Recording.is_run = True
        return [[(s.name, Anything(s.name)) for s in layer] for layer in self.generate_layers()]

    def generate_step_functions(self):
        Recording.is_run = True
        return {}

    def set_generate_step_name(self, *names):
        pass


class StepInLine:
    """The Terraform half: only what it says of a pipeline is kept."""

    def __init__(
        self,
        scope=None,
        name="",
        pipeline=None,
        region=None,
        template_file=None,
        vpc_id=None,
        subnet_filter=None,
        outbound_cidr=["0.0.0.0/0"],
    ):
        if isinstance(pipeline, Pipeline):
            pipeline.region, pipeline.template_file = region, template_file
            pipeline.vpc_id, pipeline.subnet_filter = vpc_id, subnet_filter
            pipeline.outbound_cidr = outbound_cidr
        self.pipeline = pipeline

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(f"StepInLine.{name}")


class App(Anything):
    """cdktf.App: has a folder and writes nothing."""

    outdir = "cdktf.out"


class SubnetsFilter:
    def __init__(self, *, name=None, values=None, **more):
        self.name, self.values = name, values


class Backend:
    """A Terraform backend, by the name of its class in cdktf."""

    def __init__(self, scope=None, *more, **settings):
        pipeline = getattr(scope, "pipeline", None)
        Recording.backends.append((pipeline, self.kind, settings))


def backend(kind):
    return type(kind.capitalize() + "Backend", (Backend,), {"kind": kind})


class Recording:
    steps = []
    pipelines = []
    backends = []
    # Whether the script asked for what its steps give, or for the machine.
    is_run = False
    # Modules that are not there, by the line that imports them.
    missing = {}


def script_frame():
    """The innermost frame of the person's code."""
    frame = sys._getframe(1)
    while frame and (
        frame.f_code.co_filename == OWN_NAME or frame.f_code.co_filename.startswith("<frozen")
    ):
        frame = frame.f_back
    return frame


def declaration_place():
    frame = script_frame()
    return (frame.f_code.co_filename, frame.f_lineno) if frame else (None, None)


def decorated_definition(frame):
    """The file and definition that a decorator on this line of this frame stands over, and which of
    its decorators it is; None when step was called in another way."""
    line = frame.f_lineno
    node = decorated_by_line(frame.f_code.co_filename).get(line)
    if node is not None:
        decorators = node.decorator_list
        exact = [n for n, d in enumerate(decorators) if d.lineno <= line <= d.end_lineno]
        if sys.version_info >= (3, 11) and exact:
            return frame.f_code.co_filename, node, exact[-1]
        # Before 3.11 the line is not the decorator's own: its name tells.
        known = [n for n, d in enumerate(decorators) if is_declaring(d, frame)]
        return frame.f_code.co_filename, node, known[-1] if known else 0
    return None


_decorated = {}


def decorated_by_line(path):
    """The definitions of a file by each line from their first decorator to their head."""
    if path not in _decorated:
        found = _decorated[path] = {}
        tree = parsed(path)
        for node in ast.walk(tree) if tree else ():
            decorators = getattr(node, "decorator_list", None)
            if decorators and not isinstance(node, ast.ClassDef):
                for line in range(decorators[0].lineno, node.lineno + 1):
                    found[line] = node
    return _decorated[path]


def is_declaring(decorator, frame):
    """Whether a decorator's name stands for what declares steps."""
    while isinstance(decorator, (ast.Call, ast.Attribute)):
        decorator = decorator.func if isinstance(decorator, ast.Call) else decorator.value
    name = getattr(decorator, "id", None)
    return declares(frame.f_locals.get(name, frame.f_globals.get(name)))


_trees = {}


def parsed(path):
    """The tree of a Python file; None when there is none."""
    if path not in _trees:
        try:
            with open(path, "rb") as file:
                _trees[path] = ast.parse(file.read(), path)
        except (OSError, SyntaxError, ValueError):
            _trees[path] = None
    return _trees[path]
