package store

import (
	"context"
	"database/sql"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

// FalseChecks lists by report the checks that do not hold in its current
// revision, without their sums.
func (s *Store) FalseChecks(ctx context.Context) (map[string][]extract.Check, error) {
	out := map[string][]extract.Check{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var id string
		var c extract.Check
		err := rows.Scan(&id, &c.ID, &c.At)
		out[id] = append(out[id], c)
		return err
	}, `SELECT r.public_id, k.check_id, k.at
		  FROM check_result f JOIN check_key k ON k.id = f.key
		  JOIN extraction e ON e.content = f.content
		  JOIN revision v ON v.extraction = e.id AND v.current = 1
		  JOIN report r ON r.id = v.report
		 WHERE f.holds = 0 ORDER BY r.id, f.ordinal`)
	return out, wrap(err, "check_result")
}

// EachReading hands the current reports of agencies to do, with what was read
// of them but no narrative and no claims: those that contradict themselves, or
// print an amount with its unit.
func (s *Store) EachReading(ctx context.Context, agencies []string, do func(id string, r *extract.Report) error) error {
	type head struct {
		id      string
		content int64
		blank   *string
		extract.Report
	}
	ids, args := PanelQuery{Agencies: agencies}.where()
	var heads []head
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var h head
		err := rows.Scan(&h.id, &h.content, &h.blank, &h.Format, &h.Scope, &h.Year)
		heads = append(heads, h)
		return err
	}, `SELECT r.public_id, c.id, c.blank, c.format, r.scope, r.year
		  FROM identity i JOIN agency a ON a.identity = i.id JOIN report r ON r.agency = a.id
		  JOIN revision v ON v.report = r.id AND v.current = 1 JOIN extraction e ON e.id = v.extraction JOIN content c ON c.id = e.content
		 WHERE `+ids+` AND (EXISTS (SELECT 1 FROM check_result f WHERE f.content = c.id AND f.holds = 0)
		    OR EXISTS (SELECT 1 FROM problem p WHERE p.content = c.id AND p.code = 'claim_conflict')
		    OR EXISTS (SELECT 1 FROM statistic_note n WHERE n.content = c.id AND n.unit_source = 'cell'))
		 ORDER BY i.public_id, r.scope, r.year, r.public_id`, args...)
	if err != nil {
		return wrap(err, "report")
	}
	for _, h := range heads {
		if h.Statistics, _, err = s.loadStatistics(ctx, h.content, h.blank); err != nil {
			return err
		}
		if h.Checks, err = s.loadChecks(ctx, h.content); err != nil {
			return wrap(err, "check_result")
		}
		if h.Problems, err = s.loadProblems(ctx, h.content); err != nil {
			return wrap(err, "problem")
		}
		if err := do(h.id, &h.Report); err != nil {
			return err
		}
	}
	return nil
}

// Differing is a figure of the panel that other reports of its row print
// otherwise.
type Differing struct {
	ReportID  string
	Scope     extract.Scope
	Year      int
	Statistic string
	Own       extract.Statistic
	Others    []OtherPrint
}

// OtherPrint is the same figure in another report.
type OtherPrint struct {
	ReportID string
	extract.Statistic
}

// Differing lists what the sources of agencies' rows in the panel print
// differently, by report and statistic. Where the scope is unknown only reports
// of one printed name are sources of one: a government and its office may print
// two that differ.
func (s *Store) Differing(ctx context.Context, agencies []string) ([]Differing, error) {
	ids, args := PanelQuery{Agencies: agencies}.where()
	var out []Differing
	var last [2]int64
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var d Differing
		var panel, id int64
		var report string
		var own bool
		var blank *string
		var f storedFigure
		var k key
		targets := append([]any{&panel, &id, &d.ReportID, &d.Scope, &d.Year, &report, &own, &k.Section, &k.Row, &k.Col, &k.unit, &k.source, &blank}, f.targets()...)
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		st, err := f.statistic(&k, blank)
		if err != nil {
			return err
		}
		if at := [2]int64{panel, id}; at != last {
			last = at
			d.Statistic = k.Section + "/" + k.Row + "/" + k.Col
			out = append(out, d)
		}
		now := &out[len(out)-1]
		if own {
			now.Own = st
			return nil
		}
		if sameNumber(now.Own.Value, st.Value) {
			return nil // a third source prints what the panel's does
		}
		now.Others = append(now.Others, OtherPrint{report, st})
		return nil
	}, `SELECT p.id, x.key, pr.public_id, p.scope, p.year, o.public_id, o.id = p.report, k.section, k.row, k.col, ok.unit, ok.unit_source, c.blank, `+figureColumns+`
		  FROM panel p JOIN identity i ON i.id = p.identity JOIN report pr ON pr.id = p.report JOIN agency pa ON pa.id = pr.agency
		  JOIN panel_conflict x ON x.panel = p.id JOIN statistic_key k ON k.id = x.key
		  JOIN agency a ON a.identity = p.identity JOIN report o ON o.agency = a.id AND o.scope = p.scope AND o.year = p.year
		  JOIN revision v ON v.report = o.id AND v.current = 1 JOIN extraction e ON e.id = v.extraction JOIN content c ON c.id = e.content
		  JOIN statistic_key ok ON ok.format = c.format AND ok.section = k.section AND ok.row = k.row AND ok.col = k.col
		  JOIN statistic s ON s.content = c.id AND s.key = ok.id LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
		 WHERE `+ids+` AND (p.scope <> 'unknown' OR a.name = pa.name) ORDER BY pr.public_id, k.section, x.key, o.id <> p.report, o.public_id`, args...)
	return out, wrap(err, "panel_conflict")
}

func sameNumber(a, b *decimal.Number) bool {
	return a == b || a != nil && b != nil && *a == *b
}
