package crawler

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// refusal is why an address was not read, with the outcome that says so.
type refusal struct {
	outcome   Outcome
	reason    string
	notBefore time.Time
	err       error
}

func (r *refusal) Error() string { return r.reason }
func (r *refusal) Unwrap() error { return r.err }

// errBudget ends a site's job for this run; the address at hand is given back.
var errBudget = errors.New("page budget is used up")

// admit decides whether an address may be asked for at all.
func (n *network) admit(ctx context.Context, u *url.URL, x *exchange) error {
	n.mu.Lock()
	closed := n.closed[siteKey(u)]
	n.mu.Unlock()
	if closed != nil {
		return closed
	}
	if !n.scope.contains(u) {
		reason := u.String() + " is out of scope"
		if len(x.hops) > 0 {
			reason = "redirect: " + reason
		}
		return &refusal{outcome: OutOfScope, reason: reason}
	}
	return n.obey(ctx, u, x)
}

// hop sends one request of a visit and keeps its answer in the exchange.
func (n *network) hop(req *http.Request, x *exchange) (*answer, error) {
	if err := n.admit(req.Context(), req.URL, x); err != nil {
		return nil, err
	}
	a, err := n.persist(req, x)
	if err != nil {
		return nil, err
	}
	x.last = a
	return a, nil
}

// ask sends a request of our own (a robots.txt) along the same way.
func (n *network) ask(ctx context.Context, u *url.URL, x *exchange) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header = n.headers(nil)
	return n.persist(req, x)
}

