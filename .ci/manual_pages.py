#!/usr/bin/env python3
"""Makes the manual pages that the argument parser writes into pages of Debian's kind: sil-tui-run(1) in
place of sil-tui.run(1), so that `man sil-tui run` finds it, names that whatis can read, and headings for
what the help texts have under words in capitals.

Usage: manual_pages.py FROM TO
"""
import gzip
import pathlib
import re
import sys

HEADING = re.compile(r"^[A-Z][A-Z ]+$")


def sections(description):
    """(what is no section, sections) of a description's lines; a section is its heading and its lines."""
    text, found, options = [], [], []
    part = text
    for line in description:
        if line.startswith(".Bl "):
            part = options
        if part is not options and HEADING.match(line):
            part = []
            found.append((line, part))
        else:
            part.append(line)
    paragraphs = [line for line in text if line not in ("", ".Pp")]
    return "\n.Pp\n".join(paragraphs).split("\n") + options, found


def literal(heading, lines):
    """A section whose lines stay as they are."""
    while lines and lines[-1] in ("", ".Pp"):
        lines.pop()
    # What begins with a dot or an apostrophe would be a request.
    kept = [("\\&" + line if line[:1] in (".", "'") else line) for line in ("" if l == ".Pp" else l for l in lines)]
    return [f'.Sh "{heading}"', ".Bd -literal", *kept, ".Ed"]


def page(text):
    name = re.search(r'^\.Nm "?(sil-tui ?[^"\n]*)"?$', text, re.MULTILINE).group(1)
    dashed = name.replace(" ", "-")
    head, description, tail = re.match(r"(.*?\.Sh DESCRIPTION\n)(.*?)(\.Sh \"EXIT STATUS\".*)", text, re.DOTALL).groups()
    head = head.replace(f'.Nm "{name}"', f".Nm {dashed}")
    head = re.sub(r'^\.Nd "(.*?)\.?"$', r".Nd \1", head, flags=re.MULTILINE)
    head = re.sub(r"^\.Dt \S+", f".Dt {dashed.upper()}", head, flags=re.MULTILINE)
    head = head.replace("\n.Os\n", "\n.Os sil-tui\n")
    head = head.replace(".Sh SYNOPSIS\n.Nm\n", f'.Sh SYNOPSIS\n.Nm "{name}"\n')
    body, found = sections(description.rstrip("\n").split("\n"))
    # The program's own page says what each number means.
    own = any(heading == "EXIT STATUS" for heading, _ in found)
    tail = re.sub(r'\.Sh "EXIT STATUS"\n\.Ex -std\n?', "" if own else '.Sh "EXIT STATUS"\nAs in\n.Xr sil-tui 1 .\n', tail)
    tail = re.sub(r"^(\.Xr sil-tui)\.", r"\1-", tail, flags=re.MULTILINE)
    if ".Sh \"SEE ALSO\"" not in tail:
        tail = tail.rstrip("\n") + '\n.Sh "SEE ALSO"\n.Xr sil-tui 1'
    lines = [line for heading, own in found for line in literal(heading, own)]
    # mdoc has a request of its own for an empty line.
    body = [line or ".Pp" for line in body]
    return dashed, head + "\n".join([*body, *lines, tail.rstrip("\n"), ""])


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    for file in sorted(source.glob("*.1")):
        name, text = page(file.read_text())
        with open(target / f"{name}.1.gz", "wb") as out:
            with gzip.GzipFile("", "wb", 9, out, mtime=0) as zipped:
                zipped.write(text.encode())


main()
