"""The locked versions are those that pyproject.toml asks for, each with its hashes."""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]
BUILD = PROJECT["build-system"]["requires"]
# What the lock is for. Windows is not among it.
PLATFORMS = [
    {
        "sys_platform": system,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    for system, machines in {"linux": ("x86_64", "aarch64"), "darwin": ("x86_64", "arm64")}.items()
    for machine in machines
    for python in ("3.11", "3.12", "3.13")
]


def _locked(lock: str) -> list[Requirement]:
    text = (tree.ROOT / lock).read_text(encoding="utf-8")
    return [Requirement(line.removesuffix("\\").strip()) for line in re.findall(r"^[a-z].*$", text, re.MULTILINE)]


def _applies(marker: Marker | None, platform: dict[str, str]) -> bool:
    return marker is None or marker.evaluate({**platform, "platform_python_implementation": "CPython"})


@pytest.mark.parametrize(
    ("lock", "wanted"), [("requirements.lock", RUNTIME), ("requirements-dev.lock", RUNTIME + DEV + BUILD)]
)
def test_each_dependency_is_locked_once_for_each_platform(lock: str, wanted: list[str]) -> None:
    locked = _locked(lock)
    assert len(locked) > len(wanted) > 10
    for platform in PLATFORMS:
        for asked in map(Requirement, wanted):
            if not _applies(asked.marker, platform):
                continue
            chosen = [
                str(it.specifier).removeprefix("==")
                for it in locked
                if canonicalize_name(it.name) == canonicalize_name(asked.name) and _applies(it.marker, platform)
            ]
            assert len(chosen) == 1, f"{asked.name} on {platform}: {chosen}"
            assert asked.specifier.contains(chosen[0]), f"{asked} is locked at {chosen[0]}: run make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_hashes_and_no_address(lock: str) -> None:
    text = (tree.ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 50
    assert not [block.split()[0] for block in blocks if "--hash=sha256:" not in block]
    assert not re.search(r"://|--index|--extra|--find-links", text)


def test_tests_run_on_the_locked_versions_of_the_bot() -> None:
    """A suite that passes on other versions would prove nothing about the lock."""
    if Path(sys.prefix) != tree.ROOT / ".venv":
        pytest.skip("this is not the environment that make has made")
    here = {"sys_platform": sys.platform}
    for it in _locked("requirements.lock"):
        if it.marker is None or it.marker.evaluate(here):
            try:
                assert it.specifier.contains(version(it.name))
            except PackageNotFoundError:
                pytest.fail(f"{it.name} is locked and not installed")
