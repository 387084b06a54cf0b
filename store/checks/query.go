package checks

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gongkai/store"
)

// Row is a stored finding with whom it is about.
type Row struct {
	store.FindingRow
	Found    Finding
	Severity Severity
}

// Each hands stored findings to do, see store.EachFinding. The row is reused.
// Findings of a check that this program does not know come without severity.
func (c *Catalogue) Each(ctx context.Context, db *store.Store, q store.FindingQuery, do func(*Row) error) error {
	return db.EachFinding(ctx, q, func(f *store.FindingRow) error {
		row := Row{FindingRow: *f}
		if err := json.Unmarshal(f.Detail, &row.Found); err != nil {
			return fmt.Errorf("finding of report %s: %w", f.ReportID, err)
		}
		row.Found.Code, row.Found.ReportID, row.Found.Year, row.Found.Scope = f.Code, f.ReportID, f.Year, f.Scope
		if k := c.Check(f.Code); k != nil {
			row.Severity = k.Severity
		}
		return do(&row)
	})
}

// Count is how many findings are of a value, in how many reports.
type Count = store.FindingCount

// Counts counts findings by code, severity, year, level or region. Regions are
// those below the one that q selects: provinces, cities, then counties.
func (c *Catalogue) Counts(ctx context.Context, db *store.Store, q store.FindingQuery, by string) ([]Count, error) {
	switch by {
	case "region":
		return db.CountFindings(ctx, q, "region"+digitsBelow(q.Region))
	case "severity":
		return c.bySeverity(ctx, db, q)
	}
	return db.CountFindings(ctx, q, by)
}

// digitsBelow is how many digits tell the regions below one apart.
func digitsBelow(region string) string {
	switch {
	case region == "":
		return "2"
	case len(region) == 6 && region[2:] == "0000":
		return "4"
	}
	return "6"
}

func (c *Catalogue) bySeverity(ctx context.Context, db *store.Store, q store.FindingQuery) ([]Count, error) {
	list := []Count{}
	for _, s := range Severities() {
		one := q
		one.Codes = c.Codes(s)
		if q.Codes != nil {
			one.Codes = slices.DeleteFunc(one.Codes, func(code string) bool { return !slices.Contains(q.Codes, code) })
		}
		n, err := db.CountFindings(ctx, one, "all")
		if err != nil {
			return nil, err
		}
		for _, k := range n {
			k.Value = string(s)
			list = append(list, k)
		}
	}
	return list, nil
}
