# A step's process from its fork to its end, as Lambda's Python runtime would run it: environment,
# context, logging, the handler called with an event, its reply or error as JSON. Follows the behaviour
# of github.com/aws/aws-lambda-python-runtime-interface-client (bootstrap, marshaller, context).
#
# The folder holds request.json and the bundle in `task`; result.json is left in it:
#   {"reply": …} or {"failure": {"errorType", "errorMessage", "stackTrace", "file", "line"}}
import faulthandler
import importlib.machinery
import importlib.util
import json
import linecache
import logging
import os
import sys
import time
import traceback
import types

HANDLER_NAME = "<handler>"
LONGEST_MESSAGE = 100_000
MOST_FRAMES = 100

known_handler = (None, None)  # the default handler's bytes and code, compiled once for all steps
program = None
compile_source = importlib.machinery.SourceFileLoader.source_to_code


def prepare(folder):
    """What all steps have in common, done once in the server."""
    global known_handler
    with open(os.path.join(folder, "index.py"), "rb") as file:
        data = file.read()
    known_handler = (data, compile(data, HANDLER_NAME, "exec", dont_inherit=True))
    importlib.machinery.SourceFileLoader.source_to_code = compile_shown
    sys.dont_write_bytecode = True
    sys.path[:] = [path for path in sys.path if path not in ("", folder)]
    del sys.modules[__name__]
    importlib.machinery.PathFinder.find_spec("step_program")  # lists the folders of sys.path


class Program:
    """Where the person's code stands in the bundle, and where it stands for the person."""

    def __init__(self, task, path, file, line, first=1, count=None):
        self.path = os.path.join(task, path)
        self.file = file
        self.first = first
        self.count = count  # None: all of the file
        self.shift = line - first

    def holds(self, path, line):
        if path != self.path:
            return False
        return self.count is None or self.first <= line < self.first + self.count


def compile_shown(loader, data, path, *args, **named):
    """Compiles a file of the bundle so that tracebacks show the person's own file and lines."""
    if data == known_handler[0]:
        return known_handler[1]
    if program is None or path != program.path:
        return compile_source(loader, data, path, *args, **named)
    text = importlib.util.decode_source(data)
    lines = text.splitlines(True)[program.first - 1 :][: program.count]
    above = ["\n"] * (program.first + program.shift - 1)
    linecache.cache[program.file] = (len(text), None, above + lines, program.file)
    if program.count is not None:
        return relocate(compile_source(loader, data, path, *args, **named))
    return compile("".join(above) + text, program.file, "exec", dont_inherit=True)


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


class LambdaLogHandler(logging.Handler):
    """Lambda's root logger writes to standard output, also when nobody configured logging."""

    def __init__(self, request_id):
        super().__init__()
        self.request_id = request_id
        formatter = logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n",
            "%Y-%m-%dT%H:%M:%S",
        )
        formatter.converter = time.gmtime
        self.setFormatter(formatter)

    def emit(self, record):
        record.aws_request_id = self.request_id
        sys.stdout.write(self.format(record))


def run(folder, stdout, stderr):
    """Runs the step and ends the process."""
    global program
    process = os.getpid()
    take_descriptors(stdout, stderr)
    with open(os.path.join(folder, "request.json"), "rb") as file:
        request = json.load(file)
    task = os.path.join(folder, "task")
    place = request["program"]
    program = Program(task, **place) if place else None
    enter(task, request)
    result, code = invoke(request, task)
    if os.getpid() != process:
        os._exit(0)  # a process that the step forked has come back here too
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        pass  # the step has closed it
    with open(os.path.join(folder, "result.json"), "xb") as file:
        file.write(result)
    os._exit(code)


