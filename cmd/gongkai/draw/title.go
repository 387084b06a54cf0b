package draw

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"gongkai/extract"
	"gongkai/extract/form"
)

// title draws the block above the tables.
func (d *Drawer) title(w io.Writer, rep *extract.Report, f *form.Form, width int) {
	title := Clean(rep.Title)
	if title == "" {
		title = "(no title)"
	}
	for _, line := range d.text.wrap(title, width) {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintln(w, strings.Repeat("─", min(d.text.width(title), width)))
	field := func(name, value string) {
		if value == "" {
			return
		}
		for i, line := range d.text.wrap(value, width-11) {
			if i > 0 {
				name = ""
			}
			fmt.Fprintf(w, "%-11s%s\n", name, line)
		}
	}
	field("agency", or(Clean(rep.Agency), "unknown"))
	year := "unknown"
	if rep.Year != 0 {
		year = strconv.Itoa(rep.Year)
	}
	field("year", year)
	switch {
	case f != nil:
		field("form", f.Format+" · "+f.DefinedBy+experimental(f))
	case rep.Format != "":
		field("form", rep.Format+" (not known to this version)")
	}
	if rep.PublishedOn != nil {
		field("published", *rep.PublishedOn+kind(rep.PublishedOnKind))
	}
	if rep.IndexNumber != nil {
		field("index", Clean(*rep.IndexNumber))
	}
	field("quality", string(rep.Quality)+counts(rep))
	if rep.Scope != extract.ScopeUnknown {
		field("scope", string(rep.Scope)+quoted(rep.ScopeEvidence))
	}
	field("source", Clean(rep.Source))
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// experimental warns of a form that no real table has confirmed.
func experimental(f *form.Form) string {
	if !f.Experimental {
		return ""
	}
	return " · experimental: no real table has confirmed its wording"
}

// quoted is the sentence that tells something, after it.
func quoted(sentence string) string {
	if sentence == "" {
		return ""
	}
	return " · “" + Clean(sentence) + "”"
}

func kind(k *string) string {
	if k == nil {
		return ""
	}
	return " (" + Clean(*k) + ")"
}

// counts says of how many figures and checks the quality speaks.
func counts(rep *extract.Report) string {
	if len(rep.Statistics) == 0 {
		return ""
	}
	by := map[extract.Status]int{}
	for _, s := range rep.Statistics {
		by[s.Status]++
	}
	var parts []string
	for _, s := range []extract.Status{extract.StatusRead, extract.StatusBlank, extract.StatusDerived, extract.StatusAmbiguous, extract.StatusInvalid} {
		if by[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", by[s], s))
		}
	}
	hold, fail, open := tally(rep.Checks)
	s := fmt.Sprintf(" · %d figures: %s", len(rep.Statistics), strings.Join(parts, ", "))
	if len(rep.Checks) == 0 {
		return s
	}
	s += fmt.Sprintf(" · %d checks: %d hold", len(rep.Checks), hold)
	if fail > 0 {
		s += fmt.Sprintf(", %d fail", fail)
	}
	if open > 0 {
		s += fmt.Sprintf(", %d open", open)
	}
	return s
}

func tally(checks []extract.Check) (hold, fail, open int) {
	for _, c := range checks {
		switch {
		case c.Holds == nil:
			open++
		case *c.Holds:
			hold++
		default:
			fail++
		}
	}
	return hold, fail, open
}
