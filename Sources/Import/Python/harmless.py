"""Keeps a script that is imported from changing anything: what it writes goes to a folder of its own,
what it removes stays, programs that deploy are not started, and nothing is connected to.
"""

import builtins
import io
import os
import shlex
import shutil
import subprocess
import sys


class NotInAnImport(ConnectionError):
    """The script does what an import does not do."""


class Harmless:
    """What the script would have changed, by kind: each a list of what it was."""

    written, removed, programs, connections = [], [], [], []
    folder = None
    copies = {}
    originals = {}
    is_on = False


# Programs that tell something and change nothing.
TELLING = {
    "git",
    "hostname",
    "whoami",
    "uname",
    "date",
    "id",
    "echo",
    "printf",
    "cat",
    "ls",
    "pwd",
    "which",
}
GIT_TELLING = {
    "rev-parse",
    "describe",
    "log",
    "status",
    "show",
    "config",
    "branch",
    "remote",
    "diff",
}


AUDITED_CHANGES = {
    "os." + name for name in "mkdir remove rename rmdir truncate chmod chown utime".split()
}


def note(kind, what):
    if what not in kind:
        kind.append(what)


def full_path(path, folder=None):
    """Where a path leads; `folder` is the descriptor of one that it starts from."""
    path = os.fsdecode(path)
    if folder is not None and folder >= 0:
        path = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), path)
    return os.path.abspath(path)


def is_own(path, folder=None):
    """Whether the script may change what is there."""
    try:
        full = full_path(path, folder)
    except (TypeError, OSError):
        return True  # a descriptor
    return full.startswith(Harmless.folder + os.sep) or full.startswith(("/dev/", "/proc/self/"))


def replacement(path, keeps):
    """A file of ours in place of one that the script writes."""
    full = os.path.abspath(os.fsdecode(path))
    note(Harmless.written, full)
    if full not in Harmless.copies:
        copy = os.path.join(Harmless.folder, f"written-{len(Harmless.copies)}")
        if keeps and os.path.exists(full):
            shutil.copyfile(full, copy)
        Harmless.copies[full] = copy
    return Harmless.copies[full]


def harmless_open(file, mode="r", *more, **options):
    if Harmless.is_on and isinstance(file, (str, bytes, os.PathLike)) and not is_own(file):
        if any(letter in mode for letter in "wax+"):
            file = replacement(file, keeps="w" not in mode and "x" not in mode)
        else:
            file = Harmless.copies.get(os.path.abspath(os.fsdecode(file)), file)
    return Harmless.originals["open"](file, mode, *more, **options)


def refused_change(name):
    original = getattr(os, name)

    def change(path, *more, **options):
        paths = [path] + [other for other in more if isinstance(other, (str, bytes, os.PathLike))]
        folder = options.get("dir_fd")
        touched = [one for one in paths if not is_own(one, folder)]
        if Harmless.is_on and touched:
            if name not in ("mkdir", "makedirs", "utime"):
                note(Harmless.removed, full_path(touched[0], folder))
            return None
        return original(path, *more, **options)

    return change


def tells_only(command):
    """Whether a program may be started: a list of words, or a line for the shell."""
    if isinstance(command, (bytes, os.PathLike)):
        command = os.fsdecode(command)
    if isinstance(command, str):
        if any(mark in command for mark in ">|;&`$\n"):
            return False
        try:
            command = shlex.split(command)
        except ValueError:
            return False
    words = [os.fsdecode(word) for word in command]
    name = os.path.basename(words[0]) if words else ""
    return name in TELLING and (name != "git" or len(words) > 1 and words[1] in GIT_TELLING)


def line_of(command):
    if isinstance(command, (str, bytes, os.PathLike)):
        return os.fsdecode(command)
    return " ".join(os.fsdecode(word) for word in command)


def watch_programs():
    real = subprocess.Popen

    class Popen(real):
        def __init__(self, args, *more, **options):
            if Harmless.is_on and not tells_only(args):
                note(Harmless.programs, line_of(args))
                args, more = ["true"], ()
                options = {
                    k: v for k, v in options.items() if k not in ("shell", "executable", "cwd")
                }
            super().__init__(args, *more, **options)

    def system(command):
        if not Harmless.is_on or tells_only(command):
            return real_system(command)
        note(Harmless.programs, line_of(command))
        return 0

    real_system = os.system
    subprocess.Popen, os.system = Popen, system


def folder_of(event, arguments):
    """The descriptor of the folder that a change starts from, as Python tells it."""
    return arguments[-1] if event in ("os.mkdir", "os.remove", "os.rmdir", "os.chmod") else None


def audit(event, arguments):
    """The last word, for what goes round the functions that are replaced."""
    if not Harmless.is_on:
        return
    if event == "open":
        path, mode, flags = arguments
        changes = (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if changes and isinstance(path, (str, bytes)) and not is_own(path):
            note(Harmless.written, os.path.abspath(os.fsdecode(path)))
            raise PermissionError(f"an import writes no files: {os.fsdecode(path)}")
    elif event == "sqlite3.connect":
        path = arguments[0]
        if isinstance(path, str) and path not in (":memory:", "") and not is_own(path):
            raise PermissionError(f"an import opens no database: {path}")
    elif event in AUDITED_CHANGES and not is_own(arguments[0], folder_of(event, arguments)):
        raise PermissionError(f"an import changes no files: {os.fsdecode(arguments[0])}")
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        target = arguments[1] if event == "socket.connect" else arguments[0]
        target = target[0] if isinstance(target, tuple) else target
        target = os.fsdecode(target) if isinstance(target, (str, bytes)) else str(target)
        note(Harmless.connections, target)
        raise NotInAnImport(f"an import connects to nothing: {target}")
    elif event in ("os.exec", "os.posix_spawn", "os.startfile"):
        command = arguments[1] or [arguments[0]]
        if not tells_only(command) and line_of(command) != "true":
            note(Harmless.programs, line_of(command))
            raise PermissionError(f"an import does not start {line_of(command)}")


def become_harmless():
    """From here on the script can change nothing but its TMPDIR, which is removed afterwards."""
    Harmless.folder = os.path.realpath(os.environ["TMPDIR"])
    Harmless.originals["open"] = builtins.open
    builtins.open = io.open = harmless_open
    changes = "mkdir makedirs remove unlink rmdir removedirs rename renames replace chmod chown truncate utime"
    for name in changes.split() + ["link", "symlink", "mkfifo"]:
        Harmless.originals[name] = getattr(os, name)
        setattr(os, name, refused_change(name))
    watch_programs()
    if hasattr(sys, "addaudithook"):
        sys.addaudithook(audit)
    Harmless.is_on = True
