package crawler

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"
)

// lookupTimeout bounds the question which address a host has.
const lookupTimeout = 5 * time.Second

// lookup returns the addresses of a host.
type lookup func(ctx context.Context, host string) ([]netip.Addr, error)

func systemLookup(ctx context.Context, host string) ([]netip.Addr, error) {
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}

// shared knows which sites are served from one address, and so by one machine:
// they share the gate of the first of them. Ports tell servers apart.
type shared struct {
	find lookup

	mu        sync.Mutex
	leads     map[string]string
	byAddress map[string]string
}

func newShared(find lookup) *shared {
	return &shared{find: find, leads: map[string]string{}, byAddress: map[string]string{}}
}

// lead is the site whose gate a site goes through: its own, if its address is
// nobody else's or cannot be told.
func (s *shared) lead(ctx context.Context, site string) string {
	if s.find == nil {
		return site
	}
	s.mu.Lock()
	lead, known := s.leads[site]
	s.mu.Unlock()
	if known {
		return lead
	}
	host, port, err := net.SplitHostPort(site)
	if err != nil {
		host, port = site, ""
	}
	var addresses []netip.Addr
	if ip, err := netip.ParseAddr(host); err == nil {
		addresses = []netip.Addr{ip}
	} else {
		ctx, stop := context.WithTimeout(ctx, lookupTimeout)
		defer stop()
		if addresses, err = s.find(ctx, host); err != nil {
			return site // connecting will fail too, and say why
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if lead, known := s.leads[site]; known {
		return lead
	}
	lead = site
	for _, a := range addresses {
		if first, taken := s.byAddress[a.Unmap().String()+" "+port]; taken {
			lead = first
			break
		}
	}
	for _, a := range addresses {
		if key := a.Unmap().String() + " " + port; s.byAddress[key] == "" {
			s.byAddress[key] = lead
		}
	}
	s.leads[site] = lead
	return lead
}
