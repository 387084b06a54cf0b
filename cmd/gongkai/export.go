package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gongkai/store"
)

// exportCmd writes all figures, or all claims, one a row.
type exportCmd struct {
	filterFlags
	As      string `name:"format" enum:"csv,jsonl" default:"csv" help:"csv or jsonl."`
	Section string `help:"One section of the forms, e.g. requests."`
	Claims  bool   `help:"The counts told in the reports' text, instead of the figures of their tables."`
	Out     string `type:"path" help:"File to write; standard output if not given."`
	Bom     bool   `help:"Begin CSV with a byte order mark, for Excel."`
}

// Help adds to the generated help.
func (*exportCmd) Help() string {
	return `Long shape: one row a figure, with the columns of statistic_view. Blank and unread
figures are rows too, with an empty value and their status.

--claims writes claim_view instead: counts that the text tells, each with its sentence.
They often differ from the tables and are never mixed with them.`
}

// Run writes the export. A file appears under its name only when it is whole.
func (c *exportCmd) Run(ctx context.Context, a *app) error {
	if c.Claims && c.Section != "" {
		return usageError{errors.New("--section: claims belong to no section of a form")}
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Out == "" {
		return c.write(ctx, a, db, a.out)
	}
	return writeFile(c.Out, func(w io.Writer) error { return c.write(ctx, a, db, w) })
}

// writeFile writes a file so that it appears under its name only when it is
// whole. Links are followed, the mode of an existing file is kept, and what is
// no regular file (a pipe, a device) is written as it is.
func writeFile(path string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := os.FileMode(0o644)
	if st, err := os.Stat(path); err == nil {
		switch {
		case st.IsDir():
			return usageError{fmt.Errorf("export: %s is a directory", path)}
		case !st.Mode().IsRegular():
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return fmt.Errorf("export: %w", err)
			}
			return errors.Join(write(f), f.Close())
		}
		mode = st.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".gongkai-export-*")
	if err != nil {
		return fmt.Errorf("export %s: %w", path, bare(err))
	}
	defer os.Remove(tmp.Name()) // after the rename this finds nothing
	if err := errors.Join(write(tmp), tmp.Chmod(mode), tmp.Close()); err != nil {
		return fmt.Errorf("export %s: %w", path, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

func (c *exportCmd) write(ctx context.Context, a *app, db *store.Store, w io.Writer) error {
	buf := bufio.NewWriterSize(w, 1<<16)
	f := c.filter()
	f.Section = c.Section
	cols := store.StatisticColumns()
	if c.Claims {
		cols = store.ClaimColumns()
	}
	row, flush, err := c.rows(buf, cols)
	if err != nil {
		return err
	}
	bar := a.progress(-1, "exporting")
	defer bar.close()
	if c.Claims {
		err = db.EachClaim(ctx, f, func(r *store.ClaimRow) error {
			bar.add(1)
			return row(claimValues(r))
		})
	} else {
		err = db.EachStatistic(ctx, f, func(r *store.StatisticRow) error {
			bar.add(1)
			return row(statisticValues(r))
		})
	}
	if err != nil {
		return err
	}
	return flush()
}

// rows begins a file of rows with these columns.
func (c *exportCmd) rows(buf *bufio.Writer, cols []string) (row func(values []any) error, flush func() error, err error) {
	if c.As != "csv" {
		return func(values []any) error { return writeObject(buf, cols, values) }, buf.Flush, nil
	}
	if c.Bom {
		buf.WriteString("\ufeff")
	}
	cw := csv.NewWriter(buf)
	texts := make([]string, len(cols))
	row = func(values []any) error {
		for i, v := range values {
			texts[i], _ = textOf(v)
		}
		return cw.Write(texts)
	}
	flush = func() error {
		cw.Flush()
		return errors.Join(cw.Error(), buf.Flush())
	}
	return row, flush, cw.Write(cols)
}

// statisticValues are the values of a row in the order of store.StatisticColumns.
func statisticValues(r *store.StatisticRow) []any {
	return []any{
		r.ReportID, r.AgencyID, r.Agency, string(r.Scope), r.Region, yearOf(r.Year), r.Format, r.Section, r.Row, r.Col,
		r.SectionLabel, r.RowLabel, r.ColLabel, r.Value, r.Raw, r.Unit, string(r.UnitSource), string(r.Status),
	}
}

// claimValues are the values of a row in the order of store.ClaimColumns.
func claimValues(r *store.ClaimRow) []any {
	return []any{r.ReportID, r.AgencyID, r.Agency, string(r.Scope), yearOf(r.Year), r.What, &r.Value, r.Sentence}
}

// writeObject writes one JSON object and a line break, keys in column order.
func writeObject(w *bufio.Writer, cols []string, values []any) error {
	w.WriteByte('{')
	for i, v := range values {
		if i > 0 {
			w.WriteString(", ")
		}
		key, err := marshal(cols[i])
		if err != nil {
			return err
		}
		val, err := marshal(jsonOf(v))
		if err != nil {
			return err
		}
		w.Write(key)
		w.WriteString(": ")
		w.Write(val)
	}
	_, err := w.WriteString("}\n")
	return err
}
