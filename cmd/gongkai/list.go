package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"

	"gongkai/cmd/gongkai/tabular"
)

// list prints rows as an aligned table, as CSV or as a JSON array of objects,
// the last two as they come.
type list struct {
	out    *bufio.Writer
	format string
	cols   []string
	csv    *csv.Writer
	rows   [][]string // of a table, until close
	right  []bool
	n      int
	widest int  // of a table's column; longer values are cut
	width  int  // of the terminal, 0 for none: there nothing is narrowed
	cutEnd bool // on a narrow terminal the last column is cut, not wrapped
}

// newList begins a list on w in one of the formats table, csv and json.
func newList(w io.Writer, format string, cols ...string) (*list, error) {
	l := &list{out: bufio.NewWriter(w), format: format, cols: cols, right: make([]bool, len(cols)), widest: maxColumn, width: terminalWidth(w)}
	switch format {
	case "csv":
		l.csv = csv.NewWriter(l.out)
		return l, l.csv.Write(cols)
	case "json":
		_, err := l.out.WriteString("[")
		return l, err
	}
	return l, nil
}

// row prints one row; values may be nil, strings, numbers and times.
func (l *list) row(values ...any) error {
	l.n++
	if l.format == "json" {
		return l.object(values)
	}
	texts := make([]string, len(values))
	for i, v := range values {
		text, number := tabular.AsText(v)
		texts[i] = text
		if number && i < len(l.right) {
			l.right[i] = true
		}
	}
	if l.csv != nil {
		return l.csv.Write(texts)
	}
	l.rows = append(l.rows, texts)
	return nil
}

func (l *list) object(values []any) error {
	var b bytes.Buffer
	if l.n > 1 {
		b.WriteByte(',')
	}
	b.WriteByte('\n')
	if err := tabular.Object(&b, l.cols, values); err != nil {
		return err
	}
	_, err := l.out.Write(b.Bytes())
	return err
}

// close prints what is still held back.
func (l *list) close() error {
	switch {
	case l.csv != nil:
		l.csv.Flush()
		if err := l.csv.Error(); err != nil {
			return err
		}
	case l.format == "json":
		if l.n > 0 {
			l.out.WriteByte('\n')
		}
		l.out.WriteString("]\n")
	default:
		l.table()
	}
	return l.out.Flush()
}
