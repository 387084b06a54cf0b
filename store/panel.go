package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store/region"
)

// PanelQuery selects rows of the panel; its zero value selects all, without
// figures.
type PanelQuery struct {
	// FromYear and ToYear bound the reporting year, both included; 0 is open.
	FromYear, ToYear int
	// Region is a code, which takes the region and all below it, or "unknown".
	Region string
	// Regions, where there are some, take what lies in one of them at least.
	Regions []string
	// Level and Kind are those of agency_view.
	Level, Kind string
	Scope       extract.Scope
	// Agencies are ids of agency_view; nil takes all.
	Agencies []string
	// Statistics are named section/row/col; figures come in this order.
	Statistics []string
	// Passing tells that no figure is kept when the next row comes: all rows may
	// have theirs in the same place.
	Passing bool
}

// PanelRow is what the panel holds of an agency, scope and year.
type PanelRow struct {
	// AgencyID, Agency, Region, RegionName, Level and Kind are those of
	// agency_view; AsPrinted is what the report calls the agency.
	AgencyID, Agency, AsPrinted string
	Region, RegionName          *string
	Level, Kind                 string
	Scope                       extract.Scope
	Year                        int
	// Format is the form that the report follows, "" without tables.
	Format, ReportID string
	Quality          extract.Quality
	// SourceCount is how many reports claim the row.
	SourceCount int
	// Figures are those of the query's statistics, nil where the report has none.
	Figures []*Figure
}

// Figure is one figure of the panel.
type Figure struct {
	Value *decimal.Number
	// Raw is the print where it is not the value's own text; see Print.
	Raw, Unit  *string
	UnitSource extract.UnitSource
	Status     extract.Status
	// Conflict tells that another source of the row prints otherwise.
	Conflict bool

	asValue bool // the print is the value's own text
}

// Print is the print of the figure, character for character, nil where no cell
// could be told to be its own.
func (f *Figure) Print() *string {
	if f.Raw != nil || f.Value == nil || !f.asValue {
		return f.Raw
	}
	text := f.Value.String()
	return &text
}

// UnknownRegion selects and names agencies whose region is not known.
const UnknownRegion = "unknown"

// inRegion is the condition that a column's code is a region or below it.
func inRegion(column, code string) (cond string, args []any) {
	if code == UnknownRegion {
		return column + ` IS NULL`, nil
	}
	prefix := region.Prefix(code)
	return column + ` >= ? AND ` + column + ` < ?`, []any{prefix, prefix + ":"} // the colon follows the nine
}

// codeOf is a code, "" where it is not known.
func codeOf(code *string) string {
	if code == nil {
		return ""
	}
	return *code
}

// SelectsRegion tells whether a filter by region, which may be UnknownRegion, or ""
// for all, selects a code, "" where it is not known, as filters do in SQL.
func SelectsRegion(filter, code string) bool {
	switch {
	case filter == "":
		return true
	case filter == UnknownRegion || code == "":
		return filter == UnknownRegion && code == ""
	}
	return region.Within(code, filter)
}

// idNow is SQL for a common table expression: the id ?, and those that it led to in
// the database that an archive came from, as far as it names nothing here.
const idNow = `named (id) AS (SELECT ? UNION SELECT f.leads_to FROM named n JOIN former_id f ON f.public_id = n.id
	WHERE NOT EXISTS (SELECT 1 FROM identity WHERE public_id = n.id) AND NOT EXISTS (SELECT 1 FROM report WHERE public_id = n.id))`

// agencyByID is SQL for the identities that an id led or leads to, old ids and
// those of single spellings included. The order of the joins is fixed: from the
// one id outwards.
const agencyByID = `(WITH RECURSIVE ` + idNow + `, led (id) AS (
	SELECT i.id FROM named n CROSS JOIN identity i ON i.public_id = n.id UNION SELECT a.identity FROM named n CROSS JOIN agency a ON a.public_id = n.id
	UNION SELECT i.moved_to FROM led JOIN identity i ON i.id = led.id WHERE i.moved_to IS NOT NULL) SELECT id FROM led)`

// where gives the conditions of a query on panel p, identity i, and their arguments.
func (q PanelQuery) where() (string, []any) {
	conds, args := []string{"1"}, []any(nil)
	add := func(cond string, a ...any) { conds, args = append(conds, cond), append(args, a...) }
	if q.FromYear != 0 {
		add(`p.year >= ?`, q.FromYear)
	}
	if q.ToYear != 0 {
		add(`p.year <= ?`, q.ToYear)
	}
	if q.Region != "" {
		cond, a := inRegion("i.region", q.Region)
		add(cond, a...)
	}
	if len(q.Regions) > 0 {
		var either []string
		for _, code := range q.Regions {
			cond, a := inRegion("i.region", code)
			either, args = append(either, "("+cond+")"), append(args, a...)
		}
		add("(" + strings.Join(either, " OR ") + ")")
	}
	for _, eq := range []struct{ column, value string }{{"i.level", q.Level}, {"i.kind", q.Kind}, {"p.scope", string(q.Scope)}} {
		if eq.value != "" {
			add(eq.column+` = ?`, eq.value)
		}
	}
	if q.Agencies != nil {
		list := jsonList(q.Agencies)
		add(`i.id IN (WITH RECURSIVE led (id) AS (
			SELECT id FROM identity WHERE public_id IN (SELECT value FROM json_each(?))
			UNION SELECT identity FROM agency WHERE public_id IN (SELECT value FROM json_each(?))
			UNION SELECT i.moved_to FROM led JOIN identity i ON i.id = led.id WHERE i.moved_to IS NOT NULL) SELECT id FROM led)`, list, list)
	}
	return strings.Join(conds, " AND "), args
}

