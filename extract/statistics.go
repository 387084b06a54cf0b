package extract

import (
	"fmt"
	"strings"

	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// table is one section as read: statistics by row and column.
type table struct {
	sec   *form.Section
	stats [][]Statistic // nil where the row is not printed
	found bool
	// unplaced counts figures that are printed in rows that could not be read.
	unplaced int

	equations []equation
}

func (t *table) at(row, col int) *Statistic {
	if t.stats[row] == nil {
		return nil
	}
	return &t.stats[row][col]
}

// tables turns the rows read into statistics in the order of the form.
func (r *reader) tables() []*table {
	out := make([]*table, len(r.form.Sections))
	for s := range out {
		sec := &r.form.Sections[s]
		out[s] = &table{sec: sec, stats: make([][]Statistic, len(sec.Rows)), equations: r.ix.equations[r.f][s]}
	}
	placed := r.placeAll()
	for i := range placed {
		t := out[placed[i].rowRead.section]
		r.fillAll(t, &placed[i])
		t.unplaced += placed[i].unplaced()
	}
	for _, t := range out {
		t.dropAlternatives()
	}
	r.derive(out, placed)
	r.reportUnplaced(placed)
	return out
}

// fillAll reads the cells of a placement into the rows they are for.
func (r *reader) fillAll(t *table, p *placement) {
	if row := p.rowRead.row; row >= 0 {
		r.fill(t, p, row, 0)
		return
	}
	for row := range t.sec.Rows {
		r.fill(t, p, row, row*len(t.sec.Columns))
	}
}

// reportUnplaced tells, section by section, which rows could not be read and why.
func (r *reader) reportUnplaced(placed []placement) {
	why := make([][]string, len(r.form.Sections))
	for i := range placed {
		if p := &placed[i]; p.cols == nil {
			why[p.rowRead.section] = append(why[p.rowRead.section], r.describe(p.rowRead)+": "+p.why)
		}
	}
	for s := range why {
		if why[s] != nil {
			r.problems = append(r.problems, Problem{"figures_unplaced", r.form.Sections[s].Code + ": " + strings.Join(why[s], "; ")})
		}
	}
}

func (r *reader) describe(rr *rowRead) string {
	if rr.row < 0 {
		return "the line of figures"
	}
	return r.form.Sections[rr.section].Rows[rr.row].Code
}

// unplaced counts the figures of a row that could not be read. One alone may be
// its number.
func (p *placement) unplaced() int {
	if p.cols != nil {
		return 0
	}
	n := 0
	for i := range p.rowRead.cells {
		if readFigure(p.rowRead.cells[i].text).status == StatusRead {
			n++
		}
	}
	if n < 2 {
		return 0
	}
	return n
}

// statisticsOf lists the figures of tables. They are large, hence counted before.
func statisticsOf(tables []*table) []Statistic {
	n := 0
	for _, t := range tables {
		for _, row := range t.stats {
			n += len(row)
		}
	}
	all := make([]Statistic, 0, n)
	for _, t := range tables {
		for _, row := range t.stats {
			all = append(all, row...)
		}
	}
	return all
}

// fill reads one row's cells into the table. A row that was read before with
// the same figures is the same row printed twice; with others, which of the two
// is meant cannot be told.
func (r *reader) fill(t *table, p *placement, row, from int) {
	rr := p.rowRead
	at := rr.at
	if p.how != "" {
		at.How += "; " + p.how
	}
	stats := make([]Statistic, len(t.sec.Columns))
	values := make([]decimal.Number, len(t.sec.Columns)) // one allocation a row, not one a figure
	for col := range stats {
		st := &stats[col]
		*st = Statistic{Section: t.sec.Code, Row: t.sec.Rows[row].Code, Col: t.sec.Columns[col].Code, Status: StatusAmbiguous, At: at}
		st.At.Cell = 0
		i := -1
		if p.cols != nil {
			i = p.cols[from+col]
		}
		headUnit := rr.unitOf(col, t.sec.Columns[col].Money)
		if i >= 0 {
			st.At.Cell = rr.at.Cell + i
			st.Raw = &rr.cells[i].text
			values[col] = st.read(readFigure(*st.Raw), t.sec, row, col, headUnit)
		} else {
			st.read(figure{status: StatusAmbiguous}, t.sec, row, col, headUnit)
		}
		if st.Status == StatusRead {
			st.Value = &values[col]
			if p.derived {
				st.Status = StatusDerived
			}
		}
	}
	t.found = true
	old := t.stats[row]
	switch {
	case old == nil || unread(old) && !unread(stats):
		t.stats[row] = stats
	case unread(stats):
	default:
		differs := false
		for col := range stats {
			if deref(old[col].Raw) != deref(stats[col].Raw) {
				differs = true
				old[col].Status, old[col].Value, old[col].Raw = StatusAmbiguous, nil, nil
			}
		}
		if differs {
			r.problems = append(r.problems, Problem{"row_twice", fmt.Sprintf("%s/%s is printed twice with different figures (table %d row %d, table %d row %d)",
				t.sec.Code, t.sec.Rows[row].Code, old[0].At.Table, old[0].At.Row, rr.at.Table, rr.at.Row)})
		}
	}
}

func unread(stats []Statistic) bool {
	for i := range stats {
		if stats[i].Raw != nil {
			return false
		}
	}
	return true
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// 万元 is the unit that all money is told in.
const tenThousandYuan = "万元"

// read fills in what the cell says and returns its value, which counts where the
// status is StatusRead. Money is converted only by a unit that is
// printed: in the cell, else in the header; else it stays as the form has it.
func (st *Statistic) read(f figure, sec *form.Section, row, col int, headUnit string) (v decimal.Number) {
	st.Status = f.status
	money := sec.IsMoney(row, col)
	unit := sec.UnitOf(row, col)
	st.Unit, st.UnitSource = unit, UnitFromForm
	if unit == nil {
		st.UnitSource = UnitFromNone
	}
	if money && headUnit != "" {
		st.Unit, st.UnitSource = ptr(tenThousandYuan), UnitFromHeader
	}
	if f.status != StatusRead {
		return v
	}
	v = f.value
	exp, isMoney := moneyExponent(f.unit)
	switch {
	case f.unit != "" && isMoney != money:
		st.Status = StatusInvalid // 3万元 decisions, or 12件 of money
		return v
	case f.unit != "" && money:
		st.Unit, st.UnitSource = ptr(tenThousandYuan), UnitFromCell
	case f.unit != "":
		st.Unit, st.UnitSource = ptr(f.unit), UnitFromCell
	case money && headUnit != "":
		exp, _ = moneyExponent(headUnit)
	default:
		exp = 0
	}
	if money && exp != 0 {
		var err error
		if v, err = v.Shift(exp); err != nil {
			st.Status = StatusInvalid
			return v
		}
	}
	return v
}

func ptr[T any](v T) *T { return &v }

// dropAlternatives keeps the rows that are printed: the one that stands in for
// several, or these. Where both are printed all are kept.
func (t *table) dropAlternatives() {
	for i := range t.sec.Rows {
		alt := t.sec.Rows[i].AlternativeTo
		if len(alt) == 0 || t.stats[i] == nil {
			continue
		}
		parts := false
		for _, code := range alt {
			parts = parts || t.stats[t.sec.Row(code)] != nil
		}
		if parts && unread(t.stats[i]) {
			t.stats[i] = nil
		}
	}
}

// missingRows lists the rows of a printed section that are not on the page,
// but for rows another one stands in for.
func (t *table) missingRows() []string {
	var missing []string
	covered := map[string]bool{}
	for i := range t.sec.Rows {
		for _, code := range t.sec.Rows[i].AlternativeTo {
			if t.stats[i] != nil {
				covered[code] = true
			}
		}
	}
	for i := range t.sec.Rows {
		row := &t.sec.Rows[i]
		if row.HeadingOnly || t.stats[i] != nil || covered[row.Code] || len(row.AlternativeTo) > 0 {
			continue
		}
		missing = append(missing, row.Code)
	}
	return missing
}
