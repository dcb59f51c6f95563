# Runs a step of nothing in the server before it forks, and undoes that: processes then find code that
# is specialised and caches that are filled, and copy fewer pages. Takes milliseconds, so it pays from
# some dozens of steps on.
import linecache
import os
import sys

import step_code
import step_process

TIMES = 3  # so often code runs until the interpreter has specialised it
PLAN = (
    b'{"arguments": [{"value": 1}], "function": "step", "machine": "nested", '
    b'"module": "step_program.py", "step": "step"}'
)
REQUEST = {
    "id": "00000000-0000-4000-8000-000000000000",
    "arn": "arn:aws:lambda:us-east-1:123456789012:function:step",
    "timeout": 1,
    "program": {"path": "step_program.py", "file": "step", "line": 2},
    "environment": {"SIL_WARM_UP": "1"},
    "isDefault": True,
    "event": {"Payload": {}},
}


def warm_up(folder):
    task = folder + "/warm"
    os.mkdir(task)
    for name, content in (
        ("index.py", step_code.known_handler),
        ("args.json", PLAN),
        ("step_program.py", b"def step(x):\n    return x\n"),
    ):
        with open(task + "/" + name, "wb") as file:
            file.write(content)
    before = os.getcwd(), sys.path[:], sys.meta_path[:], dict(sys.modules)
    try:
        for _ in range(TIMES):
            run(task, *before)
    finally:
        for name in os.listdir(task):
            os.remove(task + "/" + name)
        os.rmdir(task)


def run(task, folder, path, finders, modules):
    step_code.program = step_code.Program(task, **REQUEST["program"])
    step_process.enter(task, REQUEST)
    step_process.invoke(REQUEST, task, os.getpid())
    step_process.flush()
    step_code.program = step_code.plan = None
    os.chdir(folder)
    os.environ.pop("SIL_WARM_UP")
    sys.path[:], sys.meta_path[:] = path, finders
    for name in set(sys.modules) - set(modules):
        del sys.modules[name]
    for name in set(sys.path_importer_cache):
        if name.startswith(task):
            del sys.path_importer_cache[name]
    linecache.cache.clear()
