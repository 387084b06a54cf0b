package store

import (
	"context"
	"database/sql"
	"fmt"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

// StatisticRow is a row of statistic_view.
type StatisticRow struct {
	ReportID, AgencyID, Agency string
	Scope                      extract.Scope
	Region                     *string
	// Year is 0 where the report names none (NULL in the view).
	Year                   int
	Format                 string
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
// the order of its text; f.Section does not apply. The row is reused. An error
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
	content int64
	blank   *string
	row     StatisticRow
}

// EachStatistic hands every figure of the current reports that f selects to
// do, report by report in the order of ListReports and in each by key. The row
// is reused. An error of do ends it.
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
		row := h.row
		for i, st := range stats {
			k := keys[i]
			if f.Section != "" && st.Section != f.Section {
				continue
			}
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
	query := `SELECT v.report_id, v.agency_id, v.agency, v.scope, v.region, coalesce(v.year, 0), c.id, c.blank
		  FROM report_view v
		  JOIN report r ON r.public_id = v.report_id
		  JOIN revision w ON w.report = r.id AND w.current = 1
		  JOIN extraction e ON e.id = w.extraction
		  JOIN content c ON c.id = e.content` + where + ` ORDER BY v.agency, v.year, v.scope, v.report_id`
	if f.Limit > 0 {
		query, args = query+` LIMIT ?`, append(args, f.Limit)
	}
	var heads []reportHead
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var h reportHead
		r := &h.row
		err := rows.Scan(&r.ReportID, &r.AgencyID, &r.Agency, &r.Scope, &r.Region, &r.Year, &h.content, &h.blank)
		heads = append(heads, h)
		return err
	}, query, args...)
	return heads, err
}
