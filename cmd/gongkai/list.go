package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"gongkai/extract/decimal"

	"github.com/mattn/go-runewidth"
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
	widest int // of a table's column; longer values are cut
}

// newList begins a list on w in one of the formats table, csv and json.
func newList(w io.Writer, format string, cols ...string) (*list, error) {
	l := &list{out: bufio.NewWriter(w), format: format, cols: cols, right: make([]bool, len(cols)), widest: maxColumn}
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

// maxColumn bounds the width of a table's column unless the list says otherwise.
const maxColumn = 48

// most is how wide column i may be; the last one ends the line anyway.
func (l *list) most(i int) int {
	if i == len(l.cols)-1 {
		return 400
	}
	return l.widest
}

func (l *list) table() {
	widths := make([]int, len(l.cols))
	for _, r := range append([][]string{l.cols}, l.rows...) {
		for i, s := range r {
			widths[i] = max(widths[i], min(runewidth.StringWidth(s), l.most(i)))
		}
	}
	line := func(r []string) {
		var b strings.Builder
		for i, s := range r {
			if i > 0 {
				b.WriteString("  ")
			}
			s = runewidth.Truncate(printable(strings.ReplaceAll(s, "\n", " ")), l.most(i), "…")
			if l.right[i] {
				b.WriteString(runewidth.FillLeft(s, widths[i]))
			} else {
				b.WriteString(runewidth.FillRight(s, widths[i]))
			}
		}
		l.out.WriteString(strings.TrimRight(b.String(), " "))
		l.out.WriteByte('\n')
	}
	line(l.cols)
	rule := make([]string, len(l.cols))
	for i, w := range widths {
		rule[i] = strings.Repeat("─", min(w, l.widest))
	}
	line(rule)
	for _, r := range l.rows {
		line(r)
	}
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
