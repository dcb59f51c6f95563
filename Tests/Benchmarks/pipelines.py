"""Pipelines of a size and a shape, as each of the measured programs takes them."""

SHAPES = ("chain", "fan", "layers")


def needs(shape, size):
    """For each step the numbers of the steps it takes the output of.

    chain: one after the other; fan: one, all others but the last side by side, one that joins the last
    two of them; layers: five, each step taking two of the layer before.
    """
    if shape == "chain":
        return [[i - 1] if i else [] for i in range(size)]
    if shape == "fan":
        return [[]] + [[0] for _ in range(size - 2)] + [list(range(1, size - 1))]
    width = max(1, size // 5)
    return [
        [] if i < width else sorted({i - width, i - width + (1 if (i + 1) % width else 1 - width)} & set(range(i)))
        for i in range(size)
    ]


def sil(shape, size):
    """A pipeline file, in the canonical style."""
    lines = [f"pipeline: {shape}-{size}", "", "steps:"]
    for i, before in enumerate(needs(shape, size)):
        lines += [f"  s{i}:"]
        # A list of one line is folded by nobody: the fan's end has one need for each step.
        if len(before) > 8:
            lines += ["    needs:"] + [f"      - s{j}" for j in before]
        elif before:
            lines += ["    args: [" + ", ".join(f"{{from: s{j}}}" for j in before) + "]"]
        lines += ["    code: |", f"      def s{i}(*values):", "          return 1", ""]
    return "\n".join(lines[:-1]) + "\n"


def step_in_line(shape, size, ending):
    """A script for step-in-line that prints what `ending` makes of the pipeline `p`."""
    graph = needs(shape, size)
    taken = {j for before in graph for j in before}
    lines = [
        "import json", "from step_in_line.step import step", "from step_in_line.pipeline import Pipeline",
        "def work(*values):", "    return 1", "s = []",
        f"for i, before in enumerate({graph!r}):",
        "    s.append(step(name=f's{i}')(work)(*[s[j] for j in before]))",
        f"p = Pipeline('{shape}', steps=[s[i] for i in {[i for i in range(size) if i not in taken]!r}])",
        ending,
    ]
    return "\n".join(lines) + "\n"


def dot(shape, size):
    """The graph for Graphviz, with boxes and lines as sil-tui has them."""
    lines = ["digraph {", "rankdir=LR; node [shape=box]; splines=ortho;"]
    lines += [f"s{i};" for i in range(size)]
    lines += [f"s{j} -> s{i};" for i, before in enumerate(needs(shape, size)) for j in before]
    return "\n".join(lines + ["}"]) + "\n"


# The example of step-in-line's README.
EXAMPLE = """\
from step_in_line.step import step
from step_in_line.pipeline import Pipeline


@step
def preprocess(arg1: str) -> str:
    return "hello"


@step
def preprocess_2(arg1: str) -> str:
    return arg1 + " again"


@step
def preprocess_3(arg1: str) -> str:
    return arg1.upper()


@step
def train(arg1: str, arg2: str, arg3: str) -> str:
    return "goodbye"


one = preprocess("hi")
p = Pipeline("mytest", steps=[train(one, preprocess_2(one), preprocess_3(one))], schedule="rate(2 minutes)")
"""
