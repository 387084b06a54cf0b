package web

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gongkai/store/coverage"
	"gongkai/store/series"
)

// keptBys are what the rows can be of matrices that are kept.
var keptBys = []series.By{series.ByRegion, series.ByProvince, series.ByLevel, series.ByKind}

// matrix counts the coverage, or has done so before on the same day, as what is
// due depends on it.
func (s *Server) matrix(ctx context.Context, q coverage.Query, by series.By) (coverage.Matrix, error) {
	ask := func(ctx context.Context) (coverage.Matrix, error) { return coverage.Count(ctx, s.DB, q, by) }
	if !slices.Contains(keptBys, by) {
		return ask(ctx)
	}
	question := q
	question.Now = time.Time{}
	return remember(ctx, s, fmt.Sprintf("coverage %s %s %+v", beijing(q.Now).Format(time.DateOnly), by, question), ask,
		func(m coverage.Matrix) int { return len(m.Cells) })
}
