# On a machine with Python 3.11 (or 3.12) and make, nothing else: `make demo`, `make test`.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
PORT ?= 8000
ARGS ?=
RUN := .venv/bin/python
export OMP_NUM_THREADS ?= 1

.PHONY: setup demo test rehearse bench lint format schema clean

setup: ## Virtual environment, pinned packages, built frontend; seconds when nothing changed.
	@$(PYTHON) -m scripts.setup

demo: setup ## Everything running with a demo project, until Ctrl-C (PORT=8000).
	@$(RUN) -m touchstone.local up --instance demo --port $(PORT) --seed seed_demo \
		--then "rehearse --demo"

test: setup ## Every check and every test.
	@$(RUN) -m scripts.check

rehearse: setup ## The whole loop with simulated labelers (ARGS="--seed 2 --flip").
	@$(RUN) -m touchstone.local run --instance rehearsal --with web,worker,worker-gpu,beat -- \
		$(RUN) manage.py rehearse $(ARGS)

bench: setup ## The benchmarks, as JSON (ARGS=labeling for one of them).
	@$(RUN) -m bench $(ARGS)

lint: setup ## The checks that need no servers.
	@$(RUN) -m scripts.check --only ruff,format,mypy,imports,eslint,typecheck

format: setup ## Apply the formatter and the fixes that are safe.
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

schema: setup ## Write the API schema and the types that the frontend generates from it.
	@$(RUN) -m scripts.schema

clean: ## Remove what was built; instances under var/ stay.
	rm -rf .venv build frontend/node_modules frontend/dist
