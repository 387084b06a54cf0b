package audit

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"gongkai/store"
)

// Draw draws n reports, all of them where there are no more: every sort as many
// as its share, the rare ones one as far as n allows. Within a sort they are
// spread over the provinces. The same seed draws the same reports from the same
// database, in whatever order it was filled.
func Draw(cases []store.AuditCase, n int, seed int64, ways []By) []store.AuditCase {
	strata := map[string][]ticket{}
	for _, c := range cases {
		name := stratum(&c, ways)
		strata[name] = append(strata[name], ticket{c, sha256.Sum256(fmt.Appendf(nil, "gongkai sample 2 %d %s", seed, c.ReportID))})
	}
	var drawn []ticket
	for name, share := range allot(strata, n, seed) {
		drawn = append(drawn, spread(strata[name], share, seed, name)...)
	}
	slices.SortFunc(drawn, byRank) // the first of them are as good a sample as all
	list := make([]store.AuditCase, len(drawn))
	for i, t := range drawn {
		list[i] = t.AuditCase
	}
	return list
}

// ticket is a report with its place in a random order.
type ticket struct {
	store.AuditCase
	rank [sha256.Size]byte
}

func byRank(a, b ticket) int { return bytes.Compare(a.rank[:], b.rank[:]) }

// allot tells how many of each stratum are drawn: one of each as far as n
// allows, the rest by share, by the largest remainders.
func allot(strata map[string][]ticket, n int, seed int64) map[string]int {
	type part struct {
		name string
		size int
		rest float64
		rank [sha256.Size]byte
	}
	var parts []part
	all := 0
	for name, tickets := range strata {
		parts = append(parts, part{name: name, size: len(tickets), rank: sha256.Sum256(fmt.Appendf(nil, "gongkai stratum %d %s", seed, name))})
		all += len(tickets)
	}
	n = min(n, all)
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(b.size, a.size), bytes.Compare(a.rank[:], b.rank[:])) })
	shares := map[string]int{}
	left := n
	for _, p := range parts[:min(n, len(parts))] {
		shares[p.name] = 1
		left--
	}
	total := left
	for i, p := range parts {
		share := float64(total) * float64(p.size) / float64(all)
		more := min(int(share), p.size-shares[p.name])
		shares[p.name] += more
		left -= more
		parts[i].rest = share - float64(int(share))
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(b.rest, a.rest), bytes.Compare(a.rank[:], b.rank[:])) })
	for left > 0 {
		for _, p := range parts {
			if left > 0 && shares[p.name] < p.size {
				shares[p.name]++
				left--
			}
		}
	}
	return shares
}

// spread draws n of a stratum at equal distances along its provinces, from a
// random start.
func spread(tickets []ticket, n int, seed int64, name string) []ticket {
	slices.SortFunc(tickets, func(a, b ticket) int {
		return cmp.Or(cmp.Compare(province(a.Region), province(b.Region)), byRank(a, b))
	})
	sum := sha256.Sum256(fmt.Appendf(nil, "gongkai start %d %s", seed, name))
	start := float64(binary.BigEndian.Uint64(sum[:])>>11) / (1 << 53)
	step := float64(len(tickets)) / float64(n)
	drawn := make([]ticket, 0, n)
	for i := range n {
		drawn = append(drawn, tickets[min(int((float64(i)+start)*step), len(tickets)-1)])
	}
	return drawn
}
