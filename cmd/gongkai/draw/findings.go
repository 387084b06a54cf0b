package draw

import (
	"fmt"
	"io"
	"strings"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// findings draws what stands below the tables.
func (d *Drawer) findings(w io.Writer, rep *extract.Report, f *form.Form, seen signs, width int) {
	if s := legend(seen); s != "" {
		fmt.Fprintf(w, "\n%s\n", strings.Join(d.text.wrap(s, width), "\n"))
	}
	if _, fail, _ := tally(rep.Checks); fail > 0 {
		fmt.Fprintf(w, "\nFailed checks\n")
		for _, c := range rep.Checks {
			if c.Holds != nil && !*c.Holds {
				d.item(w, "!", checkLine(f, c), width)
			}
		}
	}
	d.claims(w, rep, width)
	heading := "\nProblems\n"
	for _, p := range rep.Problems {
		if f != nil && p.Code == "section_missing" {
			continue // its table says so
		}
		if p.Code == claimConflict {
			continue // told with the claims
		}
		io.WriteString(w, heading)
		heading = ""
		d.item(w, "-", p.Code+": "+Clean(p.Message), width)
	}
}

func (d *Drawer) item(w io.Writer, bullet, text string, width int) {
	for i, line := range d.text.wrap(text, width-4) {
		if i > 0 {
			bullet = " "
		}
		fmt.Fprintf(w, "  %s %s\n", bullet, line)
	}
}

func legend(s signs) string {
	var parts []string
	for _, sign := range []struct {
		used bool
		text string
	}{
		{s.failed, "! contradicts another figure"},
		{s.derived, "~ not printed, follows from the checks"},
		{s.ambiguous, "? several values fit"},
		{s.invalid, `"…" no number`},
		{s.missing, "· not on the page"},
	} {
		if sign.used {
			parts = append(parts, sign.text)
		}
	}
	return strings.Join(parts, "   ")
}

// checkLine tells both sides of a failed check with their sums.
func checkLine(f *form.Form, c extract.Check) string {
	at, left, right := c.At, "left", "right"
	if f != nil {
		if s, def := f.Check(c.ID); def != nil {
			at, left, right = atLabel(s, def, c.At), side(def.Left), side(def.Right)
		}
	}
	return fmt.Sprintf("%s at %s: %s %s ≠ %s %s", c.ID, at, left, sum(c.Left), right, sum(c.Right))
}

func atLabel(s *form.Section, def *form.Check, code string) string {
	if def.ForEach == "row" {
		if i := s.Row(code); i >= 0 {
			return s.Rows[i].Label
		}
	} else if i := s.Column(code); i >= 0 {
		return s.Columns[i].Label
	}
	return code
}

func side(terms []string) string {
	if len(terms) > 2 {
		return "sum of its parts"
	}
	return strings.Join(terms, " + ")
}

func sum(n *decimal.Number) string {
	if n == nil {
		return "?"
	}
	return n.String()
}
