"""What is shown of a cell's outputs. Nothing that comes out of a cell can inject markup or scripts."""

import json
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
DEFAULT_HEIGHT = 450

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


def clean_output(html: str) -> str:
    """HTML with the harmless part of its markup; the rest is shown as text."""
    return bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=["https"], css_sanitizer=STYLES)


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
    layout = figure.get("layout", {})
    height = layout.get("height")
    return {
        "kind": "figure",
        "label": figure_label(layout),
        "height": int(height) if isinstance(height, (int, float)) else DEFAULT_HEIGHT,
        "json": script_json(figure),
    }


def script_json(value: object) -> str:
    """JSON that can stand in a script element: no tag, comment or line separator can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def figure_label(layout: dict) -> str:
    """The text alternative of a figure: its title and the description in layout.meta."""
    title = layout.get("title") or ""
    if isinstance(title, dict):
        title = title.get("text") or ""
    meta = layout.get("meta")
    description = meta.get("description", "") if isinstance(meta, dict) else ""
    parts = [_plain(title), _plain(str(description))]
    return ". ".join(part.rstrip(".") for part in parts if part) or "Figure"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text)).strip()
