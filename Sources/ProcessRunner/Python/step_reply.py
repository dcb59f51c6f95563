# What a step's process leaves behind: the handler's reply as Lambda would send it, or its error as
# Lambda reports it. Follows github.com/aws/aws-lambda-python-runtime-interface-client (bootstrap,
# marshaller).
#   {"reply": …} or {"failure": {"errorType", "errorMessage", "stackTrace", "file", "line"}}
# With "notes" before it: sentences that the person is told.
import json
import math
import os
import sys
import traceback

import step_code

LONGEST_MESSAGE = 100_000
MOST_FRAMES = 100


def special(value):
    """What Lambda's encoder (simplejson) takes beyond Python's: numbers and bytes."""
    decimal = sys.modules.get("decimal")
    if decimal is not None and isinstance(value, decimal.Decimal):
        text = str(value)
        return int(text) if text.lstrip("-").isdigit() else float(text)
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=special)


def content(reply, request, notes):
    """The content of result.json."""
    try:
        try:
            text = marshal(reply)
        except ValueError as error:
            if not request.get("lenient") or not str(error).startswith("Out of range float"):
                raise
            text = marshal(without_no_numbers(reply))
            notes.append(
                "Runtime.MarshalError on AWS: NaN and Infinity are no JSON, null goes on instead"
            )
    except BaseException as error:
        message = f"Unable to marshal response: {text_of(error)}"
        return fault("Runtime.MarshalError", message, notes)
    return notes_text(notes) + b'"reply":' + text + b"}"


def notes_text(notes):
    return b'{"notes":' + json.dumps(notes).encode() + b"," if notes else b"{"


def marshal(reply):
    if isinstance(reply, bytes):
        return reply
    text = encoder.encode(reply)
    if "[" in text and has_named_tuples(reply):
        text = encoder.encode(without_named_tuples(reply))
    return text.encode()


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


def without_no_numbers(value):
    if isinstance(value, dict):
        return {key: without_no_numbers(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_no_numbers(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def text_of(error):
    try:
        return str(error)[:LONGEST_MESSAGE]
    except BaseException:
        return f"<{type(error).__name__} that has no text>"


def fault(kind, message, notes, trace=(), place=None, **more):
    body = {"errorType": kind, "errorMessage": message, "stackTrace": list(trace), **more}
    if place:
        body["file"], body["line"] = place
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return notes_text(notes) + b'"failure":' + text + b"}"


def failure(error, request, task, has_handler, notes):
    """What Lambda reports of an exception, with the person's own files and lines; the exit code."""
    try:
        trace, place = stack_trace(error, task)
        if place is None and has_handler:
            place = step_code.function_place()
    except BaseException:
        trace, place = [], None
    if not isinstance(error, Exception):
        code = exit_code(error)
        reason = f"with error: exit status {code}" if code else "without providing a reason"
        message = f"RequestId: {request['id']} Error: Runtime exited {reason}"
        return fault("Runtime.ExitError", message, notes, trace, place), code
    message = text_of(error)
    if not has_handler and isinstance(error, ImportError):
        message = f"Unable to import module 'index': {message}"
        kind, more = "Runtime.ImportModuleError", {"module": error.name}
        return fault(kind, message, notes, trace, place, **more), 0
    if not has_handler and isinstance(error, SyntaxError):
        message = f"Syntax error in module 'index': {message}"
        place = syntax_place(error, task) or place
        return fault("Runtime.UserCodeSyntaxError", message, notes, trace, place), 0
    return fault(type(error).__name__, message, notes, trace, place), 0


def exit_code(error):
    code = error.code if isinstance(error, SystemExit) else 1
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def syntax_place(error, task):
    if not error.filename:
        return None
    return step_code.shown_place(error.filename, error.lineno, task)


def is_own(path):
    """Whether a file is the runner's."""
    return os.path.dirname(path) == os.path.dirname(__file__)


def stack_trace(error, task):
    """Frames as Lambda lists them, without the runner's own, and the innermost of the person's."""
    start = error.__traceback__
    while start is not None and is_own(start.tb_frame.f_code.co_filename):
        start = start.tb_next
    frames, place = [], None
    for frame in traceback.extract_tb(start):
        path, line = frame.filename, frame.lineno
        if path == step_code.HANDLER_NAME or path.startswith("<frozen importlib"):
            continue
        if is_own(path) or path.endswith("/importlib/__init__.py"):
            continue
        own = step_code.shown_place(path, line, task)
        if own is not None:
            place = own
            path, line = own
        elif path.startswith(task + os.sep):
            path = os.path.relpath(path, task)
        frames.append((path, line, frame.name, frame.line))
    if len(frames) > MOST_FRAMES:
        frames[MOST_FRAMES // 2 : -MOST_FRAMES // 2] = [("…", 0, "…", None)]
    return traceback.format_list(frames), place
