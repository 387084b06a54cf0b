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

// askFindings makes the list of the findings that q selects.
func (s *Server) askFindings(ctx context.Context, q store.FindingQuery) (*findingIndex, error) {
	l := &findingIndex{index: newIndex(findingFields)}
	report, number := "", int32(0)
	err := s.DB.EachListedFinding(ctx, q, func(f *store.ListedFinding) error {
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

// findingsOf is the list that q selects, and its rows: those of all codes, and
// those of the codes of q. Its window does not apply. What the fields cannot tell
// is asked of the database.
func (s *Server) findingsOf(ctx context.Context, q store.FindingQuery) (l *findingIndex, all, rows []int32, err error) {
	codes := q.Codes
	q.Codes, q.Limit, q.Offset = nil, 0, 0
	if err := s.byID(ctx, &q.Filter); err != nil {
		return nil, nil, nil, err
	}
	if f := q.Filter; f != inMemory(f) || f.Quality != "" {
		l, err = s.askFindings(ctx, q)
		q = store.FindingQuery{}
	} else {
		l, err = remember(ctx, s, "findings", func(ctx context.Context) (*findingIndex, error) { return s.askFindings(ctx, store.FindingQuery{}) }, nil)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	all = l.narrow(append(sharedTests(&q.Filter), nil, isValue(q.Section)))
	return l, all, l.ofCodes(all, codes), nil
}

// eachFinding hands findings to do. No question is under way meanwhile, as do
// may wait for a client.
func (s *Server) eachFinding(ctx context.Context, ids []int64, do func(*checks.Row) error) error {
	for some := range slices.Chunk(ids, atOnce) {
		var rows []checks.Row
		err := s.catalogue.Each(ctx, s.DB, store.FindingQuery{IDs: some}, func(r *checks.Row) error {
			rows = append(rows, *r)
			return nil
		})
		if err != nil {
			return err
		}
		for i := range rows {
			if err := do(&rows[i]); err != nil {
				return err
			}
		}
	}
	return nil
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
