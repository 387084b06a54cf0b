package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"gongkai/store"
)

// The exit statuses; programs depend on them.
const (
	statusDone   = 0
	statusFailed = 1 // some input or site failed, the rest is stored
	statusUsage  = 2 // wrong usage or configuration, nothing was done
	statusLocked = 3 // another run holds the crawl lock
)

// commands is the command line.
type commands struct {
	DB        string           `name:"db" placeholder:"PATH" help:"The database (default gongkai.db, or $$GONGKAI_DB)."`
	LogFormat string           `enum:"text,json" default:"text" help:"Messages on standard error as text or as JSON, one object a line."`
	Verbose   bool             `short:"v" help:"Log every visit."`
	Version   kong.VersionFlag `help:"Print the version."`

	Extract   extractCmd   `cmd:"" help:"Read reports from files, directories or pages and print them."`
	Crawl     crawlCmd     `cmd:"" help:"Fetch, archive, read and store the reports of sites."`
	Reports   reportsCmd   `cmd:"" help:"List stored reports."`
	Search    searchCmd    `cmd:"" help:"Find reports by what their text says."`
	Show      showCmd      `cmd:"" help:"Draw a stored report's tables as they are printed."`
	Agencies  agenciesCmd  `cmd:"" help:"List agencies across sites, spellings and years; correct who is who."`
	Checks    checksCmd    `cmd:"" help:"List and count what checks found: figures that do not go together."`
	Sites     sitesCmd     `cmd:"" help:"List the sites asked so far; check and extend a sites file."`
	Coverage  coverageCmd  `cmd:"" help:"Tell which reports are there, and what is known of the others."`
	Status    statusCmd    `cmd:"" help:"Tell how each site fares: last success, last failure, next due."`
	Runs      runsCmd      `cmd:"" help:"List the crawls, newest first."`
	SQL       sqlCmd       `cmd:"" name:"sql" help:"Answer an SQL query, reading only."`
	Reextract reextractCmd `cmd:"" help:"Read the archive again with this version of the extractor."`
	Archive   archiveCmd   `cmd:"" help:"Export, import and prune the archive of raw pages."`
	Backup    backupCmd    `cmd:"" help:"Copy the database, also while a crawl runs."`
	Forget    forgetCmd    `cmd:"" help:"Remove a page or an agency from archive and data, for good."`
	Trend     trendCmd     `cmd:"" help:"Show how a statistic, concept or rate developed over the years."`
	Rank      rankCmd      `cmd:"" help:"Order agencies or regions by a statistic, concept or rate."`
	Compare   compareCmd   `cmd:"" help:"Hold agencies or regions beside each other."`
	Export    exportCmd    `cmd:"" help:"Write all figures, one a row."`
	Diff      diffCmd      `cmd:"" help:"Tell what changed: between revisions of a report, since a day, between releases."`
	Release   releaseCmd   `cmd:"" help:"Write a data package: tables, codebook, findings, changes, checksums."`
	Audit     auditCmd     `cmd:"" help:"Compare stored figures with their pages by eye, and tell the error rate."`
	Schema    schemaCmd    `cmd:"" help:"Explain the database's tables and views."`
	Codebook  codebookCmd  `cmd:"" help:"List every code: sections, rows, columns, units, checks, statuses."`
	Serve     serveCmd     `cmd:"" help:"Open the database to a browser."`
	Demo      demoCmd      `cmd:"" help:"Crawl a small site of saved pages on this machine."`
	Help      helpCmd      `cmd:"" help:"Explain a command."`
}

// listFlags chooses how a list is printed.
type listFlags struct {
	Format string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
}

// AfterApply hands the choice to the app.
func (l listFlags) AfterApply(a *app) error {
	a.format = l.Format
	return nil
}

// helpCmd is `gongkai help COMMAND`.
type helpCmd struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// run parses the command line, runs the command and returns the exit status.
func run(ctx context.Context, args []string, env func(string) string, in io.Reader, out, errw io.Writer) int {
	return runAt(ctx, time.Now, args, env, in, out, errw)
}

