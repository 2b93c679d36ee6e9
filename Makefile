# SpikeWalk. `make help` lists what there is to make.

DEMO ?= Examples/torus-diffusion.yaml
PREFIX ?= /usr/local
# Options of Tests/Benchmarks/run, such as --no-rivals.
BENCH ?=

# Tests run in release mode. They use no @testable import, so they are built with the very flags of the tool:
# with testable imports on, `swift test` would compile every target a second time.
RELEASE = -c release
CHECKED = $(RELEASE) --explicit-target-dependency-import-check error
SOURCES = Package.swift Sources Tests

# The installed tool carries the Swift library in itself, and is built apart from the one for development.
STANDALONE = .build-install/release/spikewalk

TOOL = .build/release/spikewalk
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
BASH = $(SHARE)/bash-completion/completions
ZSH = $(SHARE)/zsh/site-functions
FISH = $(SHARE)/fish/vendor_completions.d

.PHONY: help setup build demo test bench format lint standalone install uninstall clean

help:
	@echo 'make demo [DEMO=file]       set up, build, run one experiment and say where its report is'
	@echo 'make test                   set up, build and pass all tests'
	@echo 'make build                  set up and build the tool: $(TOOL)'
	@echo 'make setup                  install the system libraries that are missing (Debian, Ubuntu)'
	@echo 'make bench [BENCH=options]  set up, build, and time the engines beside C++ loops and other simulators'
	@echo '                            (--no-rivals: without the simulators, which come from PyPI)'
	@echo 'make format, make lint      lay the sources out, or check that they are'
	@echo 'make standalone             build a tool that runs without Swift: $(STANDALONE)'
	@echo 'make install [PREFIX=dir]   copy it to PREFIX (after `make standalone` that needs no Swift: sudo is safe)'
	@echo 'make uninstall [PREFIX=dir] remove it'
	@echo 'make clean                  remove what was built'

setup:
	@.ci/setup

build: setup
	swift build $(CHECKED) --product spikewalk

demo: build
	$(TOOL) run '$(DEMO)' --overwrite

test: setup
	swift build $(CHECKED) --build-tests
	swift test $(CHECKED) --skip-build --disable-xctest --disable-testable-imports

bench: build
	Tests/Benchmarks/run $(BENCH)

format:
	swift format format --in-place --recursive --parallel $(SOURCES)

lint:
	swift format lint --strict --recursive --parallel $(SOURCES)

$(STANDALONE): Package.swift $(shell find Sources -type f)
	@.ci/setup
	swift build -c release --scratch-path .build-install --product spikewalk --static-swift-stdlib
	@touch $@

standalone: $(STANDALONE)

install: $(STANDALONE)
	install -d '$(BIN)' '$(SHARE)/spikewalk' '$(BASH)' '$(ZSH)' '$(FISH)'
	install -m 755 $(STANDALONE) '$(BIN)/spikewalk'
	cp -R Models Examples '$(SHARE)/spikewalk/'
	'$(BIN)/spikewalk' --generate-completion-script bash > '$(BASH)/spikewalk'
	'$(BIN)/spikewalk' --generate-completion-script zsh > '$(ZSH)/_spikewalk'
	'$(BIN)/spikewalk' --generate-completion-script fish > '$(FISH)/spikewalk.fish'

uninstall:
	rm -f '$(BIN)/spikewalk' '$(BASH)/spikewalk' '$(ZSH)/_spikewalk' '$(FISH)/spikewalk.fish'
	rm -rf '$(SHARE)/spikewalk'

clean:
	rm -rf .build .build-install .build-bench
