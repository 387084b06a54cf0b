package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/cmd/gongkai/told"
	"gongkai/store/measure"
	"gongkai/store/series"
)

// compareCmd holds agencies or regions beside each other.
type compareCmd struct {
	listFlags
	measuredFlags
	Subjects []string `arg:"" name:"subject" help:"Two or more: agencies by id or name, regions by their code or full name (all below them)."`
	Stat     []string `sep:"none" placeholder:"STAT" help:"A statistic, concept or rate; may be repeated. Default: requests received and concluded, and the rates of outcomes."`
	Year     int      `help:"Reporting year."`
	From     int      `help:"First reporting year."`
	To       int      `help:"Last reporting year."`
	Level    string   `help:"Of regions only the agencies of a level." enum:",nation,province,city,county,township,unknown" default:""`
	Kind     string   `help:"Of regions only the agencies of a kind." enum:",government,department,township,vertical,unknown" default:""`
}

// Help adds to the generated help.
func (*compareCmd) Help() string {
	return `A value of a region is the sum over the agencies in it that have one, a rate the sum of
the numerators over the sum of the denominators; (n/m) tells how many of them have a value.
comparable tells how far the forms of all subjects mean the same.`
}

// Run prints the comparison.
func (c *compareCmd) Run(ctx context.Context, a *app) error {
	if len(c.Subjects) < 2 {
		return usageError{errors.New("compare: give two subjects at least")}
	}
	names := c.Stat
	if len(names) == 0 {
		names = told.Compared()
	}
	from, to := c.From, c.To
	if c.Year != 0 {
		from, to = c.Year, c.Year
	}
	q, err := c.ask(ctx, a, from, to, regionFlags{Level: c.Level, Kind: c.Kind}, names...)
	if err != nil {
		return err
	}
	defer q.db.Close()
	var subjects []series.Subject
	for _, ref := range c.Subjects {
		s, err := told.Subject(ctx, q.db, ref)
		if err != nil {
			return referenceError(err)
		}
		subjects = append(subjects, s)
	}
	found, err := series.Compare(ctx, q.db, q.measures, subjects, q.Query)
	if err != nil {
		return measuredError(err)
	}
	if a.format == "table" {
		return compareTable(a.out, found)
	}
	return compareRows(a.out, a.format, found)
}

// compareRows prints a row for each subject, measure and year.
func compareRows(w io.Writer, format string, c *series.Comparison) error {
	l, err := newList(w, format, tabular.Names(told.CompareColumns())...)
	if err != nil {
		return err
	}
	if err := told.EachCompared(c, l.row); err != nil {
		return err
	}
	return l.close()
}

// compareTable prints subjects beside each other, a measure and year a row.
func compareTable(w io.Writer, c *series.Comparison) error {
	if len(c.Rows) == 0 {
		_, err := fmt.Fprintln(w, noReport)
		return err
	}
	cols := []string{"stat", "year"}
	for _, s := range c.Subjects {
		cols = append(cols, s.Label)
	}
	l, err := newList(w, "table", append(cols, "comparable")...)
	if err != nil {
		return err
	}
	summed := false
	var last *measure.Measure
	for _, r := range c.Rows {
		name := ""
		if r.Measure != last {
			name, last = r.Measure.Name, r.Measure
		}
		row := []any{name, r.Year}
		for i := range r.Points {
			p := &r.Points[i]
			cell := told.ValueOrReason(r.Measure, p)
			if c.Subjects[i].Region != "" {
				summed = true
				cell += " " + told.Parts(p)
			}
			row = append(row, cell)
		}
		if err := l.row(append(row, fmt.Sprintf("%s %s", r.Comparable, told.Forms(r.Formats)))...); err != nil {
			return err
		}
	}
	for i := range c.Subjects {
		l.right[2+i] = true
	}
	if err := l.close(); err != nil {
		return err
	}
	note := "A word in brackets tells why there is no value."
	if summed {
		note = "(n/m): n of m agencies have a value. " + note
	}
	_, err = fmt.Fprintln(w, note)
	return err
}
