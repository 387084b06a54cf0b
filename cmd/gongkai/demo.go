package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"gongkai/crawler"
	"gongkai/fixtures"
	"gongkai/store"
)

// demoHost names the demo's site: a name that no network has, so that the
// stored site is the same whatever port is free today.
const demoHost = "demo.gongkai.invalid"

// demoCmd crawls the fixture site over real HTTP and shows what it stored.
type demoCmd struct {
	Delay pause `default:"5ms" help:"Least time between two requests."`
}

// Help adds to the generated help.
func (*demoCmd) Help() string {
	return `Serves a small web site of saved report pages on loopback, crawls it into the
database (gongkai-demo.db unless --db says otherwise), and prints what it stored
and the answer to one query. Nothing outside this machine is asked.`
}

// demoDB is where the demo stores unless told otherwise.
const demoDB = "gongkai-demo.db"

// Run crawls the demo's site.
func (d *demoCmd) Run(ctx context.Context, a *app) error {
	if !a.dbGiven {
		a.db = demoDB
	}
	pages, err := fixtures.Load()
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve the demo's pages: %w", err)
	}
	srv := &http.Server{Handler: fixtures.Handler(pages), ReadHeaderTimeout: 10 * time.Second}
	go srv.Serve(ln) //nolint:errcheck // ends with Close below
	defer srv.Close()
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, network, ln.Addr().String())
	}
	if a.jsonLog {
		a.log.Info("crawling saved pages", "pages", len(pages), "address", ln.Addr().String(), "host", demoHost, "db", a.db)
	} else {
		fmt.Fprintf(a.err, "crawling %d saved pages served on http://%s as http://%s into %s\n", len(pages), ln.Addr(), demoHost, a.db)
	}
	transport := &http.Transport{DialContext: dial}
	defer transport.CloseIdleConnections()
	m, err := a.crawl(ctx, crawler.Config{
		Starts: []string{"http://" + demoHost + fixtures.Start}, Contact: "demo", Delay: d.Delay.config(), Transport: transport,
	}, nil)
	if err != nil {
		return err
	}
	if err := printSummary(a, m.Summary); err != nil {
		return err
	}
	fmt.Fprintln(a.out)
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := db.ListReports(ctx, store.Filter{})
	if err != nil {
		return err
	}
	if err := a.printReports(rows); err != nil {
		return err
	}
	if len(rows) != fixtures.Reports {
		return fmt.Errorf("%d reports are stored, %d are on the site", len(rows), fixtures.Reports)
	}
	const query = `SELECT agency, year, value AS new_requests FROM statistic_view
WHERE section = 'requests' AND row = 'new_requests' AND col = 'total' AND value > 0 ORDER BY agency, year`
	fmt.Fprintf(a.out, "\n$ gongkai --db %s sql \"%s\"\n", a.db, query)
	return a.printQuery(ctx, db, query)
}
