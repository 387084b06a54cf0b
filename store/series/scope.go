package series

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/extract"
)

// ScopeCount counts the reports of a scope.
type ScopeCount struct {
	Scope             extract.Scope
	Reports, Agencies int
}

// ScopeError tells that reports of several scopes were selected: an agency's own
// figures and sums over agencies would be added up.
type ScopeError struct{ Counts []ScopeCount }

// Error lists the scopes.
func (e *ScopeError) Error() string {
	var parts []string
	for _, c := range e.Counts {
		parts = append(parts, fmt.Sprintf("%s: %d reports of %d agencies", c.Scope, c.Reports, c.Agencies))
	}
	return "reports of several scopes, which are never added up: choose one (" + strings.Join(parts, "; ") + ")"
}

// one returns the only scope of tallies, "" if they are empty.
func one(tallies ...*tally) (extract.Scope, error) {
	total := map[extract.Scope]*ScopeCount{}
	for _, t := range tallies {
		for scope, c := range t.scopes {
			if total[scope] == nil {
				total[scope] = &ScopeCount{Scope: scope}
			}
			total[scope].Reports += c.Reports
			total[scope].Agencies += c.Agencies
		}
	}
	e := &ScopeError{}
	for _, c := range total {
		e.Counts = append(e.Counts, *c)
	}
	slices.SortFunc(e.Counts, func(a, b ScopeCount) int { return compareScopes(a.Scope, b.Scope) })
	switch len(e.Counts) {
	case 0:
		return "", nil
	case 1:
		return e.Counts[0].Scope, nil
	}
	return "", e
}

// scopeOrder is how scopes are listed.
var scopeOrder = []extract.Scope{extract.ScopeOwn, extract.ScopeAggregate, extract.ScopeUnknown}

func compareScopes(a, b extract.Scope) int {
	return cmp.Compare(slices.Index(scopeOrder, a), slices.Index(scopeOrder, b))
}

func compareGroups(a, b Group) int {
	return cmp.Or(cmp.Compare(a.Key, b.Key), compareScopes(a.Scope, b.Scope))
}