// jsonList is a list as one argument, however long: SQLite nests and counts
// only so many.
func jsonList[T string | int64](list []T) string {
	b, err := json.Marshal(list)
	if err != nil || list == nil { // such lists cannot fail; null would be a row
		return "[]"
	}
	return string(b)
}

// EachPanel hands the panel's rows to do, by agency id, scope and year, all of
// one state of the database. The row is reused; its figures are not, unless the
// query says that they may be. An error of do ends it.
//
// Questions about single agencies are answered from the tables, others from
// the sheets of the years that have a fresh one.
func (s *Store) EachPanel(ctx context.Context, q PanelQuery, do func(*PanelRow) error) error {
	wanted, err := s.wantedKeys(ctx, q.Statistics)
	if err != nil {
		return err
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return wrap(err, "panel")
	}
	defer tx.Rollback()
	a := &panelAnswer{q: q, wanted: wanted, do: do}
	if q.Agencies != nil {
		return a.fromTables(ctx, tx, a.do)
	}
	return a.fromSheets(ctx, tx, s)
}

// PanelYears lists the years that the panel has rows of.
func (s *Store) PanelYears(ctx context.Context) ([]int, error) {
	years, err := columnOf[int](ctx, s.read, `SELECT DISTINCT year FROM panel ORDER BY year`)
	return years, wrap(err, "panel")
}

// panelAnswer answers one query.
type panelAnswer struct {
	q      PanelQuery
	wanted map[int64]keyPlace
	do     func(*PanelRow) error
}

// fromTables answers it row by row.
func (a *panelAnswer) fromTables(ctx context.Context, tx *sql.Tx, do func(*PanelRow) error) error {
	columns, join := `p.id, `+panelColumns, ``
	if len(a.wanted) > 0 {
		columns += `, c.blank, ` + figureColumns + `, ` + conflictColumn
		join = ` LEFT JOIN statistic s ON s.content = c.id AND s.key IN (` + keyList(a.wanted) + `)
			LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key`
	}
	where, args := a.q.where()
	query := `SELECT ` + columns + panelJoins + join + ` WHERE ` + where + ` ORDER BY i.public_id, p.scope, p.year`
	w := &panelWalk{do: do, wanted: a.wanted, n: len(a.q.Statistics)}
	if err := each(ctx, tx, w.next, query, args...); err != nil {
		return wrap(err, "panel")
	}
	return w.flush()
}

const (
	panelColumns = `i.public_id, i.name, c.agency, i.region, i.region_name, i.level, i.kind, p.scope, p.year, c.format, r.public_id, c.quality, p.sources`
	panelJoins   = ` FROM panel p JOIN identity i ON i.id = p.identity JOIN report r ON r.id = p.report
		JOIN revision v ON v.report = r.id AND v.current = 1 JOIN extraction e ON e.id = v.extraction JOIN content c ON c.id = e.content`
	conflictColumn = `CASE WHEN p.sources > 1 THEN EXISTS (SELECT 1 FROM panel_conflict x WHERE x.panel = p.id AND x.key = s.key) ELSE 0 END`
)

// targets are what panelColumns are scanned into.
func (r *PanelRow) targets() []any {
	return []any{&r.AgencyID, &r.Agency, &r.AsPrinted, &r.Region, &r.RegionName, &r.Level, &r.Kind, &r.Scope, &r.Year,
		&r.Format, &r.ReportID, &r.Quality, &r.SourceCount}
}

// keyPlace is a key's place among a query's statistics.
type keyPlace struct {
	*key
	at int
}

// wantedKeys finds the keys of statistics: a name has one in each form that
// knows it. Names that no stored report has are no error: they have no figures.
func (s *Store) wantedKeys(ctx context.Context, names []string) (map[int64]keyPlace, error) {
	wanted := map[int64]keyPlace{}
	if len(names) == 0 {
		return wanted, nil
	}
	t, err := loadKeys(ctx, s.read)
	if err != nil {
		return nil, err
	}
	for id, k := range t.byID {
		if i := slices.Index(names, k.Section+"/"+k.Row+"/"+k.Col); i >= 0 {
			wanted[id] = keyPlace{k, i}
		}
	}
	return wanted, nil
}

// keyList are the keys as SQL lists them.
func keyList(keys map[int64]keyPlace) string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(keys)) {
		ids = append(ids, strconv.FormatInt(id, 10))
	}
	return strings.Join(ids, ",")
}

// panelWalk gathers the figures of each row of the panel, which come one a row
// of the query.
type panelWalk struct {
	do     func(*PanelRow) error
	wanted map[int64]keyPlace
	n      int // statistics asked for
	at     int64
	row    PanelRow
}

func (w *panelWalk) next(rows *sql.Rows) error {
	var id int64
	var r PanelRow
	targets := append([]any{&id}, r.targets()...)
	var blank *string
	var f storedFigure
	var key sql.NullInt64
	var conflict bool
	if len(w.wanted) > 0 {
		figure := f.targets()
		figure[0] = &key
		targets = append(append(append(targets, &blank), figure...), &conflict)
	}
	if err := rows.Scan(targets...); err != nil {
		return err
	}
	if id != w.at {
		if err := w.flush(); err != nil {
			return err
		}
		r.Figures = make([]*Figure, w.n)
		w.at, w.row = id, r
	}
	if !key.Valid {
		return nil
	}
	k := w.wanted[key.Int64]
	figure, err := f.figure(k.key, blank)
	figure.Conflict = conflict
	w.row.Figures[k.at] = &figure
	return err
}

// flush hands over the row that is whole.
func (w *panelWalk) flush() error {
	if w.at == 0 {
		return nil
	}
	w.at = 0
	return w.do(&w.row)
}
