package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync/atomic"

	"github.com/gocolly/colly/v2"
	"golang.org/x/net/publicsuffix"
)

// shell is colly reduced to what it is good at: one collector a worker of a
// site, which sends a request, follows redirects and keeps cookies. Pace,
// robots, retries, limits, charset and what was visited are ours, because
// colly's own versions of them lose or change data.
type shell struct {
	collector *colly.Collector
	net       *network
	// cur is the visit at hand; a shell serves one at a time.
	cur *exchange
}

func newShell(n *network) *shell {
	s := &shell{collector: &colly.Collector{}, net: n}
	c := s.collector
	c.Init()                 // NewCollector would also read COLLY_* from the environment
	c.IgnoreRobotsTxt = true // our gate also sees redirects and Crawl-delay
	c.AllowURLRevisit = true // the journal knows what was visited
	c.ParseHTTPErrorResponse = true
	c.MaxBodySize = 0      // colly would cut without a word
	c.SetRequestTimeout(0) // the chain has a limit for each request
	c.WithTransport(s)
	c.SetRedirectHandler(s.redirect)
	if jar, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}); err == nil {
		c.SetCookieJar(jar)
	}
	return s
}

// get fetches an address. The exchange tells what was sent also when the error
// says that nothing was read.
func (s *shell) get(ctx context.Context, a Address, budget *atomic.Int64) (*exchange, error) {
	x := &exchange{budget: budget}
	s.cur = x
	defer func() { s.cur = nil }() // what was fetched must not outlive the visit
	s.collector.Context = ctx
	method, to, body := http.MethodGet, parseAsk(a.URL), io.Reader(nil)
	headers := s.net.headers(&a)
	if to.post {
		method, body = http.MethodPost, strings.NewReader(to.form)
		headers.Set("Content-Type", to.formType())
		// It only asks, so net/http may send it again; a key without a value
		// says so and is not sent.
		headers["Idempotency-Key"] = []string{}
	}
	err := s.collector.Request(method, to.url, body, nil, headers)
	var r *refusal
	if err == nil || ctx.Err() != nil || errors.As(err, &r) || errors.Is(err, errBudget) {
		return x, err
	}
	// Any other error can only be about the address itself.
	return x, &refusal{outcome: Failed, reason: oneLine(err.Error()), err: err}
}

// RoundTrip sends colly's request down our chain. colly gets status and
// headers only: it would decode the body once more and convert its charset.
func (s *shell) RoundTrip(req *http.Request) (*http.Response, error) {
	a, err := s.net.hop(req, s.cur)
	if err != nil {
		return nil, err
	}
	res := *a.res
	res.Request = req
	res.Uncompressed = true
	res.ContentLength = 0
	res.Body = io.NopCloser(bytes.NewReader(nil))
	return &res, nil
}

// redirect judges a hop before it is made: the limit and loops here, scope
// and robots when it goes down the chain.
func (s *shell) redirect(req *http.Request, via []*http.Request) error {
	x, target := s.cur, req.URL.String()
	x.note(Fetched, "redirect to "+target)
	x.hops = append(x.hops, via[len(via)-1].URL.String())
	if len(via) > s.net.cfg.MaxRedirects {
		return &refusal{outcome: Failed, reason: fmt.Sprintf("more than %d redirects", s.net.cfg.MaxRedirects)}
	}
	for _, seen := range x.hops {
		// A server that sets a cookie and sends back to the same place
		// means it; one that sets none will do the same for ever.
		if seen == target && len(x.last.res.Header["Set-Cookie"]) == 0 {
			return &refusal{outcome: Failed, reason: "redirect loop at " + target}
		}
	}
	return nil
}
