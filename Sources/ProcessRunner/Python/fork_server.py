# One preloaded interpreter that forks a process for each step. Knows nothing of pipelines: it is told
# a folder to run in, tells how the process ended, and leaves nothing behind when its socket closes.
# The step's side of a process, as Lambda's runtime would be, is step_process.py.
#
# Processes are forked ahead of their steps, several at once: what the server writes to between two
# forks is copied page by page, and a step that starts finds its process waiting.
#
# Arguments: the folder of the run, in which this file lies; how many steps are expected; how many run
# at once. Descriptor 3: a SOCK_SEQPACKET socket.
#   told:  {"run": number, "folder": path, "memory": bytes, "ends": bool}
#          and after a line end the request of step_process.py, if it is short enough; with three
#          descriptors, result, stdout and stderr; "ends" says what follows from too much memory
#          {"end": number, "signal": number}     {"bye": true}
#   tells: {"ready": version, "executable": path}
#          {"began": number, "pid": pid}         {"refused": number, "reason": text}
#          {"over": number, "memory": bytes or null, "processes": number or null}
#          {"ended": number, "exit": code or "signal": number, "left": whether processes stayed behind}
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
spares = {}  # by process id: the sockets of processes that wait for their step
channels = {}  # by descriptor: the process ids at the other ends of such sockets
highest_descriptor = 16
poll = select.poll()
expected = 0  # steps that are still to come

# As seldom as it may be, and so often that a step can't fill the machine in between.
SECONDS_BETWEEN_LOOKS = 0.02
MOST_PROCESSES = 1024  # Lambda's quota
MOST_SPARES = 16
MANY_STEPS = 50


class Step:
    __slots__ = ("number", "channel", "memory", "ends", "is_over")

    def __init__(self, number, channel, memory, ends):
        self.number = number
        self.channel = channel
        self.memory = memory
        self.ends = ends
        self.is_over = False


def tell(**message):
    tell_text(json.dumps(message).encode())


def tell_text(text):
    try:
        socket.send(text)
    except OSError:
        finish(removing=True)  # nobody listens any more


def receive():
    """A packet and its descriptors; the packet is None when the other end is closed."""
    global highest_descriptor
    try:
        data, extra, _, _ = socket.recvmsg(65536, _socket.CMSG_SPACE(12), _socket.MSG_CMSG_CLOEXEC)
    except InterruptedError:
        return b"{}", []
    except OSError:
        return None, []
    descriptors = step_process.descriptors_in(extra)
    highest_descriptor = max([highest_descriptor, *descriptors])
    return data or None, descriptors


def begin(message, data, descriptors):
    global expected
    number = message["run"]
    expected -= 1
    pid, channel = hand_over(data, descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    if pid is None:
        tell(refused=number, reason="no process can be forked")
    else:
        running[pid] = Step(number, channel, message["memory"], message["ends"])
        tell_text(b'{"began":%d,"pid":%d}' % (number, pid))


def hand_over(data, descriptors):
    """Gives a packet to a process that waits; that one's id, or None when there is none."""
    content = b"".join(number.to_bytes(4, sys.byteorder) for number in descriptors)
    beside = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, content)]
    while True:
        if not spares:
            fork_spares(1)
        if not spares:
            return None, None
        pid = next(iter(spares))
        channel = spares.pop(pid)
        try:
            channel.sendmsg([data], beside)
            return pid, channel
        except OSError:
            close(channel)  # it is gone: somebody has ended it


def fork_spares(count):
    global highest_descriptor
    for _ in range(count):
        try:
            ours, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
            highest_descriptor = max(highest_descriptor, ours.fileno(), theirs.fileno())
            pid = os.fork()
        except OSError:
            return
        if pid == 0:
            try:
                become_step(theirs)
                step_process.run(socket)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(99)
        theirs.close()
        spares[pid] = ours
        channels[ours.fileno()] = pid
        poll.register(ours.fileno(), 0)


def close(channel):
    stop_listening(channel.fileno())
    channel.close()


def stop_listening(descriptor):
    if channels.pop(descriptor, None) is not None:
        poll.unregister(descriptor)


def become_step(channel):
    """The step's descendants stay its own when they lose their parent, and it does not outlive us."""
    os.setpgid(0, 0)
    process_tree.adopt_orphans()
    process_tree.end_with_parent()
    os.dup2(channel.fileno(), 3, inheritable=False)
    os.closerange(4, highest_descriptor + 1)


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
        channel = spares.pop(pid, None) if step is None else step.channel
        if channel is not None:
            close(channel)
        if step is not None:  # until it is waited for, no other process can have its number
            process_tree.send(_signal.SIGKILL, pid, to_group=True)
        os.waitpid(pid, 0)
        if step is not None:
            # Running steps keep their own orphans: who is ours besides came from this one.
            left = process_tree.end_children(spared=(running, spares))
            way = b"exit" if info.si_code == os.CLD_EXITED else b"signal"
            left = b"true" if left else b"false"
            message = step.number, way, info.si_status, left
            tell_text(b'{"ended":%d,"%s":%d,"left":%s}' % message)


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

        shutil.rmtree(run_folder, ignore_errors=True)
    os._exit(0)


def take_message():
    data, descriptors = receive()
    message = None if data is None else json.loads(data.partition(b"\n")[0])
    if message is None or "bye" in message:
        finish(removing=message is None)
    elif "run" in message:
        begin(message, data, descriptors)
    elif "end" in message:
        end(message["end"], message["signal"])


def may_have_ended(descriptor):
    """A process ends its side of its channel by ending, or by closing it; and so not at once when it
    has left processes behind."""
    reap()
    stop_listening(descriptor)


def serve():
    poll.register(socket.fileno(), select.POLLIN)
    next_look = 0
    while True:
        ready = poll.poll(0)
        if not ready and len(spares) < min(fewest_spares, expected):
            fork_spares(min(most_spares, expected) - len(spares))
            ready = poll.poll(0)
        if not ready:
            left = max(0, next_look - time.monotonic()) * 1000 if running else None
            ready = poll.poll(left)
        for descriptor, _ in ready:
            if descriptor in channels:
                may_have_ended(descriptor)
            elif descriptor == socket.fileno():
                take_message()
        if running and time.monotonic() >= next_look:
            reap()
            look()
            next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS


os.setsid()
os.environ.pop("LD_BIND_NOW", None)  # of the server alone
run_folder, expected, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
fewest_spares = min(at_once, MOST_SPARES // 2)
most_spares = min(at_once + MOST_SPARES // 2, MOST_SPARES)
socket = _socket.socket(fileno=3)
os.set_inheritable(3, False)
tell(ready="%d.%d.%d" % sys.version_info[:3], executable=sys.executable)
if sys.version_info < (3, 8):
    os._exit(0)
import process_tree  # after the version is told: an old Python can't read it
import step_process

process_tree.adopt_orphans()
step_process.prepare(run_folder)
if expected > MANY_STEPS:
    import warm_up

    warm_up.warm_up(run_folder)
    del sys.modules["warm_up"]
step_process.hide(run_folder)
gc.collect()
gc.freeze()
serve()
