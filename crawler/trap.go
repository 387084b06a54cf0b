package crawler

import (
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"strings"
)

const (
	// maxURL and maxSegments bound addresses that grow with every click.
	maxURL      = 2000
	maxSegments = 20
	// maxEchoes is how often a directory may stand in a path.
	maxEchoes = 2
	// maxKnown bounds the contents and report pages a site is known by.
	maxKnown = 10_000
)

// growing tells addresses that relative links on a page without end make: too
// long ones, and paths through the same directory again and again.
func growing(u *url.URL) bool {
	segments := strings.Split(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
	if len(u.String()) > maxURL || len(segments) > maxSegments {
		return true
	}
	count := map[string]int{}
	for _, s := range segments[:len(segments)-1] {
		if strings.Trim(s, "0123456789") == "" {
			continue // dates: /2024/01/01/
		}
		if count[s]++; count[s] > maxEchoes {
			return true
		}
	}
	return false
}

// harvest counts the pages in a row that were asked for the first time and
// brought nothing: no report, or one that a report page led to and that the
// site showed elsewhere. (Lists may well name one report twice.) A site that
// goes on like that is a trap, or not worth more of this run.
func (j *job) harvest(v *Visit) {
	switch {
	case v.Address.Attempts > 0 || len(v.Requests) == 0 || v.Outcome == Failed || v.Address.Kind == KindAttached:
		return
	case v.Reading != nil && v.Reading.Reports > 0:
		j.remember("page " + v.Address.URL)
		_, reportBefore := j.known[hashOf("page "+v.Address.From)]
		if j.remember(v.Reading.Content) || !reportBefore {
			j.fruitless = 0
			return
		}
	}
	if j.fruitless++; j.fruitless == j.cfg.MaxFruitless {
		j.broke = true
		j.trap = fmt.Sprintf("%d pages in a row held no new report: a trap, or nothing worth the rest of this run", j.fruitless)
	}
}

// remember notes what a site showed, and tells whether that is new in this run.
func (j *job) remember(what string) bool {
	if what == "" {
		return true
	}
	h := hashOf(what)
	if _, known := j.known[h]; known {
		return false
	}
	if len(j.known) < maxKnown {
		j.known[h] = struct{}{}
	}
	return true
}

// hashOf is all that is kept of what a site showed: thousands of sites may show
// thousands of pages each.
func hashOf(s string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, s) // a hash takes everything
	return h.Sum64()
}
