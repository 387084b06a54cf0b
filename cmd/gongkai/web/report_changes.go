package web

import (
	"context"
	"errors"
	"slices"

	"gongkai/cmd/gongkai/changes"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/store"
)

// revised is what a revision says otherwise than the one before.
type revised struct {
	Before, After int
	// SamePage tells that the page did not change: it was read anew.
	SamePage bool
	Figures  []figureChange
	// Fields are what else changed.
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

// revised compares a revision with the one before; nil for the first.
func (s *Server) revised(ctx context.Context, sr *store.StoredReport) (*revised, error) {
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
	r := &revised{Before: before.Revision, After: sr.Revision, SamePage: before.PageDigest == sr.PageDigest}
	if before.URL != sr.URL {
		r.Fields = append(r.Fields, fieldChange{"report.address", before.URL, sr.URL})
	}
	was, now := figuresOf(&before.Report), figuresOf(&sr.Report)
	for _, c := range changes.Of(&before.Report, &sr.Report) {
		switch c.What {
		case changes.Meta:
			was, _ := tabular.AsText(c.Was)
			became, _ := tabular.AsText(c.Became)
			r.Fields = append(r.Fields, fieldChange{"changed." + c.Name, was, became})
		case changes.Narrative:
			r.Sections = append(r.Sections, c.Name)
		case changes.Figure:
			r.Figures = append(r.Figures, s.figureChange(c.Name, was[c.Name], now[c.Name]))
		}
	}
	return r, nil
}

// figuresOf are the figures of a report with their forms, by name.
func figuresOf(r *extract.Report) map[string]formFigure {
	figures := map[string]formFigure{}
	for i := range r.Statistics {
		figures[changes.NameOf(&r.Statistics[i])] = formFigure{&r.Statistics[i], r.Format}
	}
	return figures
}

type formFigure struct {
	*extract.Statistic // nil for none
	format             string
}

// figureChange has the labels of the newer form that has the figure.
func (s *Server) figureChange(name string, was, now formFigure) figureChange {
	c := figureChange{Name: name, Before: viewCell(name, was.Statistic, nil), After: viewCell(name, now.Statistic, nil)}
	format := now.format
	if now.Statistic == nil {
		format = was.format
	}
	if f := s.layout.Form(format); f != nil {
		if st, ok := f.Find(name); ok {
			c.Section, c.Row, c.Col = st.Section.Heading, st.Section.Rows[st.Row].Label, st.Section.Columns[st.Col].Label
		}
	}
	return c
}
