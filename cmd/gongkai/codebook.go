package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gongkai/extract/form"
	"gongkai/store/checks"
)

// codebookCmd explains every code of the data.
type codebookCmd struct {
	listFlags
	Kind string `enum:",statistic,check,concept,rate,status,unit_source,quality,scope,coverage,comparable,reason" default:"" placeholder:"KIND" help:"Only codes of one kind: statistic, check, concept, rate, status, unit_source, quality, scope, coverage, comparable or reason."`
	Form string `placeholder:"FORM" help:"Only codes of one form, named by the year it came into use."`
}

// Help adds to the generated help.
func (*codebookCmd) Help() string {
	return `A statistic is named section/row/col, with the codes of its form; column is its name
in wide tables. A check is an equation that the form prints or implies, or another
comparison that gongkai checks makes: severity, and text as its findings have it, with
what was compared in braces. A concept ties
statistics of several forms together: comparable tells how far they mean the same.
A rate is the sum of its numerator over the sum of its denominator, in words and in
statistics; trend, rank and compare take statistics, concepts and rates alike.
Codes of an experimental form are right as codes, but no real table has confirmed its
labels yet: reports read by it carry the problem experimental_form.`
}

// code is a row of the codebook. Fields that do not apply are nil.
type code struct {
	kind, code                       string
	format                           any
	section, row, col, column        any
	sectionLabel, rowLabel, colLabel any
	unit                             any
	meaning                          string
	label, labelEN                   any // of a rate or check, in Chinese and English
	numerator, denominator           any // its terms, joined by +
	experimental                     any // nil for codes of no form
	severity, text, textZH           any // of a check: what its findings say
}

// codebookColumns are the columns of the codebook as CSV and JSON.
func codebookColumns() []string {
	return []string{"kind", "code", "format", "section", "row", "col", "column", "section_label", "row_label", "col_label", "unit", "meaning", "experimental", "label", "label_en", "numerator", "denominator",
		"severity", "text", "text_zh"}
}

// values are in the order of codebookColumns.
func (k code) values() []any {
	return []any{k.kind, k.code, k.format, k.section, k.row, k.col, k.column, k.sectionLabel, k.rowLabel, k.colLabel, k.unit, k.meaning, k.experimental, k.label, k.labelEN, k.numerator, k.denominator,
		k.severity, k.text, k.textZH}
}

// Run lists the codes.
func (c *codebookCmd) Run(_ context.Context, a *app) error {
	book, err := loadBook()
	if err != nil {
		return err
	}
	if c.Form != "" && !slices.ContainsFunc(book.forms, func(f *form.Form) bool { return f.Format == c.Form }) {
		return usageError{fmt.Errorf("--form %s: no such form", c.Form)}
	}
	all := slices.DeleteFunc(book.codes(), func(k code) bool {
		return c.Kind != "" && c.Kind != k.kind || c.Form != "" && k.format != any(c.Form)
	})
	if a.format == "table" {
		return c.table(a.out, book.forms, all)
	}
	l, err := newList(a.out, a.format, codebookColumns()...)
	if err != nil {
		return err
	}
	for _, k := range all {
		if err := l.row(k.values()...); err != nil {
			return err
		}
	}
	return l.close()
}

// The kinds of codes.
const (
	kindStatistic = "statistic"
	kindCheck     = "check"
	kindConcept   = "concept"
	kindRate      = "rate"
)

// book is what the codebook is made of.
type book struct {
	forms  []*form.Form
	across *form.Across
	rates  []form.Rate
	checks *checks.Catalogue
}

func loadBook() (*book, error) {
	var b book
	var err error
	if b.forms, b.across, err = form.LoadAcross(); err != nil {
		return nil, err
	}
	if b.rates, err = form.LoadRates(b.forms, b.across); err != nil {
		return nil, err
	}
	b.checks, err = checks.Load()
	return &b, err
}

// codes lists every code: of the forms, across them, and of the reader.
func (b *book) codes() []code {
	var out []code
	for _, f := range b.forms {
		for i := range f.Sections {
			out = append(out, statisticCodes(f, &f.Sections[i])...)
		}
	}
	out = append(out, checkCodes(b.forms, b.across, b.checks)...)
	for _, c := range b.across.Concepts {
		for _, format := range slices.Sorted(maps.Keys(c.Members)) {
			meaning := fmt.Sprintf("%s (comparable: %s) = %s", c.Label, c.Comparable, strings.Join(c.Members[format], " + "))
			if c.Note != "" {
				meaning += "; " + c.Note
			}
			out = append(out, code{kind: kindConcept, code: c.Code, format: format, meaning: meaning})
		}
	}
	for i := range b.rates {
		out = append(out, rateCodes(&b.rates[i])...)
	}
	for i := range out {
		if k := slices.IndexFunc(b.forms, func(f *form.Form) bool { return out[i].format == any(f.Format) }); k >= 0 {
			out[i].experimental = b.forms[k].Experimental
		}
	}
	return append(out, readerCodes()...)
}

func statisticCodes(f *form.Form, s *form.Section) []code {
	var out []code
	for r := range s.Rows {
		row := &s.Rows[r]
		if row.HeadingOnly {
			continue
		}
		for c := range s.Columns {
			k := code{
				kind: kindStatistic, code: s.Code + "/" + row.Code + "/" + s.Columns[c].Code, format: f.Format,
				section: s.Code, row: row.Code, col: s.Columns[c].Code, column: s.WideName(r, c),
				sectionLabel: s.Heading, rowLabel: row.Label, colLabel: s.Columns[c].Label,
				meaning: s.Heading + " · " + row.Label + " · " + s.Columns[c].Label,
			}
			if u := s.UnitOf(r, c); u != nil {
				k.unit = *u
			}
			if len(row.AlternativeTo) > 0 {
				k.meaning += " (printed instead of " + strings.Join(row.AlternativeTo, ", ") + ")"
			}
			out = append(out, k)
		}
	}
	return out
}

// rateCodes are a rate's rows, one for each form that has its terms.
func rateCodes(r *form.Rate) []code {
	var out []code
	for _, format := range slices.Sorted(maps.Keys(r.Forms)) {
		meaning := fmt.Sprintf("%s · %s (comparable: %s): %s ÷ %s · %s ÷ %s", r.LabelEN, r.Label, r.Comparable, r.NumeratorEN, r.DenominatorEN, r.Numerator, r.Denominator)
		if r.Note != "" {
			meaning += "; " + r.Note
		}
		terms := r.Forms[format]
		out = append(out, code{
			kind: kindRate, code: r.Code, format: format, meaning: meaning, label: r.Label, labelEN: r.LabelEN,
			numerator: strings.Join(terms.Numerator, " + "), denominator: strings.Join(terms.Denominator, " + "),
		})
	}
	return out
}
