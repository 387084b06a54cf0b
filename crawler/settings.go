package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// SiteSettings are what a run does otherwise on one site. Every zero value
// stands for the run's own setting.
type SiteSettings struct {
	// Delay is the least time between two requests to the site; NoDelay is none.
	Delay time.Duration
	// MaxPages is the number of requests the site may cost in one run.
	MaxPages int
	// Timeout bounds one request as a whole.
	Timeout time.Duration
	// Header is sent with every request to the site, and to no other, where a
	// redirect leads there. Only harmless ones are allowed, see HarmlessHeaders.
	// A Referer is sent only where no page leads to the address.
	Header http.Header
	// AllowPrivate permits private and loopback addresses for this site alone.
	AllowPrivate bool
	// OldTLS permits TLS before 1.2 and unsafe ciphers with this site alone.
	// Requests that were made so say it, and Summary.OldTLS names the site.
	OldTLS bool
}

// HarmlessHeaders are those that a site may be sent besides the crawl's own:
// they ask for another spelling of the same public page. None of them says who
// asks, carries a login or changes what is cached.
func HarmlessHeaders() []string {
	return []string{"Accept", "Accept-Language", "Cache-Control", "Pragma", "Referer", "X-Requested-With"}
}

// SiteKey names the site of a start address, as Config.Sites and summaries do:
// its host, with the port if it is not the usual one.
func SiteKey(start string) (string, error) {
	u, err := parseStart(start)
	if err != nil {
		return "", err
	}
	return siteKey(u), nil
}

// Validate reports every setting that cannot be used.
func (s SiteSettings) Validate() error {
	var errs []error
	if s.Delay < 0 && s.Delay != NoDelay {
		errs = append(errs, errors.New("delay must not be negative"))
	}
	if s.MaxPages < 0 {
		errs = append(errs, errors.New("max pages must not be negative"))
	}
	if s.Timeout < 0 {
		errs = append(errs, errors.New("timeout must not be negative"))
	}
	for name, values := range s.Header {
		if err := checkHeader(name, values); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func checkHeader(name string, values []string) error {
	if !slices.Contains(HarmlessHeaders(), http.CanonicalHeaderKey(name)) {
		return fmt.Errorf("header %s may not be set, only %s", name, strings.Join(HarmlessHeaders(), ", "))
	}
	for _, v := range values {
		if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r > '~' }) {
			return fmt.Errorf("header %s: %q must be printable ASCII", name, v)
		}
	}
	return nil
}

// validateSites reports what is wrong with the settings of single sites.
func (c Config) validateSites() error {
	var errs []error
	for site, s := range c.Sites {
		if err := s.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("site %s: %w", site, err))
		}
	}
	return errors.Join(errs...)
}

// DelayOf is the least time between two requests to a site, its robots.txt
// apart; the site is named as by SiteKey.
func (c Config) DelayOf(site string) time.Duration {
	return max(orDefault(c.Sites[site].Delay, orDefault(c.Delay, DefaultDelay)), 0)
}

// MaxPagesOf is the number of requests that a site may cost in one run.
func (c Config) MaxPagesOf(site string) int {
	return orDefault(c.Sites[site].MaxPages, orDefault(c.MaxPages, defaultMaxPages))
}

// TimeoutOf bounds one request to a site as a whole.
func (c Config) TimeoutOf(site string) time.Duration {
	return orDefault(c.Sites[site].Timeout, orDefault(c.Timeout, defaultTimeout))
}

// dress returns a request with the headers of its site. It never changes the
// one it gets, whose headers net/http would take along to the next hop.
func (n *network) dress(req *http.Request) *http.Request {
	header := n.cfg.Sites[siteKey(req.URL)].Header
	if len(header) == 0 {
		return req
	}
	own := req.Clone(req.Context())
	for name, values := range header {
		name = http.CanonicalHeaderKey(name)
		if name == "Referer" && own.Header.Get(name) != "" {
			continue
		}
		own.Header[name] = slices.Clone(values)
	}
	return own
}

// transportTo is the transport that an address is asked with.
func (n *network) transportTo(u *url.URL) http.RoundTripper {
	if n.unguarded != nil && n.cfg.Sites[siteKey(u)].AllowPrivate {
		return n.unguarded
	}
	return n.transport
}

// openPrivate makes the transport of those sites that may have private
// addresses. It is one of its own, so that no kept connection of theirs serves
// a host that may not.
func (n *network) openPrivate() {
	if n.cfg.Transport != nil || n.cfg.AllowPrivate {
		return
	}
	for _, s := range n.cfg.Sites {
		if s.AllowPrivate {
			cfg := n.cfg
			cfg.AllowPrivate = true
			n.unguarded = newTransport(cfg)
			return
		}
	}
}
