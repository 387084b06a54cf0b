package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/told"
	"gongkai/store/measure"
	"gongkai/store/series"
)

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
	// Sought is the agency that the address looks for; its Place is nil where it is
	// not in the ranking.
	Sought *soughtPlace
}

// soughtPlace is the place of an agency that is looked for.
type soughtPlace struct {
	ID, Name string
	Place    *series.Place
	at       int // in all lists
}

// Seeks tells whether an agency is looked for.
func (d *rankData) Seeks(agency string) bool {
	return d.Sought != nil && agency != "" && d.Sought.ID == agency
}

// Ranked counts the places with a rank.
func (d *rankData) Ranked() int {
	for _, l := range d.Lists {
		if l.Key == "ranked" {
			return l.All
		}
	}
	return 0
}

// seek finds the place of an agency in a ranking of agencies, nil where nobody
// is looked for.
func (s *Server) seek(ctx context.Context, r *ranking, q *rankQuestion, ref string) (*soughtPlace, error) {
	if ref == "" || q.By != series.ByAgency {
		return nil, nil
	}
	d, err := s.DB.FindAgency(ctx, ref)
	if err != nil {
		return nil, err
	}
	found := &soughtPlace{ID: d.ID, Name: d.Name}
	at := 0
	for _, places := range [][]series.Place{r.Ranked, r.Small, r.Unknown} {
		if i := slices.IndexFunc(places, func(p series.Place) bool { return p.Key == d.ID }); i >= 0 {
			found.Place, found.at = &places[i], at+i
		}
		at += len(places)
	}
	return found, nil
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
	if d.Sought, err = s.seek(ctx, found, q, p.text("find_agency")); err != nil {
		return nil, err
	}
	if d.Sought != nil && d.Sought.Place != nil && p.text("next") == "" {
		offset = d.Sought.at / placesShown * placesShown
	}
	if err := s.rankPlaces(d, found, q, languageOf(r), offset); err != nil {
		return nil, err
	}
	if offset == 0 && len(found.Ranked) > 0 {
		v := s.voice(languageOf(r), q.By, q.Panel.Region)
		if d.Chart, err = drawingOf(q.measure.Label, found.chart(v, false), found.chart(v, true)); err != nil {
			return nil, err
		}
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
