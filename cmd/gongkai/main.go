// Command gongkai harvests the annual reports on government information
// disclosure of Chinese agencies and turns their tables into data.
//
//	main.go      signals and exit status
//	run.go       the commands, usage errors, exit statuses
//	app.go       what all commands share: streams, database, log
//	list.go      lists as table, CSV or JSON
//	progress.go  the bar on a terminal
//	the rest     one command a file, named after it
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
