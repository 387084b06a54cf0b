package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"gongkai/cmd/gongkai/draw"
	"gongkai/extract"
	"gongkai/extract/form"
)

// explainer tells people where on the page each figure was read and why: as the
// page goes, table by table and row by row, so that whoever has the page open
// finds the cell by its table, its row's label and its place in the row.
type explainer struct{ forms map[string]*form.Form }

func newExplainer() (*explainer, error) {
	forms, err := form.Load()
	if err != nil {
		return nil, err
	}
	e := &explainer{map[string]*form.Form{}}
	for _, f := range forms {
		e.forms[f.Format] = f
	}
	return e, nil
}

// report explains the figures of a report, then lists its problems.
func (e *explainer) report(b *bytes.Buffer, rep *extract.Report) error {
	fmt.Fprintf(b, "%s\n%s", draw.Clean(rep.Title), draw.Clean(rep.Source))
	f := e.forms[rep.Format]
	if f != nil {
		fmt.Fprintf(b, " · form %s", f.Format)
	}
	fmt.Fprintf(b, " · %d figures\n", len(rep.Statistics))
	for i := 0; i < len(rep.Statistics); {
		n := 1
		for i+n < len(rep.Statistics) && sameLine(&rep.Statistics[i], &rep.Statistics[i+n]) {
			n++
		}
		if i == 0 || rep.Statistics[i].Section != rep.Statistics[i-1].Section || rep.Statistics[i].At.Table != rep.Statistics[i-1].At.Table {
			heading(b, f, &rep.Statistics[i])
		}
		line(b, f, rep.Statistics[i:i+n])
		i += n
	}
	if len(rep.Problems) > 0 {
		b.WriteString("\nProblems\n")
	}
	for _, p := range rep.Problems {
		fmt.Fprintf(b, "  - %s: %s\n", draw.Clean(p.Code), draw.Clean(p.Message))
	}
	return b.WriteByte('\n')
}

// sameLine tells figures that are told under one line: of one row of the form,
// or of one printed row.
func sameLine(a, b *extract.Statistic) bool {
	return a.Section == b.Section && a.Source == b.Source && a.At.Table == b.At.Table && a.At.Label == b.At.Label &&
		(a.Row == b.Row || a.At.Row == b.At.Row && a.At.Row != 0)
}

// heading names the table, and the section of the form that it was read as.
func heading(b *bytes.Buffer, f *form.Form, s *extract.Statistic) {
	where := "running text"
	if s.At.Table > 0 {
		where = fmt.Sprint("table ", s.At.Table)
	}
	if s.Source != "" {
		where += " of " + draw.Clean(s.Source)
	}
	fmt.Fprintf(b, "\n%s · %s", where, s.Section)
	if sec := sectionOf(f, s.Section); sec != nil {
		fmt.Fprintf(b, " %s", sec.Heading)
	}
	b.WriteByte('\n')
}

// line explains the figures of one row.
func line(b *bytes.Buffer, f *form.Form, stats []extract.Statistic) {
	first := &stats[0]
	oneRow, oneReason, wide := true, true, 6
	for i := range stats {
		oneRow = oneRow && stats[i].Row == first.Row
		oneReason = oneReason && stats[i].At.How == first.At.How
		wide = max(wide, min(runewidth.StringWidth(printed(&stats[i])), 24))
	}
	fmt.Fprintf(b, "  %s", rowPlace(first.At))
	if first.At.Label != "" {
		fmt.Fprintf(b, " “%s”", draw.Clean(first.At.Label))
	}
	if oneRow {
		fmt.Fprintf(b, " is %s/%s", first.Section, first.Row)
		if label := rowLabel(f, first); label != "" {
			fmt.Fprintf(b, " “%s”", label)
		}
	}
	if oneReason && first.At.How != "" {
		fmt.Fprintf(b, ": %s", draw.Clean(first.At.How))
	}
	b.WriteByte('\n')
	for i := range stats {
		s := &stats[i]
		place := cellPlace(s.At)
		if s.At.Row != first.At.Row {
			place = rowPlace(s.At) + " " + place
		}
		name := strings.TrimRight(s.Col+" "+columnLabel(f, s), " ")
		if !oneRow {
			name = strings.TrimRight(s.Row+" "+rowLabel(f, s), " ") + " · " + name
		}
		parts := []string{place, runewidth.FillRight(printed(s), wide), runewidth.FillRight(name, 40), said(s)}
		if !oneReason {
			parts = append(parts, draw.Clean(s.At.How))
		}
		fmt.Fprintf(b, "    %s\n", strings.TrimRight(strings.Join(parts, "  "), " "))
	}
}

// rowPlace is where on the page a row stands: in a table, or as a line of text.
func rowPlace(p extract.Place) string {
	switch {
	case p.Row == 0:
		return "no row"
	case p.Table == 0:
		return fmt.Sprint("line ", p.Row)
	}
	return fmt.Sprint("row ", p.Row)
}

// cellPlace is where in its row a figure stands.
func cellPlace(p extract.Place) string {
	switch {
	case p.Cell == 0:
		return "no cell"
	case p.Table == 0:
		return fmt.Sprintf("figure %2d", p.Cell)
	}
	return fmt.Sprintf("cell %2d", p.Cell)
}

// printed is what the cell holds.
func printed(s *extract.Statistic) string {
	switch {
	case s.Raw == nil:
		return "(not told)"
	case *s.Raw == "":
		return "(empty)"
	}
	return draw.Clean(*s.Raw)
}

// said is what was made of the print, where that is not plain from it.
func said(s *extract.Statistic) string {
	if s.Value == nil {
		return string(s.Status)
	}
	text := s.Value.String()
	if s.Status == extract.StatusRead && s.UnitSource == extract.UnitFromForm && s.Raw != nil && *s.Raw == text {
		return ""
	}
	if s.Status != extract.StatusRead {
		text = string(s.Status) + " " + text
	}
	switch {
	case s.Unit != nil && s.UnitSource == extract.UnitFromForm:
		return "= " + text + " " + draw.Clean(*s.Unit)
	case s.Unit != nil:
		return "= " + text + " " + draw.Clean(*s.Unit) + " (unit from the " + string(s.UnitSource) + ")"
	}
	return "= " + text + " (no unit)"
}

func sectionOf(f *form.Form, code string) *form.Section {
	if f == nil {
		return nil
	}
	return f.Section(code)
}

func rowLabel(f *form.Form, s *extract.Statistic) string {
	if sec := sectionOf(f, s.Section); sec != nil && sec.HasRow(s.Row) {
		return sec.Rows[sec.Row(s.Row)].Label
	}
	return ""
}

func columnLabel(f *form.Form, s *extract.Statistic) string {
	if sec := sectionOf(f, s.Section); sec != nil && sec.HasColumn(s.Col) {
		return sec.Columns[sec.Column(s.Col)].Label
	}
	return ""
}
