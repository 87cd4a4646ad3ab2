# A fresh machine needs Go, Node with npm, git, and for the tests Chromium.
# The program is pure Go; only the race detector needs a C compiler.

export CGO_ENABLED = 0

PROGRAM  = .cache/achyk
PACKAGES = scripts/npm/node_modules/.package-lock.json
ECHARTS  = static/vendor/echarts.js

.PHONY: site serve test test-all bench fuzz screenshots generate program chromium

# The training election, and the whole site in public/.
site: program
	$(PROGRAM) demo --out data/demo
	$(PROGRAM) build --data data --out public
	@echo "make serve previews it with the headers of production"

serve: program
	$(PROGRAM) serve --out public

# Everything needed to trust a change.
test: export TMPDIR = $(shell scripts/scratch)
test: chromium program $(PACKAGES)
	scripts/lint
	go test ./...
	node --test --test-reporter spec scripts/browser/browser.test.mjs

# Adds what is slow: races, looked for in elections that are smaller than those of
# test, which are the same code for longer; and countries larger than ours.
test-all: test
	TMPDIR=$$(scripts/scratch) CGO_ENABLED=1 go test -race -short -timeout 30m ./...
	scripts/large

bench:
	ACHYK_BENCH=1 go test -timeout 30m -run 'Costs|PlainHugo' -bench . -benchmem ./...

# Each fuzz target for FUZZTIME.
fuzz:
	scripts/fuzz $(or $(FUZZTIME),2m)

# Pictures of every kind of page, in .cache/screenshots/.
screenshots: chromium program $(PACKAGES)
	node scripts/browser/screenshots.mjs

# The Go code of the page components.
generate:
	go tool templ generate -path templates -log-level warn

# A plain go build makes a program without ECharts: its charts are pictures and tables.
program: $(ECHARTS)
	go build -trimpath -o $(PROGRAM) ./generator

$(ECHARTS): $(PACKAGES) scripts/npm/echarts.mjs scripts/bundle/main.go
	go run ./scripts/bundle

$(PACKAGES): scripts/npm/package-lock.json
	npm ci --prefix scripts/npm

# Says at once that Chromium is missing, not after minutes of other tests.
chromium:
	@node scripts/browser/chromium.mjs
