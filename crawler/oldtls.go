package crawler

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// oldTransport is a transport that also speaks TLS 1.0 and 1.1 and the ciphers
// that are not safe any more. Certificates are verified as ever. Pages are
// public, so what it gives up is that nobody can change them on the way; that
// is why a site must be named for it and each answer tells what was spoken.
func oldTransport(cfg Config) *http.Transport {
	t := newTransport(cfg)
	t.ForceAttemptHTTP2 = false
	c := &tls.Config{MinVersion: tls.VersionTLS10} //nolint:gosec // for sites that were named only
	for _, suite := range slices.Concat(tls.CipherSuites(), tls.InsecureCipherSuites()) {
		c.CipherSuites = append(c.CipherSuites, suite.ID)
	}
	t.TLSClientConfig = c
	return t
}

// openOld makes the transports of those sites that speak old TLS.
func (n *network) openOld() {
	if n.cfg.Transport != nil {
		return
	}
	for _, s := range n.cfg.Sites {
		if s.OldTLS && n.old[s.AllowPrivate] == nil {
			cfg := n.cfg
			cfg.AllowPrivate = cfg.AllowPrivate || s.AllowPrivate
			if n.old == nil {
				n.old = map[bool]*http.Transport{}
			}
			n.old[s.AllowPrivate] = oldTransport(cfg)
		}
	}
}

// carrier is the transport to an address.
func (n *network) carrier(u *url.URL) http.RoundTripper {
	if s := n.cfg.Sites[siteKey(u)]; s.OldTLS && n.old != nil {
		return n.old[s.AllowPrivate]
	}
	return n.transportTo(u)
}

// oldSpeech tells of a connection that only OldTLS made possible, "" for others.
func oldSpeech(s *tls.ConnectionState) string {
	if s == nil {
		return ""
	}
	insecure := slices.ContainsFunc(tls.InsecureCipherSuites(), func(c *tls.CipherSuite) bool { return c.ID == s.CipherSuite })
	if s.Version >= tls.VersionTLS12 && !insecure {
		return ""
	}
	return fmt.Sprintf("over old TLS: %s, %s", tls.VersionName(s.Version), tls.CipherSuiteName(s.CipherSuite))
}
