package crawler

import (
	"fmt"
	"net/url"
	"strings"
)

const (
	// maxURL and maxSegments bound addresses that grow with every click.
	maxURL      = 2000
	maxSegments = 20
	// maxEchoes is how often a directory may stand in a path.
	maxEchoes = 2
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
// brought nothing: no report, or only such as were known, where a report page led
// to it. (Lists may well name one report twice.) A site that goes on like that is
// a trap, or not worth more of this run.
func (j *job) harvest(v *Visit, result CommitResult) {
	switch {
	case v.Address.Attempts > 0 || len(v.Requests) == 0 || v.Outcome == Failed || v.Address.Kind == KindAttached:
		return
	case v.Reading != nil && v.Reading.Reports > 0 && (result.Fresh > 0 || v.Address.FromReports == 0):
		j.fruitless = 0
		return
	}
	if j.fruitless++; j.fruitless == j.cfg.MaxFruitless {
		j.broke = true
		j.trap = fmt.Sprintf("%d pages in a row held no new report: a trap, or nothing worth the rest of this run", j.fruitless)
	}
}
