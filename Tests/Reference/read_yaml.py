#!/usr/bin/env python3
"""Reads YAML files with ruamel.yaml (YAML 1.2) and prints what each says, one line for each:

    NAME<tab>TREE        ~ null, t/f bools, i12 integers, d<bits> floats, s<hex> texts, [..] {key=..}

Scalars are resolved here, by YAML 1.2.2's core schema (section 10.3.2), with the one exception that
the pipeline format documents: numbers with a needless zero in front are texts.

Usage: read_yaml.py FOLDER   (all *.yaml in it)
"""
import pathlib
import re
import struct
import sys

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z", re.ASCII)
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z", re.ASCII)
SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")


def number(value):
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return f"i{value}"
    value = float(value)
    return "d" + ("nan" if value != value else struct.pack(">d", value).hex())


def scalar(node):
    text = node.value
    if node.style is None:
        if NULL.match(text):
            return "~"
        if BOOL.match(text):
            return text[0].lower()
        if INT.match(text):
            return number(int(text[2:], 8 if text[1] == "o" else 16) if text[:2] in ("0o", "0x") else int(text))
        if FLOAT.match(text):
            return number(float(text))
        if SPECIAL.match(text):
            return number(float(text.replace(".", "").lower()))
    return "s" + text.encode("utf8").hex()


def tree(node):
    if isinstance(node, ScalarNode):
        return scalar(node)
    if isinstance(node, SequenceNode):
        return "[" + ",".join(map(tree, node.value)) + "]"
    assert isinstance(node, MappingNode)
    return "{" + ",".join(key.value.encode("utf8").hex() + "=" + tree(value) for key, value in node.value) + "}"


def main():
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
        try:
            node = YAML(typ="safe", pure=True).compose(path.read_bytes())
            print(path.name, tree(node) if node else "~", sep="\t")
        except Exception as error:
            print(path.name, "refused: " + " ".join(str(error).split()), sep="\t")


main()
