# gongkai: make build | demo | test | lint | bench | scale | soak | screenshots
GO    ?= go
TAGS  := sqlite_fts5
FLAGS := -tags $(TAGS)

.DEFAULT_GOAL := build
.PHONY: build demo test lint bench scale soak fuzz screenshots need clean

build: need
	@mkdir -p bin
	$(GO) build $(FLAGS) -trimpath -o bin/gongkai ./cmd/gongkai

# The README's first command: crawl a small site of saved pages on this machine.
demo: build
	./bin/gongkai --db gongkai-demo.db demo

# The README's second command. Fuzz seeds run as ordinary tests.
test: need
	@unformatted=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); \
	  if [ -n "$$unformatted" ]; then echo "gofmt would change: $$unformatted" >&2; exit 1; fi
	$(GO) vet $(FLAGS) ./...
	$(GO) test $(FLAGS) -race -timeout 20m ./...

lint: need
	@unformatted=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); \
	  if [ -n "$$unformatted" ]; then echo "gofmt would change: $$unformatted" >&2; exit 1; fi
	$(GO) vet $(FLAGS) ./...
	$(GO) tool staticcheck $(FLAGS) ./...

# Ratios against a reference in the same run; never a pass or fail.
bench: need
	$(GO) test $(FLAGS) -run '^$$' -bench . -benchtime 2s ./...
	$(MAKE) scale

# The same of a generated nation with so many reports; CI runs a fiftieth.
REPORTS ?= 100000
SCALETIME ?= 20x
SCALE := $(GO) test $(FLAGS) -run '^$$' -timeout 90m -benchtime $(SCALETIME)
scale: need
	$(SCALE) -bench Answers ./store/nationtest -nation-reports $(REPORTS)
	$(SCALE) -bench Search ./store -search-reports $(REPORTS)
	$(SCALE) -bench Coverage ./store/coverage -coverage-reports $(REPORTS)
	$(SCALE) -bench Load ./cmd/gongkai/web -load-agencies $$(($(REPORTS) / 7))
	$(GO) test $(FLAGS) -run '^$$' -timeout 90m -benchtime 1x -bench Figures ./store
	$(GO) test $(FLAGS) -run '^$$' -timeout 90m -benchtime 1x -bench 'WideExport|Release' ./cmd/gongkai -export-reports $(REPORTS)

# The long ones: 20,000 generated pages, 300 generated documents of each format, 100,000 pieces of broken markup against
# html.Parse, 100,000 made tables for the solver, a crawl of 3,000 simulated hosts,
# and a minute of each fuzz target.
soak: need
	$(GO) test $(FLAGS) -run TestGeneratedPages -v -timeout 60m ./extract -generated 20000
	$(GO) test $(FLAGS) -run 'TestGeneratedDocuments|TestGeneratedPDF' -v -timeout 60m ./extract -documents 300
	$(GO) test $(FLAGS) -run Broken -v -timeout 30m ./extract -broken 50000
	$(GO) test $(FLAGS) -run Reports -v -timeout 60m ./extract/solve -tables 5000
	$(GO) test $(FLAGS) -run TestNation -v -timeout 90m ./cmd/gongkai/harvest -nation-share 1
	$(MAKE) fuzz FUZZTIME=60s

FUZZTIME ?= 10s
fuzz: need
	@for p in $$($(GO) list $(FLAGS) ./...); do for f in $$($(GO) test $(FLAGS) -list '^Fuzz' $$p | grep '^Fuzz'); do \
	  $(GO) test $(FLAGS) -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$p || exit 1; done; done

# A picture of each page, in both languages and two window sizes, by Chromium.
SCREENSHOTS ?= $(CURDIR)/screenshots
screenshots: need
	@mkdir -p $(SCREENSHOTS)
	$(GO) test $(FLAGS) -run TestScreenshots ./cmd/gongkai/web/browser -screenshots $(SCREENSHOTS)

# What is needed, told in one line instead of failing deep inside.
need:
	@command -v $(GO) >/dev/null 2>&1 || { echo "gongkai needs Go $$(sed -n 's/^go //p' go.mod) or newer: https://go.dev/dl/" >&2; exit 1; }
	@want=$$(sed -n 's/^go //p' go.mod); \
	  have=$$($(GO) env GOVERSION 2>/dev/null || GOTOOLCHAIN=local $(GO) env GOVERSION); have=$${have#go}; \
	  [ "$$(printf '%s\n%s\n' "$$want" "$$have" | sort -V | head -n 1)" = "$$want" ] || \
	  { echo "gongkai needs Go $$want or newer, this is $$have: https://go.dev/dl/" >&2; exit 1; }
	@cc=$$($(GO) env CC); command -v "$${cc%% *}" >/dev/null 2>&1 || \
	  { echo "gongkai needs a C compiler for SQLite ($$cc was not found): install gcc or clang, or set CC" >&2; exit 1; }
	@[ "$$($(GO) env CGO_ENABLED)" = 1 ] || { echo "gongkai needs cgo for SQLite: unset CGO_ENABLED, or set it to 1" >&2; exit 1; }

clean:
	rm -rf bin gongkai-demo.db gongkai-demo.db-wal gongkai-demo.db-shm gongkai-demo.db.lock
