"""Runs a script that declares pipelines with step_in_line and tells what it declared. Comes last of the
files beside it, which are one program and share their names.

Arguments: the script's path, then its own. Descriptor 3 gets one JSON object:
{"pipelines": [{"name", "schedule", "region", "template", "network", "backend", "steps": [number]}],
 "steps": [{"name", "description", "runtime", "memory", "layers", "policies", "env", "retry",
            "args": [{"name", "step" | "value"}], "needs": [number], "source", "function", "files"}],
 "files": [{"path", "text"}],
 "problems": [{"severity", "code", "message", "mend", "line"}]}
"""

import ast
import collections
import json
import os
import sys
import traceback
import types


class Answer:
    def __init__(self, script):
        self.script = os.path.abspath(script)
        self.files = {}
        self.problems = []

    def tell(self, code, message, mend, line=None, severity="error", path=None):
        if path is not None and os.path.abspath(path) != self.script:
            message = f"{os.path.relpath(path)}:{line}: {message}"
            line = None
        self.problems.append(
            {"severity": severity, "code": code, "message": message, "mend": mend, "line": line}
        )

    def warn(self, code, message, mend, line=None):
        self.tell(code, message, mend, line, "warning")


def add_code(steps, fields, answer):
    """Gives each step its file and function."""
    sources = []
    for one in steps:
        try:
            sources.append(source_of(one))
        except CannotCut as error:
            path, line = one.declared
            if one.definition:
                path, line = one.definition[0], one.definition[1].lineno
            answer.tell(
                "import-code",
                f'The code of the step "{one.name}" can\'t be carried along: {error.message}',
                error.mend,
                line,
                path=path,
            )
            sources.append(None)
    folder = code_folder()
    names = Names(["__init__.py"])
    for group in grouped(sources):
        first = sources[group[0]]
        try:
            if first.module is not None:
                path, text = Modules.place(first.module), decoded(
                    open(first.module.__file__, "rb").read()
                )
                modules = Modules.all_for(text)
                modules.pop(first.module.__name__, None)
                modules.update(Modules.all_for(f"import {first.module.__name__}"))
                modules.pop(first.module.__name__)
            else:
                text = text_for(sources, group)
                stem = plain_name(steps[group[0]].name)
                if len({(sources[p].function) for p in group}) > 1:
                    stem = plain_name(os.path.splitext(os.path.basename(first.file.path))[0])
                path = f"{folder}/{names.take(stem, '.py')}"
                modules = Modules.all_for(text)
        except CannotCut as error:
            for place in group:
                answer.tell(
                    "import-code",
                    f'The code of the step "{steps[place].name}" can\'t be carried along: {error.message}',
                    error.mend,
                    fields[place]["line"],
                )
            continue
        answer.files[path] = text
        tell_data_files(
            answer,
            steps[group[0]],
            [text] + [decoded(open(m.__file__, "rb").read()) for m in modules.values()],
        )
        beside = []
        for module in modules.values():
            answer.files[Modules.place(module)] = decoded(open(module.__file__, "rb").read())
            beside.append(Modules.place(module))
        for place in group:
            fields[place].update(
                source=path, function=sources[place].function, files=sorted(beside)
            )


def tell_data_files(answer, one, texts):
    """Names files that code mentions and that lie beside the script: they are not carried along."""
    folder = os.path.dirname(answer.script)
    for text in texts:
        for node in ast.walk(ast.parse(text)):
            name = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
            if (
                not isinstance(name, str)
                or not 2 < len(name) < 200
                or "." not in name
                or name.endswith(".py")
            ):
                continue
            if (
                "\0" not in name
                and not os.path.isabs(name)
                and os.path.isfile(os.path.join(folder, name))
            ):
                message = f'The code of the step "{one.name}" names the file {name}, which is not carried along'
                if not any(p["message"] == message for p in answer.problems):
                    answer.warn(
                        "import-file",
                        message,
                        "Copy it beside the pipeline file and add it to files: of the step",
                    )


