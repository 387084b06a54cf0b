package crawler

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
)

// breakAfter is how many addresses in a row of a host may fail, each with all
// its retries, before the host is left alone for the run.
const breakAfter = 5

// HostLeft is a host that a run left alone before it was done with it.
type HostLeft struct {
	Host string `json:"host"`
	// Outcome is Blocked for a host that wants a human, Failed for one that
	// failed or asked for a pause, Fetched for one whose pages brought nothing.
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason"`
}

// struck counts the addresses in a row that failed for lack of an answer or
// by errors of the server, and leaves the host alone when they are too many.
// An answer sets the count back.
func (n *network) struck(u *url.URL, failed bool, why string) {
	key := siteKey(u)
	n.mu.Lock()
	if !failed {
		delete(n.strikes, key)
		n.mu.Unlock()
		return
	}
	n.strikes[key]++
	open := n.strikes[key] >= breakAfter && n.closed[key] == nil
	n.mu.Unlock()
	if open {
		n.closeHost(u, &refusal{outcome: Failed, reason: fmt.Sprintf("%d addresses in a row failed, the last: %s", breakAfter, why)})
	}
}

// left lists the hosts that were left alone, by name.
func (n *network) left() []HostLeft {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := make([]HostLeft, 0, len(n.closed))
	for host, r := range n.closed {
		all = append(all, HostLeft{Host: host, Outcome: r.outcome, Reason: r.reason})
	}
	slices.SortFunc(all, func(a, b HostLeft) int { return cmp.Compare(a.Host, b.Host) })
	return all
}
