package web

import (
	"context"
	"errors"
	"slices"

	"gongkai/extract"
	"gongkai/store"
)

// changes are what a revision says otherwise than the one before.
type changes struct {
	Before, After int
	// SamePage tells that the page did not change: it was read anew.
	SamePage bool
	Figures  []figureChange
	// Fields are the keys of what else changed.
	Fields []fieldChange
	// Sections are the headings of narrative that changed.
	Sections []string
}

// figureChange is a figure that is printed otherwise, or read otherwise.
type figureChange struct {
	Section, Row, Col string // labels
	Name              string
	Before, After     cellView
}

// fieldChange is a field of the report: the key of its name, and its values.
type fieldChange struct{ Key, Before, After string }

// changes compares a revision with the one before; nil for the first.
func (s *Server) changes(ctx context.Context, sr *store.StoredReport) (*changes, error) {
	at := slices.IndexFunc(sr.Revisions, func(r store.ReportRow) bool { return r.Revision == sr.Revision })
	if at < 1 {
		return nil, nil
	}
	before, err := s.DB.LoadReport(ctx, sr.ReportID, sr.Revisions[at-1].Revision)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil // it went since
	}
	if err != nil {
		return nil, err
	}
	c := &changes{Before: before.Revision, After: sr.Revision, SamePage: before.PageDigest == sr.PageDigest}
	c.Figures = s.figureChanges(&before.Report, &sr.Report)
	published := func(r *store.StoredReport) string {
		if r.PublishedOn == nil {
			return ""
		}
		return *r.PublishedOn
	}
	for _, f := range []fieldChange{
		{"report.heading", before.Title, sr.Title}, {"report.agency", before.Agency, sr.Agency}, {"report.published", published(before), published(sr)},
		{"report.form", before.Format, sr.Format}, {"report.address", before.URL, sr.URL},
	} {
		if f.Before != f.After {
			c.Fields = append(c.Fields, f)
		}
	}
	c.Sections = changedSections(before.Report.Narrative, sr.Report.Narrative)
	return c, nil
}

// figureChanges lists the figures whose print, value or status differ, in the
// order of the newer reading, then those that it lacks.
func (s *Server) figureChanges(before, after *extract.Report) []figureChange {
	old := map[string]*extract.Statistic{}
	for i := range before.Statistics {
		old[statisticName(&before.Statistics[i])] = &before.Statistics[i]
	}
	var out []figureChange
	add := func(format, name string, a, b *extract.Statistic) {
		c := figureChange{Name: name, Before: viewCell(name, a, nil), After: viewCell(name, b, nil)}
		if f := s.layout.Form(format); f != nil {
			if st, ok := f.Find(name); ok {
				c.Section, c.Row, c.Col = st.Section.Heading, st.Section.Rows[st.Row].Label, st.Section.Columns[st.Col].Label
			}
		}
		out = append(out, c)
	}
	for i := range after.Statistics {
		b := &after.Statistics[i]
		name := statisticName(b)
		a := old[name]
		delete(old, name)
		if a == nil || viewCell(name, a, nil).differs(viewCell(name, b, nil)) {
			add(after.Format, name, a, b)
		}
	}
	for i := range before.Statistics {
		a := &before.Statistics[i]
		if name := statisticName(a); old[name] != nil {
			add(before.Format, name, a, nil)
		}
	}
	return out
}

func statisticName(s *extract.Statistic) string { return s.Section + "/" + s.Row + "/" + s.Col }

func (c cellView) differs(o cellView) bool {
	return c.Status != o.Status || c.Print != o.Print || c.Value != o.Value || c.Unit != o.Unit
}

// changedSections are the headings under which the text differs.
func changedSections(before, after []extract.Section) []string {
	var out []string
	for _, pair := range [][2][]extract.Section{{after, before}, {before, after}} {
		for _, one := range pair[0] {
			same := slices.ContainsFunc(pair[1], func(o extract.Section) bool { return o == one })
			if !same && !slices.Contains(out, one.Section) {
				out = append(out, one.Section)
			}
		}
	}
	return out
}
