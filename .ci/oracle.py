#!/usr/bin/env python3
"""Turns neutral descriptions of pipelines into .sil files and compares what the program says of them:
`check` takes them, `run` gives the expected outputs, `asl --machine layers` is the reference's.

Usage: oracle.py PROGRAM FOLDER
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def scalar(value):
    return json.dumps(value, ensure_ascii=False)


def argument(entry):
    if "step" in entry:
        return "{from: %s}" % scalar(entry["step"])
    if "input" in entry:
        return "{input: %s}" % scalar(entry["input"])
    value = entry["value"]
    keys = {"from", "input", "value"}
    return "{value: %s}" % scalar(value) if isinstance(value, dict) and keys & set(value) else scalar(value)


def step(entry):
    lines = [f"  {scalar(entry['name'])}:", f"    function: {scalar(entry['function_name'])}"]
    if entry["args"]:
        named = [a for a in entry["args"] if a.get("name")]
        if named:
            lines.append("    args:")
            lines += [f"      {scalar(a['name'])}: {argument(a)}" for a in entry["args"]]
        else:
            lines.append("    args: [%s]" % ", ".join(argument(a) for a in entry["args"]))
    lines.append(f"    runtime: {entry['runtime']}")
    lines.append(f"    memory: {entry['memory']}")
    for key in ("layers", "policies", "env"):
        if entry.get(key):
            value = [json.loads(p) for p in entry[key]] if key == "policies" else entry[key]
            lines.append(f"    {key}: {scalar(value)}")
    if entry.get("retry_count"):
        lines.append(f"    retry: {entry['retry_count']}")
    lines.append("    code: |")
    lines += ["      " + line if line else "" for line in entry["function"].rstrip("\n").split("\n")]
    return "\n".join(lines)


def document(pipeline):
    lines = [f"pipeline: {scalar(pipeline['pipeline'])}"]
    if pipeline.get("schedule"):
        lines.append(f"schedule: {scalar(pipeline['schedule'])}")
    return "\n".join(lines + ["steps:"] + [step(s) for s in pipeline["steps"]]) + "\n"


def unordered(machine):
    """The machine with the branches of each Parallel in one fixed order."""
    if isinstance(machine, dict):
        return {
            key: sorted((unordered(b) for b in value), key=json.dumps) if key == "Branches" else unordered(value)
            for key, value in machine.items()
        }
    return [unordered(item) for item in machine] if isinstance(machine, list) else machine


def call(*words):
    return subprocess.run(words, capture_output=True, text=True, timeout=120)


def problems(program, folder, file):
    meta = json.loads((folder / "meta.json").read_text())
    defective = any(flag.startswith("reference_defect") for flag in meta["flags"])
    checked = call(program, "check", "--json", file)
    errors = [d for d in json.loads(checked.stdout)["diagnostics"] if d["severity"] == "error"]
    if "invalid_aws_name" in meta["flags"] and errors:
        if not all("name" in d["code"] for d in errors):
            yield f"refused for another reason: {errors}"
        return
    if checked.returncode != 0:
        yield f"check: {checked.stdout}{checked.stderr}"
        return
    ran = call(program, "run", "--json", file)
    last = json.loads(ran.stdout.splitlines()[-1]) if ran.stdout else {}
    expected = json.loads((folder / "expected.json").read_text())
    if last.get("outputs") != expected:
        yield f"run: {last} is not {expected}\n{ran.stderr}"
    machine = json.loads((folder / "asl.json").read_text())
    if "error" in machine or defective:
        return
    ours = call(program, "asl", "--machine", "layers", file)
    if ours.returncode != 0 or unordered(json.loads(ours.stdout)) != unordered(machine):
        yield f"asl: {ours.stdout}{ours.stderr}"


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder in sorted(p for p in root.iterdir() if (p / "pipeline.json").exists()):
            file = pathlib.Path(scratch) / f"{folder.name}.sil"
            file.write_text(document(json.loads((folder / "pipeline.json").read_text())), encoding="utf8")
            found = list(problems(program, folder, str(file)))
            for problem in found:
                print(f"{folder.name}: {problem}")
            passed, failed = passed + (not found), failed + bool(found)
    print(f"pipelines: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
