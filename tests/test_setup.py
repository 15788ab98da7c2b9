"""The set-up script's decisions, read from its dry runs on machines made of stubs.

Each machine is a folder of commands that is the whole of `PATH`: the few real tools that the
script needs, and stubs for what a machine has or lacks.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("sh", "env", "dirname", "sed", "tr", "mktemp", "cat", "rm", "touch", "sleep")
ORDINARY_USER, SUPERUSER = "echo 1000", "echo 0"
YES, NO = "exit 0", "exit 1"


@dataclass(frozen=True)
class Machine:
    """A folder that stands for a machine: what is in it can be run, nothing else."""

    path: Path

    def has(self, **stubs: str) -> Machine:
        """Add commands; underscores in a name stand for hyphens."""
        for name, body in stubs.items():
            stub = self.path / name.replace("_", "-")
            stub.write_text(f"#!/bin/sh\n{body}\n")
            stub.chmod(0o755)
        return self

    def has_python(self, name: str = "python3", *, ensurepip: bool = True) -> Machine:
        """Add the interpreter of this test; without ensurepip, as Debian splits it off."""
        lacking = "" if ensurepip else 'case "$*" in *ensurepip*) exit 1 ;; esac\n'
        return self.has(**{name: f'{lacking}exec "{sys.executable}" "$@"'})

    def set_up(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the script here, in a dry run."""
        environment = {"PATH": str(self.path), "VENV": str(self.path / "venv"), **variables}
        return subprocess.run(
            [self.path / "sh", ROOT / "scripts" / "setup.sh", "--dry-run", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine with a shell and a user, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (folder / tool).symlink_to(found)
    return Machine(folder).has(id=ORDINARY_USER)


@pytest.fixture
def ready(bare: Machine) -> Machine:
    """A machine on which nothing is missing."""
    return bare.has_python().has(pkg_config=YES, **{"c++": YES})


def commands(result: subprocess.CompletedProcess[str]) -> list[str]:
    """The commands that the dry run would have run."""
    return re.findall(r"^would run: (.*)$", result.stdout, flags=re.MULTILINE)


def test_a_ready_machine_gets_hashed_dependencies_and_then_the_project(ready: Machine) -> None:
    result = ready.set_up("runtime")

    assert result.returncode == 0, result.stderr
    make, locked, project, *stamps = commands(result)
    assert make == f"python3 -m venv --clear {ready.path}/venv"
    assert locked.endswith("--require-hashes --requirement requirements.lock")
    assert project.endswith("--no-deps --editable .")
    assert stamps == [f"touch {ready.path}/venv/.runtime-ready"]


def test_development_uses_its_own_lock_and_serves_the_demo_too(ready: Machine) -> None:
    planned = commands(ready.set_up("dev"))

    assert planned[1].endswith("--require-hashes --requirement requirements-dev.lock")
    assert [line.rpartition("/")[2] for line in planned[-2:]] == [".runtime-ready", ".dev-ready"]


def test_a_dry_run_makes_nothing(ready: Machine) -> None:
    ready.set_up("dev")

    assert not (ready.path / "venv").exists()


def test_without_python_it_says_what_it_tried(bare: Machine) -> None:
    result = bare.set_up("runtime")

    assert result.returncode == 1
    assert "no Python 3.11 or later" in result.stderr
    assert "make PYTHON=" in result.stderr
    assert commands(result) == []


def test_an_old_python3_is_passed_over_for_a_newer_one(bare: Machine) -> None:
    bare.has(python3=NO, pkg_config=YES, **{"c++": YES}).has_python("python3.12")

    assert commands(bare.set_up("runtime"))[0].startswith("python3.12 -m venv")


def test_a_named_python_that_is_too_old_is_refused_not_replaced(ready: Machine) -> None:
    ready.has(python2=NO)

    result = ready.set_up("runtime", PYTHON="python2")

    assert result.returncode == 1
    assert "PYTHON=python2" in result.stderr


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install --yes --no-install-recommends pkg-config libicu-dev"),
        ("dnf", "sudo dnf install --assumeyes pkgconf-pkg-config libicu-devel"),
        ("apk", "sudo apk add pkgconf icu-dev"),
        ("pacman", "sudo pacman --sync --noconfirm --needed pkgconf icu"),
    ],
)
def test_an_ordinary_user_gets_one_line_to_type(bare: Machine, manager: str, line: str) -> None:
    bare.has_python().has(**{"c++": YES, manager: YES})

    result = bare.set_up("runtime")

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == f"setup:     {line}"
    assert not any("pip install" in command for command in commands(result))


def test_homebrew_installs_without_privilege(bare: Machine) -> None:
    bare.has_python().has(**{"c++": YES}, brew=YES)

    assert "brew install pkgconf icu4c" in commands(bare.set_up("runtime"))


def test_the_superuser_gets_what_is_missing_installed(bare: Machine) -> None:
    bare.has_python().has(id=SUPERUSER, apt_get=YES, pkg_config=NO)

    result = bare.set_up("runtime")

    assert result.returncode == 0, result.stderr
    assert "missing: a C++ compiler" in result.stdout
    update, install = commands(result)[1:3]
    assert update == "apt-get update"
    assert install.startswith("env DEBIAN_FRONTEND=noninteractive apt-get install --yes")
    assert install.endswith(" g++ libicu-dev")


def test_sudo_without_a_password_is_used(bare: Machine) -> None:
    bare.has_python().has(**{"c++": YES}, sudo=YES, dnf=YES)

    planned = commands(bare.set_up("runtime"))

    assert "sudo -n dnf install --assumeyes pkgconf-pkg-config libicu-devel" in planned


def test_sudo_that_asks_for_a_password_is_not_used(bare: Machine) -> None:
    bare.has_python().has(**{"c++": YES}, sudo=NO, dnf=YES)

    assert bare.set_up("runtime").returncode == 1


def test_debian_without_venv_gets_the_package_of_its_release(bare: Machine) -> None:
    bare.has_python(ensurepip=False).has(pkg_config=YES, apt_get=YES, **{"c++": YES})

    result = bare.set_up("runtime")

    release = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert result.stderr.splitlines()[-1].endswith(release)


def test_without_a_known_package_manager_it_names_what_is_missing(bare: Machine) -> None:
    result = bare.has_python().set_up("runtime")

    assert result.returncode == 1
    assert "missing: ICU's headers" in result.stdout
    assert "install what is missing" in result.stderr


def test_pyicu_of_the_locked_version_needs_nothing_to_build_with(bare: Machine) -> None:
    environment = bare.path / "venv" / "bin"
    environment.mkdir(parents=True)
    Machine(environment).has_python("python")

    result = bare.set_up("runtime")

    assert result.returncode == 0, result.stderr
    assert "missing" not in result.stdout
    assert not any("-m venv" in command for command in commands(result))


def test_both_locks_name_the_same_versions() -> None:
    runtime, dev = (
        set(re.findall(r"^[a-z0-9][^ \n]*==[^ \n]+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )

    assert len(runtime) > 20
    assert runtime <= dev


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_by_hash_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text()

    pins = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
    assert pins
    assert all(pin.endswith("\\") for pin in pins)
    assert "://" not in text
