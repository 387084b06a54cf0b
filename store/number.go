package store

import (
	"fmt"
	"math"
	"strconv"

	"gongkai/extract/decimal"
)

// A number is stored as INTEGER where it is one, as REAL where the nearest
// float prints as the same decimal, which holds for every decimal of up to 15
// digits, and else as TEXT, which no printed figure has needed yet.

func numberColumn(n decimal.Number) any {
	if i, ok := n.Int(); ok {
		return i
	}
	f := n.Float()
	if m, err := decimal.Parse(strconv.FormatFloat(f, 'f', -1, 64)); err == nil && m == n {
		return f
	}
	return n.String()
}

func numberPtrColumn(n *decimal.Number) any {
	if n == nil {
		return nil
	}
	return numberColumn(*n)
}

func columnNumber(v any) (*decimal.Number, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case int64:
		n := decimal.New(v, 0)
		return &n, nil
	case float64:
		return parseColumn(strconv.FormatFloat(v, 'f', -1, 64))
	case string:
		return parseColumn(v)
	case []byte:
		return parseColumn(string(v))
	}
	return nil, fmt.Errorf("%w: number of type %T", ErrCorrupt, v)
}

func parseColumn(s string) (*decimal.Number, error) {
	n, err := decimal.Parse(s)
	if err != nil {
		return nil, fmt.Errorf("%w: number %q", ErrCorrupt, s)
	}
	return &n, nil
}

// printsItself tells whether SQL's CAST(value AS TEXT) gives raw, so that raw
// need not be stored. SQLite is trusted with 12 digits only: its releases
// differ in how they print the last of 15, and tiny numbers get exponents.
func printsItself(n decimal.Number, raw string) bool {
	var room [24]byte
	if string(n.AppendText(room[:0])) != raw {
		return false
	}
	if _, ok := n.Int(); ok {
		return true
	}
	_, isFloat := numberColumn(n).(float64)
	return isFloat && len(raw) <= 13 && math.Abs(n.Float()) >= 0.001
}
