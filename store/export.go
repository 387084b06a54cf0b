package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

// StatisticRow is a row of statistic_view.
type StatisticRow struct {
	ReportID, AgencyID, Agency string
	Scope                      extract.Scope
	Region                     *string
	// Year is 0 where the report names none (NULL in the view).
	Year   int
	Format string
	// AgencyName, RegionName, Level and Kind are those of agency_view, Quality
	// and Withdrawn those of report_view.
	AgencyName  string
	RegionName  *string
	Level, Kind string
	Quality     extract.Quality
	Withdrawn   bool
	// SourceCount and Conflict are those of panel_view, 0 and false for a report
	// that does not stand in the panel.
	SourceCount            int
	Conflict               bool
	Section, Row, Col      string
	SectionLabel, RowLabel string
	ColLabel, Short        string
	Value                  *decimal.Number
	Raw, Unit              *string
	UnitSource             extract.UnitSource
	Status                 extract.Status
}

// StatisticColumns names the columns of statistic_view in their order.
func StatisticColumns() []string {
	return []string{"report_id", "agency_id", "agency", "scope", "region", "year", "format", "section", "row", "col",
		"section_label", "row_label", "col_label", "value", "raw", "unit", "unit_source", "status"}
}

// ClaimRow is a row of claim_view.
type ClaimRow struct {
	ReportID, AgencyID, Agency string
	Scope                      extract.Scope
	// Year is 0 where the report names none (NULL in the view).
	Year int
	extract.Claim
}

// ClaimColumns names the columns of claim_view in their order.
func ClaimColumns() []string {
	return []string{"report_id", "agency_id", "agency", "scope", "year", "what", "value", "sentence"}
}

// EachClaim hands every count told in the text of the current reports that f
// selects to do, report by report in the order of ListReports and in each in
// the order of its text. The row is reused. An error
// of do ends it. It keeps what EachStatistic keeps.
func (s *Store) EachClaim(ctx context.Context, f Filter, do func(*ClaimRow) error) error {
	f.AllRevisions = false
	heads, err := s.reportHeads(ctx, f)
	if err != nil {
		return wrap(err, "report_view")
	}
	for _, h := range heads {
		claims, err := s.loadClaims(ctx, h.content)
		if err != nil {
			return fmt.Errorf("report %s: %w", h.row.ReportID, wrap(err, "claim"))
		}
		row := ClaimRow{ReportID: h.row.ReportID, AgencyID: h.row.AgencyID, Agency: h.row.Agency, Scope: h.row.Scope, Year: h.row.Year}
		for _, row.Claim = range claims {
			if err := do(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// reportHead is what all rows of a report share.
type reportHead struct {
	content, panel int64
	blank          *string
	row            StatisticRow
}

// EachStatistic hands every figure of the current reports that f selects to
// do, report by report in the order of ListReports (the panel: by agency id, scope
// and year) and in each in the order of its form. The row is reused. An error of do ends it.
//
// It holds the list of reports in memory but the figures of only one, and no
// transaction: a report that a crawl changes meanwhile comes in one of its
// states.
func (s *Store) EachStatistic(ctx context.Context, f Filter, do func(*StatisticRow) error) error {
	f.AllRevisions = false
	heads, err := s.reportHeads(ctx, f)
	if err != nil {
		return wrap(err, "report_view")
	}
	for _, h := range heads {
		stats, keys, err := s.loadStatistics(ctx, h.content, h.blank)
		if err != nil {
			return fmt.Errorf("report %s: %w", h.row.ReportID, err)
		}
		conflicts, err := s.conflicts(ctx, h)
		if err != nil {
			return fmt.Errorf("report %s: %w", h.row.ReportID, wrap(err, "panel_conflict"))
		}
		row := h.row
		for _, i := range s.formOrder(keys) {
			st, k := &stats[i], keys[i]
			row.Conflict = conflicts[k.id]
			row.Format, row.Section, row.Row, row.Col = k.Format, st.Section, st.Row, st.Col
			row.SectionLabel, row.RowLabel, row.ColLabel, row.Short = k.SectionLabel, k.RowLabel, k.ColLabel, k.Short
			row.Value, row.Raw, row.Unit = st.Value, st.Raw, st.Unit
			row.UnitSource, row.Status = st.UnitSource, st.Status
			if err := do(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) reportHeads(ctx context.Context, f Filter) ([]reportHead, error) {
	where, args := f.where()
	query := `SELECT v.report_id, v.agency_id, v.agency, v.scope, v.region, coalesce(v.year, 0), i.name, v.region_name, v.level, v.kind,
		    v.quality, v.withdrawn, c.id, c.blank, coalesce(p.id, 0), coalesce(p.sources, 0)
		  FROM report_view v
		  JOIN report r ON r.public_id = v.report_id
		  JOIN agency a ON a.id = r.agency
		  JOIN identity i ON i.id = a.identity
		  JOIN revision w ON w.report = r.id AND w.current = 1
		  JOIN extraction e ON e.id = w.extraction
		  JOIN content c ON c.id = e.content
		  LEFT JOIN panel p ON p.report = r.id` + where
	if f.Panel {
		query += ` ORDER BY v.agency_id, v.scope, v.year`
	} else {
		query += ` ORDER BY v.agency, v.year, v.scope, v.report_id`
	}
	query, args = window(query, args, f.Limit, f.Offset)
	var heads []reportHead
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var h reportHead
		r := &h.row
		err := rows.Scan(&r.ReportID, &r.AgencyID, &r.Agency, &r.Scope, &r.Region, &r.Year, &r.AgencyName, &r.RegionName, &r.Level, &r.Kind,
			&r.Quality, &r.Withdrawn, &h.content, &h.blank, &h.panel, &r.SourceCount)
		heads = append(heads, h)
		return err
	}, query, args...)
	return heads, err
}

// conflicts are the keys of the figures that another source of a report's place
// in the panel prints otherwise.
func (s *Store) conflicts(ctx context.Context, h reportHead) (map[int64]bool, error) {
	if h.row.SourceCount < 2 {
		return nil, nil
	}
	keys := map[int64]bool{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var key int64
		err := rows.Scan(&key)
		keys[key] = true
		return err
	}, `SELECT key FROM panel_conflict WHERE panel = ?`, h.panel)
	return keys, err
}

// formOrder is the order of figures in their form, whatever order the database
// came to know them in. Those of no known form come last.
func (s *Store) formOrder(keys []*key) []int {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	place := func(k *key) int {
		if i, ok := s.order[k.codes()]; ok {
			return i
		}
		return len(s.order)
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := keys[i], keys[j]
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Section, b.Section), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	return order
}
