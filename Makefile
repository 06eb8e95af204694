# `make` alone lists the verbs.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv/bin

# A part of the tests: its name, which they are, and how many at a time.
tried = $(VENV)/python -m pytest -o cache_dir=.pytest_cache/$(1) $(2) $(3) || $(VENV)/python scripts/again.py .pytest_cache/$(1) $(2)

.PHONY: help setup setup-test demo test lint types unit web browser faults long bench bench-network soak fuzz lock clean

help:
	@echo 'make demo    install, build and run a small believable world on this machine'
	@echo 'make setup   only install and build'
	@echo 'make test    every check and every test'
	@echo 'make long    the longer stories in browsers, ten minutes more'
	@echo 'make lint | types | unit | web | browser | faults   one part of the tests'
	@echo 'make bench   measure, and print the tables of docs/PERFORMANCE.md'
	@echo 'make bench-sfu   measure what forwarding costs beside Janus, and lessons per core (SFU="--repeat 5" …)'
	@echo 'make bench-network   measure a lesson over the lines that schools have (NETWORK="--profile bad" …)'
	@echo 'make soak    let members come and go beside a lesson (SOAK="--minutes 30 --flood 1000000")'
	@echo 'make fuzz    look for datagrams that break something (FUZZ="publisher --seconds 600")'
	@echo 'make lock    resolve the Python dependencies anew'
	@echo 'make clean   remove what was installed and built (the data in var/ stays)'

setup:
	@test -n "$(PYTHON)" || { echo 'tongke: Python 3.11 or newer is needed; see https://www.python.org/downloads/.'; exit 1; }
	@$(PYTHON) scripts/setup.py

setup-test:
	@test -n "$(PYTHON)" || { echo 'tongke: Python 3.11 or newer is needed; see https://www.python.org/downloads/.'; exit 1; }
	@$(PYTHON) scripts/setup.py --test

demo: setup
	@exec $(VENV)/tongke demo $(DEMO)

test: setup-test
	@$(MAKE) --no-print-directory -j 2 --output-sync lint types web
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory browser
	@$(MAKE) --no-print-directory faults

lint: setup-test
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/lint-imports

types: setup-test
	$(VENV)/mypy

unit: setup-test
	$(call tried,unit,-m 'not browser and not faults',-n 3 --dist worksteal)

browser: setup-test
	$(call tried,browser,-m 'browser and not beside and not long')

faults: setup-test
	$(call tried,faults,-m '(faults or beside) and not long',-n 2 --dist loadfile)

long: setup-test
	$(VENV)/python -m pytest -m long

web: setup-test
	cd web_client && npm run --silent lint && npm run --silent test

bench-network: setup-test
	$(VENV)/python -m tests.network $(NETWORK)

bench-sfu: setup-test
	$(VENV)/python -m tests.bench --only sfu lessons --without-kernel $(SFU)

bench: setup-test
	$(VENV)/python -m tests.bench

soak: setup-test
	$(VENV)/python -m tests.bench.soak $(SOAK)

fuzz: setup-test
	$(VENV)/python -m pip install --quiet atheris
	$(VENV)/python -m tests.fuzz $(FUZZ)

lock:
	$(VENV)/python -m pip install --quiet uv
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml -o requirements-dev.lock --custom-compile-command 'make lock'
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes pyproject.toml -c requirements-dev.lock -o requirements.lock --custom-compile-command 'make lock'

clean:
	rm -rf .venv web_client/node_modules web_client/dist *.egg-info
