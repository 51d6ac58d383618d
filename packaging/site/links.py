"""Links that leave docs/ have no page on the site: their text stays."""

import re

link = re.compile(r"(?<!!)\[([^\]]+)\]\(((?:\.\./)+[^)]*)\)")


def on_page_markdown(markdown, page, config, files):
    depth = page.file.src_uri.count("/")

    def told(match):
        leaves = match[2].count("../") > depth
        return match[1] if leaves else match[0]

    return link.sub(told, markdown)
