package nationtest

import (
	"context"
	"fmt"
	"time"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
	"gongkai/store"
)

// extractor is the version that the readings are of.
const extractor = "nationtest"

// Load puts the country into a store, as one finished run over all its sites.
// Every report has an address of its own; a revised one showed something else
// a month before, and second sources are on the host "mirror.example.gov.cn".
func (n *Nation) Load(ctx context.Context, s *store.Store) error {
	run, err := n.visit(ctx, s)
	if err != nil {
		return err
	}
	return s.End(ctx, run, store.Summary{})
}

// visit is Load without the end of the run.
func (n *Nation) visit(ctx context.Context, s *store.Store) (run int64, err error) {
	run, err = s.Begin(ctx, store.RunInfo{Program: extractor, Options: "{}"})
	if err != nil {
		return run, err
	}
	b := &batch{store: s, run: run}
	for _, a := range n.Agencies {
		for _, r := range a.Reports {
			url := fmt.Sprintf("http://%s/%d/%d.html", a.Site, a.number, r.Year)
			at := time.Date(r.Year+1, 4, 1, 0, 0, 0, 0, time.UTC)
			if r.Earlier != nil {
				if err := b.add(ctx, a.Site, url, at, r, r.Earlier); err != nil {
					return run, err
				}
			}
			if err := b.add(ctx, a.Site, url, at.AddDate(0, 1, 0), r, r.Figures); err != nil {
				return run, err
			}
			if r.Elsewhere != nil {
				const mirror = "mirror.example.gov.cn"
				if err := b.add(ctx, mirror, fmt.Sprintf("http://%s/%d/%d.html", mirror, a.number, r.Year), at, r, r.Elsewhere); err != nil {
					return run, err
				}
			}
		}
	}
	return run, b.flush(ctx)
}

// batch commits many visits in one transaction.
type batch struct {
	store  *store.Store
	run    int64
	visits []*store.Visit
}

const batchSize = 100

func (b *batch) add(ctx context.Context, site, url string, at time.Time, r *Report, figures map[string]Figure) error {
	body := fmt.Appendf(nil, "%s %s", url, at)
	p := &store.Page{URL: url, FinalURL: url, Status: 200, Proto: "HTTP/1.1", Body: body, FetchedAt: at, Digest: store.DigestOf(body)}
	if err := b.store.Archive(ctx, p); err != nil {
		return err
	}
	b.visits = append(b.visits, &store.Visit{RunID: b.run, Site: site, Address: store.Address{URL: url, Kind: "report"}, At: at,
		Outcome: "fetched", Status: 200, Bytes: int64(len(body)), Page: p,
		Reading: &store.Reading{Extractor: extractor, Reports: []extract.Report{r.extracted(figures)}}})
	if len(b.visits) < batchSize {
		return nil
	}
	return b.flush(ctx)
}

func (b *batch) flush(ctx context.Context) error {
	_, err := b.store.CommitAll(ctx, b.visits)
	b.visits = b.visits[:0]
	return err
}

// extracted is the report as the extractor would have read it.
func (r *Report) extracted(figures map[string]Figure) extract.Report {
	kind := "发布日期"
	out := extract.Report{
		Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", r.Name, r.Year), Agency: r.Name, Year: r.Year, Format: r.Format,
		PublishedOn: &r.PublishedOn, PublishedOnKind: &kind, Scope: r.Scope, Quality: extract.QualityComplete, Flags: []extract.Quality{},
		Narrative: []extract.Section{{Section: "一、总体情况", Text: fmt.Sprintf("本年%s按照条例做好各项公开工作。", r.Name)}},
		Claims:    []extract.Claim{}, Problems: []extract.Problem{}, Checks: r.checks(figures),
	}
	for _, c := range out.Checks {
		if c.Holds != nil && !*c.Holds {
			out.Quality, out.Flags = extract.QualityInconsistent, []extract.Quality{extract.QualityInconsistent}
			break
		}
	}
	for i := range r.form.Sections {
		s := &r.form.Sections[i]
		for row := range s.Rows {
			for col := range s.Columns {
				if f, there := figures[s.Code+"/"+s.Rows[row].Code+"/"+s.Columns[col].Code]; there {
					out.Statistics = append(out.Statistics, statistic(s, row, col, f))
				}
			}
		}
	}
	return out
}

func statistic(s *form.Section, row, col int, f Figure) extract.Statistic {
	raw := ""
	st := extract.Statistic{Section: s.Code, Row: s.Rows[row].Code, Col: s.Columns[col].Code, Status: f.Status,
		Unit: s.UnitOf(row, col), UnitSource: extract.UnitFromForm, Raw: &raw}
	if st.Unit == nil {
		st.UnitSource = extract.UnitFromNone
	}
	if f.Read() {
		n := decimal.New(f.Value, 0)
		st.Value, raw = &n, n.String()
	}
	return st
}
