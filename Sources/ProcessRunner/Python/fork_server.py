# One preloaded interpreter that forks a process for each step. Knows nothing of pipelines: it is told
# a folder to run in, tells how the process ended, and leaves nothing behind when its socket closes.
# The step's side of a process, as Lambda's runtime would be, is step_process.py.
#
# Argument: the folder of the run, in which this file lies. Descriptor 3: a SOCK_SEQPACKET socket.
#   told:  {"run": number, "folder": path} with two descriptors, stdout and stderr
#          {"end": number, "signal": number}     {"bye": true}
#   tells: {"ready": version, "executable": path}
#          {"began": number, "pid": pid}         {"refused": number, "reason": text}
#          {"ended": number, "exit": code, "signal": number, "left": whether processes stayed behind}
import _socket
import gc
import json
import os
import select
import signal
import sys
import time

socket = None
running = {}  # number by the process id of the step's first process


def tell(**message):
    try:
        socket.send(json.dumps(message).encode())
    except OSError:
        finish(removing=True)  # nobody listens any more


def receive():
    """A message and its descriptors; the message is None when the other end is closed."""
    try:
        data, extra, _, _ = socket.recvmsg(65536, _socket.CMSG_SPACE(8), _socket.MSG_CMSG_CLOEXEC)
    except InterruptedError:
        return {}, []
    except OSError:
        return None, []
    descriptors = []
    for level, kind, content in extra:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            for start in range(0, len(content) - 3, 4):
                descriptors.append(int.from_bytes(content[start : start + 4], sys.byteorder))
    return (json.loads(data) if data else None), descriptors


def begin(number, folder, descriptors):
    try:
        pid = os.fork()
    except OSError as error:
        tell(refused=number, reason=error.strerror)
        pid = None
    if pid == 0:
        try:
            become_step()
            step_process.run(folder, *descriptors)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(99)
    for descriptor in descriptors:
        os.close(descriptor)
    if pid is not None:
        try:
            os.setpgid(pid, pid)
        except OSError:
            pass  # the child has done it, or is gone
        running[pid] = number
        tell(began=number, pid=pid)


def become_step():
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setpgid(0, 0)
    socket.close()
    for descriptor in wake:
        os.close(descriptor)


def children_of(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    except (OSError, ValueError):
        return []


def send_signal(number, pid, to_group=False):
    try:
        (os.killpg if to_group else os.kill)(pid, number)
    except OSError:
        pass  # it is gone


def end(number, with_signal):
    """Signals a step's group, and what came from it but has left the group."""
    for pid, step in running.items():
        if step == number:
            found = [pid]
            for process in found:
                found += children_of(process)
            send_signal(with_signal, pid, to_group=True)
            for process in found:
                send_signal(with_signal, process)


def reap():
    while True:
        try:
            info = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if info is None:
            return
        pid = info.si_pid
        number = running.pop(pid, None)
        if number is not None:  # until it is waited for, no other process can have its number
            send_signal(signal.SIGKILL, pid, to_group=True)
        os.waitpid(pid, 0)
        if number is not None:
            has_exited = info.si_code == os.CLD_EXITED
            tell(
                ended=number,
                exit=info.si_status if has_exited else None,
                signal=None if has_exited else info.si_status,
                left=clear(pid),
            )


def clear(group):
    """Waits for what was left of a group; says whether anything in it was still running."""
    was_running = False
    deadline = time.monotonic() + 0.1
    while True:
        try:
            info = os.waitid(os.P_PGID, group, os.WEXITED | os.WNOHANG)
        except ChildProcessError:
            return was_running
        if info is not None:
            was_running = was_running or info.si_status == signal.SIGKILL
        elif time.monotonic() > deadline:
            return True
        else:
            time.sleep(0.001)


def finish(removing):
    """Ends every process that came from here; what lost its parent has become ours."""
    for pid in running:
        send_signal(signal.SIGKILL, pid, to_group=True)
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        for pid in children_of(os.getpid()):
            send_signal(signal.SIGKILL, pid)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            break
        time.sleep(0.001)
    if removing:
        import shutil

        shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(0)


def adopt_orphans():
    """prctl(PR_SET_CHILD_SUBREAPER): a step's daemons become our children, so that we can end them."""
    try:
        import _ctypes

        integer = type("integer", (_ctypes._SimpleCData,), {"_type_": "i"})
        members = {"_flags_": _ctypes.FUNCFLAG_CDECL, "_restype_": integer}
        function = type("function", (_ctypes.CFuncPtr,), members)
        function(_ctypes.dlsym(_ctypes.dlopen(None, 0), "prctl"))(36, 1, 0, 0, 0)
    except Exception:
        pass  # an interpreter without ctypes: daemons that leave their group may survive the run


def serve():
    poll = select.poll()
    for descriptor in (socket.fileno(), wake[0]):
        poll.register(descriptor, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == wake[0]:
                try:
                    os.read(descriptor, 4096)
                except BlockingIOError:
                    pass
                reap()
                continue
            message, descriptors = receive()
            if message is None or "bye" in message:
                finish(removing=message is None)
            elif "run" in message:
                begin(message["run"], message["folder"], descriptors)
            elif "end" in message:
                end(message["end"], message["signal"])


os.setsid()
socket = _socket.socket(fileno=3)
os.set_inheritable(3, False)
tell(ready="%d.%d.%d" % sys.version_info[:3], executable=sys.executable)
if sys.version_info < (3, 8):
    os._exit(0)
import step_process  # after the version is told: an old Python can't read it

wake = os.pipe()
for descriptor in wake:
    os.set_blocking(descriptor, False)
signal.set_wakeup_fd(wake[1], warn_on_full_buffer=False)
signal.signal(signal.SIGCHLD, lambda *_: None)
adopt_orphans()
step_process.prepare(sys.argv[1])
gc.collect()
gc.freeze()
serve()
