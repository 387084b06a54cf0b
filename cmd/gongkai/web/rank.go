package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"gongkai/cmd/gongkai/chart"
	"gongkai/cmd/gongkai/told"
	"gongkai/extract/decimal"
	"gongkai/store/coverage"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// rankQuestion is what an address asks about who comes first.
type rankQuestion struct {
	series.RankQuery
	measure *measure.Measure
}

// rankBys are what can be ranked; the first is what is unasked.
var rankBys = []string{"agency", "region", "province", "city", "county", "level", "kind"}

// rankQuestion reads it; a year of 0 is left to the page.
func (s *Server) rankQuestion(p *params) (*rankQuestion, error) {
	q := &rankQuestion{measure: s.measureOf(p, usualMeasure)}
	q.Query, q.Year, q.Ascending = p.measuring(), p.year("year"), p.one("asc", "0", "1") == "1"
	if q.By = series.By(p.one("by", rankBys...)); q.By == "" {
		q.By = series.ByAgency
	}
	least := p.number("min_base", 0, 0, 1_000_000_000)
	q.MinBase = decimal.New(int64(least), 0)
	if p.err == nil && least > 0 && !q.measure.IsRate() {
		p.fail("min_base", "wrong.norate", q.measure.Name)
	}
	return q, p.err
}

// ranking is an answer, with the labels that several of its places have.
type ranking struct {
	*series.Ranking
	same map[string]bool
}

// ranking answers the question.
func (s *Server) ranking(ctx context.Context, q *rankQuestion) (*ranking, error) {
	return remember(ctx, s, fmt.Sprintf("rank %s %+v", q.measure.Name, q.RankQuery), func(ctx context.Context) (*ranking, error) {
		r, err := series.Rank(ctx, s.DB, q.measure, q.RankQuery)
		if err != nil {
			return nil, err
		}
		return &ranking{r, told.Namesakes(r)}, nil
	}, (*ranking).places)
}

// chart draws the first places.
func (r *ranking) chart(v told.Voice, small bool) *chart.Bars {
	return v.RankChart(r.Ranking, r.same, small)
}

func (r *ranking) places() int { return len(r.Ranked) + len(r.Small) + len(r.Unknown) }

// usualYear is the last year whose reports are all due, or the last one that
// the database has.
func (s *Server) usualYear(ctx context.Context) (int, error) {
	last, err := remember(ctx, s, "last year", s.DB.LastYear, nil)
	return min(last, dueYear(s.Now())), err
}

// dueYear is the last year whose reports are all due.
func dueYear(now time.Time) int {
	year := beijing(now).Year() - 1
	if now.Before(coverage.Due("", year)) {
		year--
	}
	return year
}

// rankPicture is the chart of the first places as a picture of its own.
func (s *Server) rankPicture(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	q, err := s.rankQuestion(&params{q: r.URL.Query()})
	if err != nil {
		return nil, err
	}
	if q.Year == 0 {
		return nil, badRequest("wrong.yearneeded")
	}
	found, err := s.ranking(ctx, q)
	if err != nil {
		return nil, err
	}
	if found.places() == 0 {
		return nil, nothingDrawn()
	}
	return picture(found.chart(s.voice(languageOf(r), q.By, q.Panel.Region), false))
}
