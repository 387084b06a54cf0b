package web

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// policy is the pages' content security policy: nothing from elsewhere, no
// script or style within a page, whatever a stored report contains.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxURL bounds an address with its parameters, in bytes.
const maxURL = 8 << 10

// guarded puts the guards around all routes.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			s.send(w, r, s.failure(r, &failed{status: http.StatusMethodNotAllowed, said: said{key: "wrong.method"}}))
		case len(r.RequestURI) > maxURL:
			s.send(w, r, s.failure(r, &failed{status: http.StatusRequestURITooLong, said: said{key: "wrong.long"}}))
		case s.visitors != nil && !s.visitors.admits(s.client(r)):
			h.Set("Retry-After", "5")
			s.send(w, r, s.failure(r, &failed{status: http.StatusTooManyRequests, said: said{key: "wrong.often"}}))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// turns bounds how many answers are made at once: more than the processors can
// work on only take memory. Who has to wait keeps none.
type turns chan struct{}

// take waits for a turn; give ends it.
func (t turns) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turns) give() { <-t }

// visitors keeps each client to the rate.
type visitors struct {
	limit rate.Limit
	burst int
	mu    sync.Mutex
	known map[string]*visitor
	swept time.Time
}

type visitor struct {
	*rate.Limiter
	seen time.Time
}

// forgetAfter is when a client that stays away is forgotten.
const forgetAfter = 10 * time.Minute

func newVisitors(perSecond float64) *visitors {
	return &visitors{limit: rate.Limit(perSecond), burst: max(1, int(10*perSecond)), known: map[string]*visitor{}, swept: time.Now()}
}

// client is the address of whoever asks. What stands before the last of
// X-Forwarded-For was not written by our proxy, and neither is a header of whoever
// comes past it.
func (s *Server) client(r *http.Request) string {
	forwarded := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
	last := strings.TrimSpace(forwarded[strings.LastIndex(forwarded, ",")+1:])
	if ip, _ := ipOf(r.RemoteAddr); s.Proxied && last != "" && ip != nil && ip.IsLoopback() {
		return last
	}
	return r.RemoteAddr
}

// ipOf reads an address, with a port or without; ip is nil for what is none.
func ipOf(addr string) (ip net.IP, host string) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	return net.ParseIP(host), host
}

// admits tells whether a client may ask now. Loopback clients always may.
func (v *visitors) admits(addr string) bool {
	ip, host := ipOf(addr)
	if ip != nil && ip.IsLoopback() {
		return true
	}
	if ip != nil && ip.To4() == nil { // who has one address of IPv6 has its whole network
		host = ip.Mask(net.CIDRMask(64, 128)).String()
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	now := time.Now()
	if now.Sub(v.swept) > forgetAfter {
		for key, one := range v.known {
			if now.Sub(one.seen) > forgetAfter {
				delete(v.known, key)
			}
		}
		v.swept = now
	}
	one := v.known[host]
	if one == nil {
		one = &visitor{Limiter: rate.NewLimiter(v.limit, v.burst)}
		v.known[host] = one
	}
	one.seen = now
	return one.Allow()
}
