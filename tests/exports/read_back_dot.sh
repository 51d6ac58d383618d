#!/usr/bin/env bash
# The network through Graphviz: read_back_dot.sh FOLDER
set -euo pipefail
command -v gc >/dev/null || { echo "skipped: no graphviz"; exit 77; }
cd "$1"
links=$(sed -n 's/^\([0-9]*\) links, .*/\1/p' graph.txt)
read -r nodes edges _ < <(gc -n -e graph.dot)
json_nodes=$(python3 -c 'import json; print(len(json.load(open("graph.json"))["nodes"]))')
[[ $edges == "$links" && $nodes == "$json_nodes" ]] || { echo "graphviz: $nodes vertices and $edges links, not $json_nodes and $links" >&2; exit 1; }
echo "graphviz: ok"
