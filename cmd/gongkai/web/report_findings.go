package web

import (
	"context"

	"gongkai/cmd/gongkai/layout"
	"gongkai/store"
	"gongkai/store/checks"
)

// findingView is a finding in words.
type findingView struct {
	N             int
	Severity      checks.Severity
	Code          string
	Title, Text   string
	found         checks.Finding
	at            []string // figures that it is marked at
	ReportIDs     []string // other reports that it compares
	Contradiction bool     // text against tables
}

// mostMarked is how many figures a finding is marked at where no sum stands for
// them.
const mostMarked = 6

// findings lists what a report contradicts: in itself, worked out from the
// revision that is shown, and among years, sources and peers as stored, which
// is about the current one. stale tells that the stored ones may be out of date.
func (s *Server) findings(ctx context.Context, sr *store.StoredReport, lang string) (list []findingView, stale bool, err error) {
	rep := &sr.Report
	pointed := layout.Pointed(s.layout.Form(rep.Format), rep.Checks)
	for _, f := range s.checker.Within(sr.ReportID, rep) {
		at, equation := pointed[f.Code+"@"+f.At]
		if !equation {
			at = marked(&f.Left)
		}
		list = append(list, s.findingView(f, at, lang))
	}
	beyond, why, err := s.checker.Beyond(ctx, s.DB, sr)
	if err != nil {
		return nil, false, err
	}
	for _, f := range beyond {
		list = append(list, s.findingView(f, marked(&f.Left), lang))
	}
	for i := range list {
		list[i].N = i + 1
	}
	return list, why.Why != "", nil
}

func (s *Server) findingView(f checks.Finding, at []string, lang string) findingView {
	v := findingView{Code: f.Code, found: f, at: at, Contradiction: f.Sentence != ""}
	check := s.catalogue.Check(f.Code)
	if check != nil {
		v.Severity, v.Title = check.Severity, check.Title
	}
	v.Text = s.explainer.English(&f)
	if lang == chinese {
		v.Text = s.explainer.Chinese(&f)
		if check != nil {
			v.Title = check.TitleZH
		}
	}
	seen := map[string]bool{"": true, f.ReportID: true}
	if f.Right != nil {
		for _, fig := range f.Right.Figures {
			if !seen[fig.ReportID] {
				seen[fig.ReportID] = true
				v.ReportIDs = append(v.ReportIDs, fig.ReportID)
			}
		}
	}
	return v
}

// marked are the report's own figures of a finding that is no equation of its form.
func marked(side *checks.Side) []string {
	if len(side.Figures) > mostMarked {
		return nil
	}
	var at []string
	for _, fig := range side.Figures {
		if fig.ReportID == "" {
			at = append(at, fig.Statistic)
		}
	}
	return at
}