def take_descriptors(stdout, stderr):
    """The step's 0, 1 and 2; all that the server had besides is closed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((nothing, stdout, stderr)):
        os.dup2(source, target, inheritable=True)
    for descriptor in (nothing, stdout, stderr):
        os.close(descriptor)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.stderr = open(
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    faulthandler.enable(2, all_threads=False)


def enter(task, request):
    os.chdir(task)
    os.environ.update(request["environment"])
    time.tzset()
    sys.argv = ["index"]
    sys.path.insert(0, task)
    sys.path[1:1] = [path for path in os.environ.get("PYTHONPATH", "").split(":") if path]
    sys.modules["__main__"] = types.ModuleType("__main__")
    logging.getLogger().addHandler(LambdaLogHandler(request["id"]))


def invoke(request, task):
    """Gives the content of result.json and the exit code."""
    handler = None
    try:
        handler = importlib.import_module("index").lambda_handler
        reply = handler(request["event"], LambdaContext(request))
    except BaseException as error:
        return failure(error, request, task, has_handler=handler is not None)
    try:
        return b'{"reply":' + marshal(reply) + b"}", 0
    except BaseException as error:
        message = f"Unable to marshal response: {text_of(error)}"
        return fault("Runtime.MarshalError", message), 0


def marshal(reply):
    if isinstance(reply, bytes):
        return reply
    text = json.dumps(reply, ensure_ascii=False, allow_nan=False, default=special)
    if "[" in text and has_named_tuples(reply):
        reply = without_named_tuples(reply)
        text = json.dumps(reply, ensure_ascii=False, allow_nan=False, default=special)
    return text.encode()


def special(value):
    """What Lambda's encoder (simplejson) takes beyond Python's: numbers and bytes."""
    decimal = sys.modules.get("decimal")
    if decimal is not None and isinstance(value, decimal.Decimal):
        text = str(value)
        return int(text) if text.lstrip("-").isdigit() else float(text)
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def has_named_tuples(value):
    if isinstance(value, dict):
        return any(map(has_named_tuples, value.values()))
    if isinstance(value, (list, tuple)):
        return hasattr(value, "_asdict") or any(map(has_named_tuples, value))
    return False


def without_named_tuples(value):
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: without_named_tuples(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_named_tuples(item) for item in value]
    return value


def text_of(error):
    try:
        return str(error)[:LONGEST_MESSAGE]
    except BaseException:
        return f"<{type(error).__name__} that has no text>"


def fault(kind, message, trace=(), place=None, **more):
    content = {"errorType": kind, "errorMessage": message, "stackTrace": list(trace), **more}
    if place:
        content["file"], content["line"] = place
    return json.dumps({"failure": content}, ensure_ascii=False).encode("utf-8", "replace")


def failure(error, request, task, has_handler):
    """What Lambda reports of an exception, with the person's own files and lines."""
    try:
        trace, place = stack_trace(error, task)
        if place is None and has_handler:
            place = function_place()
    except BaseException:
        trace, place = [], None
    if not isinstance(error, Exception):
        code = exit_code(error)
        reason = f"with error: exit status {code}" if code else "without providing a reason"
        message = f"RequestId: {request['id']} Error: Runtime exited {reason}"
        return fault("Runtime.ExitError", message, trace, place), code
    message = text_of(error)
    if not has_handler and isinstance(error, ImportError):
        message = f"Unable to import module 'index': {message}"
        return fault("Runtime.ImportModuleError", message, trace, place, module=error.name), 0
    if not has_handler and isinstance(error, SyntaxError):
        message = f"Syntax error in module 'index': {message}"
        place = syntax_place(error, task) or place
        return fault("Runtime.UserCodeSyntaxError", message, trace, place), 0
    return fault(type(error).__name__, message, trace, place), 0


def exit_code(error):
    code = error.code if isinstance(error, SystemExit) else 1
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def shown_place(path, line, task):
    """The file and line as the person knows them; None for other people's code."""
    if program is not None and path == program.file:
        return program.file, line
    if program is not None and program.holds(path, line):
        return program.file, line + program.shift
    if path.startswith(task + os.sep):
        path = os.path.relpath(path, task)
        return None if path == "index.py" else (path, line)
    return None


def syntax_place(error, task):
    return shown_place(error.filename, error.lineno, task) if error.filename else None


def function_place():
    """Where the step's function begins: it could not even be called."""
    code = getattr(getattr(sys.modules["index"], "FUNCTION", None), "__code__", None)
    if code is None or program is None or code.co_filename != program.file:
        return None
    return program.file, code.co_firstlineno


def stack_trace(error, task):
    """Frames as Lambda lists them, without the runner's own, and the innermost of the person's."""
    start = error.__traceback__
    while start is not None and start.tb_frame.f_globals is globals():
        start = start.tb_next
    frames, place = [], None
    for frame in traceback.extract_tb(start):
        path, line = frame.filename, frame.lineno
        if path == HANDLER_NAME or path.startswith("<frozen importlib"):
            continue
        if path.endswith("/importlib/__init__.py"):
            continue
        own = shown_place(path, line, task)
        if own is not None:
            place = own
            path, line = own
        elif path.startswith(task + os.sep):
            path = os.path.relpath(path, task)
        frames.append((path, line, frame.name, frame.line))
    if len(frames) > MOST_FRAMES:
        frames[MOST_FRAMES // 2 : -MOST_FRAMES // 2] = [("…", 0, "…", None)]
    return traceback.format_list(frames), place
