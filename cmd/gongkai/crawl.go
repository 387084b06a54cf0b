package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/store"
)

// crawlCmd fetches, archives, extracts and stores.
type crawlCmd struct {
	Starts        []string      `arg:"" optional:"" name:"address" help:"Address or host to begin with; in scope even if it is not *.gov.cn."`
	Explain       string        `placeholder:"URL" help:"Fetch this page only, keep nothing, and print why each of its links would be taken or left."`
	Delay         pause         `default:"1s" help:"Least time between two requests to one host: a Go duration or plain seconds; 0 for none."`
	Concurrency   int           `default:"1" help:"Requests in flight to one host."`
	Connections   int           `default:"64" help:"Requests in flight in all."`
	MaxPages      int           `default:"2000" help:"Requests a site may cost in one run."`
	Timeout       time.Duration `default:"2m" help:"How long one request may take in all."`
	HeaderTimeout time.Duration `default:"30s" help:"How long a server may take to begin its answer."`
	Revisit       pause         `default:"168h" help:"How long an unchanged report of a past year is left alone, doubled each time up to 180 days; 0 asks in every run. Lists and reports of the last two years are asked for in every run."`
	OldTLS        []string      `name:"old-tls" placeholder:"HOST" help:"Speak TLS before 1.2 and unsafe ciphers with this host, for servers that know no other; each page fetched so says it, and so do status and runs. May be repeated; old_tls in a sites file."`
	AllowPrivate  bool          `help:"Permit private and loopback addresses."`
	Contact       string        `help:"Mail address or web page for webmasters, sent in the User-Agent; required for hosts that are not private (also $$GONGKAI_CONTACT)."`
	FailOn        failOnSet     `default:"any" help:"Which failed sites give exit status 1: any, new (those that did not fail before) or a share such as 0.1."`
	JSON          bool          `help:"Print the summary as JSON."`
	nightlyFlags
}

// Help adds to the generated help.
func (*crawlCmd) Help() string {
	return `Finds annual reports from the given addresses, list page by list page, and stores
them. Safe to stop at any moment and to run again: it goes on where it was and
asks for nothing again that did not change. robots.txt is obeyed.`
}

// Run crawls and prints the summary.
func (c *crawlCmd) Run(ctx context.Context, a *app) error {
	for _, n := range []struct {
		flag  string
		value int
	}{{"--concurrency", c.Concurrency}, {"--connections", c.Connections}, {"--max-pages", c.MaxPages}} {
		if n.value < 1 {
			return usageError{fmt.Errorf("%s must be at least 1", n.flag)}
		}
	}
	if c.Timeout <= 0 || c.HeaderTimeout <= 0 {
		return usageError{errors.New("--timeout and --header-timeout must be more than nothing")}
	}
	cfg := crawler.Config{
		Timeout: c.Timeout, HeaderTimeout: c.HeaderTimeout,
		Starts: c.Starts, Contact: c.Contact, AllowPrivate: c.AllowPrivate, Delay: c.Delay.config(), Revisit: c.Revisit.config(),
		Concurrency: c.Concurrency, Connections: c.Connections, MaxPages: c.MaxPages,
	}
	for _, host := range c.OldTLS {
		key, err := crawler.SiteKey(host)
		if err != nil {
			return usageError{fmt.Errorf("--old-tls: %w", err)}
		}
		if cfg.Sites == nil {
			cfg.Sites = map[string]crawler.SiteSettings{}
		}
		cfg.Sites[key] = crawler.SiteSettings{OldTLS: true}
	}
	if c.Explain != "" {
		if len(c.Starts) > 0 || c.Sites != "" {
			return usageError{errors.New("--explain takes its one address itself")}
		}
		cfg.Starts = []string{c.Explain}
		return a.explain(ctx, cfg)
	}
	return c.nightlyFlags.run(ctx, a, cfg, c.FailOn, c.JSON)
}

// crawl runs one crawl into the database and returns what came of it, also with
// an error of the crawl's.
func (a *app) crawl(ctx context.Context, cfg crawler.Config, labels []store.Label) (*morning, error) {
	cfg.Version = version
	if err := cfg.Validate(); err != nil {
		return nil, usageError{err}
	}
	db, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	before, err := db.Sites(ctx)
	if err != nil {
		return nil, err
	}
	reader, err := harvest.NewReader(formats()...)
	if err != nil {
		return nil, err
	}
	watch := &watch{app: a, live: a.newLive(ctx, cfg, db.Waiting)}
	defer watch.live.close()
	if cfg.Observer == nil {
		cfg.Observer = watch
	} else {
		cfg.Observer = observers{watch, cfg.Observer}
	}
	for _, site := range slices.Sorted(maps.Keys(cfg.Sites)) {
		if cfg.Sites[site].OldTLS {
			a.log.Warn("old TLS is permitted: what comes over it may have been changed on the way", "site", site)
		}
	}
	journal := harvest.NewJournal(db, "gongkai/"+version)
	journal.Together = reader
	cr, err := crawler.New(cfg, reader, journal)
	if err != nil {
		return nil, usageError{err}
	}
	m := &morning{Started: a.now().UTC(), State: "finished"}
	m.Summary, err = cr.Run(ctx)
	if errors.Is(err, store.ErrLocked) {
		return m, lockedError{err}
	}
	m.Run, m.Ended = journal.RunID(), a.now().UTC()
	if err != nil {
		m.State = "interrupted"
	}
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, errWindowEnd) {
		return m, err
	}
	if err == nil {
		if err := a.check(ctx, db); err != nil {
			return m, err
		}
	}
	if after := m.lookBack(ctx, db, siteKeys(cfg.Starts), before, labels); after != nil {
		return m, after
	}
	if err != nil {
		return m, context.Canceled
	}
	return m, nil
}

