from __future__ import annotations

import errno
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sousveil.errors import UsageError
from sousveil.tables import written_aside
from support.tables import listed


def test_a_new_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with written_aside(path, "w", newline="") as stream:
        stream.write("é\r\n")
        stream.flush()
        assert not path.exists()
    assert path.read_bytes() == "é\r\n".encode()
    assert listed(tmp_path) == ["out.txt"]


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    with written_aside(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, MemoryError, OSError])
def test_a_failure_leaves_the_old_file(tmp_path: Path, failure: type[BaseException]) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def write() -> None:
        with written_aside(path) as stream:
            stream.write(b"half")
            raise failure

    with pytest.raises(failure):
        write()
    assert path.read_bytes() == b"old"
    assert listed(tmp_path) == ["out"]


def test_a_full_disk_is_said_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def write() -> None:
        with written_aside(path):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(UsageError, match="No space left"):
        write()
    assert path.read_bytes() == b"old"
    assert listed(tmp_path) == ["out"]


def test_a_limit_on_file_sizes_is_said_and_leaves_the_old_file(tmp_path: Path) -> None:
    """The real thing: the system refuses the bytes while they are flushed."""
    path = tmp_path / "out"
    path.write_bytes(b"old")
    code = f"""
import resource, signal
from sousveil.errors import UsageError
from sousveil.tables import written_aside
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with written_aside({str(path)!r}) as stream:
        stream.write(b"x" * 5000)
except UsageError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "File too large" in done.stdout
    assert path.read_bytes() == b"old"
    assert listed(tmp_path) == ["out"]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    for path in (tmp_path / "gone" / "out", Path("/proc/version/out"), tmp_path / "a\0b"):
        with pytest.raises((UsageError, ValueError)), written_aside(path):
            pass
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="cannot be written"), written_aside(tmp_path / "folder"):
        pass
    assert listed(tmp_path) == ["folder"]


@pytest.mark.kill
def test_killed_while_writing_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old\n")
    code = f"""
import itertools, sys
from sousveil.tables import write_table

def rows():
    for number in itertools.count():
        yield (number, "name")
        if number == 100_000:
            print("writing", flush=True)

write_table({str(path)!r}, ["row", "name"], rows())
"""
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"writing\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert writer.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old\n"
    left = [name for name in listed(tmp_path) if name != "out.csv"]
    assert len(left) == 1
    assert (tmp_path / left[0]).stat().st_size > 0
