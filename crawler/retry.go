package crawler

import (
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// longestRest caps what a server may ask for with Retry-After, so that a slip
// in a header does not silence a site for ever.
const longestRest = 7 * 24 * time.Hour

// retryableStatus tells answers that a later request may change.
func retryableStatus(status int) bool {
	switch status {
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported, statusWAFChallenge:
		return false
	}
	return status == http.StatusTooManyRequests || status >= 500
}

// transient tells network errors that a later request may not meet: resets,
// cut connections, refusals and timeouts, but not names that do not resolve,
// bad certificates or our own refusals.
func transient(err error) bool {
	for _, e := range []error{syscall.ECONNRESET, syscall.ECONNREFUSED, syscall.EPIPE, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, e) {
			return true
		}
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.IsTemporary
	}
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// retryAfter reads a Retry-After header, seconds or a date; 0 if there is none.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0
	}
	if seconds, err := strconv.ParseUint(value, 10, 63); err == nil {
		if seconds > uint64(longestRest/time.Second) {
			return longestRest
		}
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), longestRest)
}

// backoff is the pause before retry number n (from 0): doubled each time,
// capped, and spread over its upper half so that hosts do not beat in time.
func backoff(base, limit time.Duration, n int, jitter float64) time.Duration {
	d := float64(base) * math.Pow(2, float64(n))
	d = min(d, float64(limit))
	return time.Duration(d/2 + d/2*jitter)
}
