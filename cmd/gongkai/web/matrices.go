package web

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"gongkai/store/coverage"
	"gongkai/store/series"
)

// matrices are coverage matrices that are kept: of few rows, and of a day, as
// what is due depends on it. They are not to be changed.
type matrices struct {
	mu    sync.Mutex
	day   string
	asked map[string]*kept[coverage.Matrix]
}

const (
	// mostMatrices is how many are kept; then it begins anew.
	mostMatrices = 64
	// matrixYoung is how old one may be.
	matrixYoung = 10 * time.Second
)

// keptBys are what the rows can be of matrices that are kept.
var keptBys = []series.By{series.ByRegion, series.ByProvince, series.ByLevel, series.ByKind}

// matrix counts the coverage, or has done so before.
func (s *Server) matrix(ctx context.Context, q coverage.Query, by series.By) (coverage.Matrix, error) {
	ask := func(ctx context.Context) (coverage.Matrix, error) { return coverage.Count(ctx, s.DB, q, by) }
	if !slices.Contains(keptBys, by) {
		return ask(ctx)
	}
	day, question := beijing(q.Now).Format(time.DateOnly), fmt.Sprintf("%s %d %d %s %s %s %t", by, q.FromYear, q.ToYear, q.Region, q.Level, q.Kind, q.Dates)
	m := &s.matrices
	m.mu.Lock()
	if m.day != day || len(m.asked) >= mostMatrices {
		m.day, m.asked = day, map[string]*kept[coverage.Matrix]{}
	}
	k := m.asked[question]
	if k == nil {
		k = &kept[coverage.Matrix]{}
		m.asked[question] = k
	}
	m.mu.Unlock()
	return k.get(ctx, s.DB, matrixYoung, ask)
}
