package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"gongkai/cmd/gongkai/told"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/region"
	"gongkai/store/series"
)

// compareQuestion is what an address asks about some beside each other.
type compareQuestion struct {
	series.Query
	measures []*measure.Measure
	// refs are the subjects as the address names them.
	refs     []string
	subjects []series.Subject
}

// compareQuestion reads it but for the subjects.
func (s *Server) compareQuestion(p *params) (*compareQuestion, error) {
	q := &compareQuestion{Query: p.measuring(), measures: s.measuresOf(p, told.Compared()...), refs: p.all("subject", mostChosen)}
	q.Panel.Region = "" // subjects are regions themselves
	if y := p.year("year"); y != 0 {
		q.Panel.FromYear, q.Panel.ToYear = y, y
	}
	return q, p.err
}

// find finds the subjects; who is not found, or not for certain, is told apart.
func (q *compareQuestion) find(ctx context.Context, db *store.Store) (unclear []unclearSubject, err error) {
	for _, ref := range q.refs {
		subject, err := told.Subject(ctx, db, ref)
		var agencies *store.AmbiguousError
		var regions *told.SeveralError
		switch {
		case errors.As(err, &agencies):
			unclear = append(unclear, unclearSubject{Ref: ref, err: err, ids: agencies.IDs})
		case errors.As(err, &regions):
			unclear = append(unclear, unclearSubject{Ref: ref, err: err, ids: regions.Codes})
		case errors.Is(err, store.ErrNotFound):
			unclear = append(unclear, unclearSubject{Ref: ref, err: err})
		case err != nil:
			return nil, err
		default:
			q.subjects = append(q.subjects, subject)
		}
	}
	return unclear, nil
}

// comparison answers the question.
func (s *Server) comparison(ctx context.Context, q *compareQuestion) (*series.Comparison, error) {
	var names []string
	for _, m := range q.measures {
		names = append(names, m.Name)
	}
	return remember(ctx, s, fmt.Sprintf("compare %q %+v %+v", names, q.subjects, q.Query), func(ctx context.Context) (*series.Comparison, error) {
		return series.Compare(ctx, s.DB, q.measures, q.subjects, q.Query)
	}, func(c *series.Comparison) int { return len(c.Rows) * len(c.Subjects) })
}

// unclearSubject is what an address names that is nobody, or may be several.
type unclearSubject struct {
	Ref     string
	Choices []subjectChoice
	err     error
	ids     []string
}

// subjectChoice is one of those that a name may mean.
type subjectChoice struct{ Ref, Label string }

// mostChoices is how many of them are offered.
const mostChoices = 20

// offer names those that it may be.
func (u *unclearSubject) offer(ctx context.Context, db *store.Store) error {
	list := region.Load()
	for _, id := range u.ids[:min(len(u.ids), mostChoices)] {
		if r := list.At(id, 0); r != nil {
			u.Choices = append(u.Choices, subjectChoice{id, list.FullName(r)})
			continue
		}
		d, err := db.FindAgency(ctx, id)
		if err != nil {
			return err
		}
		c := subjectChoice{id, d.Name}
		if d.RegionName != nil {
			c.Label = *d.RegionName + " " + d.Name
		}
		u.Choices = append(u.Choices, c)
	}
	return nil
}

// compared answers what the API and the pictures ask: all subjects are to be known.
func (s *Server) compared(ctx context.Context, p *params) (*compareQuestion, *series.Comparison, error) {
	q, err := s.compareQuestion(p)
	if err != nil {
		return nil, nil, err
	}
	if len(q.refs) < 2 {
		return nil, nil, badRequest("wrong.twosubjects")
	}
	unclear, err := q.find(ctx, s.DB)
	if err != nil {
		return nil, nil, err
	}
	if len(unclear) > 0 {
		return nil, nil, unclear[0].err
	}
	c, err := s.comparison(ctx, q)
	return q, c, err
}

// subjectVoice is how charts speak of subjects, which have their names.
func (s *Server) subjectVoice(lang string) told.Voice {
	v := s.voice(lang, series.ByAgency, "")
	v.Group = nil
	return v
}

// comparePicture is the chart of one measure as a picture of its own.
func (s *Server) comparePicture(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	q, c, err := s.compared(ctx, &params{q: r.URL.Query()})
	if err != nil {
		return nil, err
	}
	if len(q.measures) != 1 {
		return nil, badRequest("wrong.statneeded")
	}
	if len(c.Rows) == 0 {
		return nil, nothingDrawn()
	}
	return picture(s.subjectVoice(languageOf(r)).CompareChart(c, q.measures[0], false))
}
