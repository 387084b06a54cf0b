package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	// robotsAgent is the name robots.txt files know us by.
	robotsAgent = "gongkai"
	// robotsTTL is how long an answer is good for, robotsRest how long a
	// host without one is not asked.
	robotsTTL  = 24 * time.Hour
	robotsRest = 10 * time.Minute
	// maxCrawlDelay caps the pause a robots.txt may ask for.
	maxCrawlDelay = 30 * time.Second
	// maxRobots is how much of a robots.txt counts; RFC 9309 wants 500 KiB.
	maxRobots = 512 << 10
	// maxRobotsHops is how many redirects a robots.txt may take.
	maxRobotsHops = 5
)

// robotsCache knows the robots.txt of every origin asked in a run.
type robotsCache struct {
	mu       sync.Mutex
	byOrigin map[string]*robotsEntry
	now      func() time.Time
}

// robotsEntry is filled in by the first who needs it; done is closed then.
type robotsEntry struct {
	done    chan struct{}
	rules   *robotstxt.Group
	err     error
	expires time.Time
}

// errAbandoned says that whoever fetched a robots.txt gave up before an answer.
var errAbandoned = errors.New("robots.txt not fetched")

// rules returns the rules for an address, asking fetch for them, and when they
// were fetched, if they are not known. Others who need the same rules wait for the first.
func (c *robotsCache) rules(ctx context.Context, u *url.URL, fetch func() (*robotstxt.Group, time.Time, error)) (*robotstxt.Group, error) {
	origin := u.Scheme + "://" + u.Host
	for {
		c.mu.Lock()
		e := c.byOrigin[origin]
		if e != nil && e.finished() && !c.now().Before(e.expires) {
			e = nil
		}
		if e == nil {
			e = &robotsEntry{done: make(chan struct{})}
			c.byOrigin[origin] = e
			c.mu.Unlock()
			return c.fill(ctx, origin, e, fetch)
		}
		c.mu.Unlock()
		select {
		case <-e.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if !errors.Is(e.err, errAbandoned) {
			return e.rules, e.err
		}
	}
}

func (c *robotsCache) fill(ctx context.Context, origin string, e *robotsEntry, fetch func() (*robotstxt.Group, time.Time, error)) (*robotstxt.Group, error) {
	rules, fetched, err := fetch()
	c.mu.Lock()
	defer c.mu.Unlock()
	defer close(e.done)
	e.rules, e.err, e.expires = rules, err, fetched.Add(robotsTTL)
	if err != nil {
		e.expires = c.now().Add(robotsRest)
	}
	if ctx.Err() != nil || errors.Is(err, errBudget) {
		e.err = errAbandoned
		delete(c.byOrigin, origin)
	}
	return rules, err
}

func (e *robotsEntry) finished() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}

// obey checks an address against its host's robots.txt and slows the host
// down if the file asks for it.
func (n *network) obey(ctx context.Context, u *url.URL, x *exchange) error {
	group, err := n.robots.rules(ctx, u, func() (*robotstxt.Group, time.Time, error) { return n.robotsOf(ctx, u, x) })
	if err != nil {
		return err
	}
	if rule := forbidden(group, u); rule != "" {
		return &refusal{outcome: Robots, reason: "robots.txt disallows " + rule}
	}
	return nil
}

// forbidden returns the path a group disallows, "" if the address is allowed.
// Rules are written both with and without escapes, so both spellings count.
func forbidden(group *robotstxt.Group, u *url.URL) string {
	written := u.RequestURI()
	if !group.Test(written) {
		return written
	}
	if plain, err := url.PathUnescape(written); err == nil && !group.Test(plain) {
		return plain
	}
	return ""
}

// fetchRobots asks for a robots.txt: 4xx means there is none, an error or 5xx
// that the host is not to be asked now. It also returns the file.
func (n *network) fetchRobots(ctx context.Context, u *url.URL, x *exchange) (*robotstxt.Group, []byte, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for hop := 0; ; hop++ {
		answer, err := n.ask(ctx, at, x)
		if err != nil {
			return nil, nil, robotsError(at, err)
		}
		switch status := answer.res.StatusCode; {
		case status >= 200 && status < 300:
			file := answer.body[:min(len(answer.body), maxRobots)]
			group, err := n.heed(ctx, u, file, x)
			return group, file, err
		case status == http.StatusTooManyRequests || status >= 500:
			return nil, nil, robotsError(at, errors.New("status "+strconv.Itoa(status)))
		case status >= 400:
			x.note(Gone, "no robots.txt, all is allowed")
			return &robotstxt.Group{}, nil, nil
		}
		next, err := answer.res.Location()
		if err != nil || hop >= maxRobotsHops {
			return nil, nil, robotsError(at, errors.New("redirects without end"))
		}
		if !n.scope.contains(next) {
			return nil, nil, robotsError(at, fmt.Errorf("redirects out of scope to %s", next))
		}
		x.note(Fetched, "redirect to "+next.String())
		at = next
	}
}

// robotsError makes a failure to get a robots.txt the outcome of the visit
// that needed it.
func robotsError(at *url.URL, err error) error {
	var r *refusal
	if errors.As(err, &r) && r.outcome != Failed || errors.Is(err, errBudget) || errors.Is(err, context.Canceled) {
		return err
	}
	failed := &refusal{outcome: Failed, reason: fmt.Sprintf("%s cannot be had: %v", at, err), err: err}
	if r != nil {
		failed.notBefore = r.notBefore
	}
	return failed
}

// heed parses the robots.txt of an address's host and applies its Crawl-delay.
func (n *network) heed(ctx context.Context, at *url.URL, body []byte, x *exchange) (*robotstxt.Group, error) {
	data, err := robotstxt.FromBytes(cleanRobots(body))
	if err != nil {
		return nil, robotsError(at, err)
	}
	group := data.FindGroup(robotsAgent)
	if d := group.CrawlDelay; d > 0 {
		if d > maxCrawlDelay {
			x.note(Fetched, fmt.Sprintf("Crawl-delay %s capped at %s", d, maxCrawlDelay))
			d = maxCrawlDelay
		}
		n.gate(ctx, at).slowDown(d)
	}
	return group, nil
}

// cleanRobots keeps the lines that mean something to us. The parser refuses a
// whole file for one bad line; RFC 9309 wants the good ones obeyed.
func cleanRobots(body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	var kept []string
	for _, line := range strings.FieldsFunc(string(body), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !ok {
			continue
		}
		switch key {
		case "user-agent":
			value, _, _ = strings.Cut(value, "/")
		case "disallow", "allow":
		case "crawl-delay":
			if _, err := strconv.ParseFloat(value, 64); err != nil {
				continue
			}
		default:
			continue
		}
		kept = append(kept, key+": "+value)
	}
	return []byte(strings.Join(kept, "\n") + "\n")
}
