package crawler

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
)

// privateError says that a connection was refused because of where it leads.
type privateError struct{ address string }

func (e *privateError) Error() string {
	return fmt.Sprintf("address %s is not on the public internet", e.address)
}

// guardDial is a net.Dialer.Control: it sees every address after name
// resolution and before connecting, so neither DNS nor a redirect gets past it.
func guardDial(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return &privateError{address}
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !public(ip) {
		return &privateError{host}
	}
	return nil
}

// reserved are the networks that are not public beyond those that netip.Addr
// knows by method.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // carrier-grade NAT
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"), // IPv4-compatible
	netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/32"), // Teredo embeds IPv4
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), // 6to4 embeds IPv4
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("fec0::/10"),
}

var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// public tells whether an address belongs to the public internet. IPv4 inside
// IPv6 is judged as the IPv4 address it reaches.
func public(ip netip.Addr) bool {
	ip = ip.WithZone("").Unmap()
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	if ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// privateHost tells whether a host as written can only be a private one.
func privateHost(host string) bool {
	host = strings.ToLower(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && !public(ip)
}
