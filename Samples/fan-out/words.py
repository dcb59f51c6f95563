"""Cuts a text into shards, counts the words of each, and adds the counts up."""

TEXT = """
A pipeline is a set of steps and of what each step waits for. A step that waits for nothing starts
at once; a step that waits for many starts with the last of them. What can run side by side runs
side by side, and what must wait waits no longer than it must.
"""


def plan(shards: int) -> list:
    """Deal the words out to the shards."""
    words = [word.strip(".;,").lower() for word in TEXT.split()]
    return [words[number::shards] for number in range(shards)]


def count(shards: list, number: int) -> dict:
    """Count the words of one shard."""
    counts = {}
    for word in shards[number]:
        counts[word] = counts.get(word, 0) + 1
    return counts


def merge(*parts: dict) -> dict:
    """Add counts up."""
    total = {}
    for part in parts:
        for word, number in part.items():
            total[word] = total.get(word, 0) + number
    return total


def report(*groups: dict) -> list:
    """The five most frequent words."""
    total = merge(*groups)
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
