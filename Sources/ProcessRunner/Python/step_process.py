# A step's process from its fork to its end, as Lambda's Python runtime would run it: environment,
# context, logging, the handler called with an event. Follows the behaviour of
# github.com/aws/aws-lambda-python-runtime-interface-client.
#
# The folder holds the bundle in `task`, and request.json when the request was too long for a packet.
# The result goes into the unnamed file that came with the request, and into result.json when the step
# has closed that. What is done before the fork is done once for all steps, and what a process does
# touch costs: each page that it writes to is copied.
import _socket
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
    sys.dont_write_bytecode = True
    sys.path[:] = [path for path in sys.path if path != ""]
    step_code.prepare(folder)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.stderr = open(
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    sys.argv = ["index"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    logging_finder.start()
    faulthandler.enable(2, all_threads=False)


def hide(folder):
    """Steps can't import what runs them."""
    sys.path.remove(folder)
    for name in ("step_process", "step_code", "step_reply", "process_tree"):
        del sys.modules[name]


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

    request_id = None

    def start(self):
        if "logging" not in sys.modules:
            sys.meta_path.insert(0, self)

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


logging_finder = LoggingFinder()


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


def descriptors_in(extra):
    """The descriptors that came beside a packet."""
    descriptors = []
    for level, kind, content in extra:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            for start in range(0, len(content) - 3, 4):
                descriptors.append(int.from_bytes(content[start : start + 4], sys.byteorder))
    return descriptors


def run(channel):
    """Waits for a step, runs it and ends the process. The server sees its end by the channel's."""
    data, extra, _, _ = channel.recvmsg(65536, _socket.CMSG_SPACE(12), _socket.MSG_CMSG_CLOEXEC)
    if not data:
        os._exit(0)  # the server is gone
    process = os.getpid()
    result_file, stdout, stderr = descriptors_in(extra)
    for target, source in ((1, stdout), (2, stderr)):
        os.dup2(source, target, inheritable=True)
        os.close(source)
    identity = identity_of(result_file)
    head, _, request = data.decode().partition("\n")
    folder = read_json(head, 0)[0]["folder"]
    if not request:
        with open(folder + "/request.json", encoding="utf-8") as file:
            request = file.read()
    request = read_json(request, 0)[0]
    task = folder + "/task"
    place = request["program"]
    step_code.program = step_code.Program(task, **place) if place else None
    enter(task, request)
    result, code = invoke(request, task, process)
    flush()
    if identity_of(result_file) != identity:
        result_file = None
    leave(result, result_file, folder + "/result.json")
    os._exit(code)


def identity_of(descriptor):
    """What tells the file behind a descriptor from any other; None when it is closed."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return status.st_dev, status.st_ino


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
    logging_finder.request_id = request["id"]
    if "logging" in sys.modules:
        add_log_handler(sys.modules["logging"], request["id"])
    for name, limit in request.get("limits", {}).items():
        number = getattr(resource, "RLIMIT_" + name)
        hard = resource.getrlimit(number)[1]
        if hard == resource.RLIM_INFINITY or limit <= hard:
            resource.setrlimit(number, (limit, hard))


def invoke(request, task, process):
    """Gives the content of result.json and the exit code."""
    handler, notes = None, []
    try:
        handler = step_code.load_handler(task, request.get("isDefault"))
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


def leave(content, file, path):
    """Into the file, or into one with this path; also over what the step may have put there."""
    resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)[1:] * 2)
    if file is None:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    size = 0
    while size < len(content):
        size += os.pwrite(file, content[size:] if size else content, size)
    os.ftruncate(file, size)
