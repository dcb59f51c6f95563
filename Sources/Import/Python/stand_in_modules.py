"""Puts the stand-ins where the script imports from, and gives modules that are not there."""

import ast
import importlib.machinery
import os
import sys
import types


def is_optional_import(frame):
    """Whether the import on this line is one that the program can do without."""
    tree = parsed(frame.f_code.co_filename) if frame else None
    for node in ast.walk(tree) if tree else ():
        if not isinstance(node, ast.Try):
            continue
        first, last = node.body[0].lineno, node.body[-1].end_lineno
        if not first <= frame.f_lineno <= last:
            continue
        for handler in node.handlers:
            words = ast.dump(handler.type) if handler.type else "Exception"
            if any(
                word in words
                for word in ("ImportError", "ModuleNotFound", "'Exception'", "Exception")
            ):
                return True
    return False


class StandInFinder:
    """Gives modules that are not there, and those that must not be run."""

    replaced = {"cdktf", "constructs", "cdktf_cdktf_provider_aws", "boto3", "botocore"}

    def __init__(self, only_replaced):
        self.only_replaced = only_replaced

    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        if self.only_replaced != (top in self.replaced):
            return None
        if not self.only_replaced:
            if top == "step_in_line" or "." in name and top not in Recording.missing:
                return None
            frame = script_frame()
            if frame is None or is_optional_import(frame) or is_installed(frame.f_code.co_filename):
                return None
            Recording.missing.setdefault(top, (frame.f_code.co_filename, frame.f_lineno))
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        top = spec.name.split(".")[0]
        return StandInModule(spec.name, AWSObject if top in ("boto3", "botocore") else None)

    def exec_module(self, module):
        if module.__name__ == "cdktf":
            module.App = App
            module.TerraformStack = StepInLine
            for kind in ("s3", "gcs", "azurerm", "remote", "cloud", "local", "http", "pg"):
                setattr(module, f"{kind.capitalize()}Backend", backend(kind))
        elif module.__name__.endswith("data_aws_subnets"):
            module.DataAwsSubnetsFilter = SubnetsFilter


def is_installed(path):
    """Whether a file belongs to Python or to a package that was installed, not to the person."""
    parts = os.path.abspath(path).split(os.sep)
    if "site-packages" in parts or "dist-packages" in parts:
        return True
    library = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
    return os.path.abspath(path).startswith(library) or path.startswith("<")


def install_stand_ins():
    package = types.ModuleType("step_in_line")
    package.__path__ = []
    names = {"step": (step, Step), "pipeline": (Pipeline,), "tf": (StepInLine,)}
    for name, members in names.items():
        module = StandInModule(f"step_in_line.{name}")
        for member in members:
            setattr(module, member.__name__, member)
        setattr(package, name, module)
        sys.modules[module.__name__] = module
    sys.modules["step_in_line.tf"].step = step
    for member in (Step, Pipeline):
        setattr(sys.modules["step_in_line.tf"], member.__name__, member)
        setattr(package, member.__name__, member)
    sys.modules["step_in_line.tf"].rename_tf_output = lambda path: None
    sys.modules["step_in_line"] = package
    sys.meta_path.insert(0, StandInFinder(only_replaced=True))
    sys.meta_path.append(StandInFinder(only_replaced=False))
