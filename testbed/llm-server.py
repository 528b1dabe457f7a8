"""llama.cpp's own server, started from its Python package. Run by the script `llm`, not by hand."""
import os
import signal
import sys

import xllamacpp as llama

model, alias, port, threads, slots, context = sys.argv[1:]

params = llama.CommonParams()
params.model.path = model
params.model_alias = {alias}
params.hostnames = ["127.0.0.1"]
params.port = int(port)
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = int(threads)
params.n_parallel = int(slots)
params.n_ctx = int(slots) * int(context)
params.cache_ram_mib = 0
params.n_gpu_layers = 0
params.offline = True
params.ui = False
if os.environ.get("LLM_API_KEY"):
    params.api_keys = [os.environ["LLM_API_KEY"]]

server = llama.Server(params)  # serves from threads of its own, for as long as this object lives
if server.listening_address != f"http://127.0.0.1:{port}":
    sys.exit(f"listens at {server.listening_address}")
while True:
    signal.pause()
