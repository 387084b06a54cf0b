package crawler

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"
)

// object decodes an answer that is one JSON object.
func object(body []byte) (map[string]any, error) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		return nil, errors.New("the answer is no UTF-8, which JSON is")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var m map[string]any
	if err := dec.Decode(&m); err != nil {
		return nil, errors.New("the answer is no JSON object")
	}
	return m, nil
}

// number is a count in a decoded object, printed as a number or a string; -1
// if it is neither.
func number(m map[string]any, key string) int {
	switch v := m[key].(type) {
	case json.Number:
		return atoi(v.String())
	case string:
		return atoi(v)
	}
	return -1
}

// text is the first of some fields that holds something.
func text(m map[string]any, keys ...string) string {
	for _, k := range keys {
		switch v := m[k].(type) {
		case string:
			if v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}

// entries are the objects of an array.
func entries(v any) []map[string]any {
	list, _ := v.([]any)
	var all []map[string]any
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

func itoa(n int) string { return strconv.Itoa(n) }
