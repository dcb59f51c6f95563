#!/usr/bin/env python3
"""Has `import` take in pipelines whose meaning is known: scripts written for step-in-line, and what the
program itself exports of them. Each must give the same graph, arguments and settings, and run to the
expected outputs.

Usage: imports.py PROGRAM FOLDER [SAMPLE.sil …]
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from oracle import document


def call(*words, folder=None):
    return subprocess.run(words, capture_output=True, text=True, timeout=300, cwd=folder)


def yaml(path):
    from ruamel.yaml import YAML

    loader = YAML(typ="safe", pure=True)
    loader.version = (1, 2)
    return loader.load(path.read_text(encoding="utf8"))


def steps_of(file):
    """Each step's arguments, needs and settings, with defaults filled in."""
    said = yaml(file)
    defaults = said.get("defaults") or {}
    found = {}
    for name, step in said["steps"].items():
        step = {**defaults, **(step or {})}
        args = step.get("args") or []
        retry = step.get("retry") or None
        retry = {"attempts": retry} if isinstance(retry, int) else retry
        found[name] = {
            "args": args,
            "needs": sorted(step.get("needs") or []),
            "runtime": step.get("runtime", "python3.13"),
            "memory": step.get("memory", 512),
            "timeout": step.get("timeout", 900),
            "retry": retry and {"interval": 15, "backoff": 4, **retry},
            "layers": step.get("layers") or [],
            "env": step.get("env") or {},
            "policies": len(step.get("policies") or []),
        }
    return said, found


def expected_steps(pipeline):
    found = {}
    for step in pipeline["steps"]:
        args = []
        for entry in step["args"]:
            value = {"from": entry["step"]} if "step" in entry else entry.get("value")
            is_mistakable = "value" in entry and isinstance(value, dict) and {"from", "input", "value"} & set(value)
            args.append({"value": value} if is_mistakable else value)
        if step["args"] and all(entry.get("name") for entry in step["args"]):
            args = {entry["name"]: value for entry, value in zip(step["args"], args)}
        retry = step.get("retry_count") or 0
        found[step["name"]] = {
            "args": args,
            "needs": [],
            "runtime": step["runtime"],
            "memory": step["memory"],
            "timeout": 900,
            "retry": {"attempts": retry, "interval": 15, "backoff": 4} if retry > 0 else None,
            "layers": step.get("layers") or [],
            "env": step.get("env") or {},
            "policies": len(step.get("policies") or []),
        }
    return found


def differences(found, expected):
    for name in sorted(set(found) | set(expected)):
        if found.get(name) != expected.get(name):
            yield f"{name}: {found.get(name)} is not {expected.get(name)}"


def outputs(program, file, *words):
    ran = call(program, "run", "--json", *words, str(file))
    last = json.loads(ran.stdout.splitlines()[-1]) if ran.stdout else {}
    return last.get("outputs"), ran.stderr


def only_pipeline(folder):
    files = list(folder.glob("*.sil"))
    return files[0] if len(files) == 1 else None


def script_problems(program, case, scratch):
    source = scratch / "script"
    source.mkdir()
    script = source / "reference.py"
    script.write_bytes((case / "reference.py").read_bytes())
    before = {path: path.read_bytes() for path in source.rglob("*")}
    target = scratch / "imported"
    told = call(program, "import", str(script), "--to", str(target))
    meta = json.loads((case / "meta.json").read_text())
    if "invalid_aws_name" in meta["flags"] and told.returncode == 1 and "name" in told.stderr:
        return
    if told.returncode != 0:
        yield f"import: {told.stdout}{told.stderr}"
        return
    if {path: path.read_bytes() for path in source.rglob("*")} != before:
        yield "the script's folder was touched"
    file = only_pipeline(target)
    if file is None:
        yield f"files: {sorted(target.rglob('*'))}"
        return
    said, found = steps_of(file)
    pipeline = json.loads((case / "pipeline.json").read_text())
    yield from differences(found, expected_steps(pipeline))
    if (said.get("pipeline"), said.get("schedule")) != (pipeline["pipeline"], pipeline["schedule"]):
        yield f"the pipeline is {said.get('pipeline')}, {said.get('schedule')}"
    for command in (["check"], ["fmt", "--check"]):
        checked = call(program, *command, str(file))
        if checked.returncode != 0:
            yield f"{' '.join(command)}: {checked.stdout}{checked.stderr}"
    results, errors = outputs(program, file)
    expected = json.loads((case / "expected.json").read_text())
    if results != expected:
        yield f"run: {results} is not {expected}\n{errors}"


