#!/usr/bin/env python3
"""Has `check` judge definitions in Amazon States Language whose verdicts are known, and definitions that
AWS has executed, which it must accept. Fails below 99 % of AWS's own verdicts or 97 % of the others'.

Usage: asl.py PROGRAM FOLDER
"""
import json
import pathlib
import subprocess
import sys
import tempfile

# Verdicts of publishers that are not AWS's, each with why ours is another.
OTHERWISE = {
    "asl-validator__jsonata-surround-syntax-no-spaces.json": "AWS asks for {% and %} at the ends, for no blanks inside",
    "asl-validator__map-with-item-batcher-jsonata.json": "AWS refuses a JSONPath state in a JSONata machine",
}


def errors(program, kind, files):
    """By file, the errors that the program finds."""
    found = {str(file): [] for file in files}
    for start in range(0, len(files), 100):
        part = [str(file) for file in files[start : start + 100]]
        answer = subprocess.run(
            [program, "check", "--json", "--type", kind, *part], capture_output=True, text=True, timeout=300
        )
        for diagnostic in json.loads(answer.stdout)["diagnostics"]:
            if diagnostic["severity"] == "error":
                found[diagnostic["file"]].append(diagnostic["message"])
    return found


def by_kind(program, cases):
    """Errors by file for (file, type) pairs."""
    found = {}
    for kind in ("standard", "express"):
        files = [file for file, own in cases if own == kind]
        if files:
            found.update(errors(program, kind, files))
    return found


def verdicts(program, root):
    """(right, all) of AWS's verdicts and of the others', with what differs."""
    index = json.loads((root / "index.json").read_text())
    kind = lambda case: (case.get("type") or "STANDARD").lower()
    found = by_kind(program, [(root / case["file"], kind(case)) for case in index])
    counts = {"AWS": [0, 0], "others": [0, 0]}
    for case in index:
        own = found[str(root / case["file"])]
        count = counts["AWS" if case["by"] == "AWS" else "others"]
        right = (not own) == (case["verdict"] == "valid")
        count[0] += right
        count[1] += 1
        if not right:
            why = OTHERWISE.get(pathlib.Path(case["file"]).name, own[:1] or "found nothing")
            print(f"{case['file']}: {case['verdict']} by {case['by']}: {why}")
    return counts


def definitions(case, name, scratch):
    """A file with the definition that a case executes, and its type."""
    request = case.get("request") or case
    definition = request["definition"]
    if isinstance(definition, str):
        try:
            definition = json.loads(definition)
        except ValueError:
            return None
    if "request" in case and "States" not in definition:
        definition = dict(definition)
        targets = {"Next", "Default"}
        names = {definition.get(key) for key in targets}
        for entry in definition.get("Choices", []) + definition.get("Catch", []):
            names.add(entry.get("Next"))
        states = {name: {"Type": "Succeed"} for name in sorted(filter(None, names))}
        definition = {"StartAt": " state ", "States": {" state ": definition, **states}}
    file = scratch / f"{name}.json"
    file.write_text(json.dumps(definition, ensure_ascii=False))
    return file, (case.get("type") or "STANDARD").lower()


def executed(program, root, scratch):
    """Definitions that AWS ran but ours refuses."""
    cases = []
    for folder in ("EXEC", "STATE"):
        for file in sorted((root / folder).glob("*.json")):
            case = json.loads(file.read_text())
            expect = case["expect"]
            if not case.get("aws_validated") or not isinstance(expect, dict) or expect.get("or_invalid"):
                continue
            if "status" not in expect or expect["status"] == "INVALID":
                continue
            made = definitions(case, f"{folder}-{file.stem}", scratch)
            if made:
                cases.append(made)
    found = by_kind(program, cases)
    return len(cases), {pathlib.Path(file).name: own for file, own in found.items() if own}


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    counts = verdicts(program, root)
    with tempfile.TemporaryDirectory() as scratch:
        ran, refused = executed(program, root, pathlib.Path(scratch))
    for name, own in refused.items():
        print(f"{name}: AWS ran it: {own[0]}")
    shares = {name: right / count for name, (right, count) in counts.items()}
    print(
        f"verdicts of AWS {counts['AWS'][0]} of {counts['AWS'][1]}, of others {counts['others'][0]} of"
        f" {counts['others'][1]}; definitions that AWS ran: {ran - len(refused)} of {ran} accepted"
    )
    sys.exit(0 if shares["AWS"] >= 0.99 and shares["others"] >= 0.97 and not refused else 1)


main()
