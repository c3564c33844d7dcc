"""A stand-in for a cluster, for the tests of our client code: real HTTP and the wire format.

It is not OpenSearch: it gives a document to searches after a refresh only, as the real one does, and answers queries by
`search_dsl.py`.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from helpers.search_dsl import Json, RefusedError, Stored, score, unknown


class Index:
    def __init__(self, body: Json) -> None:
        self.body = body
        self.taken: dict[str, Json] = {}
        self.seen: dict[str, Stored] = {}

    def refresh(self) -> None:
        self.seen = {key: Stored(source, self.body) for key, source in self.taken.items()}

    def search(self, body: Json) -> Json:
        if extra := set(body) - {"query", "from", "size", "sort", "aggs", "_source", "track_total_hits"}:
            raise unknown(f"key {extra}")
        scored = [(key, found) for key, document in self.seen.items() if (found := score(body["query"], document)) is not None]
        scored.sort(key=lambda hit: (-hit[1], self.seen[hit[0]].source["key"]))
        shown = body.get("_source", [])
        hits = [
            {"_id": key, "_score": found, "_source": {name: self.seen[key].source[name] for name in shown}}
            for key, found in scored[body.get("from", 0) :][: body.get("size", 10)]
        ]
        # Without `track_total_hits`, a cluster stops counting at 10,000.
        total = len(scored) if body.get("track_total_hits") else min(len(scored), 10_000)
        matching = [self.seen[key] for key, _ in scored]
        counted = {
            name: {"buckets": list(_buckets(aggregation["terms"], matching))}
            for name, aggregation in body.get("aggs", {}).items()
        }
        return {"hits": {"total": {"value": total, "relation": "eq"}, "hits": hits}, "aggregations": counted}


def _buckets(asked: Json, documents: list[Stored]) -> Iterator[Json]:
    counts = Counter(value for document in documents for value in set(document.exact[asked["field"]]))
    wanted = re.compile(asked.get("include", ".*"), re.DOTALL)
    kept = [(value, count) for value, count in counts.items() if wanted.fullmatch(value)]
    for value, count in sorted(kept, key=lambda pair: (-pair[1], pair[0]))[: asked["size"]]:
        yield {"key": value, "doc_count": count}


class Cluster:
    """Listens on 127.0.0.1 while the `with` block runs."""

    def __init__(self) -> None:
        self.indices: dict[str, Index] = {}
        self.requests: list[str] = []
        """Method and path of each."""
        cluster = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                try:
                    status, answer = 200, cluster.answer(self.command, self.path, content.decode())
                except RefusedError as refused:
                    status, answer = refused.status, refused.answer
                written = json.dumps(answer).encode() if self.command != "HEAD" else b""
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(written)))
                self.end_headers()
                self.wfile.write(written)

            do_HEAD = do_GET = do_PUT = do_POST = answer  # noqa: N815  # names that http.server looks for

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Cluster:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, content: str) -> Json:
        path, _, options = path.partition("?")
        self.requests.append(f"{method} {path}")
        if (method, path) == ("POST", "/_bulk"):
            answers = self._bulk([json.loads(line) for line in content.splitlines()])
            if "refresh=true" in options:
                for index in self.indices.values():
                    index.refresh()
            return answers
        name, _, action = path.strip("/").partition("/")
        if method == "PUT" and not action:
            if name in self.indices:
                raise RefusedError(400, "resource_already_exists_exception", f"index [{name}] already exists")
            self.indices[name] = Index(json.loads(content))
            return {"acknowledged": True, "index": name}
        if name not in self.indices:
            raise RefusedError(404, "index_not_found_exception", f"no such index [{name}]")
        index = self.indices[name]
        if action == "_search":
            return index.search(json.loads(content))
        if action == "_refresh":
            index.refresh()
        found: dict[str, Json] = {
            "_count": {"count": len(index.seen)},
            "_mapping": {name: {"mappings": index.body["mappings"]}},
        }
        return found.get(action, {})

    def _bulk(self, lines: list[Json]) -> Json:
        items: list[Json] = []
        while lines:
            ((kind, target),) = lines.pop(0).items()
            taken, key = self.indices[target["_index"]].taken, target["_id"]
            result = {"_index": target["_index"], "_id": key, "status": 200, "result": "updated" if key in taken else "created"}
            if kind == "index" and len(key.encode()) > 512:
                lines.pop(0)
                result = {
                    "_id": key,
                    "status": 400,
                    "error": {"type": "illegal_argument_exception", "reason": "id is too long"},
                }
            elif kind == "index":
                taken[key] = lines.pop(0)
            elif kind == "delete":
                result["result"] = "deleted" if taken.pop(key, None) is not None else "not_found"
            else:
                raise unknown(f"action [{kind}]")
            items.append({kind: result})
        return {"errors": any("error" in result for item in items for result in item.values()), "items": items}
