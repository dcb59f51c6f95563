"""The fields of a recorded step: arguments as JSON, policies, variables."""

import inspect
import json
import math


class NoJSON(Exception):
    """Why a value can't stand in a pipeline file."""


def plain(value, answer, words):
    """A constant as JSON has it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Anything):
        raise NoJSON(f"comes from {value}, which an import does not know")
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NoJSON(f"is {value}, which JSON can't say")
        return float(value)
    if isinstance(value, str):
        text = str.__str__(value)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise NoJSON("is a text with half of a character pair")
        return text
    if isinstance(value, (list, tuple)):
        if isinstance(value, tuple):
            answer.append(words)
        return [plain(item, answer, words) for item in value]
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NoJSON("has keys that are no texts")
        return {key: plain(item, answer, words) for key, item in value.items()}
    if isinstance(value, Step):
        raise NoJSON(f"holds the step {value.name} inside a value")
    raise NoJSON(f"is of the type {type(value).__name__}, which JSON can't say")


def arguments_of(one):
    """(name, value) pairs: all with names, or none."""
    if not one.kwargs:
        return [(None, value) for value in one.args]
    if not one.args:
        return list(one.kwargs.items())
    function = innermost(one.func, one.definition[1]) if one.definition else one.func
    try:
        bound = inspect.signature(function).bind(*one.args, **one.kwargs)
    except (TypeError, ValueError) as error:
        raise NoJSON(f"are given by place and by name, and do not fit its function: {error}")
    pairs = []
    for name, parameter in bound.signature.parameters.items():
        if name not in bound.arguments:
            continue
        if parameter.kind == parameter.VAR_POSITIONAL:
            raise NoJSON(f"are given by place and by name, those of *{name} too")
        value = bound.arguments[name]
        pairs += list(value.items()) if parameter.kind == parameter.VAR_KEYWORD else [(name, value)]
    return pairs


def step_fields(one, numbers, answer):
    line = one.declared[1] if one.declared[0] == answer.script else None
    path, at = one.declared
    tuples = []
    args = []
    try:
        for place, (name, value) in enumerate(arguments_of(one), 1):
            entry = {"name": name}
            if isinstance(value, Step):
                entry["step"] = numbers[id(value)]
            else:
                words = f'Argument {name or place} of the step "{one.name}"'
                try:
                    entry["value"] = plain(value, tuples, words)
                except NoJSON as error:
                    mend = (
                        "Pass the steps as arguments of their own"
                        if "holds the step" in str(error)
                        else ("Pass a text or a number, and make the value inside the function")
                    )
                    answer.tell("import-argument", f"{words} {error}", mend, at, path=path)
                    continue
            args.append(entry)
    except NoJSON as error:
        answer.tell(
            "import-argument",
            f'The arguments of the step "{one.name}" {error}',
            "Give all of them by name",
            at,
            path=path,
        )
    for words in dict.fromkeys(tuples):
        answer.warn(
            "import-tuple",
            f"{words} is a tuple; the function will get a list",
            "Make a tuple of it in the function if that matters",
            line,
        )
    needs = [
        numbers[id(n)]
        for n in one.needed
        if id(n) not in {id(v) for v in list(one.args) + list(one.kwargs.values())}
    ]
    if not isinstance(one.memory_size, int):
        answer.tell(
            "import-memory",
            f'The memory_size of the step "{one.name}" is {one.memory_size!r}',
            "Give it as a whole number of MB",
            at,
            path=path,
        )
    try:
        retry = int(one.retry_count or 0)
    except (TypeError, ValueError):
        retry = 0
    return {
        "name": str(one.name),
        "description": one.description if isinstance(one.description, str) else None,
        "runtime": str(one.python_runtime),
        "memory": one.memory_size if isinstance(one.memory_size, int) else 512,
        "layers": [str(layer) for layer in one.layers or []],
        "policies": policies_of(one, answer, line),
        "env": {str(key): text_of(value) for key, value in dict(one.env_variables or {}).items()},
        "retry": max(0, retry),
        "args": args,
        "needs": needs,
        "line": line,
    }


def text_of(value):
    return (
        value
        if isinstance(value, str)
        else json.dumps(value) if isinstance(value, (bool, int, float)) else str(value)
    )


def policies_of(one, answer, line):
    found = []
    for policy in one.additional_policies or []:
        if isinstance(policy, str) and not policy.strip():
            answer.warn(
                "import-policy",
                f'A policy of the step "{one.name}" is an empty text; it is left out',
                "Write an IAM policy, or nothing",
                line,
            )
            continue
        try:
            document = (
                json.loads(policy) if isinstance(policy, (str, bytes)) else plain(policy, [], "")
            )
            if not isinstance(document, dict):
                raise ValueError("it is no object")
            found.append(document)
        except (ValueError, TypeError, NoJSON) as error:
            answer.tell(
                "import-policy",
                f'A policy of the step "{one.name}" is no JSON: {error}',
                "Write an IAM policy document",
                line,
            )
    return found
