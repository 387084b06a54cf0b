package checks

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
)

func load(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func num(t testing.TB, s string) *decimal.Number {
	t.Helper()
	n, err := decimal.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

// paper makes a report of figures told as "section/row/col=print", where
// a print is a number, "" for blank, or "?" for an ambiguous one.
func paper(t testing.TB, k *Checker, year int, format string, figures ...string) *Report {
	t.Helper()
	r := &Report{ID: fmt.Sprint("r", year), AgencyID: "a", Scope: extract.ScopeOwn, Level: "county", Kind: "department", Year: year, Format: format,
		Figures: make([]*store.Figure, len(k.Statistics()))}
	for _, f := range figures {
		name, raw, _ := strings.Cut(f, "=")
		i, ok := k.index[name]
		if !ok {
			t.Fatalf("no check asks for %s", name)
		}
		r.Figures[i] = figureOf(t, raw)
		if strings.HasSuffix(name, "/amount") && strings.HasPrefix(name, "art20_8") {
			wan := "万元"
			r.Figures[i].Unit = &wan
		}
	}
	return r
}

func figureOf(t testing.TB, raw string) *store.Figure {
	t.Helper()
	unit := "件"
	f := &store.Figure{Raw: &raw, Unit: &unit, UnitSource: extract.UnitFromForm, Status: extract.StatusRead}
	switch raw {
	case "":
		f.Status = extract.StatusBlank
	case "?":
		f.Status = extract.StatusAmbiguous
	default:
		f.Value = num(t, raw)
	}
	return f
}

// statisticOf is a figure told as "section/row/col=print".
func statisticOf(t testing.TB, text string) extract.Statistic {
	t.Helper()
	name, raw, _ := strings.Cut(text, "=")
	parts := strings.Split(name, "/")
	s := extract.Statistic{Section: parts[0], Row: parts[1], Col: parts[2], Raw: &raw, Status: extract.StatusInvalid}
	if n, err := decimal.Parse(raw); err == nil {
		s.Value, s.Status = &n, extract.StatusRead
	}
	if raw == "" {
		s.Status = extract.StatusBlank
	}
	return s
}

// brief prints findings as code, year and what each side gives, one a line.
func brief(found []Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s %d", f.Code, f.Year)
		write := func(s *Side) {
			if s.Sum != nil {
				fmt.Fprintf(&b, " %s", s.Sum)
			}
			for _, fig := range s.Figures {
				sign := ""
				if fig.Negative {
					sign = "-"
				}
				fmt.Fprintf(&b, " %s%s=%s", sign, fig.Statistic, *fig.Raw)
				if fig.ReportID != "" {
					fmt.Fprintf(&b, "@%s", fig.ReportID)
				}
			}
		}
		write(&f.Left)
		if f.Right != nil {
			b.WriteString(" |")
			write(f.Right)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func lines(l ...string) string {
	if len(l) == 0 {
		return ""
	}
	return strings.Join(l, "\n") + "\n"
}

// same holds what was found against lines of brief.
func same(t *testing.T, found []Finding, want ...string) {
	t.Helper()
	if got := brief(found); got != lines(want...) {
		t.Errorf("found\n%swant\n%s", got, lines(want...))
	}
	for _, f := range found { // what is stored comes back whole
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		back := Finding{Code: f.Code, ReportID: f.ReportID, Year: f.Year, Scope: f.Scope}
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if brief([]Finding{back}) != brief([]Finding{f}) {
			t.Errorf("%s comes back as %s", brief([]Finding{f}), brief([]Finding{back}))
		}
	}
}