def round_trip_problems(program, file, form, scratch, runs):
    """What differs when the program's own export is imported again."""
    text = file.read_text(encoding="utf8")
    lines = [line for line in text.splitlines() if not line.startswith("machine:")]
    copy = file.with_name(f"{file.stem}-{form}.sil")
    copy.write_text("\n".join(lines + [f"machine: {form}", ""]), encoding="utf8")
    exported, target = scratch / f"export-{form}", scratch / f"again-{form}"
    told = call(program, "export", str(copy), "--to", str(exported))
    if told.returncode != 0:
        yield f"export: {told.stderr}"
        return
    for source in ("main.tf.json", "definition.asl.json"):
        again = target / source.split(".")[0]
        told = call(program, "import", str(exported / source), "--to", str(again))
        if told.returncode != 0:
            yield f"{form}, {source}: {told.stdout}{told.stderr}"
            continue
        new = only_pipeline(again)
        (said, found), (_, expected) = steps_of(new), steps_of(copy)
        if source == "definition.asl.json":
            # Nothing but the machine and the zips is asked for there.
            for side in (found, expected):
                for step in side.values():
                    for key in ("runtime", "memory", "layers", "env", "policies") + (
                        ("timeout",) if form == "layers" else ()
                    ):
                        step.pop(key)
        for difference in differences(found, expected):
            yield f"{form}, {source}: {difference}"
        checked = call(program, "check", str(new))
        if checked.returncode != 0:
            yield f"{form}, {source}, check: {checked.stdout}{checked.stderr}"
        if runs and source == "main.tf.json":
            results, errors = outputs(program, new)
            expected, _ = outputs(program, copy)
            if results != expected or results is None:
                yield f"{form}, run: {results} is not {expected}\n{errors}"


def judged(name, problems):
    found = list(problems)
    for problem in found:
        print(f"{name}: {problem}")
    return not found


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    scripts, trips = [], []
    for case in sorted(p for p in root.iterdir() if (p / "reference.py").exists()):
        with tempfile.TemporaryDirectory() as scratch:
            scripts.append(judged(case.name, script_problems(program, case, pathlib.Path(scratch))))
        with tempfile.TemporaryDirectory() as scratch:
            file = pathlib.Path(scratch) / "pipeline.sil"
            file.write_text(document(json.loads((case / "pipeline.json").read_text())), encoding="utf8")
            if call(program, "check", str(file)).returncode != 0:
                continue
            for form in ("nested", "layers"):
                problems = round_trip_problems(program, file, form, pathlib.Path(scratch), runs=form == "nested")
                trips.append(judged(case.name, problems))
    for sample in map(pathlib.Path, sys.argv[3:]):
        for form in ("nested", "layers"):
            with tempfile.TemporaryDirectory() as scratch:
                call("cp", "-r", f"{sample.parent}/.", scratch)
                file = pathlib.Path(scratch) / sample.name
                problems = round_trip_problems(program, file, form, pathlib.Path(scratch) / "out", runs=True)
                trips.append(judged(sample.name, problems))
    print(f"scripts: {sum(scripts)} of {len(scripts)} as expected; exports taken in again: {sum(trips)} of {len(trips)}")
    sys.exit(0 if scripts and all(scripts) and all(trips) else 1)


if __name__ == "__main__":
    main()
