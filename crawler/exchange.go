package crawler

import (
	"net/http"
	"sync/atomic"
	"time"
)

// exchange collects what one visit sends and gets.
type exchange struct {
	budget   *atomic.Int64
	requests []Request
	last     *answer
	// hops are the addresses that redirected, to tell loops.
	hops []string
}

// note gives the request sent last its outcome.
func (x *exchange) note(o Outcome, reason string) {
	if len(x.requests) > 0 {
		last := &x.requests[len(x.requests)-1]
		last.Outcome, last.Reason = o, reason
	}
}

// answer is a response whose body has been read to its end.
type answer struct {
	req  *http.Request
	res  *http.Response
	body []byte
	at   time.Time
	// old tells of a connection over old TLS, "" else.
	old string
	// digest is filled in when it is first asked for.
	digest string
}

// digest names the body of the last answer.
func (x *exchange) digest() string {
	if x.last.digest == "" {
		x.last.digest = DigestOf(x.last.body)
	}
	return x.last.digest
}

// page makes the archived form of a visit's last answer. Its digest is there if
// it was asked for.
func (x *exchange) page(a Address) *Page {
	return &Page{
		URL: a.URL, FinalURL: x.last.req.URL.String(),
		Status: x.last.res.StatusCode, Proto: x.last.res.Proto,
		RequestHeader: x.last.req.Header.Clone(), Header: x.last.res.Header.Clone(),
		Body: x.last.body, FetchedAt: x.last.at, Digest: x.last.digest,
	}
}
