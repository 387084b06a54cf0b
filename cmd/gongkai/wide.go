package main

import (
	"context"
	"strings"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
	"gongkai/store"
)

// moneyUnit is the unit of all columns of money.
const moneyUnit = "万元"

// wideHead are the columns of a wide table before those of figures.
func wideHead() []tabular.Column {
	return typed([]string{"agency_id", "agency_name", "scope", "year", "region", "region_name", "level", "kind", "agency", "report_id", "format", "quality",
		"withdrawn", "source_count", "exceptions"})
}

// exceptions are the reasons why a report that prints something for a figure
// has no number in its column, in the order in which they are told. Of those
// that are derived or in conflict there may be one.
func exceptions() []string {
	return []string{"blank", "ambiguous", "invalid", "derived", "no_unit", "fraction", "conflict"}
}

// wide is the table of one row a report.
type wide struct {
	forms *selection
	cols  []wideColumn
	at    map[string]map[string]map[string]int // section, row, col → cols
	// of the report in hand
	head    *store.StatisticRow
	values  []any
	numbers []decimal.Number
	told    map[string][]string // names of columns by exception
}

// wideColumn is a column of figures.
type wideColumn struct {
	name      string
	statistic string // section/row/col
	money     bool
}

// newWide makes the table of the forms that are taken. Forms share a column
// where they share its codes: they then mean the same figure.
func newWide(forms *selection) *wide {
	t := &wide{forms: forms, at: map[string]map[string]map[string]int{}, told: map[string][]string{}}
	for _, f := range forms.taken() {
		for i := range f.Sections {
			if forms.takesSection(f.Sections[i].Code) {
				t.addSection(&f.Sections[i])
			}
		}
	}
	t.numbers = make([]decimal.Number, len(t.cols))
	t.values = make([]any, len(wideHead())+len(t.cols))
	return t
}

func (t *wide) addSection(s *form.Section) {
	if t.at[s.Code] == nil {
		t.at[s.Code] = map[string]map[string]int{}
	}
	for r := range s.Rows {
		if s.Rows[r].HeadingOnly {
			continue
		}
		row := t.at[s.Code][s.Rows[r].Code]
		if row == nil {
			row = map[string]int{}
			t.at[s.Code][s.Rows[r].Code] = row
		}
		for c := range s.Columns {
			if _, known := row[s.Columns[c].Code]; !known {
				row[s.Columns[c].Code] = len(t.cols)
				t.cols = append(t.cols, wideColumn{s.WideName(r, c), s.Code + "/" + s.Rows[r].Code + "/" + s.Columns[c].Code, s.IsMoney(r, c)})
			}
		}
	}
}

func (t *wide) columns() []tabular.Column {
	cols := wideHead()
	for _, c := range t.cols {
		kind := tabular.Integer
		if c.money {
			kind = tabular.Decimal
		}
		cols = append(cols, tabular.Column{Name: c.name, Type: kind})
	}
	return cols
}

// each hands on a row for each place of the panel that has figures which are
// taken: an agency, scope and year.
func (t *wide) each(ctx context.Context, db *store.Store, f store.Filter, row func([]any) error) error {
	f.Panel = true
	var head store.StatisticRow
	err := db.EachStatistic(ctx, f, func(r *store.StatisticRow) error {
		if !t.forms.keeps(r) {
			return nil
		}
		if t.head == nil || t.head.ReportID != r.ReportID {
			if err := t.flush(row); err != nil {
				return err
			}
			head = *r
			t.head = &head
		}
		t.put(r)
		return nil
	})
	if err != nil {
		return err
	}
	return t.flush(row)
}

// put puts a figure into its column, or tells why it is not there. Figures of
// no form are in the long shape only.
func (t *wide) put(r *store.StatisticRow) {
	i, ok := t.at[r.Section][r.Row][r.Col]
	if !ok {
		return
	}
	c := t.cols[i]
	why := ""
	switch {
	case r.Status != extract.StatusRead:
		why = string(r.Status)
	case r.Value == nil:
		return
	}
	if r.Value != nil {
		_, whole := r.Value.Int()
		switch {
		case c.money && (r.Unit == nil || *r.Unit != moneyUnit):
			why = "no_unit"
		case !c.money && !whole:
			why = "fraction"
		default:
			t.numbers[i] = *r.Value
			t.values[len(t.values)-len(t.cols)+i] = &t.numbers[i]
		}
	}
	if why != "" {
		t.told[why] = append(t.told[why], c.name)
	}
	if r.Conflict {
		t.told["conflict"] = append(t.told["conflict"], c.name)
	}
}

// flush hands on the report in hand.
func (t *wide) flush(row func([]any) error) error {
	if t.head == nil {
		return nil
	}
	r := t.head
	var told []string
	for _, why := range exceptions() {
		if names := t.told[why]; len(names) > 0 {
			told = append(told, why+": "+strings.Join(names, " "))
		}
	}
	head := []any{r.AgencyID, r.AgencyName, string(r.Scope), r.Year, r.Region, r.RegionName, r.Level, r.Kind, r.Agency, r.ReportID, r.Format, string(r.Quality),
		bit(r.Withdrawn), r.SourceCount, strings.Join(told, "; ")}
	copy(t.values, head)
	err := row(t.values)
	clear(t.values)
	clear(t.told)
	t.head = nil
	return err
}
