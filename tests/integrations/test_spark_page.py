"""docs/spark.md keeps its promises: its session runs on a real Spark, and prints what the text says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from helpers.search_cluster import Cluster
from icenews_nlp.formats.parquet import read_parquet
from icenews_nlp.search import OpenSearchIndex

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.usefixtures("spark")
def test_the_session_of_the_page_runs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    with Cluster() as cluster:
        names: dict[str, object] = {"__name__": "__main__"}  # as in a script
        for block in BLOCKS:
            # Java stays in the folder that it was started in.
            here = re.sub(r"\.(json|parquet)\(.", rf"\g<0>{tmp_path}/", block)
            exec(compile(here.replace("http://localhost:9200", cluster.url), "docs/spark.md", "exec"), names)
        with OpenSearchIndex(cluster.url, "news") as index:
            cluster.indices["news"].refresh()
            assert [hit.key for hit in index.search("heimsókn").hits] == ["demo-1"]
    (part,) = (tmp_path / "documents").glob("*.parquet")
    (document,) = read_parquet(part)
    assert document.id == "demo-1"
    printed = capfd.readouterr().out
    assert f"demo-1 {[cluster.name for cluster in document.people]}" in printed
    assert re.search(r"\|demo-1\|Kristrún Frostadóttir\|\d +\|", printed)


def test_the_page_links_to_files_that_exist_and_readme_to_the_page() -> None:
    assert "(docs/spark.md)" in (ROOT / "README.md").read_text("utf-8")
    assert all((ROOT / path).exists() for path in re.findall(r"python (benchmarks/\w+\.py)", PAGE))
