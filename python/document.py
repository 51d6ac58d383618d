# Writes docs/python_api.md from the docstrings: document.py [--check]
import inspect
import re
import sys
from pathlib import Path

sys.path.pop(0)  # this folder, whose chokepoint/ has no module beside it
import chokepoint as cp  # noqa: E402

page = Path(__file__).resolve().parents[1] / "docs" / "python_api.md"
head = """# The Python package, name by name

Made by `python/document.py` from the docstrings, which a test holds. How to use it: [Python](how_to/python.md). All names are of `chokepoint`, here `cp`.
"""


def signature(of):
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(of))).replace("_core.", "")


def text(of):
    """A docstring in Markdown: roles and double backticks become single ones, sections lists."""
    out = re.sub(r":(?:func|meth|class):`([^`]*)`", r"`\1`", inspect.getdoc(of) or "").replace("``", "`")
    out = re.sub(r"^(Args|Returns|Raises|Attributes):$", r"*\1*", out, flags=re.M)
    lines, listed = [], False
    for line in out.splitlines():
        if re.match(r"\*(Args|Returns|Raises|Attributes)\*", line):
            listed = True
            lines += [line, ""]
        elif listed and re.match(r" {4}\S", line):
            name = re.match(r" {4}([\w., ]+): (.*)", line)
            lines.append(f"- `{name[1]}`: {name[2]}" if name else f"- {line.strip()}")
        elif listed and line.startswith("        "):
            lines.append("  " + line.strip())
        elif line.strip() == "::" or line.rstrip().endswith(" ::"):
            lines += [line.rstrip()[:-3].rstrip() + ":" if line.strip() != "::" else "", ""]
        else:
            listed = listed and not line
            lines.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def of_class(name, one):
    out = [f"## {name}", "", text(one), ""]
    for member, what in vars(one).items():
        if member.startswith("_") and member not in ("__getitem__", "__call__"):
            continue
        if isinstance(what, property):
            out += [f"### {name}.{member}", "", text(what), ""]
        elif inspect.isfunction(what):
            out += [f"### {name}.{member}", "", f"`{member}{signature(what)}`", "", text(what), ""]
    return out


def made():
    out = [head]
    functions = [name for name in cp.__all__ if inspect.isfunction(getattr(cp, name))]
    for name in functions:
        out += [f"## {name}", "", f"`cp.{name}{signature(getattr(cp, name))}`", "", text(getattr(cp, name)), ""]
    for name in cp.__all__:
        if inspect.isclass(getattr(cp, name)):
            out += of_class(name, getattr(cp, name))
    return "\n".join(out).rstrip() + "\n"


if "--check" in sys.argv:
    sys.exit(0 if page.read_text() == made() else f"{page} is not what the docstrings say: run python/document.py")
page.write_text(made())
