package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// entry is a region while it had one code and one name.
type entry struct {
	place
	from, to  int // 0: before the first list, still there
	successor string
}

// sparse is the year of the last list that is followed by another within some
// eighteen months: what changed later must be dated by changes.tsv.
const sparse = 2016

// join makes one history of all lists. Changes between close lists are dated by
// the later one.
func join(lists []list, changes []change) ([]entry, error) {
	h := history{entries: map[place]*entry{}, told: changes}
	for code, name := range lists[0].names {
		h.entries[place{code, name}] = &entry{place: place{code, name}}
	}
	for i := 1; i < len(lists); i++ {
		if err := h.step(lists[i-1], lists[i]); err != nil {
			return nil, err
		}
	}
	for _, c := range changes {
		h.apply(c)
	}
	all := make([]entry, 0, len(h.entries))
	for _, e := range h.entries {
		all = append(all, *e)
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.from, b.from), cmp.Compare(a.name, b.name))
	})
	return all, nil
}

// history is what is known so far.
type history struct {
	entries map[place]*entry
	told    []change
}

// step takes what differs between a list and the next.
func (h history) step(a, b list) error {
	gone, come := differ(a.names, b.names), differ(b.names, a.names)
	if a.year >= sparse {
		return h.explained(a, b, gone, come)
	}
	follows := successors(gone, come)
	for _, p := range gone {
		h.end(p, b.year, follows[p].code)
	}
	for _, p := range come {
		h.begin(p, b.year)
	}
	return nil
}

// explained demands a told change for every difference between two lists. The
// last list knows nothing of 台湾, 香港 and 澳门.
func (h history) explained(a, b list, gone, come []place) error {
	told := map[place]bool{}
	for _, c := range h.told {
		told[c.old], told[c.new] = true, true
	}
	var missing []error
	for _, p := range slices.Concat(gone, come) {
		if abroad := p.code >= "710000" && b.year == divisionYear; !told[p] && !abroad {
			missing = append(missing, fmt.Errorf("%s %s is in one of %s and %s: changes.tsv does not tell since or until when", p.code, p.name, a.from, b.from))
		}
	}
	return errors.Join(missing...)
}

// apply takes a change that was announced: what lists say about it is less.
func (h history) apply(c change) {
	if c.old.code != "" {
		h.end(c.old, c.year, c.new.code)
	}
	if c.new.code != "" {
		h.begin(c.new, c.year)
	}
}

func (h history) end(p place, year int, successor string) {
	e, ok := h.entries[p]
	if !ok {
		return
	}
	if e.to == 0 || successor != "" {
		e.to = year
	}
	e.successor = successor
}

// begin makes a region known. One that had been left out for a while is the
// same, without the gap; an announced year goes before that of a later list.
func (h history) begin(p place, year int) {
	if e, ok := h.entries[p]; ok {
		e.from, e.to, e.successor = min(e.from, year), 0, ""
		return
	}
	h.entries[p] = &entry{place: p, from: year}
}

// differ is what is in a and not, or under another name, in b; in the order of
// codes.
func differ(a, b map[string]string) []place {
	var out []place
	for _, code := range slices.Sorted(maps.Keys(a)) {
		if b[code] != a[code] {
			out = append(out, place{code, a[code]})
		}
	}
	return out
}

// write prints the history as package region reads it.
func write(w io.Writer, all []entry) error {
	year := func(y int) string {
		if y == 0 {
			return ""
		}
		return fmt.Sprint(y)
	}
	for _, e := range all {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", e.code, e.name, year(e.from), year(e.to), e.successor); err != nil {
			return err
		}
	}
	return nil
}
