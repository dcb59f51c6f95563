"""Measuring of programs: whole processes one after the other in turns, and keys to programs that are
open side by side. Turns, because a machine's speed changes within seconds."""
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import termios
import time


class Measured:
    """What was seen of one program in one task."""

    def __init__(self):
        self.seconds, self.cpu = [], []
        self.failure = None

    @property
    def wall(self):
        return statistics.median(self.seconds) if self.seconds else None

    @property
    def processor(self):
        return statistics.median(self.cpu) if self.cpu else None


def once(command, limit, folder, environment, given):
    """(seconds, processor seconds, failure) of one whole process, children that it waited for too.

    given: path of its standard input.
    """
    start = time.perf_counter()
    with open(given) as given_file, open(os.path.join(folder, "errors"), "w+") as errors:
        process = subprocess.Popen(
            command, stdin=given_file, stdout=subprocess.DEVNULL, stderr=errors, cwd=folder,
            env=environment, start_new_session=True)
        ended = select.select([os.pidfd_open(process.pid)], [], [], limit)[0]
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().strip().splitlines()
    if not ended:
        return seconds, 0, f"> {limit} s"
    if process.returncode != 0:
        return seconds, 0, (said[-1] if said else f"exit code {process.returncode}")[:40]
    return seconds, usage.ru_utime + usage.ru_stime, None


def in_turns(commands, rounds, budget, limit, folder, environment, given=os.devnull):
    """Runs each command of {name: words} up to `rounds` times, in turns, until `budget` seconds are
    used up (once at least)."""
    measured = {name: Measured() for name in commands}
    begin = time.perf_counter()
    for turn in range(rounds):
        if turn and time.perf_counter() - begin > budget:
            break
        for name, command in commands.items():
            seen = measured[name]
            if seen.failure:
                continue
            seconds, cpu, seen.failure = once(command, limit, folder, environment, given)
            if not seen.failure:
                seen.seconds.append(seconds)
                seen.cpu.append(cpu)
    return measured


class Screen:
    """A program on a terminal of its own, of 80 columns and 24 rows."""

    def __init__(self, command, folder, environment):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, dict(environment, TERM="xterm-256color", LANG="C.UTF-8"))
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.read_until_quiet(0.3, 5)

    def read_until_quiet(self, quiet, limit):
        """The time of the last byte before a pause of `quiet` seconds; None when none came."""
        last, end = None, time.perf_counter() + limit
        while True:
            wait = (end if last is None else last + quiet) - time.perf_counter()
            if wait <= 0 or not select.select([self.terminal], [], [], wait)[0]:
                return last
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                return last
            if not data:
                return last
            last = time.perf_counter()

    def key(self, key):
        """Seconds from a key to the last byte that it brought; None when it brought none."""
        start = time.perf_counter()
        os.write(self.terminal, key)
        last = self.read_until_quiet(0.015, 0.2)
        return None if last is None else last - start

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def key_latency(programs, count, folder, environment):
    """{name: Measured} for {name: (command, keys)}: each program gets its keys one after the other, in
    turns with the others. Only the seconds are known."""
    screens = {name: Screen(command, folder, environment) for name, (command, _) in programs.items()}
    measured = {name: Measured() for name in programs}
    for turn in range(count):
        for name, (_, keys) in programs.items():
            seconds = screens[name].key(keys[turn % len(keys)])
            if seconds is not None:
                measured[name].seconds.append(seconds)
    for screen in screens.values():
        screen.end()
    for seen in measured.values():
        if not seen.seconds:
            seen.failure = "drew nothing"
    return measured
