package crawler

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// DefaultDelay is the pause between two requests to one host unless Config
// says otherwise.
const DefaultDelay = time.Second

// defaultMaxPages is how many requests a site may cost unless Config says otherwise.
const defaultMaxPages = 2000

// defaultTimeout bounds a request as a whole unless Config says otherwise.
const defaultTimeout = 2 * time.Minute

// NoDelay as Config.Delay asks for no pause at all.
const NoDelay time.Duration = -1

// Config is a crawl's settings. Every zero value stands for the default named
// beside it, so that a forgotten field is a polite one.
type Config struct {
	// Starts are the addresses to begin with: URLs or bare hosts. Required.
	Starts []string
	// Version goes into the User-Agent; "" is "dev".
	Version string
	// Contact is a mail address or web page for webmasters. Required unless
	// all start hosts are private or loopback addresses.
	Contact string
	// AllowPrivate permits connections to private, loopback and other
	// addresses that are not on the public internet.
	AllowPrivate bool

	// Delay is the least time between two requests to one host, start to
	// start; 0 is DefaultDelay, NoDelay is none.
	Delay time.Duration
	// Concurrency is the number of requests in flight to one host; 0 is 1.
	Concurrency int
	// Connections is the number of requests in flight in all; 0 is 64.
	Connections int
	// MaxPages is the number of requests a site may cost in one run; 0 is 2000.
	MaxPages int
	// MaxDepth is how many links away from a start address a page may be; 0 is 8.
	MaxDepth int
	// MaxFruitless is how many new pages in a row a site may show without a
	// new report before it is left for the run; 0 is 150.
	MaxFruitless int
	// MaxBody is the largest body, decompressed, that is kept; 0 is 20 MiB.
	MaxBody int64
	// MaxRedirects is the number of hops followed; 0 is 10.
	MaxRedirects int
	// Sites are the sites that are treated otherwise, by SiteKey.
	Sites map[string]SiteSettings

	// Retries is how often a failed request is tried again; 0 is 3, negative none.
	Retries int
	// Backoff is the pause before the first retry, doubled for each further; 0 is 1 s.
	Backoff time.Duration
	// MaxWait is the longest pause before a retry; 0 is 2 min. A server that
	// asks for more is left alone until then.
	MaxWait time.Duration
	// DialTimeout bounds connecting; 0 is 10 s.
	DialTimeout time.Duration
	// HeaderTimeout bounds the wait for an answer to begin; 0 is 30 s.
	HeaderTimeout time.Duration
	// Timeout bounds one request as a whole; 0 is 2 min.
	Timeout time.Duration

	// Revisit is how long a report page of a past year is left alone when it
	// was found unchanged by the run after the one that read it; the time
	// doubles with each further visit that brings nothing else, up to
	// RevisitMax. 0 is a week; negative asks in every run. Reports of this
	// year and the last, start addresses and lists are asked for in every
	// run; an address that was found gone twice after a day, then ever later.
	Revisit time.Duration
	// RevisitMax bounds Revisit; 0 is 180 days.
	RevisitMax time.Duration

	// Observer is told of visits and sites as they end; nil for nobody.
	Observer Observer
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Sleep waits or returns the context's error at once when it ends; nil
	// uses a timer. It is called from several goroutines, and Now must have
	// moved on when it returns.
	Sleep Sleeper
	// Jitter returns a number in [0,1) that spreads retries; nil is random.
	Jitter func() float64
	// Lookup tells the addresses of a host, so that hosts that share one share
	// its pace; nil is the system's resolver, and none where Transport is set.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Transport replaces the network in simulations, and with it the guard
	// against private addresses; nil is the real, guarded one.
	Transport http.RoundTripper
}

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	var errs []error
	if len(c.Starts) == 0 {
		errs = append(errs, errors.New("no start address"))
	}
	private := true
	for _, s := range c.Starts {
		u, err := parseStart(s)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		private = private && privateHost(u.Hostname())
	}
	if c.Contact == "" && !private {
		errs = append(errs, errors.New("a contact (mail address or web page) is required for hosts that are not private"))
	}
	if strings.ContainsFunc(c.Contact+c.Version, func(r rune) bool { return r < ' ' || r > '~' || r == '(' || r == ')' }) {
		errs = append(errs, fmt.Errorf("contact %q and version %q must be printable ASCII without parentheses", c.Contact, c.Version))
	}
	errs = append(errs, c.validateSites())
	for name, n := range map[string]int64{
		"concurrency": int64(c.Concurrency), "connections": int64(c.Connections), "max pages": int64(c.MaxPages),
		"max depth": int64(c.MaxDepth), "max body": c.MaxBody, "max fruitless": int64(c.MaxFruitless), "max redirects": int64(c.MaxRedirects),
		"backoff": int64(c.Backoff), "max wait": int64(c.MaxWait), "dial timeout": int64(c.DialTimeout),
		"header timeout": int64(c.HeaderTimeout), "timeout": int64(c.Timeout),
		"longest revisit": int64(c.RevisitMax),
	} {
		if n < 0 {
			errs = append(errs, fmt.Errorf("%s must not be negative", name))
		}
	}
	return errors.Join(errs...)
}

// UserAgent is how the crawl names itself to servers.
func (c Config) UserAgent() string {
	name := "gongkai/" + orDefault(c.Version, "dev")
	if c.Contact == "" {
		return name
	}
	return name + " (+" + c.Contact + ")"
}

// withDefaults replaces zero values by what they stand for.
func (c Config) withDefaults() Config {
	c.Delay = orDefault(c.Delay, DefaultDelay)
	c.Concurrency = orDefault(c.Concurrency, 1)
	c.Connections = orDefault(c.Connections, 64)
	c.MaxPages = orDefault(c.MaxPages, defaultMaxPages)
	c.MaxDepth = orDefault(c.MaxDepth, 8)
	c.MaxFruitless = orDefault(c.MaxFruitless, 150)
	c.MaxBody = orDefault(c.MaxBody, 20<<20)
	c.MaxRedirects = orDefault(c.MaxRedirects, 10)
	c.Retries = max(orDefault(c.Retries, 3), 0)
	c.Backoff = orDefault(c.Backoff, time.Second)
	c.MaxWait = orDefault(c.MaxWait, 2*time.Minute)
	c.DialTimeout = orDefault(c.DialTimeout, 10*time.Second)
	c.HeaderTimeout = orDefault(c.HeaderTimeout, 30*time.Second)
	c.Timeout = orDefault(c.Timeout, defaultTimeout)
	c.Revisit = max(orDefault(c.Revisit, 7*24*time.Hour), 0)
	c.RevisitMax = orDefault(c.RevisitMax, 180*24*time.Hour)
	if c.Observer == nil {
		c.Observer = nobody{}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Jitter == nil {
		c.Jitter = rand.Float64
	}
	return c
}

func orDefault[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// parseStart reads what a user may give as a start: a URL or a bare host with
// or without port and path, which is asked over http.
func parseStart(s string) (*url.URL, error) {
	raw := strings.TrimSpace(s)
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	canonical, err := Canonical(raw)
	if err != nil {
		return nil, fmt.Errorf("start address %q: %w", s, err)
	}
	return url.Parse(canonical)
}
