package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"

	"gongkai/cmd/gongkai/draw"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
)

// printer prints reports one by one, from several goroutines at once.
type printer struct {
	head string // comes before all reports
	one  func(b *bytes.Buffer, rep *extract.Report) error
}

// newPrinter returns the printer of a format: "json", "csv", "table" or ""; with
// explain it tells where each figure was read.
func newPrinter(format string, explain bool, width int) (*printer, error) {
	switch {
	case format == "csv":
		return csvPrinter(explain)
	case format == "table" && !explain:
		d, err := draw.New()
		if err != nil {
			return nil, err
		}
		return &printer{one: func(b *bytes.Buffer, rep *extract.Report) error {
			if err := d.Report(b, rep, width); err != nil {
				return err
			}
			return b.WriteByte('\n')
		}}, nil
	case explain && format != "json":
		e, err := newExplainer()
		if err != nil {
			return nil, err
		}
		return &printer{one: e.report}, nil
	case explain:
		return &printer{one: func(b *bytes.Buffer, rep *extract.Report) error { return printJSON(b, explained(rep)) }}, nil
	}
	return &printer{one: func(b *bytes.Buffer, rep *extract.Report) error {
		b.Grow(200*len(rep.Statistics) + 16<<10)
		b.Write(append(appendReport(b.AvailableBuffer(), rep), '\n'))
		return nil
	}}, nil
}

// append appends a report to text.
func (p *printer) append(text []byte, rep *extract.Report) ([]byte, error) {
	b := bytes.NewBuffer(text)
	if err := p.one(b, rep); err != nil {
		return text, fmt.Errorf("print: %w", err)
	}
	return b.Bytes(), nil
}

// printJSON writes v on a line of its own.
func printJSON(b *bytes.Buffer, v any) error {
	line, err := tabular.MarshalJSON(v)
	b.Write(line)
	b.WriteByte('\n')
	return err
}

// longColumns are the columns of a report's figures, one a row.
func longColumns(explain bool) []string {
	cols := []string{"source", "agency", "year", "format", "section", "row", "col", "value", "raw", "unit", "unit_source", "status"}
	if explain {
		cols = append(cols, "at_table", "at_row", "at_cell", "at_label", "at_how")
	}
	return cols
}

func csvPrinter(explain bool) (*printer, error) {
	var head bytes.Buffer
	if err := writeCSV(&head, longColumns(explain)); err != nil {
		return nil, err
	}
	return &printer{head: head.String(), one: func(b *bytes.Buffer, rep *extract.Report) error {
		w := csv.NewWriter(b)
		for _, s := range rep.Statistics {
			values := []any{cmp.Or(s.Source, rep.Source), rep.Agency, yearOf(rep.Year), rep.Format, s.Section, s.Row, s.Col, s.Value, s.Raw, s.Unit, string(s.UnitSource), string(s.Status)}
			if explain {
				values = append(values, placeValues(s.At)...)
			}
			texts := make([]string, len(values))
			for i, v := range values {
				texts[i], _ = tabular.AsText(v)
			}
			if err := w.Write(texts); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	}}, nil
}

func writeCSV(b *bytes.Buffer, row []string) error {
	w := csv.NewWriter(b)
	if err := w.Write(row); err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// placeValues are a place's columns, empty where it is not known.
func placeValues(p extract.Place) []any {
	known := func(n int) any {
		if n == 0 {
			return nil
		}
		return n
	}
	return []any{known(p.Table), known(p.Row), known(p.Cell), p.Label, p.How}
}

// explainedReport is a report whose figures tell where they were read.
type explainedReport struct {
	*extract.Report
	Statistics []explainedStatistic `json:"statistics"`
}

type explainedStatistic struct {
	extract.Statistic
	At place `json:"at"`
}

// place is extract.Place in JSON: counted from 1, 0 where unknown.
type place struct {
	Table int    `json:"table"`
	Row   int    `json:"row"`
	Cell  int    `json:"cell"`
	Label string `json:"label"`
	How   string `json:"how"`
}

func explained(rep *extract.Report) explainedReport {
	out := explainedReport{Report: rep, Statistics: make([]explainedStatistic, 0, len(rep.Statistics))}
	for _, s := range rep.Statistics {
		out.Statistics = append(out.Statistics, explainedStatistic{s, place(s.At)})
	}
	return out
}
