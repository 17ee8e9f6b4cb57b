"""Elements of a page that was parsed."""


def classed(html, node, name):
    """The elements of this class in an element, in order."""
    held = [part for part in node["in"] if not isinstance(part, str)]
    own = [part for part in held if name in (part["attrs"].get("class") or "").split()]
    return [found for part in held for found in ([part] if part in own else []) + classed(html, part, name)]


def text(html, node):
    return html.text(node, hidden=True)


def section(html, part):
    (found,) = html.find("section", id=part.id)
    return found
