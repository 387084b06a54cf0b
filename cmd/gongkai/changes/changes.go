// Package changes tells what two revisions of a report have otherwise, the same
// on the command line and on pages.
package changes

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
)

// What a change is about.
const (
	Meta      = "meta" // what the report says of itself
	Figure    = "figure"
	Check     = "check"
	Narrative = "narrative"
)

// Change is one thing that two revisions have otherwise. Its texts are nil for
// what one of them does not have.
type Change struct {
	What string
	// Name is that of the fact, section/row/col of a figure, the check and its
	// place, or the heading of a text.
	Name        string
	Was, Became any
	// WasStatus and BecameStatus are those of a figure.
	WasStatus, BecameStatus any
}

// Of lists what two revisions have otherwise: what they say of themselves,
// figures, checks and text, each in the order of the one that is new, then what is
// there no more.
func Of(was, now *extract.Report) []Change {
	var list []Change
	before, after := facts(was), facts(now)
	for i, f := range after {
		if before[i] != f {
			list = append(list, Change{What: Meta, Name: f.name, Was: orNil(before[i].text), Became: orNil(f.text)})
		}
	}
	list = append(list, changedItems(Figure, figureItems(was), figureItems(now))...)
	list = append(list, changedItems(Check, checkItems(was), checkItems(now))...)
	return append(list, changedItems(Narrative, narrativeItems(was), narrativeItems(now))...)
}

// orNil is nil for a text that is not there.
func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// fact is what a report says of itself.
type fact struct{ name, text string }

func facts(r *extract.Report) []fact {
	text := func(v any) string { s, _ := tabular.AsText(v); return s }
	return []fact{
		{"title", r.Title}, {"agency", r.Agency}, {"publisher", text(r.Publisher)}, {"published_on", text(r.PublishedOn)},
		{"published_on_kind", text(r.PublishedOnKind)}, {"index_number", text(r.IndexNumber)}, {"document_number", text(r.DocumentNumber)},
		{"form", r.Format}, {"quality", string(r.Quality)}, {"flags", fmt.Sprint(r.Flags)},
	}
}

// item is a part of a report under a name.
type item struct {
	name, text string
	status     string
	number     string // what a print means, compared but not shown
}

// NameOf is the name of a figure among changes.
func NameOf(s *extract.Statistic) string { return s.Section + "/" + s.Row + "/" + s.Col }

func figureItems(r *extract.Report) []item {
	var items []item
	for i := range r.Statistics {
		s := &r.Statistics[i]
		raw, _ := tabular.AsText(s.Raw)
		unit, _ := tabular.AsText(s.Unit)
		value, _ := tabular.AsText(s.Value)
		items = append(items, item{NameOf(s), strings.TrimSpace(raw + " " + unit), string(s.Status), value})
	}
	return items
}

func checkItems(r *extract.Report) []item {
	var items []item
	for _, c := range r.Checks {
		left, _ := tabular.AsText(c.Left)
		right, _ := tabular.AsText(c.Right)
		sign := "?"
		if c.Holds != nil {
			sign = map[bool]string{true: "=", false: "≠"}[*c.Holds]
		}
		items = append(items, item{name: c.ID + " " + c.At, text: left + " " + sign + " " + right})
	}
	return items
}

func narrativeItems(r *extract.Report) []item {
	var items []item
	seen := map[string]int{}
	for _, n := range r.Narrative {
		name := n.Section
		if seen[n.Section]++; seen[n.Section] > 1 {
			name += fmt.Sprintf(" (%d)", seen[n.Section])
		}
		items = append(items, item{name: name, text: n.Text})
	}
	return items
}

// changedItems lists the items that differ, by name.
func changedItems(what string, was, now []item) []Change {
	before := map[string]item{}
	for _, i := range was {
		before[i.name] = i
	}
	var list []Change
	after := map[string]bool{}
	for _, n := range now {
		after[n.name] = true
		w, known := before[n.name]
		switch {
		case !known:
			list = append(list, Change{what, n.name, nil, n.text, nil, orNil(n.status)})
		case w != n:
			d := Change{what, n.name, w.text, n.text, orNil(w.status), orNil(n.status)}
			if what == Narrative {
				d.Was, d.Became = differing(w.text, n.text)
			}
			list = append(list, d)
		}
	}
	for _, w := range was {
		if !after[w.name] {
			list = append(list, Change{what, w.name, w.text, nil, orNil(w.status), nil})
		}
	}
	return list
}

// differing is what two texts have between their common beginning and end.
func differing(a, b string) (was, became string) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for head > 0 && (head < len(a) && !utf8.RuneStart(a[head]) || head < len(b) && !utf8.RuneStart(b[head])) {
		head--
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for tail > 0 && !utf8.RuneStart(a[len(a)-tail]) {
		tail--
	}
	return a[head : len(a)-tail], b[head : len(b)-tail]
}
