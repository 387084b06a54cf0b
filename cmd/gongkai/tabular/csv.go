package tabular

import (
	"encoding/csv"
	"io"
)

type csvWriter struct {
	out   *csv.Writer
	texts []string
}

func newCSV(w io.Writer, cols []Column, bom bool) (*csvWriter, error) {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	c := &csvWriter{csv.NewWriter(w), make([]string, len(cols))}
	return c, c.out.Write(Names(cols))
}

func (c *csvWriter) Write(values []any) error {
	for i, v := range values {
		c.texts[i], _ = AsText(v)
	}
	return c.out.Write(c.texts)
}

func (c *csvWriter) Close() error {
	c.out.Flush()
	return c.out.Error()
}

func (c *csvWriter) Discard() {}