// persist sends a request until it is answered or the retries are used up.
// The last answer counts, whatever its status; a pause the server asks for
// beyond our limit ends the host's run.
func (n *network) persist(req *http.Request, x *exchange) (*answer, error) {
	req = n.dress(req)
	ctx := req.Context()
	for try := 0; ; try++ {
		a, err := n.once(req, x)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil && !transient(err) {
			return nil, n.lost(req, err)
		}
		var asked time.Duration
		if err == nil {
			if !retryableStatus(a.res.StatusCode) || challenge(a.res.StatusCode, a.res.Header, a.body) != "" {
				n.struck(req.URL, false, "")
				return a, nil
			}
			asked = retryAfter(a.res.Header, n.cfg.Now())
			if asked > n.cfg.MaxWait {
				return nil, n.rest(req.URL, a, asked, x)
			}
		}
		if try >= n.cfg.Retries {
			if err != nil {
				return nil, n.lost(req, err)
			}
			n.struck(req.URL, true, a.res.Status)
			return a, nil
		}
		wait := max(asked, backoff(n.cfg.Backoff, n.cfg.MaxWait, try, n.cfg.Jitter()))
		x.note(Failed, fmt.Sprintf("%s, tried again after %s", trouble(a, err), wait.Round(time.Millisecond)))
		if err := n.cfg.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// rest closes a host that asked for a longer pause than a run waits.
func (n *network) rest(u *url.URL, a *answer, asked time.Duration, x *exchange) error {
	r := &refusal{
		outcome:   Failed,
		reason:    fmt.Sprintf("%s, asks for a pause of %s", a.res.Status, asked.Round(time.Second)),
		notBefore: n.cfg.Now().Add(asked),
	}
	x.note(r.outcome, r.reason)
	n.closeHost(u, r)
	return r
}

// lost explains why a request got no answer, and counts it against its host
// unless the reason is ours or a body that is too large.
func (n *network) lost(req *http.Request, err error) error {
	err = n.explain(err)
	var r *refusal
	if errors.As(err, &r) && r.outcome == Failed && !errors.Is(err, errNoPage) {
		n.struck(req.URL, true, r.reason)
	}
	return err
}

func trouble(a *answer, err error) string {
	if err != nil {
		return err.Error()
	}
	return a.res.Status
}

// explain turns an error of the network into the outcome it stands for.
func (n *network) explain(err error) error {
	var private *privateError
	switch {
	case errors.Is(err, errBudget):
		return err
	case errors.Is(err, errTooLarge):
		return &refusal{outcome: TooLarge, reason: err.Error(), err: err}
	case errors.As(err, &private):
		return &refusal{outcome: OutOfScope, reason: private.Error(), err: err}
	}
	reason := oneLine(err.Error())
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var cert *tls.CertificateVerificationError
	if errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &cert) || strings.Contains(reason, "tls: ") {
		reason = "TLS: " + reason
	}
	return &refusal{outcome: Failed, reason: reason, err: err}
}

// once sends a request a single time and reads the whole answer.
func (n *network) once(req *http.Request, x *exchange) (*answer, error) {
	if x.budget.Add(-1) < 0 {
		return nil, errBudget
	}
	ctx, cancel := context.WithCancel(req.Context())
	defer cancel()
	pass, err := n.gate(ctx, req.URL).enter(ctx)
	if err != nil {
		return nil, err
	}
	defer pass.end()
	if err := n.connections.take(ctx, pass.gate.left()); err != nil {
		return nil, err
	}
	defer n.connections.give()
	// The time limit starts when the request may go, not when it began to wait.
	timeout := n.cfg.TimeoutOf(siteKey(req.URL))
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	var resent atomic.Int32
	ctx = httptrace.WithClientTrace(ctx, n.pace(ctx, pass, x.budget, &resent))
	a := &answer{req: req, at: n.cfg.Now()}
	sent := Request{URL: req.URL.String(), At: a.at}
	again := req.WithContext(ctx)
	if req.GetBody != nil { // the last try used the body up
		if again.Body, err = req.GetBody(); err != nil {
			return nil, fmt.Errorf("form of %s: %w", req.URL, err)
		}
	}
	res, err := n.carrier(req.URL).RoundTrip(again)
	if err == nil {
		a.res = res
		sent.Status = res.StatusCode
		a.body, sent.Bytes, err = n.capture(res)
		res.Body.Close()
	}
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("no whole answer within %s: %w", timeout, err)
	}
	for range resent.Load() {
		x.requests = append(x.requests, Request{URL: sent.URL, At: a.at, Outcome: Failed, Reason: "the kept connection was closed, sent again"})
	}
	sent.Duration = n.cfg.Now().Sub(a.at)
	sent.Outcome = Fetched
	if a.res != nil {
		a.old = oldSpeech(a.res.TLS)
		sent.Reason = a.old
	}
	var r *refusal
	if err != nil && errors.As(n.explain(err), &r) {
		sent.Outcome, sent.Reason = r.outcome, r.reason
	}
	x.requests = append(x.requests, sent)
	if err != nil {
		return nil, err
	}
	return a, nil
}

// pace ties a request to its pass. net/http sends a request again on its own
// when a kept connection turns out to be closed; that costs a turn as well.
func (n *network) pace(ctx context.Context, p *pass, budget *atomic.Int64, resent *atomic.Int32) *httptrace.ClientTrace {
	var tries atomic.Int32
	return &httptrace.ClientTrace{
		GetConn: func(string) {
			if tries.Add(1) > 1 {
				budget.Add(-1)
				resent.Add(1)
				p.again(ctx)
			}
		},
		WroteRequest:         func(httptrace.WroteRequestInfo) { p.wrote() },
		GotFirstResponseByte: p.answered,
	}
}

// capture reads the bytes before anything else can touch them.
func (n *network) capture(res *http.Response) ([]byte, int64, error) {
	if kind := res.Header.Get("Content-Type"); res.StatusCode == http.StatusOK && noPage(kind) {
		return nil, 0, fmt.Errorf("%w but %s", errNoPage, kind)
	}
	buf := n.buffers.take()
	defer n.buffers.give(buf)
	if res.StatusCode < 300 || res.StatusCode >= 400 {
		return readBody(res, n.cfg.MaxBody, buf)
	}
	if _, wire, err := readBody(res, maxIdleBody, buf); err == nil {
		return nil, wire, nil
	}
	return nil, 0, nil
}

func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
