package tabular

import (
	"math"
	"math/bits"
	"reflect"
	"time"

	"github.com/parquet-go/parquet-go"

	"gongkai/extract/decimal"
)

// Decimals are kept as DECIMAL(31,12), which every decimal.Number fits into, in
// decimalBytes bytes of two's complement, the highest first.
const (
	decimalScale     = 12
	decimalPrecision = 31
	decimalBytes     = 13
)

// table is the root of a schema whose columns keep their order; the library's
// own groups are sorted by name.
type table struct {
	parquet.Group
	fields []parquet.Field
}

func (t table) Fields() []parquet.Field { return t.fields }

// field is a column of a table.
type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

// Value is for rows that are Go structs, which ours are not.
func (f field) Value(reflect.Value) reflect.Value { return reflect.Value{} }

// parquetSchema is the schema of a table. Every column may lack values.
func parquetSchema(cols []Column) *parquet.Schema {
	t := table{Group: parquet.Group{}}
	for _, c := range cols {
		node := parquet.Optional(parquet.Encoded(leaf(c.Type), &parquet.RLEDictionary))
		t.Group[c.Name] = node
		t.fields = append(t.fields, field{node, c.Name})
	}
	return parquet.NewSchema("table", t)
}

func leaf(t Type) parquet.Node {
	switch t {
	case Integer:
		return parquet.Int(64)
	case Decimal:
		return parquet.Decimal(decimalScale, decimalPrecision, parquet.FixedLenByteArrayType(decimalBytes))
	case Date:
		return parquet.Date()
	case Time:
		return parquet.Timestamp(parquet.Microsecond)
	}
	return parquet.String()
}

// parquetValue is a value of column c; ok tells whether it is of its type.
// There is none for NULL, which is ok.
func parquetValue(c Column, v any) (value parquet.Value, ok bool) {
	switch n := v.(type) {
	case nil:
		return value, true
	case *string:
		if n == nil {
			return value, true
		}
		v = *n
	case *decimal.Number:
		if n == nil {
			return value, true
		}
		if i, whole := n.Int(); whole && c.Type == Integer {
			v = i
		}
	case int:
		v = int64(n)
	case time.Time:
		if n.IsZero() {
			return value, true
		}
	}
	switch c.Type {
	case Integer:
		if i, ok := v.(int64); ok {
			return parquet.Int64Value(i), true
		}
	case Decimal:
		if n, ok := v.(*decimal.Number); ok {
			return parquet.FixedLenByteArrayValue(decimalColumn(*n)), true
		}
	case Date:
		if s, ok := v.(string); ok {
			day, err := time.Parse(time.DateOnly, s)
			return parquet.Int32Value(int32(day.Unix() / (24 * 60 * 60))), err == nil
		}
	case Time:
		if t, ok := v.(time.Time); ok {
			return parquet.Int64Value(t.UnixMicro()), true
		}
	case Text:
		if s, ok := v.(string); ok {
			return parquet.ValueOf(s), true
		}
	}
	return value, false
}

// decimalColumn is n × 10^decimalScale.
func decimalColumn(n decimal.Number) []byte {
	coef, scale := n.Parts()
	magnitude := uint64(coef)
	if coef < 0 {
		magnitude = -magnitude
	}
	hi, lo := bits.Mul64(magnitude, uint64(math.Pow10(decimalScale-scale)))
	if coef < 0 {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	b := make([]byte, decimalBytes)
	for i := decimalBytes - 1; i >= 0; i-- {
		b[i] = byte(lo)
		lo, hi = lo>>8|hi<<56, uint64(int64(hi)>>8)
	}
	return b
}
