package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"gongkai/cmd/gongkai/web"
)

// serveCmd opens the database to a browser.
type serveCmd struct {
	Addr           string  `default:"127.0.0.1:8080" help:"Address to listen on; port 0 takes a free one."`
	Rate           float64 `default:"5" help:"Requests a second that a client may make on average, with bursts of ten times as many; 0 for no limit. Clients on this machine have none."`
	BehindProxy    bool    `help:"Requests from this machine come from a proxy: clients are told apart by the last address of X-Forwarded-For."`
	PublishArchive bool    `help:"Show archived pages on an address that is not loopback, or behind a proxy, too."`
}

// Help adds to the generated help.
func (*serveCmd) Help() string {
	return `The database is opened for reading only and may be written by a crawl meanwhile. It listens
on this machine alone unless --addr says otherwise. Archived pages are shown in a sandbox that
runs nothing; they print names and telephone numbers, hence on other addresses, and behind a
proxy, they are shown with --publish-archive only.

A proxy on this machine (for TLS, say) makes all clients look like this machine's: with
--behind-proxy it is whom the proxy names that is held to the rate.

Lists and counts of all reports are kept in memory, some 300 MB in all with 100,000 reports.
While a crawl changes the database they lag behind it for some seconds, or for ten times what
it takes to make them.`
}

// What a client may take.
const (
	serveHeader = 10 * time.Second
	serveWrite  = 2 * time.Minute // the largest export on a slow line
	serveIdle   = 2 * time.Minute
	serveStop   = 5 * time.Second
	serveFields = 32 << 10
)

// shareKept is what part of the size of the database the collector lets a server
// use of memory, if that is more than tableMemory: lists of all reports are kept.
const shareKept = 4

// serveMemory is how much memory the collector lets a server use.
func serveMemory(db string) int64 {
	info, err := os.Stat(db)
	if err != nil {
		return tableMemory
	}
	return max(tableMemory, info.Size()/shareKept)
}

// prepare has what is kept made before the first visitor comes. The channel
// tells its end.
func prepare(ctx context.Context, s *web.Server, log *slog.Logger) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.Prepare(ctx); err != nil && ctx.Err() == nil {
			log.Warn("nothing is kept yet", "error", err)
		}
	}()
	return ended
}

// Run serves until it is told to stop; then it finishes what is under way, as far
// as that takes no longer than serveStop.
func (c *serveCmd) Run(ctx context.Context, a *app) error {
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return usageError{fmt.Errorf("--addr: %w", err)}
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(serveMemory(a.db)))
	at := ln.Addr().(*net.TCPAddr)
	s, err := web.New(web.Options{DB: db, Version: version, Rate: c.Rate, Proxied: c.BehindProxy, Log: a.log, Now: a.now,
		ShowArchive: at.IP.IsLoopback() && !c.BehindProxy || c.PublishArchive})
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	defer s.Close()
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: serveHeader, ReadTimeout: serveHeader, WriteTimeout: serveWrite,
		IdleTimeout: serveIdle, MaxHeaderBytes: serveFields}
	prepared := prepare(ctx, s, a.log)
	defer func() { <-prepared }()
	fmt.Fprintf(a.out, "http://%s/\n", at)
	done := make(chan error, 1)
	go func() { done <- server.Serve(ln) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), serveStop)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		a.log.Warn("answers are broken off", "error", err)
		return server.Close()
	}
	return nil
}
