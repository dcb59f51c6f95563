# A step's process from its fork to its end, as Lambda's Python runtime would run it: environment,
# context, logging, the handler called with an event. Follows the behaviour of
# github.com/aws/aws-lambda-python-runtime-interface-client.
#
# The folder holds the bundle in `task`, and request.json when the request was too long for a packet;
# result.json is left in it. What is done before the fork is done once for all steps, and what a
# process does touch costs: each page that it writes to is copied.
import faulthandler
import importlib.util
import json
import os
import resource
import sys
import time
import types

import process_tree
import step_code
import step_reply

read_json = json.JSONDecoder().scan_once


def prepare(folder):
    """What all steps have in common, done once in the server."""
    step_code.prepare(folder)
    sys.dont_write_bytecode = True
    sys.path[:] = [path for path in sys.path if path not in ("", folder)]
    for name in ("step_process", "step_code", "step_reply", "process_tree"):
        del sys.modules[name]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.stderr = open(
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    sys.argv = ["index"]
    faulthandler.enable(2, all_threads=False)


class LambdaContext:
    """What a handler gets as its second argument."""

    def __init__(self, request):
        environment = os.environ.get
        self.aws_request_id = request["id"]
        self.function_name = environment("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = environment("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = environment("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment("AWS_LAMBDA_LOG_STREAM_NAME")
        self.invoked_function_arn = request["arn"]
        self.client_context = None
        self.identity = types.SimpleNamespace(
            cognito_identity_id=None, cognito_identity_pool_id=None
        )
        self._deadline = time.time() + request["timeout"]

    def get_remaining_time_in_millis(self):
        return max(0, int((self._deadline - time.time()) * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class LoggingFinder:
    """Gives the root logger Lambda's handler as soon as the step imports logging."""

    def __init__(self, request_id):
        self.request_id = request_id

    def find_spec(self, name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def execute_and_add_handler(module):
            execute(module)
            add_log_handler(module, self.request_id)

        spec.loader.exec_module = execute_and_add_handler
        return spec


def add_log_handler(logging, request_id):
    """Lambda's root logger writes to standard output, also when nobody configured logging."""

    class LambdaLogHandler(logging.Handler):
        def emit(self, record):
            record.aws_request_id = request_id
            sys.stdout.write(self.format(record))

    handler = LambdaLogHandler()
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n",
        "%Y-%m-%dT%H:%M:%S",
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)


def run(folder, request, stdout, stderr):
    """Runs the step and ends the process. The request is None when it lies in the folder."""
    process = os.getpid()
    for target, source in ((1, stdout), (2, stderr)):
        os.dup2(source, target, inheritable=True)
        os.close(source)
    if request is None:
        with open(folder + "/request.json", encoding="utf-8") as file:
            request = read_json(file.read(), 0)[0]
    task = folder + "/task"
    place = request["program"]
    step_code.program = step_code.Program(task, **place) if place else None
    enter(task, request)
    result, code = invoke(request, task, process)
    flush()
    leave(folder + "/result.json", result)
    os._exit(code)


def enter(task, request):
    os.chdir(task)
    variables = request["environment"]
    for name, value in variables.items():
        os.environ[name] = value
    if "TZ" in variables:
        time.tzset()
    sys.path.insert(0, task)
    if "PYTHONPATH" in variables:
        sys.path[1:1] = [path for path in variables["PYTHONPATH"].split(":") if path]
    sys.modules["__main__"] = types.ModuleType("__main__")
    if "logging" in sys.modules:
        add_log_handler(sys.modules["logging"], request["id"])
    else:
        sys.meta_path.insert(0, LoggingFinder(request["id"]))
    for name, limit in request.get("limits", {}).items():
        number = getattr(resource, "RLIMIT_" + name)
        hard = resource.getrlimit(number)[1]
        if hard == resource.RLIM_INFINITY or limit <= hard:
            resource.setrlimit(number, (limit, hard))


def invoke(request, task, process):
    """Gives the content of result.json and the exit code."""
    handler, notes = None, []
    try:
        handler = step_code.load_handler(task)
        reply = handler(request["event"], LambdaContext(request))
    except BaseException as error:
        outcome = step_reply.failure(error, request, task, handler is not None, notes)
    else:
        outcome = step_reply.content(reply, request, notes), 0
    if os.getpid() != process:
        os._exit(0)  # a process that the step forked has come back here too
    return outcome


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass  # the step has closed it, or put something else in its place


def leave(path, content):
    """Also over what the step may have put there."""
    resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)[1:] * 2)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    while content:
        content = content[os.write(file, content) :]
    os.close(file)
