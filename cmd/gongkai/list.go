package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"gongkai/extract/decimal"
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
		text, number := textOf(v)
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
	b.WriteString("\n{")
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		key, err := marshal(l.cols[i])
		if err != nil {
			return err
		}
		val, err := marshal(jsonOf(v))
		if err != nil {
			return fmt.Errorf("column %s: %w", l.cols[i], err)
		}
		b.Write(key)
		b.WriteString(": ")
		b.Write(val)
	}
	b.WriteByte('}')
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

// textOf prints a value in tables and CSV; number tells whether it is one.
func textOf(v any) (text string, number bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case string:
		return v, false
	case *string:
		if v == nil {
			return "", false
		}
		return *v, false
	case []byte:
		return fmt.Sprintf("x'%x'", v), false
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case *decimal.Number:
		if v == nil {
			return "", true
		}
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), false
	case time.Time:
		if v.IsZero() {
			return "", false
		}
		return v.Format(time.RFC3339), false
	}
	return fmt.Sprint(v), false
}

// jsonOf is the value as JSON should have it.
func jsonOf(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return v.Format(time.RFC3339)
	case []byte:
		return fmt.Sprintf("%x", v)
	}
	return v
}

// marshal is json.Marshal without escaping of <, > and &.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
