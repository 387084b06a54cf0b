package tabular

import (
	"bytes"
	"io"
)

// jsonlWriter writes an object a line. Keys of columns without a value are
// null, so that every line has the same ones.
type jsonlWriter struct {
	out   io.Writer
	names []string
	line  bytes.Buffer
}

func newJSONL(w io.Writer, cols []Column) (*jsonlWriter, error) {
	return &jsonlWriter{out: w, names: Names(cols)}, nil
}

func (j *jsonlWriter) Write(values []any) error {
	j.line.Reset()
	if err := Object(&j.line, j.names, values); err != nil {
		return err
	}
	j.line.WriteByte('\n')
	_, err := j.out.Write(j.line.Bytes())
	return err
}

func (j *jsonlWriter) Close() error { return nil }

func (j *jsonlWriter) Discard() {}
