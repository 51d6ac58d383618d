# What the documentation says of the package is true.
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chokepoint as cp

root = Path(__file__).resolve().parents[2]
page = root / "docs" / "how_to" / "python.md"


def test_the_reference_is_what_the_docstrings_say():
    done = subprocess.run([sys.executable, str(root / "python" / "document.py"), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_examples_of_the_page_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(), re.S)
    assert len(blocks) >= 5
    names = {}
    for block in blocks:
        exec(compile(re.sub(r"runs=\d+", "runs=2", block), str(page), "exec"), names)


def test_every_public_name_is_on_a_page():
    told = page.read_text() + (root / "docs" / "python_api.md").read_text()
    assert all(name in told for name in cp.__all__)


def test_notebooks_are_light_and_were_executed():
    import json

    notebooks = sorted((root / "python" / "notebooks").glob("*.ipynb"))
    assert len(notebooks) == 5
    for notebook in notebooks:
        assert notebook.stat().st_size < 120_000, notebook
        cells = [cell for cell in json.loads(notebook.read_text())["cells"] if cell["cell_type"] == "code"]
        assert all(cell["execution_count"] for cell in cells), notebook
        assert not [out for cell in cells for out in cell["outputs"] if out["output_type"] == "error"], notebook


@pytest.mark.skipif(not Path("/usr/bin/Rscript").exists(), reason="no R")
def test_the_commands_of_the_page_for_r_run(simulate, tmp_path):
    import os

    blocks = re.findall(r"```r\n(.*?)```", (root / "docs" / "how_to" / "r.md").read_text(), re.S)
    simulate("chip_ban", "--runs", "2", "--quiet", "--out", "results/chip_ban", "--members", "--format", "iamc")
    has_reticulate = subprocess.run(["Rscript", "-e", "quit(status = !requireNamespace('reticulate', quietly = TRUE))"]).returncode == 0
    script = "\n".join(block for block in blocks if has_reticulate or "reticulate" not in block).replace("runs = 64L", "runs = 2L")
    (tmp_path / "page.R").write_text(script)
    done = subprocess.run(["Rscript", "page.R"], cwd=tmp_path, text=True, capture_output=True, env={**os.environ, "RETICULATE_PYTHON": sys.executable})
    assert done.returncode == 0, done.stderr