def text_for(sources, group):
    first = sources[group[0]]
    if first.text is not None:
        return first.text
    numbers = sorted({n for place in group for n in sources[place].numbers})
    written = {}
    for place in group:
        written.update(sources[place].written)
    return first.file.compose(numbers, written, [first.own] if first.own is not None else [])


def code_folder():
    """A folder for the steps' files that is no module of the person's."""
    for name in ("steps", "step_files", "pipeline_steps"):
        if Modules.own(name) is None:
            return name
    return "sil_steps"


def pipeline_fields(one, numbers, answer):
    fields = {
        "name": str(one.name),
        "schedule": one.schedule if isinstance(one.schedule, str) else None,
    }
    fields["region"] = one.region if isinstance(one.region, str) else None
    fields["steps"] = [numbers[id(step)] for step in one.all_steps()]
    fields["line"] = one.declared[1] if one.declared[0] == answer.script else None
    if one.template_file is not None and not isinstance(one.template_file, Anything):
        path = os.fspath(one.template_file)
        try:
            with open(path, "rb") as file:
                fields["template"] = os.path.basename(path)
                answer.files[fields["template"]] = decoded(file.read())
        except OSError as error:
            answer.tell(
                "import-template",
                f"The template {path} can't be read: {error.strerror}",
                "Give the path of a file that is there",
            )
    if isinstance(one.vpc_id, str):
        subnets = {
            f.name: f.values[0] if len(f.values or []) == 1 else list(f.values or [])
            for f in one.subnet_filter or []
            if isinstance(f, SubnetsFilter)
        }
        fields["network"] = {
            "vpc": one.vpc_id,
            "subnets": subnets,
            "outbound": list(one.outbound_cidr or []),
        }
    for pipeline, kind, settings in Recording.backends:
        if (pipeline is one or pipeline is None) and kind != "local":
            try:
                fields["backend"] = {kind: plain(settings, [], "")}
            except NoJSON:
                pass
    repeated = [s.name for s in one.all_steps()]
    for name in sorted(
        (n for n, count in collections.Counter(repeated).items() if count > 1), key=str
    ):
        answer.tell(
            "import-name",
            f'Two steps of the pipeline "{one.name}" are called "{name}"',
            "Give one of them another name=",
            fields["line"],
        )
    return fields


def shown(path):
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def tell_harmless(answer):
    for kind, code, message, mend in (
        (
            Harmless.written,
            "import-wrote",
            "The script writes {}; the import kept that away",
            "Run the script itself if you want what it writes",
        ),
        (
            Harmless.removed,
            "import-changed",
            "The script moves or removes {}; the import left it as it is",
            "Run the script itself if you want that",
        ),
        (
            Harmless.programs,
            "import-program",
            "The script starts “{}”; the import did not",
            "Start it yourself if you want that",
        ),
    ):
        names = [shown(what) if kind is not Harmless.programs else what for what in kind]
        if names:
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            answer.warn(code, message.format(", ".join(names[:3]) + more), mend)
    for name, (path, line) in Recording.missing.items():
        answer.tell(
            "import-module",
            f"There is no module {name} here; the import went on without it",
            f"Nothing, unless a step's name or arguments come from it: then install {name}",
            line,
            "warning",
            path,
        )


def run(script, answer):
    """Runs the script as its author would. Gives whether it came to its end."""
    sys.argv = [script] + sys.argv[2:]
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    main = types.ModuleType("__main__")
    main.__file__ = answer.script
    main.__builtins__ = __builtins__
    sys.modules["__main__"] = main
    try:
        with open(answer.script, "rb") as file:
            code = compile(file.read(), answer.script, "exec", dont_inherit=True)
        exec(code, vars(main))
    except SystemExit as end:
        if end.code not in (None, 0):
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)
            code = end.code if isinstance(end.code, int) else 1
            answer.tell(
                "import-exit",
                f"The script ended itself with exit code {code}",
                "Give it what it asks for, after --, as in: sil-tui import script.py -- --stage dev",
                line_in(answer, sys.exc_info()[2]),
            )
    except SyntaxError as error:
        if error.filename == answer.script:
            answer.tell(
                "import-syntax",
                f"Python can't compile the script: {error.msg}",
                "Correct this line",
                error.lineno,
            )
        else:
            tell_error(error, answer)
    except BaseException as error:
        tell_error(error, answer)


