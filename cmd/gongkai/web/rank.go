package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
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
		p.fail("min_base", q.measure.Name+" is no rate")
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

// rankData is what the page of rankings shows.
type rankData struct {
	fields
	Measure    *measure.Measure
	Year       int
	Scope      string
	Forms      string
	Comparable string
	// Lists are the ranked and those that are not, as far as they are in this
	// part of the list; Total counts all.
	Lists []rankList
	Total int
	Next  string
	// Chart is that of the first places, in the part that begins with them.
	Chart *drawing
}

// rankList is a list of places: those that are ranked, or those that are not
// for one reason.
type rankList struct {
	Key    string
	All    int
	Start  string // token of its first place, "" for the first of all
	Places []rankPlace
}

// rankPlace is a line of it.
type rankPlace struct {
	Rank, Label, Key, Agency, Region string
	// Within is what the region's page ranks: its parts, or agencies where it has none.
	Within string
	Cell   pointCell
}

// mostBest is how many of the first places are offered for a comparison.
const mostBest = 4

// Best are the first agencies or regions of this part of the list.
func (d *rankData) Best() []string {
	var best []string
	for _, list := range d.Lists {
		for _, p := range list.Places {
			if who := p.Agency + p.Region; who != "" && p.Rank != "" && len(best) < mostBest {
				best = append(best, who)
			}
		}
	}
	return best
}

// placesShown is how many places a page has.
const placesShown = 100

// rank shows who comes first.
func (s *Server) rank(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	p := &params{q: r.URL.Query()}
	q, err := s.rankQuestion(p)
	offset := p.token("next")
	if err = errors.Join(err, p.err); err != nil {
		return nil, err
	}
	if q.Year == 0 {
		if q.Year, err = s.usualYear(ctx); err != nil {
			return nil, err
		}
	}
	d := &rankData{fields: s.fields(p, []*measure.Measure{q.measure}, string(q.By)), Measure: q.measure, Year: q.Year}
	d.Bys = rankBys
	found, err := s.ranking(ctx, q)
	if err != nil {
		if err = d.asksScope(err); err != nil {
			return nil, err
		}
		return s.page(r, "rank", "rank.title", d)
	}
	if err := s.rankPlaces(d, found, q, languageOf(r), offset); err != nil {
		return nil, err
	}
	if offset == 0 && len(found.Ranked) > 0 {
		v := s.voice(languageOf(r), q.By, q.Panel.Region)
		drawn, err := drawingOf(q.measure.Label, found.chart(v, false), found.chart(v, true))
		if err != nil {
			return nil, err
		}
		d.Chart = &drawn
	}
	return s.page(r, "rank", "rank.title", d)
}

// rankPlaces fills in the part of a ranking that the page shows.
func (s *Server) rankPlaces(d *rankData, r *ranking, q *rankQuestion, lang string, offset int) error {
	d.Scope, d.Forms, d.Comparable, d.Total = string(r.Scope), told.Forms(r.Formats), r.Comparable, r.places()
	if len(r.Formats) < 2 {
		d.Comparable = ""
	}
	at, room := 0, placesShown
	for _, of := range []struct {
		key    string
		places []series.Place
	}{{"ranked", r.Ranked}, {"small", r.Small}, {"unknown", r.Unknown}} {
		list := rankList{Key: of.key, All: len(of.places)}
		if at > 0 {
			list.Start = tokenOf(at)
		}
		from := min(max(offset-at, 0), len(of.places))
		for i := from; i < len(of.places) && room > 0; i, room = i+1, room-1 {
			place, err := s.rankPlace(&of.places[i], q, lang, r.same)
			if err != nil {
				return err
			}
			list.Places = append(list.Places, place)
		}
		if at += len(of.places); list.All > 0 {
			d.Lists = append(d.Lists, list)
		}
	}
	if offset+placesShown < d.Total {
		d.Next = tokenOf(offset + placesShown)
	}
	return nil
}

// rankPlace is how the page shows a place.
func (s *Server) rankPlace(p *series.Place, q *rankQuestion, lang string, same map[string]bool) (out rankPlace, err error) {
	out = rankPlace{Rank: told.Rank(p), Cell: pointCellOf(q.measure, &p.Point)}
	if out.Agency, out.Region = place(q.By, p.Group); strings.HasSuffix(out.Region, "00") {
		out.Within = string(series.ByRegion)
	}
	if same[p.Label] {
		out.Key = p.Key
	}
	out.Label, err = s.groupLabel(lang, q.By, q.Panel.Region, p.Group)
	return out, err
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
		return nil, badRequest("year: needed")
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