// siteKeys names the sites of start addresses, each once. What is no address is
// left out: the crawl itself refuses it.
func siteKeys(starts []string) []string {
	var keys []string
	known := map[string]bool{}
	for _, start := range starts {
		if key, err := crawler.SiteKey(start); err == nil && !known[key] {
			known[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}

// printSummary prints what a run did on one line.
func printSummary(a *app, s crawler.Summary) error {
	_, err := fmt.Fprint(a.out, summaryLine(s))
	return err
}

func summaryLine(s crawler.Summary) string {
	outcomes := fmt.Sprintf("%d fetched, %d unchanged, %d failed, %d gone", s.Fetched, s.Unchanged, s.Failed, s.Gone)
	for _, o := range []struct {
		n    int
		name crawler.Outcome
	}{{s.Blocked, crawler.Blocked}, {s.Robots, crawler.Robots}, {s.TooLarge, crawler.TooLarge}, {s.OutOfScope, crawler.OutOfScope}, {s.PagerUnknown, crawler.PagerUnknown}} {
		if o.n > 0 {
			outcomes += fmt.Sprintf(", %d %s", o.n, o.name)
		}
	}
	return fmt.Sprintf("%d sites, %d requests (with robots.txt) in %.1f s: %s; %d report pages read, %d reports new, %d revised\n",
		s.Sites, s.Requests, s.Seconds, outcomes, s.Reports, s.New, s.Revised)
}

// pause is a delay on the command line: 1.5s or plain seconds.
type pause time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *pause) UnmarshalText(b []byte) error {
	s := string(b)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		s = strconv.FormatFloat(n, 'f', -1, 64) + "s"
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return fmt.Errorf("%q is no delay: give a duration such as 1s or 500ms, or seconds", string(b))
	}
	*p = pause(d)
	return nil
}

// config is the delay as crawler.Config means it.
func (p pause) config() time.Duration {
	if p == 0 {
		return crawler.NoDelay
	}
	return time.Duration(p)
}

// failOnSet decides which failed sites count.
type failOnSet struct {
	onlyNew bool
	share   float64
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *failOnSet) UnmarshalText(b []byte) error {
	switch s := strings.TrimSpace(string(b)); s {
	case "any":
		*f = failOnSet{}
	case "new":
		*f = failOnSet{onlyNew: true}
	default:
		share, err := strconv.ParseFloat(s, 64)
		if err != nil || share < 0 || share > 1 {
			return fmt.Errorf("%q: give any, new or a share between 0 and 1", s)
		}
		f.share = share
	}
	return nil
}

// count returns how many failed sites make the run a failure; fresh are those
// that did not fail when last asked.
func (f failOnSet) count(s crawler.Summary, fresh []string) int {
	n := len(s.FailedSites)
	if f.onlyNew {
		n = len(fresh)
	}
	if f.share > 0 && float64(n) <= f.share*float64(s.Sites) {
		return 0
	}
	return n
}

// fetchPage gets one page for `gongkai extract URL`, with the crawl's own
// guards and politeness but without keeping it.
func fetchPage(ctx context.Context, cfg crawler.Config, url string) (body []byte, contentType string, err error) {
	cfg.Starts, cfg.MaxPages, cfg.MaxDepth = []string{url}, 20, 1
	m := crawler.NewMemory()
	c, err := crawler.New(cfg, onePage{}, m)
	if err != nil {
		return nil, "", err
	}
	sum, err := c.Run(ctx)
	if err != nil {
		return nil, "", err
	}
	for _, v := range m.Visits() {
		if v.Page != nil {
			return v.Page.Body, v.Page.Header.Get("Content-Type"), nil
		}
		if v.Reason != "" {
			return nil, "", fmt.Errorf("%s: %s", v.Outcome, v.Reason)
		}
		if v.Status != 0 {
			return nil, "", fmt.Errorf("%s: %d %s", v.Outcome, v.Status, http.StatusText(v.Status))
		}
	}
	if len(sum.FailedSites) > 0 {
		return nil, "", errors.New(sum.FailedSites[0].Reason)
	}
	return nil, "", errors.New("no answer")
}

// onePage reads nothing and follows nothing.
type onePage struct{}

// Read implements crawler.Reader.
func (onePage) Read(context.Context, *crawler.Page, bool) (*crawler.Reading, error) {
	return &crawler.Reading{}, nil
}
