package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"gongkai/store"
	"gongkai/store/fulltext"
)

// searchData is what a search shows.
type searchData struct {
	Asked    bool
	Hits     []hitView
	Agencies []*store.Agency
	Next     string
	// Unable tells that the database or the program has no index of the texts.
	Unable        bool
	Levels, Kinds []string
}

// hitView is a hit with its marks as parts of its texts.
type hitView struct {
	*store.Hit
	MarkedTitle, Snippet []part
}

// What a search shows.
const (
	hitsShown     = 20
	agenciesShown = 6
)

// searchPage finds reports by their text and agencies by their name: /search?q=.
func (s *Server) searchPage(r *http.Request) (*answer, error) {
	p := &params{q: r.URL.Query()}
	q := store.SearchQuery{Text: p.text("q"), Filter: p.filter(), Limit: hitsShown, Offset: p.offset()}
	if q.Offset > mostHits {
		p.fail("next", "wrong.far")
	}
	if p.err != nil {
		return nil, p.err
	}
	d := searchData{Asked: q.Text != "", Levels: levels, Kinds: kinds}
	if d.Asked {
		ctx, cancel := s.asking(r)
		defer cancel()
		if err := s.search(ctx, &d, q); err != nil {
			return nil, err
		}
	}
	return s.page(r, "search", "search.title", d)
}

func (s *Server) search(ctx context.Context, d *searchData, q store.SearchQuery) error {
	found, err := s.DB.Search(ctx, q)
	switch {
	case errors.Is(err, store.ErrNoFullText):
		d.Unable = true
	case err != nil:
		return err
	}
	for i := range found.Hits {
		h := &found.Hits[i]
		d.Hits = append(d.Hits, hitView{h, pieces(h.MarkedTitle), pieces(h.Snippet)})
	}
	if found.More {
		d.Next = tokenOf(q.Offset + hitsShown)
	}
	if q.Offset > 0 {
		return nil
	}
	name := strings.Join(strings.Fields(strings.ReplaceAll(q.Text, `"`, "")), "")
	if name == "" {
		return nil
	}
	all, err := s.agenciesOf(ctx, store.AgencyFilter{Name: name, Region: q.Filter.Region, Level: q.Filter.Level, Kind: q.Filter.Kind})
	d.Agencies = all[:min(len(all), agenciesShown)]
	return err
}

// pieces cuts a text at its marks.
func pieces(m fulltext.Marked) []part {
	var out []part
	from := 0
	for _, k := range m.Marks {
		out = append(out, part{Text: m.Text[from:k[0]]}, part{Text: m.Text[k[0]:k[1]], Marked: true})
		from = k[1]
	}
	return append(out, part{Text: m.Text[from:]})
}
