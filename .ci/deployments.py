#!/usr/bin/env python3
"""Exports pipelines and has a stand-in for AWS execute what was written: all of them without Terraform, in
both forms of the machine, some of different kinds with the whole of Terraform: apply, execution, a second
plan that must be empty, destroy. Outputs must be the expected ones.

Usage: deployments.py PROGRAM FOLDER TESTCLOUD PYTHON [MIRROR]
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from oracle import document

FULL = (
    "readme", "args_types", "diamond", "quirk_const_collision", "policies", "shared_config", "retry_basic",
    "sched_cron", "single_arg", "two_chains",
)


def call(*words, limit=600):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=limit)


def export(program, file, folder):
    told = call(program, "export", file, "--to", folder)
    if told.returncode != 0:
        raise SystemExit(f"{file.name}: export: {told.stdout}{told.stderr}")


def deployable(text):
    """Layers as AWS takes them: of the pipeline's region, with a version."""
    layer = r"(arn:aws:lambda:)[a-z0-9-]+(:\d{12}:layer:[\w-]+)(:\d+)?"
    return re.sub(layer, lambda m: f"{m[1]}us-east-1{m[2]}{m[3] or ':1'}", text)


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def placed(folder, copy):
    """The export with its definition where a reader without Terraform looks for it."""
    shutil.copytree(folder, copy)
    main = json.loads((copy / "main.tf.json").read_text())
    machine = main["resource"]["aws_sfn_state_machine"]["state_machine"]
    machine["definition"] = (copy / "definition.asl.json").read_text()
    (copy / "main.tf.json").write_text(json.dumps(main))
    return copy


def stand_in(python, testcloud, report, *words):
    told = call(python, testcloud, *words, "--quiet", "--out", report)
    if not report.exists():
        raise SystemExit(f"the stand-in: {told.stdout}{told.stderr}")
    return json.loads(report.read_text())


def compare(name, execution, expected):
    if execution["status"] != "SUCCEEDED":
        return [f"{name}: {execution['status']}: {execution.get('error')} {execution.get('cause')}"]
    got = execution["output"]
    return [] if got == expected else [f"{name}: {got} is not {expected}"]


def merged(output):
    """In the form `layers` what was passed on is in the last reply, or in the replies of the last layer."""
    if isinstance(output, list):
        return {k: v for part in output for k, v in merged(part).items()}
    return output["Payload"] if isinstance(output, dict) and "Payload" in output else output


def main():
    program, root, testcloud, python = (pathlib.Path(w) for w in sys.argv[1:5])
    mirror = sys.argv[5:6]
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="deployments-"))
    problems, folders, expected = [], {}, {}
    for case in sorted(p for p in root.iterdir() if (p / "pipeline.json").exists()):
        meta = json.loads((case / "meta.json").read_text())
        if "invalid_aws_name" in meta["flags"]:
            continue
        text = deployable(document(json.loads((case / "pipeline.json").read_text())))
        expected[case.name] = json.loads((case / "expected.json").read_text())
        for form in ("nested", "layers"):
            file = scratch / f"{case.name}-{form}.sil"
            file.write_text(text.replace("steps:\n", f"machine: {form}\nsteps:\n", 1), encoding="utf8")
            folder = scratch / form / case.name
            export(program, file, folder)
            folders[case.name, form] = folder
    for (name, form), folder in folders.items():
        export(program, scratch / f"{name}-{form}.sil", again := scratch / "again")
        if files(folder) != files(again):
            problems.append(f"{name}: a second export gives other bytes")
        shutil.rmtree(again)
        if form == "nested" and re.search(rb"/(home|root|tmp|work|Users)/", b"".join(files(folder).values())):
            problems.append(f"{name}: a path of this machine")
    copies = {key: placed(folder, scratch / "placed" / key[1] / key[0]) for key, folder in folders.items()}
    report = stand_in(python, testcloud, scratch / "quick.json", "quick", *copies.values(), "--speed", "20")
    for (name, form), run in zip(copies, report["runs"]):
        problems += [f"{name} ({form}): {p}" for p in run["problems"]]
        for execution in run["executions"]:
            execution["output"] = merged(execution.get("output"))
            problems += compare(f"{name} ({form})", execution, expected[name])
    print(f"executed without Terraform: {len(report['runs'])} of {len(copies)}")

    def whole(name):
        words = ["run", folders[name, "nested"], "--s3-zips", "--skip-validate", "--speed", "20", "--input", "{}"]
        if name in ("readme", "sched_cron"):
            words.append("--fire-schedules")
        report = stand_in(
            python, testcloud, scratch / f"{name}.json", *words, *(["--mirror", *mirror] if mirror else []))
        found = [f"{name}: {p}" for p in report["problems"]]
        found += [f"{name}: {f}" for f in report.get("findings", []) if f["severity"] == "error"]
        for execution in report.get("executions", []):
            found += compare(f"{name} (Terraform)", execution, expected[name])
        if not report.get("executions"):
            found.append(f"{name}: nothing was executed")
        return found

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(whole, [n for n in FULL if n in expected]))
    passed = sum(not found for found in results)
    problems += [problem for found in results for problem in found]
    print(f"applied, executed, planned again, destroyed: {passed}")
    for problem in problems:
        print(problem[:2000])
    shutil.rmtree(scratch)
    sys.exit(1 if problems or not passed else 0)


if __name__ == "__main__":
    main()
