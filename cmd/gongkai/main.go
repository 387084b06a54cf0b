// Command gongkai harvests the annual reports on government information
// disclosure of Chinese agencies and turns their tables into data.
//
//	main.go      signals and exit status
//	run.go       the commands, usage errors, exit statuses
//	app.go       what all commands share: streams, database, log
//	list.go      lists as table, CSV or JSON; list_table.go: tables that fit the terminal
//	message.go   one line of trouble on standard error
//	progress.go  the bar on a terminal
//	inputs.go    the documents that extract's arguments stand for
//	formats.go   what reads documents that are no HTML
//	ordered.go   work on all cores, results in order
//	json.go      a report as a line of JSON, without reflection
//	printer.go   a report as JSON, CSV or tables
//	explain.go   where on the page each figure was read, and why
//	codes.go     what the reader's own codes mean; codebook_table.go: the codebook for people
//	tabular/     rows as CSV, JSON lines, workbooks and Parquet
//	selection.go which figures an export takes; long.go, wide.go: its shapes; whole.go: files that appear whole
//	release.go   a data package; release_tables.go, release_fields.go: what is in it; release/ writes it
//	draw/        a report's tables in a terminal
//	changes/     what two revisions of a report have otherwise
//	nightly.go   crawls that nobody watches: window, report, notify
//	window.go    a part of the day
//	morning.go   a run on one screen; lookback.go: what the database adds to it
//	metrics.go   counts for Prometheus
//	sites_file.go  a sites file for a crawl, checked and extended; sitesfile/ reads it
//	harvest/     crawler, extract and store tied together
//	agencies.go  who is who, listed and corrected
//	the rest     one command a file, named after it
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

// heapFloor is how much the collector lets the heap grow at least between two
// of its rounds. What one page needs is so little that it would else come by
// several times a page. It adds to the memory in use once, whatever the input,
// where a higher GOGC would multiply what a large page needs.
const heapFloor = 32 << 20

func main() {
	floor := make([]byte, heapFloor) // never touched: address space, not memory
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	runtime.KeepAlive(floor)
	os.Exit(status)
}
