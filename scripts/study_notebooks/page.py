"""Exports an executed notebook as one offline HTML file, with or without its code."""

import base64
import functools
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from nbconvert import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

from .outputs import clean_output, views

SCRIPTS = Path(__file__).resolve().parent.parent
TEMPLATES = SCRIPTS.parent / "lib/study/templates"
PLOTLY = SCRIPTS.parent / "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"
STUDY = "Customer activity study"
CODE_FOLDER = "code"
# Tag of cells that only the edition with code shows: details for whoever works on the study.
CODE_EDITION = "code-edition"
# Tag of cells that show single customers: the edition without code says where they stand.
SINGLE_CUSTOMERS = "single-customers"


@dataclass(frozen=True)
class Neighbours:
    """The notebooks before and after this one, as (stem, title); None at the ends."""

    previous: tuple[str, str] | None = None
    next: tuple[str, str] | None = None


def title_of(notebook: NotebookNode, stem: str) -> str:
    """The notebook's own title: its metadata, else its first heading, else its file name."""
    if notebook.metadata.get("title"):
        return str(notebook.metadata.title)
    for cell in notebook.cells:
        heading = re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            return re.sub(r"[*_`]", "", heading[1]).strip()
    return stem


def export(notebook: NotebookNode, stem: str, code: bool, neighbours: Neighbours) -> str:
    """The page of one edition: `code` with the source of the cells and what they wrote to stderr."""
    cells = _cells(notebook, code)
    figures = any(output["kind"] == "figure" for cell in cells for output in cell.get("outputs", []))
    scripts = _scripts() if figures else []
    page = {
        "title": f"{title_of(notebook, stem)} · {STUDY}",
        # The tables' folder and fingerprint, whether they are synthetic, and the day: the study states it.
        "provenance": os.environ.get("STUDY_PROVENANCE", ""),
        "style": f"\n{_style(code).strip()}\n",
        "policy": _policy(scripts),
        "contents": "../index.html" if code else "index.html",
        "previous": _link(neighbours.previous),
        "next": _link(neighbours.next),
        "other": (
            {"href": f"../{stem}.html", "title": "Without code"}
            if code
            else {"href": f"{CODE_FOLDER}/{stem}.html", "title": "With code"}
        ),
        "cells": cells,
        "code": code,
        "scripts": scripts,
    }
    # Not through from_notebook_node: it copies the notebook several times and parses the whole page again.
    return f"{_exporter().template.render(resources={'page': page}).strip()}\n"


def _cells(notebook: NotebookNode, code: bool) -> list[dict]:
    shown = []
    number = 0
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if not code and CODE_EDITION in tags:
            continue
        if not code and SINGLE_CUSTOMERS in tags:
            if views(cell.outputs, with_messages=False) and shown and shown[-1]["kind"] != "withheld":
                shown.append({"kind": "withheld"})
            continue
        if cell.cell_type == "markdown":
            shown.append({"kind": "markdown", "source": cell.source})
        elif cell.cell_type == "code" and cell.source.strip():
            number += 1
            outputs = views(cell.outputs, with_messages=code)
            if code or outputs:
                source = cell.source if code else ""
                shown.append({"kind": "code", "number": number, "source": source, "outputs": outputs})
    return shown


def _link(notebook: tuple[str, str] | None) -> dict | None:
    return notebook and {"href": f"{notebook[0]}.html", "title": notebook[1]}


def _policy(scripts: list[str]) -> str:
    """Nothing is fetched and no script runs but those of the page, known by their hashes."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes or chr(39) + 'none' + chr(39)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; form-action 'none'; base-uri 'none'"
    )


@functools.cache
def _scripts() -> list[str]:
    plotly = PLOTLY.read_text(encoding="utf-8").replace("</script", "<\\/script")
    return [plotly, (TEMPLATES / "draw-figures.js").read_text(encoding="utf-8")]


@functools.cache
def _style(code: bool) -> str:
    style = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("base.css", "style.css"))
    day = os.environ.get("STUDY_DAY", "")
    if day:
        # In the foot of every printed page, as lib/study/src/report/page-style.ts has it.
        foot = f'content: "{day}"; color: #52606d; font: 9pt system-ui, sans-serif;'
        style += f"\n@media print {{ @page {{ @bottom-left {{ {foot} }} }} }}\n"
    return style + HtmlFormatter(style="default").get_style_defs(".highlight") if code else style


@functools.cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(
        template_name="study",
        extra_template_basedirs=[str(TEMPLATES)],
        # Where the frame of all pages lies.
        extra_template_paths=[str(TEMPLATES)],
        config=Config({"HTMLExporter": {"preprocessors": []}}),
    )
    exporter.register_filter("clean_output", clean_output)
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="typescript"))
    return exporter
