package warc

import "strings"

// Field is one named field of a record.
type Field struct{ Name, Value string }

// Header is the named fields of a record in their order.
type Header []Field

// Get returns the value of the first field of that name, in whatever case;
// "" if there is none.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// All returns the values of all fields of that name.
func (h Header) All(name string) []string {
	var values []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			values = append(values, f.Value)
		}
	}
	return values
}
