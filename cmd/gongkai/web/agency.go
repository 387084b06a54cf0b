package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/coverage"
	"gongkai/store/measure"
	"gongkai/store/region"
)

// The measures that an agency's page shows.
var (
	keyCounts = []string{"requests_received", "requests_processed", "requests_granted", "requests_partially_granted", "requests_denied", "requests_unavailable", "requests_not_processed",
		"reconsiderations", "lawsuits"}
	keyRates = []string{"disclosure_rate", "refusal_rate", "unavailable_rate", "not_processed_rate", "carried_over_share"}
)

// agencyData is what the page of an agency shows.
type agencyData struct {
	*store.AgencyDetail
	// Path is what the agency's region lies in, with itself.
	Path     []*region.Region
	Sites    []string
	Years    []yearState
	Panels   []panelView
	Reports  []store.ReportRow
	Findings []agencyFinding
	// MoreFindings tells that not all are shown; Stale that they may be out of date.
	MoreFindings, Stale bool
}

// yearState is what is known of an agency's report of a year.
type yearState struct {
	Year  int
	State coverage.State
}

// agencyFinding is a finding about one of the agency's reports.
type agencyFinding struct {
	ReportID string
	Year     int
	findingView
}

// What of an agency is shown.
const (
	findingsOfAgency = 25
	reportsOfAgency  = 200
)

// agency shows an agency: /agencies/{id}.
func (s *Server) agency(r *http.Request) (*answer, error) {
	ctx, cancel := s.asking(r)
	defer cancel()
	id := r.PathValue("id")
	a, err := s.DB.FindAgency(ctx, id)
	if err != nil {
		return nil, err
	}
	if a.ID != id {
		return movedTo("/agencies/", a.ID, r), nil
	}
	d, err := s.agencyData(ctx, a, languageOf(r))
	if err != nil {
		return nil, err
	}
	name := a.Name
	if name == "" {
		name, _ = s.words.say(languageOf(r), "report.nameless")
	}
	return s.page(r, "agency", "report.title", d, name)
}

func (s *Server) agencyData(ctx context.Context, a *store.AgencyDetail, lang string) (*agencyData, error) {
	d := &agencyData{AgencyDetail: a}
	if a.Region != nil {
		l := region.Load()
		if r := l.At(*a.Region, 0); r != nil {
			d.Path = l.Path(r)
		}
	}
	for _, sp := range a.Spellings {
		if !slices.Contains(d.Sites, sp.Site) {
			d.Sites = append(d.Sites, sp.Site)
		}
	}
	slices.Sort(d.Sites)
	var err error
	if d.Panels, err = s.panels(ctx, a); err != nil {
		return nil, err
	}
	if d.Years, err = s.yearStates(ctx, a.ID); err != nil {
		return nil, err
	}
	if d.Reports, err = s.DB.ListReports(ctx, store.Filter{AgencyID: a.ID, Limit: reportsOfAgency}); err != nil {
		return nil, err
	}
	slices.SortStableFunc(d.Reports, func(a, b store.ReportRow) int { return b.Year - a.Year })
	return d, s.agencyFindings(ctx, d, lang)
}

func (s *Server) agencyFindings(ctx context.Context, d *agencyData, lang string) error {
	l, _, rows, err := s.findingsOf(ctx, store.FindingQuery{Filter: store.Filter{AgencyID: d.ID}})
	if err != nil {
		return err
	}
	var ids []int64
	ids, d.MoreFindings = windowOf(l.ids, rows, window{limit: findingsOfAgency})
	err = s.eachFinding(ctx, ids, func(r *checks.Row) error {
		d.Findings = append(d.Findings, agencyFinding{r.ReportID, r.Year, s.findingView(r.Found, nil, lang)})
		return nil
	})
	if err != nil {
		return err
	}
	why, err := s.catalogue.Stale(ctx, s.DB)
	d.Stale = why.Why != ""
	return err
}

