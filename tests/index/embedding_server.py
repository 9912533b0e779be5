"""A server of embeddings over real HTTP on loopback, which fails when it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class EmbeddingServer(ThreadingHTTPServer):
    """Serves /v1/embeddings: a text's vector is its length and 1, unless the next reply is scripted."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: list[int] = []  # statuses to fail with, the last one for good; 0 hangs up
        self.wait_milliseconds = 1  # before a request is tried again
        self.body: bytes | None = None  # what a good reply says, instead of vectors
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that hung up


class _Handler(BaseHTTPRequestHandler):
    server: EmbeddingServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body | {"path": self.path})
        self.server.keys.append(self.headers["Authorization"])
        replies = self.server.replies
        status = (replies.pop(0) if len(replies) > 1 else replies[0]) if replies else 200
        if status == 0:
            self.close_connection = True
            self.connection.close()
            return
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        rows = [
            {"object": "embedding", "index": at, "embedding": [len(text.strip()), 1]} for at, text in enumerate(texts)
        ]
        good = {
            "object": "list",
            "model": body["model"],
            "data": rows,
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }
        self._send(status, good if status == 200 else {"error": {"message": "secret-detail", "type": "x", "code": "x"}})

    def _send(self, status: int, value: object) -> None:
        data = json.dumps(value).encode()
        if status == 200 and self.server.body is not None:
            data = self.server.body
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("retry-after-ms", str(self.server.wait_milliseconds))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[EmbeddingServer]:
    """Serve from a thread."""
    with EmbeddingServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
