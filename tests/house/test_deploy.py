"""The unit file, the container file and the make targets name only what there is."""

import configparser
import re
import subprocess
from dataclasses import fields

from bot import settings
from tests.house import tree

DEPLOY = tree.ROOT / "deploy"


def test_deploy_names_only_settings_that_exist() -> None:
    known = {settings.name_of(it) for it in fields(settings.Settings)}
    named = {
        name for path in DEPLOY.iterdir() for name in re.findall(r"BLAKUS_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 3
    assert named <= known


def test_the_service_has_time_to_stop_and_starts_again_after_a_fault() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names keep their capitals
    unit.read(DEPLOY / "blakus.service", encoding="utf-8")
    service = unit["Service"]
    assert service["Restart"] == "on-failure"
    assert int(service["TimeoutStopSec"]) >= 30
    assert service["ExecStart"].endswith("blakus run")
    assert {service[it] for it in ("NoNewPrivileges", "PrivateTmp", "ProtectHome")} == {"yes"}


def test_the_container_copies_only_what_there_is() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    ]
    assert len(copied) > 4
    assert not [name for name in copied if not (tree.ROOT / name).exists()]
    assert any(line.startswith("USER blakus") for line in lines)


def test_make_alone_lists_every_target() -> None:
    text = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    promised = re.findall(r"\S+", re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)[0])
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=tree.ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert len(promised) > 8
    assert re.findall(r"^make (\S+)", listed, re.MULTILINE) == promised


def test_the_build_server_runs_the_same_tests() -> None:
    run = tree.ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    assert run.read_text(encoding="utf-8").rstrip().endswith("exec make test")
