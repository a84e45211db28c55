"""Executes one notebook in a kernel of its own, so that two runs give the same bytes."""

import asyncio
import re
import signal
import tempfile
from pathlib import Path
from typing import IO

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from .progress import CellWatch

KERNEL = "tslab"
LANGUAGE_INFO = {"name": "typescript", "file_extension": ".ts", "mimetype": "text/typescript"}
KERNELSPEC = {"name": KERNEL, "display_name": "TypeScript", "language": "typescript"}

# The kernel reports a promise that nobody awaited on stderr and answers the cell with "ok".
LOST_ERROR = re.compile(r"^(?:UnhandledPromiseRejection|UncaughtException):", re.MULTILINE)
# What `needed` of one-click/notebook throws where a notebook has nothing more to say.
NOT_APPLICABLE = re.compile(r"^NotApplicable: the notebook ends here\. ", re.MULTILINE)
ESCAPE_SEQUENCES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class NotebookError(Exception):
    """A notebook that did not run to its end: the message names the cell, its source and the error."""


class _NotApplicable(Exception):
    """Ends a run in the cell that said why the rest of its notebook does not apply."""


def read_notebook(path: Path) -> NotebookNode:
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path} cannot be read as a notebook: {error}") from error
    return notebook


async def execute(path: Path, working_folder: Path) -> NotebookNode:
    """Runs a copy of a notebook, in memory. Its cells see `working_folder` as their current folder.

    A notebook that does not apply to the tables ends with the cell that says so; what follows is left out.
    """
    notebook = read_notebook(path)
    _settle(notebook, path.stem)
    code_cells = [cell for cell in notebook.cells if _runs(cell)]
    watch = CellWatch(path.stem, len(code_cells))
    current = {"number": 0, "source": "", "cell": None, "kernel": None}

    def on_execute(cell: NotebookNode, cell_index: int) -> None:
        kernel = client.km.provisioner.process
        current.update(number=current["number"] + 1, source=cell.source, cell=cell, kernel=kernel)
        watch.start(current["number"], cell.source)

    def on_executed(cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
        watch.end(current["number"])
        status = execute_reply["content"]["status"]
        if status == "error" and NOT_APPLICABLE.search(_stream(cell, "stderr")):
            raise _NotApplicable
        if status != "ok" or LOST_ERROR.search(_stream(cell, "stderr")):
            raise NotebookError(_failure(path, current, _stream(cell, "stderr")))

    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name=KERNEL,
        record_timing=False,
        coalesce_streams=True,
        on_cell_execute=on_execute,
        on_cell_executed=on_executed,
    )
    # What the kernel itself says is of interest only when it fails.
    kernel_log = tempfile.TemporaryFile()
    try:
        await client.async_execute(cwd=str(working_folder), stderr=kernel_log)
        # What the last cell left running may still fail.
        await asyncio.sleep(0)
    except _NotApplicable:
        _end_with(notebook, current["cell"])
    except CellExecutionError as error:
        raise NotebookError(_failure(path, current, str(error))) from error
    except DeadKernelError as error:
        death = death_of_kernel(current["kernel"].poll() if current["kernel"] else None)
        raise NotebookError(_failure(path, current, f"{_tail(kernel_log)}\n{death}".strip())) from error
    finally:
        kernel_log.close()
        watch.end(current["number"])
    _settle(notebook, path.stem)
    return notebook


def _end_with(notebook: NotebookNode, cell: NotebookNode) -> None:
    """Leaves out the cells after this one, and the message of what was thrown: the cell shows why it ends here."""
    for output in cell.outputs:
        if output.get("name") == "stderr":
            output.text = NOT_APPLICABLE.split(ESCAPE_SEQUENCES.sub("", output.text))[0]
    cell.outputs = [output for output in cell.outputs if output.get("text") != ""]
    last = next(index for index, one in enumerate(notebook.cells) if one is cell)
    del notebook.cells[last + 1 :]


def death_of_kernel(code: int | None) -> str:
    """What a kernel died of, and what to do; `code` as `Popen.poll` gives it."""
    cause = "ended" if code is None else f"ended with exit code {code}"
    remedy = "Run the study again."
    if code is not None and code < 0:
        cause = f"was ended by {signal.Signals(-code).name}"
    if code == -signal.SIGKILL:
        remedy = "Most often memory ran short: close other programs, or take fewer workers (WORKER_THREADS=1)."
    elif code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL):
        remedy = (
            "That is a fault in compiled code: run the study again, with WORKER_THREADS=1 if it comes back; "
            "npm run setup builds the code anew after node_modules has been removed."
        )
    return f"The notebook's kernel {cause}. {remedy}"


def _tail(log: IO[bytes]) -> str:
    log.seek(0)
    return "\n".join(log.read().decode(errors="replace").splitlines()[-15:])


def _settle(notebook: NotebookNode, stem: str) -> None:
    """Keeps what the notebook says and drops what depends on the machine or the moment."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    title = notebook.metadata.get("title")
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO})
    if title:
        notebook.metadata["title"] = title
    for index, cell in enumerate(notebook.cells):
        cell["id"] = f"{re.sub(r'[^A-Za-z0-9_-]', '-', stem)[:40]}-{index + 1}"
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.pop("transient", None)


def _runs(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and cell.source.strip() != ""


def _stream(cell: NotebookNode, name: str) -> str:
    parts = (output.text for output in cell.outputs if output.get("name") == name)
    return ESCAPE_SEQUENCES.sub("", "".join(parts)).strip()


def _failure(path: Path, current: dict, error: str) -> str:
    source = "\n".join(f"    {line}" for line in current["source"].strip().splitlines()[:8])
    text = "\n".join(f"    {line}" for line in (error or "no message").splitlines()[-25:])
    return f"{path.name}: cell {current['number']} failed.\n  The cell:\n{source}\n  The error:\n{text}"
