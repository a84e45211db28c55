"""Runs the study's notebooks and exports each in two editions.

Usage: python scripts/run_notebooks.py --notebooks DIR --out DIR [--only 02 ...] [--parent PID --scratch DIR]

DIR gets NN-name.html (without code), code/NN-name.html (with code) and code/NN-name.ipynb (as executed).
The notebooks themselves stay as they are: copies run, in memory. The cells see the environment of this
program: STUDY_CONTEXT, or STUDY_DATA and STUDY_CACHE, pass through. When the process named by --parent is gone, the run
ends, its kernels with it, and the folder named by --scratch is removed.
"""

import argparse
import asyncio
import errno
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Ctrl-C and a closed terminal end the process that is watched, and so this one: a traceback would say nothing more.
if "--parent" in sys.argv:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})

os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

# An optional check of addresses, which no notebook's schema asks for: its import takes two seconds.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402

from study_notebooks.execute import NotebookError, execute, read_notebook  # noqa: E402
from study_notebooks.page import CODE_FOLDER, Neighbours, export, title_of  # noqa: E402
from study_notebooks.progress import complain, say  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
# Cells that the set-up compiled ahead: kernels whose cells are all among them need no compiler.
os.environ.setdefault("STUDY_CELLS", str(ROOT / ".cache/cells.json"))
KERNELS_AT_ONCE = 2

NO_ROOM = {
    errno.ENOSPC: "the disk is full: make room",
    errno.EDQUOT: "your share of the disk is used up: make room",
    errno.EFBIG: "the file would be larger than is allowed here (ulimit -f, or the file system)",
}


def number(path: Path) -> str:
    return path.stem.split("-")[0]


def chosen(notebooks: list[Path], only: list[str]) -> list[Path]:
    """The notebooks to run; each entry of `only` is a number or a name."""
    for entry in only:
        if not any(entry in (number(path), path.stem, path.name) for path in notebooks):
            raise NotebookError(f"--only {entry}: there is no such notebook among {names(notebooks)}")
    return [path for path in notebooks if not only or {number(path), path.stem, path.name} & set(only)]


def names(notebooks: list[Path]) -> str:
    return ", ".join(path.name for path in notebooks)


def write_whole(path: Path, text: str) -> None:
    """The file appears whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        # Writing, unlike opening, does not say what was written.
        raise OSError(error.errno, error.strerror, str(path)) from error


class Run:
    """Runs notebooks side by side; those that share a long result wait for it in their cells."""

    def __init__(self, notebooks: list[Path], every: list[Path], out: Path) -> None:
        self._notebooks = notebooks
        self._every = every
        self._out = out
        self._titles = {path.stem: title_of(read_notebook(path), path.stem) for path in every}
        self._kernels = asyncio.Semaphore(KERNELS_AT_ONCE)
        self._exports = asyncio.Lock()
        self._unwritable = False
        self.errors: list[str] = []

    async def all(self) -> None:
        await asyncio.gather(*(self._one(path) for path in self._notebooks))

    async def _one(self, path: Path) -> None:
        async with self._kernels:
            say(f"{path.stem} …")
            started = time.monotonic()
            try:
                folder = ROOT / "notebooks"
                notebook = await execute(path, folder if folder.is_dir() else ROOT)
            except NotebookError as error:
                if self._unwritable:
                    return  # Its kernel was ended.
                say(f"{path.stem}: failed after {time.monotonic() - started:.1f} s")
                self.errors.append(str(error))
                return
            say(f"{path.stem}: done in {time.monotonic() - started:.1f} s")
        async with self._exports:
            try:
                await asyncio.to_thread(self._write, path, notebook)
            except OSError:
                self._unwritable = True
                raise

    def _write(self, path: Path, notebook: nbformat.NotebookNode) -> None:
        neighbours = self._neighbours(path)
        code = self._out / CODE_FOLDER
        write_whole(self._out / f"{path.stem}.html", export(notebook, path.stem, False, neighbours))
        write_whole(code / f"{path.stem}.html", export(notebook, path.stem, True, neighbours))
        write_whole(code / f"{path.stem}.ipynb", nbformat.writes(notebook) + "\n")

    def _neighbours(self, path: Path) -> Neighbours:
        """Links only to pages that are there or are being made."""
        pages = [
            other
            for other in self._every
            if other in self._notebooks or (self._out / f"{other.stem}.html").exists()
        ]
        index = pages.index(path)
        linked = [(other.stem, self._titles[other.stem]) for other in pages]
        return Neighbours(
            previous=linked[index - 1] if index > 0 else None,
            next=linked[index + 1] if index + 1 < len(pages) else None,
        )


def end_with(parent: int, scratch: Path | None) -> None:
    """Ends this program when the process that started it is gone, also when that is so already."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def runtime_folder(scratch: Path | None) -> Iterator[None]:
    """Connection files of the kernels: not in the home folder, where a run that is cut off would leave them."""
    with tempfile.TemporaryDirectory(prefix="study-kernels-", dir=scratch, ignore_cleanup_errors=True) as folder:
        os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.tempdir = folder
        yield


def failure_of_system(error: OSError) -> str:
    """A failure to write, say, as a message; a full disk is named as such."""
    place = error.filename or tempfile.gettempdir()
    if error.errno in NO_ROOM:
        return f"{place} cannot be written ({errno.errorcode[error.errno]}): {NO_ROOM[error.errno]}"
    return f"{place}: {error.strerror or error}"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Runs the study's notebooks and exports them.")
    parser.add_argument("--notebooks", type=Path, required=True, metavar="DIR", help="folder with the notebooks")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the pages")
    parser.add_argument("--only", nargs="+", default=[], metavar="NN", help="numbers or names of notebooks")
    parser.add_argument("--parent", type=int, metavar="PID", help="process without which this one ends")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="temporary files; removed when the parent is gone")
    options = parser.parse_args(argv)
    if options.parent:
        end_with(options.parent, options.scratch)
    try:
        every = sorted(options.notebooks.glob("*.ipynb"))
        if not every:
            raise NotebookError(f"{options.notebooks} holds no notebooks (*.ipynb)")
        run = Run(chosen(every, options.only), every, options.out)
        with runtime_folder(options.scratch):
            asyncio.run(run.all())
    except NotebookError as error:
        complain(str(error))
        return 1
    except OSError as error:
        complain(failure_of_system(error))
        return 1
    for error in run.errors:
        complain(error)
    return 1 if run.errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
