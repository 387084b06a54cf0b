package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"gongkai/cmd/gongkai/release"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/store"
)

// exportCmd writes all figures, or all claims.
type exportCmd struct {
	filterFlags
	figureFlags
	As     string `name:"format" enum:"csv,jsonl,xlsx,parquet,datapackage" default:"csv" help:"csv, jsonl, xlsx, parquet or datapackage (a directory with the table, the codebook and what the columns are)."`
	Shape  string `enum:"long,wide" default:"long" help:"long: one row a figure; wide: one row an agency, scope and year, one column a figure."`
	Claims bool   `help:"The counts told in the reports' text, instead of the figures of their tables."`
	Out    string `type:"path" help:"File to write; standard output if not given."`
	Bom    bool   `help:"Begin CSV with a byte order mark, for Excel."`
}

// Help adds to the generated help.
func (*exportCmd) Help() string {
	return `Long shape: one row a figure, with the columns of statistic_view. Blank and unread
figures are rows too, with an empty value and their status.

Wide shape: the panel, one row for an agency, scope and year; each figure has a column, named by the short names of the
codebook (gongkai codebook --kind statistic). Counts are whole numbers, money is in 万元. A
cell is empty where there is no number; the column exceptions names those that the report
prints something for, by reason: "blank: rq_new_all; invalid: a9_procure_amount" (see below).

  blank      an empty cell, a dash or 无: blank is not zero
  ambiguous  printed, but which cell is meant cannot be told
  invalid    text that is no number
  derived    worked out by the form's checks; left out unless --derived, named also then
  no_unit    an amount of money without a unit: the long shape has it
  fraction   a count printed with decimals: the long shape has it
  conflict   another source of the same report prints otherwise; the number stays

An empty cell that is not named is not in the report: its form has no such figure, or a
section or row is missing. Figures that are derived, and forms that no real table has
confirmed yet, are left out unless asked for, and told.

Workbooks (xlsx) have a sheet with the codebook; rows over 1,048,576 go on in further sheets.
Numbers of more than 15 digits are text in them, since Excel keeps no more. In Parquet, value
and money are decimals, which no reader rounds.

--claims writes claim_view instead: counts that the text tells, each with its sentence.
They often differ from the tables and are never mixed with them.`
}

