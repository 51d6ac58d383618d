#!/usr/bin/env python3
"""Does what the pages docs/how_to/add_*.md say, in a folder of its own: follow.py SOURCE OUT

A comment before a block of a page says where the block goes, for this program; a reader never sees it:
  <!-- recipe: FILE -->                the block is the file
  <!-- recipe: FILE, after "TEXT" -->  the block stands after the first line of FILE that holds TEXT, or after the row that it begins
  <!-- recipe: FILE, instead of "TEXT" -->  the block stands in place of that line, or of the whole that it begins
  <!-- recipe: FILE, at the end -->
Files that a recipe changes are copied to OUT first, so that OUT holds them as they would be, and nothing else.
"""
import pathlib
import re
import sys

BLOCK = re.compile(r"<!-- recipe: (?P<file>[^,\s]+)(?:, (?P<where>.+?))? -->\n```\w+\n(?P<text>.*?)^```$", re.M | re.S)
CODE = re.compile(r"^```cpp\n", re.M)


def end_of(lines, at, whole):
    """The line after what line `at` begins: a row in braces, or any whole; else the next line."""
    end, open_braces = at, 0
    if not (whole or lines[at].lstrip().startswith("{")):
        return at + 1
    while True:
        open_braces += lines[end].count("{") - lines[end].count("}")
        end += 1
        if open_braces <= 0 or end == len(lines):
            return end


def placed(body, text, where, name):
    if where is None:
        return text
    if where == "at the end":
        return body.rstrip("\n") + "\n\n" + text
    replaces = where.startswith("instead of ")
    anchor = where[where.index('"') + 1 : where.rindex('"')]
    lines = body.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if anchor in line:
            end = end_of(lines, at, replaces)
            return "".join(lines[: at if replaces else end]) + text + "".join(lines[end:])
    sys.exit(f"{name}: no line holds {anchor}: the recipe can't be followed")


def main():
    source, out = map(pathlib.Path, sys.argv[1:])
    changed = {}
    for page in sorted((source / "docs" / "how_to").glob("add_*.md")):
        text = page.read_text()
        blocks = list(BLOCK.finditer(text))
        code = len(CODE.findall(text))
        followed = sum(1 for b in blocks if "```cpp\n" in b.group(0))
        if code != followed:
            sys.exit(f"{page}: {code - followed} of {code} blocks of C++ do not say where they go")
        for block in blocks:
            name = block["file"]
            there = source / name
            if block["where"] is None and there.exists():
                sys.exit(f"{page}: {name} is there already")
            body = changed.get(name, there.read_text() if there.exists() else "")
            changed[name] = placed(body, block["text"], block["where"], page)
    for name, body in changed.items():
        file = out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text() != body:  # what is the same stays, and is not compiled again
            file.write_text(body)


if __name__ == "__main__":
    main()
