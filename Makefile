# make run      the studio, in the browser        make test      the tests, but for browser and servers
# make picture  one from a sample photo, without  make test-all  all tests, also those of the training
# make setup    what all of them begin with       make lint      style and types
# make bench    measurements, as a table          make clean     remove what was made here
# make mlflow   MLflow's own page on the same runs  make test-rest  what is left of test-all after test

.POSIX:

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
PROMPT = green forest, morning light
SEED = 7
PYTEST = $(BIN)/python -m pytest --numprocesses 2 --no-loadscope-reorder
QUICK = not browser and not server and not trained and not thorough

.PHONY: setup setup-dev run picture mlflow test test-rest test-all lint bench clean

setup: $(VENV)/.installed
	@$(BIN)/python -m scripts.prepare

setup-dev: setup $(VENV)/.installed-dev

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@echo "Making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing the libraries, about 4 minutes and 2.7 GB"
	@$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "Installing the tools for tests and checks"
	@$(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: setup
	@$(BIN)/streamlit run app.py

picture: setup
	@$(BIN)/python -m core.samples coffee out/coffee.png
	@$(BIN)/python -m core generate out/coffee.png --prompt "$(PROMPT)" --seed $(SEED) \
		--output out/picture.png --report out/report.json --stages out/stages
	@echo "The picture is out/picture.png, how it was made is in out/report.json and out/stages."

mlflow: $(VENV)/.installed
	@$(BIN)/python -m scripts.mlflow_page

test: setup-dev
	@$(PYTEST) -m "$(QUICK)"

test-rest: setup-dev
	@$(PYTEST) -m "not ($(QUICK))"
	@$(MAKE) -C training test VENV="$$(cd $(VENV) && pwd)"

test-all: setup-dev
	@$(PYTEST)
	@$(MAKE) -C training test VENV="$$(cd $(VENV) && pwd)"

lint: setup-dev
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m pyright --pythonpath $(BIN)/python

bench: setup
	@$(BIN)/python -m bench

clean:
	rm -rf $(VENV) out .pytest_cache .ruff_cache .hypothesis training/.pytest_cache training/.hypothesis
