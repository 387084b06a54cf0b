package crawler

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// network is what all sites of a run share on the way to the servers. Every
// request, redirect hops and robots.txt included, passes
//
//	closed hosts, scope, robots -> retry -> budget, per-host gate, connections -> capture -> net/http
//
// Retries stand before the gate, so that each of them waits its turn.
type network struct {
	cfg         Config
	agent       string
	scope       *scope
	gates       *gates
	shared      *shared
	robots      *robotsCache
	keeper      RobotsKeeper // nil if the journal is none
	connections *slots
	buffers     buffers
	transport   http.RoundTripper
	unguarded   *http.Transport          // of sites that may have private addresses, nil without any
	old         map[bool]*http.Transport // for sites that speak old TLS, by whether they may be private; nil without any

	mu     sync.Mutex
	closed map[string]*refusal
	// strikes counts the addresses in a row that failed, by site key.
	strikes map[string]int
}

func newNetwork(cfg Config, s *scope, keeper RobotsKeeper) *network {
	n := &network{
		cfg: cfg, agent: cfg.UserAgent(), scope: s,
		gates: &gates{
			byKey: map[string]*gate{}, delayOf: cfg.DelayOf, concurrency: cfg.Concurrency, now: cfg.Now, sleep: cfg.Sleep,
		},
		robots:      &robotsCache{byOrigin: map[string]*robotsEntry{}, now: cfg.Now},
		connections: newSlots(cfg.Connections),
		transport:   cfg.Transport,
		closed:      map[string]*refusal{},
		strikes:     map[string]int{},
		keeper:      keeper,
	}
	find := cfg.Lookup
	if n.transport == nil {
		n.transport = newTransport(cfg)
		if find == nil {
			find = systemLookup
		}
	}
	n.openPrivate()
	n.openOld()
	n.shared = newShared(find)
	return n
}

// gate is the gate of an address's host, or of the host that it shares its
// address with.
func (n *network) gate(ctx context.Context, u *url.URL) *gate { return n.gateOf(ctx, siteKey(u)) }

func (n *network) gateOf(ctx context.Context, site string) *gate {
	lead := n.shared.lead(ctx, site)
	g := n.gates.get(lead)
	if lead != site { // the slower pace of the two
		g.slowDown(n.cfg.DelayOf(site))
	}
	return g
}

// newTransport is net/http's with our timeouts and guard. It uses no proxy,
// which would connect where the guard cannot see it, and leaves gzip to us.
func newTransport(cfg Config) *http.Transport {
	dialer := &net.Dialer{Timeout: cfg.DialTimeout}
	if !cfg.AllowPrivate {
		dialer.Control = guardDial
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    cfg.DialTimeout,
		ResponseHeaderTimeout:  cfg.HeaderTimeout,
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConns:           cfg.Connections,
		MaxIdleConnsPerHost:    cfg.Concurrency,
		IdleConnTimeout:        90 * time.Second,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
	}
}

// release closes the connections that are kept for later.
func (n *network) release() {
	if t, ok := n.transport.(*http.Transport); ok {
		t.CloseIdleConnections()
	}
	if n.unguarded != nil {
		n.unguarded.CloseIdleConnections()
	}
	for _, t := range n.old {
		t.CloseIdleConnections()
	}
}

// closeHost leaves a host alone for the rest of the run.
func (n *network) closeHost(u *url.URL, r *refusal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed[siteKey(u)] = &refusal{
		outcome: r.outcome, notBefore: r.notBefore, err: r.err,
		reason: "host is left alone for this run: " + r.reason,
	}
}

// headers are those of every request, with validators if there are any.
func (n *network) headers(a *Address) http.Header {
	h := http.Header{
		"User-Agent":      {n.agent},
		"Accept":          {"text/html,application/xhtml+xml,*/*;q=0.8"},
		"Accept-Language": {"zh-CN,zh;q=0.9"},
		"Accept-Encoding": {"gzip"},
	}
	if a == nil {
		return h
	}
	if page := parseAsk(a.URL).page; page != "" {
		h.Set("Referer", page)
	} else if a.From != "" {
		h.Set("Referer", a.From)
	}
	if a.Validators.ETag != "" {
		h.Set("If-None-Match", a.Validators.ETag)
	}
	if a.Validators.LastModified != "" {
		h.Set("If-Modified-Since", a.Validators.LastModified)
	}
	return h
}
