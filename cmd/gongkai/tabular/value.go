package tabular

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"gongkai/extract/decimal"
)

// AsText prints a value as tables and CSV show it, nothing for what is not there;
// number tells whether it is a number.
func AsText(v any) (text string, number bool) {
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

// asJSON is the value as JSON should have it.
func asJSON(v any) any {
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

// Object appends a JSON object to b, its keys in column order.
func Object(b *bytes.Buffer, cols []string, values []any) error {
	b.WriteByte('{')
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		key, err := MarshalJSON(cols[i])
		if err != nil {
			return err
		}
		val, err := MarshalJSON(asJSON(v))
		if err != nil {
			return fmt.Errorf("column %s: %w", cols[i], err)
		}
		b.Write(key)
		b.WriteString(": ")
		b.Write(val)
	}
	b.WriteByte('}')
	return nil
}

// MarshalJSON is json.Marshal without escaping of <, > and &.
func MarshalJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
