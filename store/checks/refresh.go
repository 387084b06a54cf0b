package checks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"gongkai/extract"
	"gongkai/store"
)

// program is the version of what the code of this package does; what follows
// from data needs none.
const program = "1"

// batch is how many agencies are checked and stored at a time.
const batch = 200

// Rules names what findings are made by: the catalogue, the forms, and the
// program.
func (c *Catalogue) Rules() (string, error) {
	b, err := json.Marshal([]any{program, extract.Version, c.Checks, c.measures, c.forms, c.across.YearChecks, c.across.Concepts})
	if err != nil {
		return "", fmt.Errorf("rules of checks: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), nil
}

// Stale is what stored findings do not know yet; its zero value is nothing.
type Stale struct {
	Why StaleWhy
	// MadeAt is when they were made, Due how many agencies changed since.
	MadeAt time.Time
	Due    int
}

// StaleWhy tells why stored findings may be out of date.
type StaleWhy string

// The reasons.
const (
	Unchecked   StaleWhy = "unchecked" // not all reports were checked yet
	OtherRules  StaleWhy = "rules"     // they were made by other rules
	PeersDue    StaleWhy = "peers"     // the comparison with peers was not finished
	AgenciesDue StaleWhy = "due"       // agencies changed
)

// String tells it in words, "" for nothing.
func (s Stale) String() string {
	switch s.Why {
	case Unchecked:
		return "not all reports were checked yet"
	case OtherRules:
		return "they were made by other rules than this program's, at " + s.MadeAt.Format(time.RFC3339)
	case PeersDue:
		return "the comparison with peers was not finished"
	case AgenciesDue:
		return fmt.Sprintf("agencies that changed since %s: %d", s.MadeAt.Format(time.RFC3339), s.Due)
	}
	return ""
}

// Stale tells what stored findings do not know yet.
func (c *Catalogue) Stale(ctx context.Context, db *store.Store) (Stale, error) {
	rules, err := c.Rules()
	if err != nil {
		return Stale{}, err
	}
	st, err := db.FindingState(ctx)
	switch {
	case err != nil || st.Current(rules):
		return Stale{}, err
	case st.MadeAt.IsZero():
		return Stale{Why: Unchecked}, nil
	case st.Rules != rules:
		return Stale{Why: OtherRules, MadeAt: st.MadeAt}, nil
	case st.Due == 0:
		return Stale{Why: PeersDue}, nil
	}
	return Stale{AgenciesDue, st.MadeAt, st.Due}, nil
}

// Refresh brings the stored findings up to date: those of agencies that changed,
// and all comparisons among agencies, if anything did. It may be stopped at any
// moment: what is left is still due. progress gets the number of agencies done.
func Refresh(ctx context.Context, db *store.Store, c *Catalogue, progress func(int)) error {
	rules, err := c.Rules()
	if err != nil {
		return err
	}
	mark, err := db.BeginFindings(ctx, rules)
	if err != nil || mark == 0 {
		return err
	}
	err = run(ctx, db, c.Checker(), mark, progress)
	if errors.Is(err, store.ErrSuperseded) {
		return nil // it does what this one would have done
	}
	return err
}

func run(ctx context.Context, db *store.Store, k *Checker, mark int64, progress func(int)) (err error) {
	r := &refresher{db: db, k: k, mark: mark}
	if r.untrue, err = db.FalseChecks(ctx); err != nil {
		return err
	}
	for {
		agencies, err := db.DueAgencies(ctx, mark, batch)
		if err != nil {
			return err
		}
		if len(agencies) == 0 {
			break
		}
		if err := r.agencies(ctx, agencies); err != nil {
			return err
		}
		progress(len(agencies))
	}
	return r.peers(ctx)
}

// refresher is one run.
type refresher struct {
	db     *store.Store
	k      *Checker
	mark   int64
	untrue map[string][]extract.Check // by report
}

// agencies checks some agencies, each by itself.
func (r *refresher) agencies(ctx context.Context, ids []string) error {
	var found []Finding
	err := r.db.EachReading(ctx, ids, func(id string, rep *extract.Report) error {
		found = append(found, r.k.Within(id, rep)...)
		return nil
	})
	if err != nil {
		return err
	}
	differing, err := r.db.Differing(ctx, ids)
	if err != nil {
		return err
	}
	for len(differing) > 0 {
		n := 1
		for n < len(differing) && differing[n].ReportID == differing[0].ReportID {
			n++
		}
		found, differing = append(found, Sources(differing[:n])...), differing[n:]
	}
	var series []*Report
	flush := func() {
		found, series = append(found, r.k.Years(series)...), nil
	}
	err = r.db.EachPanel(ctx, store.PanelQuery{Agencies: ids, Statistics: r.k.Statistics()}, func(row *store.PanelRow) error {
		rep := r.report(row)
		if len(series) > 0 && (series[0].AgencyID != rep.AgencyID || series[0].Scope != rep.Scope) {
			flush()
		}
		series = append(series, rep)
		return nil
	})
	if err != nil {
		return err
	}
	flush()
	list, err := stored(found, false)
	if err != nil {
		return err
	}
	return r.db.SaveFindings(ctx, ids, r.mark, list)
}

// peers compares all reports with those of other agencies, a year at a time.
func (r *refresher) peers(ctx context.Context) error {
	years, err := r.db.PanelYears(ctx)
	if err != nil {
		return err
	}
	var found []Finding
	for _, year := range years {
		all := r.k.Population()
		if err := r.each(ctx, year, all.Add); err != nil {
			return err
		}
		all.Settle()
		err := r.each(ctx, year, func(rep *Report) { found = append(found, all.Outliers(rep)...) })
		if err != nil {
			return err
		}
	}
	list, err := stored(found, true)
	if err != nil {
		return err
	}
	return r.db.EndFindings(ctx, r.mark, list)
}

// each hands the reports of a year to do, with the figures of measures only.
func (r *refresher) each(ctx context.Context, year int, do func(*Report)) error {
	measured := r.k.measured()
	q := store.PanelQuery{FromYear: year, ToYear: year}
	for _, i := range measured {
		q.Statistics = append(q.Statistics, r.k.statistics[i])
	}
	return r.db.EachPanel(ctx, q, func(row *store.PanelRow) error {
		rep := r.report(row)
		rep.Figures = make([]*store.Figure, len(r.k.statistics))
		for i, f := range row.Figures {
			rep.Figures[measured[i]] = f
		}
		do(rep)
		return nil
	})
}

func (r *refresher) report(row *store.PanelRow) *Report {
	return &Report{ID: row.ReportID, AgencyID: row.AgencyID, Name: row.AsPrinted, Scope: row.Scope, Level: row.Level, Kind: row.Kind,
		Year: row.Year, Format: row.Format, Figures: row.Figures, False: r.untrue[row.ReportID]}
}

// stored packs findings for the database.
func stored(found []Finding, among bool) ([]store.Finding, error) {
	list := make([]store.Finding, len(found))
	for i := range found {
		f := &found[i]
		b, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("finding %s of report %s: %w", f.Code, f.ReportID, err)
		}
		section := ""
		if names := f.Statistics(); len(names) > 0 {
			section, _, _ = strings.Cut(names[0], "/")
		}
		list[i] = store.Finding{ReportID: f.ReportID, Code: f.Code, Section: section, Among: among, Detail: b}
	}
	return list, nil
}
