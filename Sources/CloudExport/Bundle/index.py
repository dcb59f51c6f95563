# Runs one step of a pipeline in AWS Lambda: takes its arguments out of the event, calls its function
# and replies with the result under the step's name. What to call, and with what, stands in args.json;
# the step's program is a file of its own, so that its names and these never meet.
import importlib.machinery
import importlib.util
import json
import os
import sys
import types

ROOT = os.path.dirname(os.path.abspath(__file__))


class EventError(Exception):
    """The event lacks what the step's arguments name."""


def read_plan():
    with open(os.path.join(ROOT, "args.json"), encoding="utf-8") as file:
        return json.load(file)


def is_taken(name):
    """Whether `import name` means another module than the one that lies in this folder."""
    if name in sys.modules:
        return True
    others = [path for path in sys.path if os.path.abspath(path or ".") != ROOT]
    finders = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter]
    if any(finder.find_spec(name) for finder in finders):
        return True
    spec = importlib.machinery.PathFinder.find_spec(name, others)
    return spec is not None and spec.origin is not None


def load(name, path, folders=None):
    """Runs the file as a module with this name; `folders` makes it a package."""
    loader = importlib.machinery.SourceFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(
        name, path, loader=loader, submodule_search_locations=folders
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def open_package(name, folder):
    """Makes the folder a package, so that its files can import one another relatively."""
    start = os.path.join(folder, "__init__.py")
    if os.path.exists(start):
        return load(name, start, [folder])
    package = types.ModuleType(name)
    package.__path__ = [folder]
    sys.modules[name] = package
    return package


def load_program(path):
    """Imports the step's program from its place in the zip: `jobs/clean.py` is `jobs.clean`."""
    full_path = os.path.join(ROOT, *path.split("/"))
    parts = path[:-3].split("/") if path.endswith(".py") else path.split("/")
    names = [part.replace(".", "_") for part in parts]
    folders = [os.path.join(ROOT, *parts[:depth]) for depth in range(1, len(parts))]
    if is_taken(names[0]):
        names.insert(0, "step_program")
        folders.insert(0, ROOT)
    for place in (ROOT, os.path.dirname(full_path)):
        if place not in sys.path:
            sys.path.append(place)
    parent = None
    for depth, name in enumerate(names):
        full_name = ".".join(names[: depth + 1])
        if full_name in sys.modules:
            module = sys.modules[full_name]
        elif depth < len(folders):
            module = open_package(full_name, folders[depth])
        else:
            module = load(full_name, full_path)
        if parent is not None:
            setattr(parent, name, module)
        parent = module
    return parent


def merge_payload(part, payload):
    """Takes up outputs by step name; after a Parallel state they come as a list of mappings."""
    if isinstance(part, dict):
        payload.update(part)
    elif isinstance(part, list):
        for item in part:
            merge_payload(item, payload)


def merge_event(part, payload, inputs):
    if isinstance(part, dict):
        merge_payload(part.get("Payload"), payload)
        if isinstance(part.get("Inputs"), dict):
            inputs.update(part["Inputs"])
    elif isinstance(part, list):
        for item in part:
            merge_event(item, payload, inputs)


def pick(value, path, source):
    """Follows keys and indexes into a value."""
    for part in path or []:
        fits = dict if isinstance(part, str) else list
        try:
            if not isinstance(value, fits):
                raise LookupError
            value = value[part]
        except LookupError:
            raise EventError(f"There is no {part!r} on the way {path!r} into {source}") from None
    return value


def find_argument(argument, payload, inputs):
    if "from" in argument:
        values, name, source = payload, argument["from"], f"the output of {argument['from']!r}"
    elif "input" in argument:
        values, name, source = inputs, argument["input"], f"the input {argument['input']!r}"
    else:
        return argument["value"]
    if name not in values:
        raise EventError(f"The event lacks {source}")
    return pick(values[name], argument.get("pick"), source)


def call(function, arguments):
    """Calls with (name, value) pairs; a name of None passes by position."""
    positional = [value for name, value in arguments if name is None]
    named = {name: value for name, value in arguments if name is not None}
    code = getattr(function, "__code__", None)
    if code is not None and not positional:
        for name in code.co_varnames[: code.co_posonlyargcount]:
            if name not in named:
                break
            positional.append(named.pop(name))
    result = function(*positional, **named)
    if hasattr(result, "__await__"):
        import asyncio

        async def wait():
            return await result

        result = asyncio.run(wait())
    return result


PLAN = read_plan()
FUNCTION = getattr(load_program(PLAN["module"]), PLAN["function"])


def lambda_handler(event, context):
    plan = read_plan()  # anew, as the function may have changed a list that it was given
    payload, inputs = {}, {}
    merge_event(event, payload, inputs)
    arguments = [
        (argument.get("name"), find_argument(argument, payload, inputs))
        for argument in plan["arguments"]
    ]
    reply = payload if plan["machine"] == "layers" else {}
    return {**reply, plan["step"]: call(FUNCTION, arguments)}
