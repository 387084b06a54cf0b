package web

import (
	"cmp"
	"slices"

	"gongkai/store"
	"gongkai/store/region"
)

// facet is a field by which a list can be narrowed, with how many rows each of
// its values has.
type facet struct {
	// Name is the parameter of the address.
	Name   string
	Values []facetValue
}

// facetValue leads to the rows of a value; the chosen one leads back.
type facetValue struct {
	Value, Label string
	// Worded tells that Label is one of the printed names, not a code to be worded.
	Worded bool
	N      int
	On     bool
	// Back is what the parameter becomes where the filter is taken off.
	Back string
}

// tally counts values.
type tally map[string]int

// facetOf lists the values of a field in an order, the chosen one marked.
func facetOf(name string, counts tally, chosen string, order func(a, b facetValue) int) facet {
	f := facet{Name: name}
	for value, n := range counts {
		f.Values = append(f.Values, facetValue{Value: value, Label: value, N: n, On: value == chosen})
	}
	slices.SortFunc(f.Values, order)
	return f
}

// inOrderOf sorts values as a list of all of them does.
func inOrderOf(all []string) func(a, b facetValue) int {
	return func(a, b facetValue) int {
		return cmp.Or(cmp.Compare(slices.Index(all, a.Value), slices.Index(all, b.Value)), cmp.Compare(a.Value, b.Value))
	}
}

// regionFacet counts the regions right below the chosen one; that leads back to
// what it lies in.
func regionFacet(counts tally, chosen string) facet {
	l := region.Load()
	f := facet{Name: "region"}
	digits, total := 2, 0
	switch {
	case chosen == "" || chosen == store.UnknownRegion:
	case chosen[2:] == "0000":
		digits = 4
	default:
		digits = 6
	}
	parts := tally{}
	for code, n := range counts {
		total += n
		part := store.UnknownRegion
		if code != "" {
			part = (code[:digits] + "0000")[:6]
		}
		parts[part] += n
	}
	name := func(code string) facetValue {
		v := facetValue{Value: code, Label: "region.unknown"}
		if code != store.UnknownRegion {
			v.Label, v.Worded = code, true
		}
		if r := l.At(code, 0); r != nil {
			v.Label = r.Name
		}
		return v
	}
	if chosen != "" {
		v := name(chosen)
		v.N, v.On, v.Back = total, true, above(chosen)
		f.Values = append(f.Values, v)
	}
	for code, n := range parts {
		if code != chosen {
			v := name(code)
			v.N = n
			f.Values = append(f.Values, v)
		}
	}
	slices.SortFunc(f.Values, func(a, b facetValue) int {
		if a.On != b.On {
			return map[bool]int{true: -1, false: 1}[a.On]
		}
		return cmp.Compare(a.Value, b.Value)
	})
	return f
}

// above is the region that a chosen one lies in, "" for the whole country.
func above(code string) string {
	switch {
	case code == store.UnknownRegion || code[2:] == "0000":
		return ""
	case code[4:] == "00":
		return code[:2] + "0000"
	}
	return code[:4] + "00"
}
