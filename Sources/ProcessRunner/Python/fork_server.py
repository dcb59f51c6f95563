# One preloaded interpreter that forks a process for each step. Knows nothing of pipelines: it is told
# a folder to run in, tells how the process ended, and leaves nothing behind when its socket closes.
# The step's side of a process, as Lambda's runtime would be, is step_process.py.
#
# Argument: the folder of the run, in which this file lies. Descriptor 3: a SOCK_SEQPACKET socket.
#   told:  {"run": number, "folder": path, "request": object or null, "memory": bytes, "ends": bool}
#          with two descriptors, stdout and stderr; "ends" says what follows from too much memory
#          {"end": number, "signal": number}     {"bye": true}
#   tells: {"ready": version, "executable": path}
#          {"began": number, "pid": pid}         {"refused": number, "reason": text}
#          {"over": number, "memory": bytes or null, "processes": number or null}
#          {"ended": number, "exit": code, "signal": number, "left": whether processes stayed behind}
import _signal  # without the enumerations of signal, which cost a process a third of a millisecond
import _socket
import gc
import json
import os
import select
import sys
import time

socket = None
running = {}  # steps by the process ids of their first processes

# As seldom as it may be, and so often that a step can't fill the machine in between.
SECONDS_BETWEEN_LOOKS = 0.02
MOST_PROCESSES = 1024  # Lambda's quota


class Step:
    __slots__ = ("number", "memory", "ends", "is_over")

    def __init__(self, number, memory, ends):
        self.number = number
        self.memory = memory
        self.ends = ends
        self.is_over = False


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


def begin(message, descriptors):
    number = message["run"]
    try:
        pid = os.fork()
    except OSError as error:
        tell(refused=number, reason=error.strerror)
        pid = None
    if pid == 0:
        try:
            become_step()
            step_process.run(message["folder"], message["request"], *descriptors)
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
        running[pid] = Step(number, message["memory"], message["ends"])
        tell(began=number, pid=pid)


def become_step():
    """The step's descendants stay its own when they lose their parent, and it does not outlive us."""
    _signal.set_wakeup_fd(-1)
    _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
    os.setpgid(0, 0)
    process_tree.adopt_orphans()
    process_tree.end_with_parent()
    for descriptor in (3, *wake):
        os.close(descriptor)


def end(number, with_signal):
    """Signals a step's group, and what came from it but has left the group."""
    for pid, step in running.items():
        if step.number == number:
            found = process_tree.tree_of(pid)
            process_tree.send(with_signal, pid, to_group=True)
            for process in found:
                process_tree.send(with_signal, process)


def reap():
    while True:
        try:
            info = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if info is None:
            return
        pid = info.si_pid
        step = running.pop(pid, None)
        if step is not None:  # until it is waited for, no other process can have its number
            process_tree.send(_signal.SIGKILL, pid, to_group=True)
        os.waitpid(pid, 0)
        if step is not None:
            # Running steps keep their own orphans: who is ours besides came from this one.
            left = process_tree.end_children(spared=running)
            has_exited = info.si_code == os.CLD_EXITED
            tell(
                ended=step.number,
                exit=info.si_status if has_exited else None,
                signal=None if has_exited else info.si_status,
                left=left,
            )


def look():
    """Ends steps that hold more memory than theirs, or only tells of them."""
    for pid, step in list(running.items()):
        if step.is_over:
            continue
        processes = process_tree.tree_of(pid)
        if len(processes) > MOST_PROCESSES:
            exceed(pid, step, None, len(processes))
            continue
        used = process_tree.memory_of(processes, step.memory)
        if used > step.memory:
            exceed(pid, step, used, None)


def exceed(pid, step, memory, processes):
    step.is_over = True
    tell(over=step.number, memory=memory, processes=processes)
    if step.ends:
        process_tree.send(_signal.SIGKILL, pid)  # the rest follows when it is reaped


def finish(removing):
    """Ends every process that came from here; what lost its parent has become ours."""
    for pid in running:
        process_tree.send(_signal.SIGKILL, pid, to_group=True)
    process_tree.end_children(within=2)
    if removing:
        import shutil

        shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(0)


def take_message():
    message, descriptors = receive()
    if message is None or "bye" in message:
        finish(removing=message is None)
    elif "run" in message:
        begin(message, descriptors)
    elif "end" in message:
        end(message["end"], message["signal"])


def serve():
    poll = select.poll()
    for descriptor in (socket.fileno(), wake[0]):
        poll.register(descriptor, select.POLLIN)
    next_look = 0
    while True:
        left = max(0, next_look - time.monotonic()) * 1000 if running else None
        for descriptor, _ in poll.poll(left):
            if descriptor == wake[0]:
                try:
                    os.read(descriptor, 4096)
                except BlockingIOError:
                    pass
                reap()
            else:
                take_message()
        if running and time.monotonic() >= next_look:
            look()
            next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS


os.setsid()
socket = _socket.socket(fileno=3)
os.set_inheritable(3, False)
tell(ready="%d.%d.%d" % sys.version_info[:3], executable=sys.executable)
if sys.version_info < (3, 8):
    os._exit(0)
import process_tree  # after the version is told: an old Python can't read it
import step_process

wake = os.pipe()
for descriptor in wake:
    os.set_blocking(descriptor, False)
_signal.set_wakeup_fd(wake[1], warn_on_full_buffer=False)
_signal.signal(_signal.SIGCHLD, lambda *_: None)
process_tree.adopt_orphans()
step_process.prepare(sys.argv[1])
gc.collect()
gc.freeze()
serve()
