package web

import (
	"cmp"
	"context"
	"slices"

	"gongkai/store"
	"gongkai/store/checks"
)

// findingIndex is the list of all findings in memory.
type findingIndex struct {
	index
	ids     []int64
	reports []int32 // numbers of reports, whose findings follow on each other
}

// The fields of findings alone.
const (
	byCode = sharedFields + iota
	bySection
	findingFields
)

func (s *Server) askFindings(ctx context.Context) (*findingIndex, error) {
	l := &findingIndex{index: newIndex(findingFields)}
	report, number := "", int32(0)
	err := s.DB.EachListedFinding(ctx, func(f *store.ListedFinding) error {
		if f.ReportID != report {
			report = f.ReportID
			number++
		}
		l.ids, l.reports = append(l.ids, f.ID), append(l.reports, number)
		l.add(f.Agency, yearValue(f.Year), f.Region, f.Level, f.Kind, string(f.Scope), f.Code, f.Section)
		return nil
	})
	return l, err
}

// findingList are the findings that a question selects.
type findingList struct {
	*Server
	q store.FindingQuery
	// index is nil where it cannot tell what is asked, and the database has to;
	// rows are those that the question selects but for its codes.
	index *findingIndex
	rows  []int32
}

// listFindings begins a list of findings. The window of the question does not apply.
func (s *Server) listFindings(ctx context.Context, q store.FindingQuery) (*findingList, error) {
	q.Limit, q.Offset = 0, 0
	if err := s.byID(ctx, &q.Filter); err != nil {
		return nil, err
	}
	l := &findingList{Server: s, q: q}
	if f := q.Filter; f != inMemory(f) || f.Quality != "" {
		return l, nil
	}
	var err error
	if l.index, err = remember(ctx, s, "findings", s.askFindings, nil); err == nil {
		l.rows = l.index.narrow(append(sharedTests(&q.Filter), nil, isValue(q.Section)))
	}
	return l, err
}

// counts counts findings by check, whatever checks are asked for.
func (l *findingList) counts(ctx context.Context) ([]checks.Count, error) {
	if l.index != nil {
		return l.index.counts(l.rows), nil
	}
	q := l.q
	q.Codes = nil
	return l.catalogue.Counts(ctx, l.DB, q, "code")
}

// each hands the findings of a window to do, and tells whether there are more.
func (l *findingList) each(ctx context.Context, w window, do func(*checks.Row) error) (more bool, err error) {
	if l.index != nil && w.limit > 0 {
		rows := l.index.ofCodes(l.rows, l.q.Codes)
		ids := windowOf(l.index.ids, rows, w.offset, w.limit)
		return w.offset+w.limit < len(rows), l.catalogue.Each(ctx, l.DB, store.FindingQuery{IDs: ids}, do)
	}
	q, n := l.q, 0
	q.Limit, q.Offset = w.ahead(), w.offset
	err = l.catalogue.Each(ctx, l.DB, q, func(r *checks.Row) error {
		if n++; w.limit > 0 && n > w.limit {
			more = true
			return nil
		}
		return do(r)
	})
	return more, err
}

// ofCodes are the rows of some checks, of all for nil.
func (l *findingIndex) ofCodes(rows []int32, codes []string) []int32 {
	if codes == nil {
		return rows
	}
	var some []int32
	for _, r := range rows {
		if slices.Contains(codes, l.value(r, byCode)) {
			some = append(some, r)
		}
	}
	return some
}

// counts counts rows by check.
func (l *findingIndex) counts(rows []int32) []checks.Count {
	codes := l.fields[byCode].all
	counts, last := make([]checks.Count, len(codes)), make([]int32, len(codes))
	for _, r := range rows {
		n := l.columns[byCode][r]
		counts[n].Findings++
		if last[n] != l.reports[r] {
			last[n] = l.reports[r]
			counts[n].Reports++
		}
	}
	var list []checks.Count
	for n, c := range counts {
		if c.Findings > 0 {
			c.Value = codes[n]
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b checks.Count) int { return cmp.Compare(a.Value, b.Value) })
	return list
}