// yearStates tells what is known of the reports of each year in which the
// agency is expected to have one.
func (s *Server) yearStates(ctx context.Context, id string) ([]yearState, error) {
	all, err := remember(ctx, s, "coverage of agencies", func(ctx context.Context) (map[string][]yearState, error) {
		records, err := coverage.Records(ctx, s.DB, coverage.Query{Now: time.Now()})
		byAgency := map[string][]yearState{}
		for i := range records {
			r := &records[i]
			byAgency[strings.Clone(r.AgencyID)] = append(byAgency[r.AgencyID], yearState{r.Year, r.State})
		}
		return byAgency, err
	}, nil)
	return all[id], err
}

// panelView are the key figures of an agency in one scope: those of different
// scopes are never held beside each other as if they were one.
type panelView struct {
	Scope  extract.Scope
	Years  []panelYear
	Counts []measureRow
	Rates  []measureRow
	// Peers tells that what is usual among peers is known.
	Peers bool
}

type panelYear struct {
	Year     int
	ReportID string
	Quality  extract.Quality
	Format   string
}

// measureRow is a measure over the years.
type measureRow struct {
	*measure.Measure
	Cells []measureCell
	Spark spark
}

// measureCell is a measure in a year.
type measureCell struct {
	// Text is the value, "" where there is none and Reason tells why.
	Text   string
	Reason measure.Reason
	// Of is what a rate divides.
	Of string
	// Conflict tells that another source of the report prints otherwise.
	Conflict bool
	Peers    spread
	value    float64
	format   string
}

// panels lays the years of an agency side by side, one table a scope.
func (s *Server) panels(ctx context.Context, a *store.AgencyDetail) ([]panelView, error) {
	asked := askFor(slices.Concat(s.keyCounts, s.keyRates))
	var out []panelView
	err := s.DB.EachPanel(ctx, store.PanelQuery{Agencies: []string{a.ID}, Statistics: asked.names}, func(r *store.PanelRow) error {
		if len(out) == 0 || out[len(out)-1].Scope != r.Scope {
			v := panelView{Scope: r.Scope}
			for i, m := range asked.measures {
				if i < len(s.keyCounts) {
					v.Counts = append(v.Counts, measureRow{Measure: m})
				} else {
					v.Rates = append(v.Rates, measureRow{Measure: m})
				}
			}
			out = append(out, v)
		}
		v := &out[len(out)-1]
		v.Years = append(v.Years, panelYear{r.Year, r.ReportID, r.Quality, r.Format})
		for i, m := range asked.measures {
			cell := measured(m, r.Format, asked.figures(i, r))
			if i < len(s.keyCounts) {
				v.Counts[i].Cells = append(v.Counts[i].Cells, cell)
			} else {
				k := i - len(s.keyCounts)
				v.Rates[k].Cells = append(v.Rates[k].Cells, cell)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		v := &out[i]
		usual, err := s.peersOf(ctx, peerGroup{a.Level, a.Kind, v.Scope})
		if err != nil {
			return nil, err
		}
		for k := range v.Rates {
			for y := range v.Years {
				if of := usual[v.Years[y].Year]; of != nil && of[k].N > 0 {
					v.Rates[k].Cells[y].Peers, v.Peers = of[k], true
				}
			}
		}
		for _, rows := range [][]measureRow{v.Counts, v.Rates} {
			for k := range rows {
				rows[k].Spark = sparkOf(&rows[k], v.Years)
			}
		}
	}
	return out, nil
}

// measured works out a measure of one report.
func measured(m *measure.Measure, format string, figures []*store.Figure) measureCell {
	v := m.Of(format, figures, false)
	c := measureCell{Reason: v.Reason, Conflict: v.Conflict, format: format}
	if v.Reason != measure.Known {
		return c
	}
	c.value, c.Text = v.Number.Float(), v.Number.String()
	if m.IsRate() {
		c.value /= v.Base.Float()
		c.Text, c.Of = percent(c.value), v.Number.String()+"/"+v.Base.String()
	}
	return c
}

// percent is a share in hundredths.
func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

// Usual is what is usual among peers, in words of numbers.
func (c *measureCell) Usual() string {
	return fmt.Sprintf("%s (%.1f–%.1f)", percent(c.Peers.Median), 100*c.Peers.Low, 100*c.Peers.High)
}
