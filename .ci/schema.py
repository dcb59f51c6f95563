#!/usr/bin/env python3
"""Validates pipeline files against the JSON Schema that the program writes, and sees that wrong ones
are refused: `sil-tui check` and the schema must agree on them.

Usage: schema.py PROGRAM FILE...
"""
import json
import subprocess
import sys

import jsonschema
from ruamel.yaml import YAML

# A sound file, and what each change to it must be refused for.
SOUND = {"pipeline": "p", "steps": {"a": {"code": "def a(): pass"}}}
WRONG = [
    ({"steps": SOUND["steps"]}, "no name"),
    ({"pipeline": "p", "steps": {}}, "no steps"),
    ({**SOUND, "piepline": 1}, "an unknown key at the top"),
    ({**SOUND, "machine": "other"}, "an unknown choice"),
    ({**SOUND, "schedule": "daily"}, "no schedule"),
    ({**SOUND, "defaults": {"code": "x"}}, "a key that defaults do not take"),
    ({**SOUND, "network": {"subnets": {}}}, "a network without a VPC"),
]
WRONG += [
    ({"pipeline": "p", "steps": {"a": {"code": "def a(): pass", **step}}}, why)
    for step, why in [
        ({"memroy": 512}, "an unknown key of a step"),
        ({"memory": 64}, "too little memory"),
        ({"memory": "512"}, "memory as a text"),
        ({"timeout": 901}, "too long a timeout"),
        ({"source": "a.py"}, "code and source together"),
        ({"at": [1]}, "half a place"),
        ({"layers": ["x"] * 6}, "too many layers"),
        ({"env": {"A1": 5}}, "a variable that is no text"),
        ({"retry": {"atempts": 3}}, "an unknown key of retry"),
        ({"needs": "b"}, "needs that is no list"),
        ({"args": [{"from": "b", "input": "c"}]}, "two references in one argument"),
        ({"policies": [{"Effect": "Allow"}]}, "a policy without statements"),
    ]
]


def check(program, document):
    text = json.dumps(document)
    return subprocess.run([program, "check", "-"], input=text, text=True, capture_output=True).returncode


def main():
    program, *files = sys.argv[1:]
    schema = json.loads(subprocess.run([program, "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems = []
    for name in files:
        with open(name, "rb") as file:
            document = YAML(typ="safe", pure=True).load(file)
        problems += [f"{name}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    if not validator.is_valid(SOUND):
        problems.append("the sound file is refused")
    for document, why in WRONG:
        if validator.is_valid(document):
            problems.append(f"the schema takes {why}")
        if check(program, document) != 1:
            problems.append(f"`check` takes {why}")
    print("\n".join(problems) if problems else f"JSON Schema: {len(files)} files valid, {len(WRONG)} wrong ones refused.")
    sys.exit(1 if problems else 0)


main()
