# Processes as the kernel lists them: which came from which, how much memory they hold; and how a
# process adopts, or does not outlive, others. Knows nothing of steps. See proc(5), prctl(2).
import _signal
import os
import time

PAGE = os.sysconf("SC_PAGE_SIZE")


def find_prctl():
    """prctl(2), which Python has no module for; one that does nothing where ctypes is missing."""
    try:
        import _ctypes

        integer = type("integer", (_ctypes._SimpleCData,), {"_type_": "i"})
        members = {"_flags_": _ctypes.FUNCFLAG_CDECL, "_restype_": integer}
        function = type("function", (_ctypes.CFuncPtr,), members)
        return function(_ctypes.dlsym(_ctypes.dlopen(None, 0), "prctl"))
    except Exception:
        return lambda *_: -1


prctl = find_prctl()


def adopt_orphans():
    """What a descendant leaves behind becomes our child instead of init's: PR_SET_CHILD_SUBREAPER."""
    prctl(36, 1, 0, 0, 0)


def end_with_parent():
    """SIGKILL comes when the parent is gone: PR_SET_PDEATHSIG."""
    prctl(1, _signal.SIGKILL, 0, 0, 0)


def read(path):
    """A file of /proc, without the cost of a file object; nothing when the process is gone."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    content = b""
    try:
        while True:  # the kernel gives it page by page
            more = os.read(file, 65536)
            content += more
            if len(more) < 2048:
                return content
    except OSError:
        return content
    finally:
        os.close(file)


def children_of(pid):
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    found = []
    for thread in threads:
        found += map(int, read(f"/proc/{pid}/task/{thread}/children").split())
    return found


def tree_of(pid):
    """The process and all that came from it and has not been left behind."""
    found = [pid]
    for process in found:
        found += children_of(process)
    return found


def memory_of(processes, limit):
    """Bytes that they hold in memory. Only above the limit it is looked up what they share."""
    held = sum(map(resident, processes))
    if held <= limit or len(processes) == 1:
        return held
    return sum(map(proportional, processes))


def resident(pid):
    words = read(f"/proc/{pid}/statm").split()
    return int(words[1]) * PAGE if len(words) > 1 else 0


def proportional(pid):
    for line in read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return resident(pid)


def send(number, pid, to_group=False):
    try:
        (os.killpg if to_group else os.kill)(pid, number)
    except OSError:
        pass  # it is gone


def take_end(pid):
    """Waits for a child if it has ended. Gives None when it has not, and else whether it was killed."""
    try:
        info = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG)
    except ChildProcessError:
        return False
    if info is None:
        return None
    return info.si_code == os.CLD_KILLED and info.si_status == _signal.SIGKILL


def end_children(spared=(), within=1.0):
    """Ends our children and all that they leave to us, but for those in the collections spared.

    Says whether any was still running; True also when some would not end in so many seconds.
    """
    was_running = False
    deadline = time.monotonic() + within
    while True:
        strays = [pid for pid in children_of(os.getpid()) if not any(pid in some for some in spared)]
        if not strays:
            return was_running
        for pid in strays:
            send(_signal.SIGKILL, pid)
        for pid in strays:
            was_running = bool(take_end(pid)) or was_running
        if time.monotonic() > deadline:
            return True
        time.sleep(0.0005)
