package crawler

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// scope is what a run may ask for: the hosts the user gave, their registrable
// domains, and *.gov.cn.
type scope struct {
	sites   map[string]bool
	domains map[string]bool
}

func newScope(starts []*url.URL) *scope {
	s := &scope{sites: map[string]bool{}, domains: map[string]bool{}}
	for _, u := range starts {
		s.sites[siteKey(u)] = true
		if d := registrable(u.Hostname()); d != "" {
			s.domains[d] = true
		}
	}
	return s
}

// siteKey names the site an address belongs to: its host, with the port if it
// is not the scheme's own. Politeness is kept per site key.
func siteKey(u *url.URL) string {
	host := plainHost(strings.ToLower(u.Hostname()))
	if port := u.Port(); port != "" && port != defaultPort(strings.ToLower(u.Scheme)) {
		return net.JoinHostPort(host, port)
	}
	return host
}

// plainHost writes an IP address in its one usual form, IPv4 inside IPv6 as
// IPv4; names stay as they are.
func plainHost(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().String()
	}
	return host
}

// registrable is the part of a name that somebody registered ("yichun.gov.cn"),
// "" for IP addresses and names without one.
func registrable(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return ""
	}
	d, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(host))
	if err != nil {
		return ""
	}
	return d
}

// home tells whether an address is on a host the user gave or beside one.
func (s *scope) home(u *url.URL) bool {
	if s.sites[siteKey(u)] {
		return true
	}
	d := registrable(u.Hostname())
	return d != "" && s.domains[d]
}

// contains tells whether an address may be asked for at all.
func (s *scope) contains(u *url.URL) bool {
	return s.home(u) || strings.HasSuffix(strings.ToLower(u.Hostname()), ".gov.cn")
}

// follows tells whether a link may be followed. A government host that nobody
// named is read where a home page links to it, but does not lead on to a
// third one: else one start address would walk through the whole country.
func (s *scope) follows(from, to *url.URL) bool {
	if !s.contains(to) {
		return false
	}
	return s.home(to) || s.home(from) || siteKey(from) == siteKey(to)
}