// runAt is run by another clock.
func runAt(ctx context.Context, now func() time.Time, args []string, env func(string) string, in io.Reader, out, errw io.Writer) int {
	if len(args) > 0 && args[0] == "help" { // help COMMAND is COMMAND --help
		args = append(args[1:len(args):len(args)], "--help")
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	a := &app{in: in, out: out, err: errw, format: "table", now: now}
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("gongkai"), kong.Writers(out, errw), kong.Exit(func(code int) { exited = code; panic(exitNow{}) }),
		kong.Description("Annual reports on government information disclosure (政府信息公开工作年度报告) as data."),
		kong.UsageOnError(), kong.Vars{"version": version}, kong.Bind(a), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		fmt.Fprintln(errw, "gongkai:", err)
		return statusUsage
	}
	kctx, err := parse(parser, args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		message, help := usageMessage(err)
		if wantsJSONLog(args) {
			newLog(errw, "json", false).Error(message, "status", statusUsage)
		} else {
			fmt.Fprintf(errw, "gongkai: %s (try: %s)\n", message, help)
		}
		return statusUsage
	}
	a.db, a.dbGiven = "gongkai.db", false
	if v := env("GONGKAI_DB"); v != "" {
		a.db, a.dbGiven = v, true
	}
	if cli.DB != "" {
		a.db, a.dbGiven = cli.DB, true
	}
	a.log, a.jsonLog = newLog(errw, cli.LogFormat, cli.Verbose), cli.LogFormat == "json"
	if cli.Crawl.Contact == "" {
		cli.Crawl.Contact = env("GONGKAI_CONTACT")
	}
	if cli.Extract.Contact == "" {
		cli.Extract.Contact = env("GONGKAI_CONTACT")
	}
	return a.finish(kctx.Run(), cli.LogFormat)
}

// exitNow ends kong's help and version, which want to leave the process.
type exitNow struct{}

func parse(p *kong.Kong, args []string) (k *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exitNow); !ok {
				panic(r)
			}
		}
	}()
	return p.Parse(args)
}

// usageMessage tells what is wrong with a command line and which help explains it.
func usageMessage(err error) (message, help string) {
	message = strings.ReplaceAll(err.Error(), `one of "",`, "one of ") // "" stands for a flag that is not given
	var pe *kong.ParseError
	if errors.As(err, &pe) && pe.Context != nil {
		if n := pe.Context.Selected(); n != nil {
			return message, "gongkai help" + strings.TrimPrefix(n.FullPath(), "gongkai")
		}
	}
	return message, "gongkai help"
}

// wantsJSONLog tells whether a command line that could not be parsed asks for
// messages as JSON.
func wantsJSONLog(args []string) bool {
	for i, arg := range args {
		if arg == "--log-format=json" || arg == "--log-format" && i+1 < len(args) && args[i+1] == "json" {
			return true
		}
	}
	return false
}

func newLog(w io.Writer, format string, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if format == "json" {
		level = slog.LevelInfo
	}
	if verbose {
		level = slog.LevelDebug
	}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: func(_ []string, at slog.Attr) slog.Attr {
		if at.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return at
	}}))
}

// finish prints the error, one line, and tells the exit status.
func (a *app) finish(err error, logFormat string) int {
	if err == nil {
		return statusDone
	}
	status := statusFailed
	var usage usageError
	var locked lockedError
	switch {
	case errors.As(err, &usage), errors.Is(err, store.ErrUnwritable): // nothing was done
		status = statusUsage
	case errors.As(err, &locked):
		status = statusLocked
	}
	if errors.Is(err, errReported) {
		return status
	}
	if logFormat == "json" {
		a.log.Error(err.Error(), "status", status)
		return status
	}
	fmt.Fprintln(a.err, "gongkai:", strings.ReplaceAll(err.Error(), "\n", "; "))
	return status
}

// errReported is returned where every failure was told already.
var errReported = errors.New("some inputs failed")