def tell_error(error, answer):
    trace = error.__traceback__
    text = str(error).strip().splitlines()
    words = type(error).__name__ + (f": {text[0]}" if text else "")
    if Recording.is_run and Recording.pipelines and isinstance(error, Exception):
        answer.warn(
            "import-results",
            f"The script goes on with results, which an import does not have, and raises {words}",
            "Nothing, unless it declares more pipelines behind this line",
            line_in(answer, trace),
        )
        return
    lines = [
        f
        for f in traceback.extract_tb(trace)
        if f.filename != OWN_NAME and not f.filename.startswith("<frozen")
    ]
    sys.stderr.write("Traceback (most recent call last):\n")
    sys.stderr.write("".join(traceback.format_list(lines)))
    sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
    message = f"The script raises {words}"
    answer.tell("import-error", message, mend_of(error), line_in(answer, trace))


def mend_of(error):
    """What mends an error that the script raised."""
    if isinstance(error, AWSCall):
        return (
            "Write the value into the script or take it from an environment variable: an import"
            " calls nothing outside this machine"
        )
    if isinstance(error, NotInAnImport) or Harmless.connections:
        return (
            "Write the value into the script or take it from a file: an import connects to nothing"
        )
    if isinstance(error, EOFError):
        return (
            "Take the answer from an argument or an environment variable: an import can't be asked"
        )
    if isinstance(error, PermissionError) and "an import" in str(error):
        return "Do that where pipelines are deployed, not where they are declared"
    if Recording.missing:
        names = ", ".join(Recording.missing)
        return (
            f"Install {names} for this Python if the script needs it to declare steps, or correct"
            " the script"
        )
    if Harmless.programs:
        return (
            f"The import did not start “{Harmless.programs[0]}”: take what it tells from an"
            " environment variable, or correct the script"
        )
    return "Correct the script; it fails in Python too"


def line_in(answer, trace):
    """The last line of the script that a traceback leads through."""
    line = None
    while trace:
        if trace.tb_frame.f_code.co_filename == answer.script:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def recorded(script):
    answer = Answer(script)
    install_stand_ins()
    become_harmless()
    run(script, answer)
    Harmless.is_on = False
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    pipelines = Recording.pipelines
    used = {id(s) for p in pipelines for s in p.all_steps()}
    steps = [s for s in Recording.steps if id(s) in used]
    numbers = {id(s): n for n, s in enumerate(steps)}
    for one in steps:
        if one.definition:
            STEP_DECORATORS[(one.definition[0], one.definition[1].lineno)] = one.definition[2] + 1
    fields = [step_fields(s, numbers, answer) for s in steps]
    add_code(steps, fields, answer)
    told = [pipeline_fields(p, numbers, answer) for p in pipelines]
    idle = [s for s in Recording.steps if id(s) not in used]
    if pipelines and idle:
        names = ", ".join(str(s.name) for s in idle[:5])
        answer.warn(
            "import-unused",
            (
                f"No pipeline runs the declared steps {names}"
                if len(idle) > 1
                else f"No pipeline runs the declared step {names}"
            ),
            "Pass what hangs on them to Pipeline(steps=[…]) if they should run",
            idle[0].declared[1],
        )
    if not pipelines and not any(p["severity"] == "error" for p in answer.problems):
        answer.tell(
            "import-nothing",
            "The script declares no pipeline",
            "Import the script that calls Pipeline(…)",
        )
    tell_harmless(answer)
    return {
        "pipelines": told,
        "steps": fields,
        "problems": answer.problems,
        "files": [{"path": path, "text": text} for path, text in sorted(answer.files.items())],
    }


def answer_for(script):
    result = json.dumps(recorded(script)).encode()
    sys.stdout.flush()
    sys.stderr.flush()
    with os.fdopen(3, "wb") as out:
        out.write(result)
    # Whatever the script left running ends with this process.
    os._exit(0)


answer_for(sys.argv[1])
