package tabular

import (
	"io"

	"github.com/parquet-go/parquet-go"
)

// A row group is held in memory until it is full: it has so many values that
// columns are read fast and so few that memory stays small.
const (
	rowGroupValues = 2 << 20
	rowGroupRows   = 100_000
	rowsAtOnce     = 64
	pageBytes      = 32 << 10
	dictionaryMost = 256 << 10
)

type parquetWriter struct {
	out    *parquet.GenericWriter[any]
	cols   []Column
	rows   []parquet.Row // not handed on yet
	values []parquet.Value
	group  int // rows in the row group
	most   int
}

func newParquet(w io.Writer, cols []Column, opts Options) *parquetWriter {
	settings := []parquet.WriterOption{
		parquetSchema(cols), parquet.Compression(&parquet.Snappy), parquet.CreatedBy(opts.Program, opts.Version, ""),
		parquet.PageBufferSize(pageBytes), parquet.DataPageVersion(1), parquet.DictionaryMaxBytes(dictionaryMost),
	}
	for _, c := range cols {
		if c.Type == Decimal { // the library compares them as if none were negative
			settings = append(settings, parquet.SkipPageBounds(c.Name), parquet.SkipPageStatistics(c.Name))
		}
	}
	return &parquetWriter{
		out: parquet.NewGenericWriter[any](w, settings...), cols: cols, rows: make([]parquet.Row, 0, rowsAtOnce),
		values: make([]parquet.Value, 0, rowsAtOnce*len(cols)), most: min(rowGroupRows, max(rowGroupValues/len(cols), 1)),
	}
}

func (p *parquetWriter) Write(values []any) error {
	from := len(p.values)
	for i, v := range values {
		value, ok := parquetValue(p.cols[i], v)
		if !ok {
			return valueError(p.cols[i], v)
		}
		level := 1
		if value.IsNull() {
			level = 0
		}
		p.values = append(p.values, value.Level(0, level, i))
	}
	p.rows = append(p.rows, parquet.Row(p.values[from:]))
	p.group++
	if len(p.rows) < rowsAtOnce && p.group < p.most {
		return nil
	}
	return p.flush()
}

func (p *parquetWriter) flush() error {
	if _, err := p.out.WriteRows(p.rows); err != nil {
		return err
	}
	p.rows, p.values = p.rows[:0], p.values[:0]
	if p.group < p.most {
		return nil
	}
	p.group = 0
	return p.out.Flush()
}

func (p *parquetWriter) Close() error {
	if err := p.flush(); err != nil {
		return err
	}
	return p.out.Close()
}

func (p *parquetWriter) Discard() {}
