#!/usr/bin/env python3
"""Turns the changelog (standard input, `sil-tui changes`) into the form that Debian's packages have.

Usage: debian_changelog.py "NAME <ADDRESS>" < CHANGELOG.md
"""
import datetime
import re
import sys
import textwrap

HEADING = re.compile(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$", re.MULTILINE)


def entries(text):
    """(version, day, [paragraph or item]) for each heading, the newest first."""
    pieces = HEADING.split(text)[1:]
    for version, day, body in zip(pieces[::3], pieces[1::3], pieces[2::3]):
        items = re.split(r"\n(?=- )|\n\n+", body.strip())
        yield version, day, [" ".join(item.removeprefix("- ").split()) for item in items]


def main():
    maintainer = sys.argv[1]
    found = list(entries(sys.stdin.read()))
    if not found:
        sys.exit("debian_changelog.py: the text has no heading `## VERSION (YEAR-MONTH-DAY)`")
    for version, day, items in found:
        date = datetime.date.fromisoformat(day).strftime("%a, %d %b %Y 00:00:00 +0000")
        print(f"sil-tui ({version}) unstable; urgency=medium\n")
        for item in items:
            print(textwrap.fill(item.replace("`", ""), 76, initial_indent="  * ", subsequent_indent="    "))
        print(f"\n -- {maintainer}  {date}\n")


main()
