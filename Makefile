# Everything is done by make.py, which also runs where there is no make: python make.py TARGET
# Words for the command behind a target: make test ARGS="-k spans"
PYTHON ?= python3
TARGETS = install run test test-browser check fix eval bench screens load soak fuzz evidence golden lock sbom licences vulnerabilities all

.PHONY: help $(TARGETS)
help:
	@$(PYTHON) make.py help
$(TARGETS):
	@$(PYTHON) make.py $@ -- $(ARGS)
