PYTHON ?= python3
BIN := .venv/bin

.PHONY: publish test
publish: .venv/publish
	@$(BIN)/invoke publish
test: .venv/dev
	@tests/install-tools
	@$(BIN)/invoke test
.venv/publish: requirements.txt
	$(PYTHON) -m venv .venv && $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $< && touch $@
.venv/dev: requirements-dev.txt
	$(PYTHON) -m venv .venv && $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $< && touch $@ .venv/publish