// Run writes the export. A file appears under its name only when it is whole.
func (c *exportCmd) Run(ctx context.Context, a *app) error {
	if c.Claims && (len(c.Section) > 0 || c.Shape == "wide") {
		return usageError{errors.New("--claims with --section or --shape wide: claims belong to no section of a form, and are one a row")}
	}
	if c.Out == "" && c.isBinary() && isTerminal(a.out) {
		return usageError{fmt.Errorf("--out: a %s file is nothing for a terminal", c.As)}
	}
	if c.As == datapackage && (c.Out == "" || c.Claims) {
		return usageError{errors.New("--format datapackage: a directory of figures; name it with --out")}
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(tableMemory))
	forms, err := c.forms()
	if err != nil {
		return err
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	e := &exporter{app: a, db: db, forms: forms, filter: c.filter(), format: c.As, bom: c.Bom}
	write := func(w io.Writer) error { return e.figures(ctx, w, c.Shape) }
	if c.Claims {
		write = func(w io.Writer) error { return e.claims(ctx, w) }
	}
	switch {
	case c.As == datapackage:
		err = e.dataPackage(ctx, c.Out, c.Shape)
	case c.Out == "":
		err = write(a.out)
	default:
		err = writeFile(c.Out, write)
	}
	if err == nil {
		e.forms.left.tell(a)
	}
	return err
}

func (c *exportCmd) isBinary() bool { return c.As == tabular.XLSX || c.As == tabular.Parquet }

// datapackage is the format that is a directory; gongkai release makes one to publish.
const datapackage = "datapackage"

// tableMemory is how much memory the collector lets commands use that write
// tables, as long as they need no more: lists of all reports, held for a pass,
// would else be there twice.
const tableMemory = 200 << 20

// dataPackage writes figures in a shape, with the codebook.
func (e *exporter) dataPackage(ctx context.Context, dir, shape string) error {
	newest, err := e.db.Newest(ctx)
	if err != nil {
		return err
	}
	t := &releaseTables{app: e.app, db: e.db, forms: e.forms}
	figures := release.Table{Name: "figures", Title: "one row a figure", Fields: documented(figureColumns(), "statistic_view"),
		Key: []string{"report_id", "section", "row", "col"}, Fill: func(row func([]any) error) error { return e.long(ctx, row) }}
	if shape == "wide" {
		w := newWide(e.forms)
		figures = release.Table{Name: "panel", Title: "one row an agency, scope and year", Fields: wideFields(w),
			Key: []string{"agency_id", "scope", "year"}, Fill: func(row func([]any) error) error { return w.each(ctx, e.db, e.filter, row) }}
	}
	figures.Parquet = true
	err = release.Write(dir, release.Package{
		Name: packageName + "-export", Title: "Figures of annual reports on government information disclosure", Date: newest.UTC().Format(time.DateOnly),
		Contributors: []string{"The compilers of this data package"}, Readme: "An export by gongkai. `gongkai release` makes packages to publish.",
	}, []release.Table{figures, {Name: "codebook", Title: "every code", Fields: codebookFields(), Fill: t.codebook}}, nil,
		tabular.Options{Program: "gongkai", Version: version})
	if errors.Is(err, release.ErrExists) {
		return usageError{err}
	}
	return err
}

// long hands on the figures that are taken.
func (e *exporter) long(ctx context.Context, row func([]any) error) error {
	return e.db.EachStatistic(ctx, e.filter, func(r *store.StatisticRow) error {
		if !e.forms.keeps(r) {
			return nil
		}
		return row(figureValues(r))
	})
}

// exporter writes tables of a database in one format.
type exporter struct {
	app    *app
	db     *store.Store
	forms  *selection
	filter store.Filter
	format string
	bom    bool
}

// figures writes the figures in a shape.
func (e *exporter) figures(ctx context.Context, w io.Writer, shape string) error {
	if shape == "wide" {
		t := newWide(e.forms)
		return e.table(w, "panel", t.columns(), func(row func([]any) error) error { return t.each(ctx, e.db, e.filter, row) })
	}
	return e.table(w, "figures", figureColumns(), func(row func([]any) error) error { return e.long(ctx, row) })
}

func (e *exporter) claims(ctx context.Context, w io.Writer) error {
	return e.table(w, "claims", claimColumns(), func(row func([]any) error) error {
		return e.db.EachClaim(ctx, e.filter, func(r *store.ClaimRow) error { return row(claimValues(r)) })
	})
}

// table writes a table of what fill hands on.
func (e *exporter) table(w io.Writer, sheet string, cols []tabular.Column, fill func(row func([]any) error) error) error {
	opts := tabular.Options{BOM: e.bom, Sheet: sheet, Program: "gongkai", Version: version}
	if e.format == tabular.XLSX {
		opts.Beside = []tabular.Sheet{{Name: "codebook", Columns: tabular.Columns(codebookColumns()...), Rows: e.forms.codebook()}}
	}
	bar := e.app.progress(-1, "exporting")
	defer bar.close()
	return writeTable(w, e.format, cols, opts, func(row func([]any) error) error {
		return fill(func(values []any) error {
			bar.add(1)
			return row(values)
		})
	})
}

// writeTable writes a table of what fill hands on, buffered.
func writeTable(w io.Writer, format string, cols []tabular.Column, opts tabular.Options, fill func(row func([]any) error) error) error {
	buf := bufio.NewWriterSize(w, 1<<16)
	out, err := tabular.New(buf, format, cols, opts)
	if err != nil {
		return err
	}
	if err := fill(out.Write); err != nil {
		out.Discard()
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return buf.Flush()
}

// leftOut counts what was left out since nobody asked for it.
type leftOut struct {
	derived      int
	experimental map[string]int // figures by form
}

// tell says what was left out, and how to have it.
func (l *leftOut) tell(a *app) {
	var parts []string
	if l.derived > 0 {
		parts = append(parts, fmt.Sprintf("%d derived figures (--derived)", l.derived))
	}
	for _, format := range sortedKeys(l.experimental) {
		parts = append(parts, fmt.Sprintf("%d figures of the experimental form %s (--experimental)", l.experimental[format], format))
	}
	if len(parts) > 0 {
		a.note("left out: " + strings.Join(parts, ", "))
	}
}
