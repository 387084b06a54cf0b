package store

import (
	"context"
	"database/sql"
	"strings"

	"gongkai/extract"
)

// FindingRow is a finding with whom and what it is about, and what leads back
// to the page.
type FindingRow struct {
	Finding
	AgencyID, Agency   string
	Region, RegionName *string
	Level, Kind        string
	Scope              extract.Scope
	Year               int
	URL, PageDigest    string
}

// FindingQuery selects findings; its zero value selects all.
type FindingQuery struct {
	// Filter selects the reports; AllRevisions does not apply.
	Filter
	// Section is one of the forms, "" takes all.
	Section string
	// Codes are those of checks; nil takes all.
	Codes []string
	// IDs are those of ListedFinding; nil takes all.
	IDs []int64
}

func (q FindingQuery) where() (string, []any) {
	conds, args := []string{"1"}, []any(nil)
	add := func(cond string, a ...any) { conds, args = append(conds, cond), append(args, a...) }
	if q.ReportID != "" {
		add(`r.public_id = ?`, q.ReportID)
	}
	if q.AgencyID != "" {
		add(`f.identity = (SELECT id FROM identity WHERE public_id = ?)`, q.AgencyID)
	}
	if q.Agency != "" {
		add(`f.identity IN (SELECT id FROM identity WHERE instr(name, ?) > 0 UNION SELECT id FROM `+agencyByID+`)`, q.Agency, q.Agency)
	}
	if q.FromYear != 0 {
		add(`r.year >= ?`, q.FromYear)
	}
	if q.ToYear != 0 {
		add(`r.year <= ?`, q.ToYear)
	}
	if q.Quality != "" {
		add(`EXISTS (SELECT 1 FROM revision v JOIN extraction e ON e.id = v.extraction JOIN content c ON c.id = e.content
			WHERE v.report = r.id AND v.current = 1 AND c.quality = ?)`, q.Quality)
	}
	if q.Site != "" {
		add(`r.agency IN (SELECT a.id FROM agency a JOIN site t ON t.id = a.site WHERE t.name = ?)`, q.Site)
	}
	if q.Region != "" {
		cond, a := inRegion("i.region", q.Region)
		add(cond, a...)
	}
	for _, eq := range []struct{ column, value string }{{"i.level", q.Level}, {"i.kind", q.Kind}, {"r.scope", string(q.Scope)}, {"f.section", q.Section}} {
		if eq.value != "" {
			add(eq.column+` = ?`, eq.value)
		}
	}
	if q.Codes != nil {
		list := make([]any, len(q.Codes))
		for i, c := range q.Codes {
			list[i] = c
		}
		add(`f.code IN (`+strings.TrimSuffix(strings.Repeat("?,", len(list)), ",")+`)`, list...)
	}
	if q.IDs != nil {
		add(`f.id IN (SELECT value FROM json_each(?))`, jsonList(q.IDs))
	}
	return ` WHERE ` + strings.Join(conds, " AND "), args
}

// findingOrder is that of lists of findings.
const findingOrder = ` ORDER BY i.name, i.public_id, r.year, r.scope, r.public_id, f.code, f.id`

const findingJoins = ` FROM finding f JOIN identity i ON i.id = f.identity JOIN report r ON r.id = f.report`

// EachFinding hands findings to do, by agency, year and report, those of a
// report by code. The row is reused.
func (s *Store) EachFinding(ctx context.Context, q FindingQuery, do func(*FindingRow) error) error {
	where, args := q.where()
	where += findingOrder
	where, args = window(where, args, q.Limit, q.Offset)
	var row FindingRow
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		err := rows.Scan(&row.ReportID, &row.Code, &row.Section, &row.Among, &row.Detail, &row.AgencyID, &row.Agency, &row.Region, &row.RegionName,
			&row.Level, &row.Kind, &row.Scope, &row.Year, &row.URL, &row.PageDigest)
		if err != nil {
			return err
		}
		return do(&row)
	}, `SELECT r.public_id, f.code, f.section, f.among, f.detail, i.public_id, i.name, i.region, i.region_name, i.level, i.kind, r.scope, r.year,
		d.url, b.digest`+findingJoins+`
		JOIN revision v ON v.report = r.id AND v.current = 1 JOIN address d ON d.id = v.address
		JOIN extraction e ON e.id = v.extraction JOIN reading g ON g.id = e.reading JOIN body b ON b.id = g.body`+
		where, args...)
	return wrap(err, "finding")
}

// FindingCount is how many findings are of a value, in how many reports.
type FindingCount struct {
	Value             string
	Findings, Reports int
}

// CountFindings counts by code, year, level, the first digits of the region
// (region2, region4, region6; "" where it is unknown), or all in one.
func (s *Store) CountFindings(ctx context.Context, q FindingQuery, by string) ([]FindingCount, error) {
	column := map[string]string{"all": `''`, "code": `f.code`, "year": `CAST(r.year AS TEXT)`, "level": `i.level`,
		"region2": `substr(i.region, 1, 2)`, "region4": `substr(i.region, 1, 4)`, "region6": `i.region`}[by]
	if column == "" {
		return nil, wrap(ErrInvalid, "count findings by "+by)
	}
	where, args := q.where()
	list := []FindingCount{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var c FindingCount
		err := rows.Scan(&c.Value, &c.Findings, &c.Reports)
		list = append(list, c)
		return err
	}, `SELECT coalesce(`+column+`, '') AS v, count(*), count(DISTINCT r.id)`+findingJoins+where+` GROUP BY v ORDER BY v`, args...)
	return list, wrap(err, "finding")
}
