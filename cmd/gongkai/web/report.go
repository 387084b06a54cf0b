package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store"
)

// reportData is what the page of a report shows.
type reportData struct {
	*store.StoredReport
	// Form is nil for reports of an unknown form, and without tables.
	Form     *form.Form
	Counts   []statusCount
	Tables   []tableView
	Findings []findingView
	Stale    bool
	Text     []textView
	// Apart are claims whose sentence does not stand in the text as it is told.
	Apart     []passage
	Problems  []problemView
	Flags     []string
	Changes   *revised
	Documents []documentView
	// Framed tells that the archived page can be shown.
	Framed bool
}

// statusCount is how many figures are of a status.
type statusCount struct {
	Status extract.Status
	Sign   string
	N      int
}

// problemView is a problem with the key of its explanation, "" where it has none.
type problemView struct{ Key, Message string }

// documentView is a document attached to the page.
type documentView struct {
	store.Document
	// Framed tells that it can be had from the archive.
	Framed bool
}

// report shows a report: /reports/{id}, with revision= for an earlier one.
func (s *Server) report(r *http.Request) (*answer, error) {
	p := &params{q: r.URL.Query()}
	revision := p.number("revision", 0, 1, 1<<20)
	if p.err != nil {
		return nil, p.err
	}
	ctx, cancel := s.asking(r)
	defer cancel()
	id := r.PathValue("id")
	sr, err := s.DB.FindReport(ctx, id)
	if err != nil {
		return nil, err
	}
	if sr.ReportID != id {
		return movedTo("/reports/", sr.ReportID, r), nil
	}
	if revision != 0 && revision != sr.Revision {
		if sr, err = s.DB.LoadReport(ctx, id, revision); err != nil {
			return nil, err
		}
	}
	d, err := s.reportData(ctx, sr, languageOf(r))
	if err != nil {
		return nil, err
	}
	return s.page(r, "report", "report.title", d, s.reportTitle(r, sr))
}

// reportTitle is the title as printed, else whose report it is.
func (s *Server) reportTitle(r *http.Request, sr *store.StoredReport) string {
	if sr.Title != "" {
		return sr.Title
	}
	nameless, _ := s.words.say(languageOf(r), "report.nameless")
	return fmt.Sprintf("%s %d", orText(sr.Agency, nameless), sr.Year)
}

func orText(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (s *Server) reportData(ctx context.Context, sr *store.StoredReport, lang string) (*reportData, error) {
	rep := &sr.Report
	d := &reportData{StoredReport: sr, Form: s.layout.Form(rep.Format), Counts: countStatuses(rep), Flags: split(sr.Flags), Framed: s.ShowArchive}
	var err error
	if d.Findings, d.Stale, err = s.findings(ctx, sr, lang); err != nil {
		return nil, err
	}
	d.Tables = tableViews(s.layout.Tables(rep), notes(d.Findings))
	d.Text, d.Apart = s.narrative(rep, d.Findings, lang)
	for _, problem := range rep.Problems {
		if _, told := extract.ParseClaimConflict(problem); told || problem.Code == "section_missing" && d.Form != nil {
			continue // stands among the findings, or where its table would
		}
		key := "problem." + problem.Code
		if !s.words.has(key) {
			key = ""
		}
		d.Problems = append(d.Problems, problemView{key, problem.Message})
	}
	for _, doc := range sr.Documents {
		d.Documents = append(d.Documents, documentView{doc, s.ShowArchive && doc.Digest != ""})
	}
	d.Changes, err = s.revised(ctx, sr)
	return d, err
}

func split(flags string) []string {
	if flags == "" {
		return nil
	}
	return strings.Split(flags, ",")
}

// countStatuses counts the figures of each status, of all statuses.
func countStatuses(rep *extract.Report) []statusCount {
	var all []statusCount
	for _, status := range []extract.Status{extract.StatusRead, extract.StatusBlank, extract.StatusDerived, extract.StatusAmbiguous, extract.StatusInvalid} {
		c := statusCount{Status: status, Sign: signs[status]}
		for i := range rep.Statistics {
			if rep.Statistics[i].Status == status {
				c.N++
			}
		}
		all = append(all, c)
	}
	return all
}

// movedTo sends whoever asks by an old id to the one that counts.
func movedTo(path, id string, r *http.Request) *answer {
	to := path + url.PathEscape(id)
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	a := text(to + "\n")
	a.status, a.header = http.StatusMovedPermanently, http.Header{"Location": {to}}
	return a
}
