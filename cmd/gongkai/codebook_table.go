package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/draw"
	"gongkai/extract/form"
)

// table prints the codebook for people: rows and columns of each
// section apart, since every row has every column, and nothing cut.
func (c *codebookCmd) table(w io.Writer, forms []*form.Form, all []code) error {
	var b bytes.Buffer
	if c.Kind == "" || c.Kind == kindStatistic {
		for _, f := range forms {
			if c.Form != "" && c.Form != f.Format {
				continue
			}
			if err := formTable(&b, f); err != nil {
				return err
			}
		}
	}
	for _, k := range []struct{ kind, heading string }{
		{kindCheck, "Checks"}, {kindConcept, "Concepts across forms"}, {kindRate, "Rates"}, {"status", "Status of a figure"},
		{"unit_source", "Where a unit comes from"}, {"quality", "Quality of a report"}, {"scope", "Scope of a report"},
		{"coverage", "What is known of a report"}, {"comparable", "How far forms mean the same"}, {"reason", "Why there is no value"},
	} {
		list := slices.DeleteFunc(slices.Clone(all), func(e code) bool { return e.kind != k.kind })
		if len(list) > 0 {
			codeTable(&b, k.heading, list)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// formTable prints a form's sections with their rows and columns.
func formTable(b *bytes.Buffer, f *form.Form) error {
	mark := ""
	if f.Experimental {
		mark = " · experimental: no real table has confirmed its labels"
	}
	fmt.Fprintf(b, "Form %s · %s · %s%s\nA figure is section/row/col; its column in wide tables joins the three short names by _.\n\n", f.Format, f.Title, f.DefinedBy, mark)
	for i := range f.Sections {
		s := &f.Sections[i]
		fmt.Fprintf(b, "%s · %s · short %s\n", s.Code, s.Heading, s.Short)
		l, err := newList(b, "table", "part", "code", "short", "unit", "label")
		if err != nil {
			return err
		}
		l.widest = 100
		for _, r := range s.Rows {
			part := "row"
			if r.HeadingOnly {
				part = "heading"
			}
			if err := l.row(part, r.Code, r.Short, r.Unit, r.Label); err != nil {
				return err
			}
		}
		for k, col := range s.Columns {
			unit := col.Unit
			if unit == nil && !s.IsMoney(0, k) {
				unit = s.Unit
			}
			if err := l.row("col", col.Code, col.Short, unit, col.Label); err != nil {
				return err
			}
		}
		if err := l.close(); err != nil {
			return err
		}
		b.WriteByte('\n')
	}
	return nil
}

// codeTable prints codes with their meanings beside them.
func codeTable(b *bytes.Buffer, heading string, list []code) {
	fmt.Fprintf(b, "%s\n", heading)
	wide := 0
	for _, k := range list {
		wide = max(wide, len(k.name()))
	}
	for _, k := range list {
		for i, line := range draw.Wrap(k.meaning, max(draw.MaxWidth-wide-4, 40)) {
			name := ""
			if i == 0 {
				name = k.name()
			}
			fmt.Fprintf(b, "  %s%s  %s\n", name, strings.Repeat(" ", wide-len(name)), line)
		}
	}
	b.WriteByte('\n')
}

// name is the code with the form it belongs to.
func (k code) name() string {
	if k.format == nil {
		return k.code
	}
	return fmt.Sprint(k.code, " ", k.format)
}
