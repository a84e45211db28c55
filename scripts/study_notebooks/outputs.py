"""What is shown of a cell's outputs. Nothing that comes out of a cell can inject markup or scripts."""

import html
import json
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
DEFAULT_HEIGHT = 450
# Plotly's own top margin, and what is left of one when the title is taken out, in pixels.
DEFAULT_TOP_MARGIN = 100
LABEL_SPACE = 34
PLAIN_SPACE = 16

TAGS = set(
    "a abbr b blockquote br caption code col colgroup dd details div dl dt em figcaption figure h2 h3 h4 h5 h6 "
    "hr i kbd li mark meter ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead "
    "tr u ul var".split()
)
ATTRIBUTES = {
    "*": ["class", "title", "lang", "style", "aria-label", "aria-hidden", "role"],
    "a": ["href"],
    "th": ["scope", "colspan", "rowspan"],
    "td": ["colspan", "rowspan"],
    "col": ["span"],
    "details": ["open"],
    "meter": ["min", "max", "low", "high", "optimum", "value"],
    "ol": ["start"],
}
STYLES = CSSSanitizer(
    allowed_css_properties=[
        "background-color",
        "color",
        "display",
        "font-size",
        "font-style",
        "font-weight",
        "height",
        "margin",
        "max-width",
        "min-width",
        "padding",
        "text-align",
        "vertical-align",
        "white-space",
        "width",
    ]
)


def clean_output(markup: str) -> str:
    """HTML with the harmless part of its markup; the rest is shown as text."""
    return bleach.clean(markup, tags=TAGS, attributes=ATTRIBUTES, protocols=["https"], css_sanitizer=STYLES)


def views(outputs: list[NotebookNode], with_messages: bool) -> list[dict]:
    """The outputs as the template shows them; messages are what the cell wrote to stderr."""
    shown = []
    for output in outputs:
        if output.output_type == "stream":
            if output.name == "stdout":
                shown.append({"kind": "stdout", "text": output.text})
            elif with_messages:
                shown.append({"kind": "stderr", "text": output.text})
        elif output.output_type in ("display_data", "execute_result"):
            view = _view(output.data)
            if view:
                shown.append(view)
    return shown


def _view(data: dict) -> dict | None:
    """The richest of the representations that a display sent."""
    if FIGURE in data:
        return _figure(data[FIGURE])
    if "text/html" in data:
        return {"kind": "html", "html": clean_output(data["text/html"])}
    if "text/markdown" in data:
        return {"kind": "markdown", "markdown": data["text/markdown"]}
    for image in ("image/png", "image/jpeg"):
        if image in data:
            base64 = re.sub(r"[^A-Za-z0-9+/=]", "", data[image])
            return {"kind": "image", "type": image, "base64": base64, "label": data.get("text/plain", "")}
    if "text/plain" in data:
        return {"kind": "stdout", "text": data["text/plain"]}
    return None


def _figure(figure: dict) -> dict:
    """A figure whose title stands above it as text, which wraps on a narrow screen as Plotly's does not."""
    layout = {key: value for key, value in figure.get("layout", {}).items() if key not in ("title", "width")}
    title, description = figure_texts(figure.get("layout", {}))
    height = layout.get("height") or DEFAULT_HEIGHT
    if title:
        margin = {"t": DEFAULT_TOP_MARGIN, **layout.get("margin", {})}
        top = min(margin["t"], LABEL_SPACE if _labels_above(layout) else PLAIN_SPACE)
        height -= margin["t"] - top
        layout["margin"] = {**margin, "t": top}
    layout["height"] = height
    return {
        "kind": "figure",
        "title": title,
        "label": ". ".join(part.rstrip(".") for part in (title, description) if part) or "Figure",
        "height": int(height),
        "json": script_json({**figure, "layout": layout}),
    }


def _labels_above(layout: dict) -> bool:
    """Whether labels stand above the plot, as those of its panels do."""
    return any(
        note.get("yref") == "paper" and isinstance(note.get("y"), (int, float)) and note["y"] >= 1
        for note in layout.get("annotations", [])
    )


def script_json(value: object) -> str:
    """JSON that can stand in a script element: no tag, comment or line separator can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def figure_texts(layout: dict) -> tuple[str, str]:
    """The title of a figure and the description in its layout.meta, as plain text; empty when there is none."""
    title = layout.get("title") or ""
    if isinstance(title, dict):
        title = title.get("text") or ""
    meta = layout.get("meta")
    description = meta.get("description", "") if isinstance(meta, dict) else ""
    return _plain(str(title)), _plain(str(description))


def _plain(text: str) -> str:
    """Plotly's labels know a few tags and entities."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", text))).strip()
