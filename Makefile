# The two commands of the README are `make run` and `make test`; the others are for contributors.
.PHONY: run test corpus bench lock clean help

help:
	@echo "make run     set up, then read the sample documents and compare the cantons"
	@echo "make test    set up, then run tests, ruff, mypy and import-linter"
	@echo "make corpus  write the sample documents and their truth again"
	@echo "make bench   measure reading against the tools people use (installs them into .venv-bench)"
	@echo "make lock    write requirements.lock and requirements-dev.lock again (needs uv)"
	@echo "make clean   remove the environment and all outputs of runs"

run:
	@./setup.sh run
	@.venv/bin/kip run corpus/samples --out outputs/samples

test:
	@./setup.sh dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m pytest -n 2 --dist loadfile

corpus:
	@./setup.sh dev
	@.venv/bin/python -m corpus.generator

bench:
	@./setup.sh dev
	@benchmarks/peers/setup.sh
	@.venv/bin/python -m benchmarks.reading $(ARGS)

# No index address goes into a lock; the hashes hold for every supported Python and platform.
lock:
	uv pip compile --universal --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --upgrade pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --upgrade pyproject.toml --extra cluster --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv .venv-bench outputs/*/ .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
