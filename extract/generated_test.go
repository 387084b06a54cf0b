package extract

import (
	"flag"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"gongkai/extract/form"
	"gongkai/extract/generate"
)

var (
	generatedPages = flag.Int("generated", 400, "generated pages to read")
	generatedSeed  = flag.Uint64("generated-seed", 0, "seed of the first generated page")
	generatedOff   = flag.String("generated-without", "", "features to leave out, separated by commas")
	generatedShow  = flag.Bool("generated-show", false, "print the page of the first seed")
)

// TestGeneratedPages reads pages made from random figures in composed layouts.
// No figure may be read wrong; where every figure is printed beyond doubt, 999
// of 1000 must be read, with the right status, raw text, value and unit.
func TestGeneratedPages(t *testing.T) {
	x := newExtractor(t)
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	tally := newTally()
	for i := range uint64(*generatedPages) {
		p, err := generate.New(forms, *generatedSeed+i, strings.Split(*generatedOff, ",")...)
		if err != nil {
			t.Fatal(err)
		}
		if *generatedShow && i == 0 {
			t.Logf("%s\n%s", strings.Join(p.Features, " "), p.Body)
		}
		v := judge(x, p)
		tally.add(p, v)
		if v.faults() > 0 && tally.blamed < 400 {
			tally.blame(x, forms, p, v)
		}
	}
	all := tally.all
	t.Logf("generated pages: %d; figures printed %d, read %d, missed %d, wrong %d, misled %d",
		all.pages, all.printed, all.read, all.printed-all.read, all.wrong, all.misled)
	missed := all.printed - all.read
	if all.wrong == 0 && float64(missed) <= 0.001*float64(all.printed) {
		return
	}
	t.Errorf("wrong %d, missed %d of %d\n%s", all.wrong, missed, all.printed, tally.report())
}

// verdict counts what became of the figures of a page.
type verdictOf struct {
	printed int // figures printed beyond doubt
	read    int // of these, told with the right status, text, value and unit
	wrong   int // claims that are not printed
	misled  int // derived from equations that a contradicting report does not keep
	first   string
	kind    string
	raw     string // of the first fault
}

func (v *verdictOf) faults() int { return v.wrong + v.printed - v.read }

func (v *verdictOf) fault(kind, raw, format string, args ...any) {
	if v.first == "" || kind == "wrong" && v.kind != "wrong" {
		v.kind, v.first, v.raw = kind, fmt.Sprintf(format, args...), raw
	}
}

// judge reads a page and holds what the reader says against the truth.
func judge(x *Extractor, p generate.Page) verdictOf {
	var v verdictOf
	got, err := x.Extract(Input{Body: p.Body, ContentType: p.ContentType})
	if len(got) != len(p.Reports) {
		v.fault("reports", "", "%d reports, want %d (%v)", len(got), len(p.Reports), err)
	}
	for i, want := range p.Reports {
		if len(got) != len(p.Reports) {
			// Nothing says which report is which: every claim must be
			// printed in one of them.
			for _, f := range want.Figures {
				if !f.Open {
					v.printed++
				}
			}
			continue
		}
		judgeReport(&v, &got[i], &want, p.Misleading)
	}
	if len(got) != len(p.Reports) {
		for i := range got {
			for _, st := range got[i].Statistics {
				if st.Status == StatusRead && !printedSomewhere(p, st) {
					v.wrong++
					v.fault("wrong", deref(st.Raw), "%s: read %q, printed in no report", key(st), deref(st.Raw))
				}
			}
		}
	}
	return v
}

func key(st Statistic) string { return st.Section + "/" + st.Row + "/" + st.Col }

func printedSomewhere(p generate.Page, st Statistic) bool {
	for _, r := range p.Reports {
		for _, f := range r.Figures {
			if f.Key() == key(st) && sameText(f.Raw, deref(st.Raw)) {
				return true
			}
		}
	}
	return false
}

func judgeReport(v *verdictOf, got *Report, want *generate.Report, misleading bool) {
	if want.Format != "" && got.Format != want.Format {
		v.fault("form", "", "format %q, want %q", got.Format, want.Format)
	}
	if got.Year != want.Year {
		v.fault("year", "", "year %d, want %d", got.Year, want.Year)
	}
	stats := map[string]Statistic{}
	for _, st := range got.Statistics {
		if _, twice := stats[key(st)]; twice {
			v.wrong++
			v.fault("wrong", "", "%s is told twice", key(st))
		}
		stats[key(st)] = st
	}
	for _, f := range want.Figures {
		st, ok := stats[f.Key()]
		delete(stats, f.Key())
		if !f.Open {
			v.printed++
		}
		why := ""
		if ok {
			why = mistake(f, st)
		}
		switch {
		case ok && why == "":
			if !f.Open {
				v.read++
			}
		case why != "" && st.Status == StatusDerived && misleading:
			v.misled++
		case why != "" && why != unitSource && why != markOfBlank && (st.Status == StatusRead || st.Status == StatusDerived || st.Status == StatusBlank):
			v.wrong++
			v.fault("wrong", f.Raw, "%s: printed %s %q, got %s %q: %s", f.Key(), f.Status, f.Raw, st.Status, deref(st.Raw), why)
		case !f.Open:
			v.fault("missed", f.Raw, "%s: printed %s %q, got %s %q %s", f.Key(), f.Status, f.Raw, st.Status, deref(st.Raw), why)
		}
	}
	for k, st := range stats {
		if st.Status == StatusRead || st.Status == StatusDerived {
			v.wrong++
			v.fault("wrong", deref(st.Raw), "%s: read %q, which is not printed there", k, deref(st.Raw))
		}
	}
}

// Mistakes that claim nothing false of a number.
const (
	unitSource  = "unit source"
	markOfBlank = "raw text of a blank"
)

// mistake says what is wrong with a statistic, "" if nothing.
func mistake(f *generate.Figure, st Statistic) string {
	if st.Status == StatusDerived {
		if f.Status != generate.Read || st.Value == nil || !sameNumber(st.Value.String(), f.Value) {
			return fmt.Sprintf("derived %v, was %q", st.Value, f.Raw)
		}
		return ""
	}
	switch {
	case string(st.Status) != string(f.Status):
		return "status"
	case st.Status == StatusBlank && (st.Raw == nil || !sameRaw(f, *st.Raw)):
		return markOfBlank
	case st.Raw == nil || !sameRaw(f, *st.Raw):
		return "raw text"
	case f.Status != generate.Read:
		return ""
	case st.Value == nil || !sameNumber(st.Value.String(), f.Value):
		return fmt.Sprintf("value %v, want %s", st.Value, f.Value)
	case f.UnitSource == "":
		return ""
	case deref(st.Unit) == f.Unit && string(st.UnitSource) != f.UnitSource:
		return unitSource
	case deref(st.Unit) != f.Unit:
		return fmt.Sprintf("unit %q from %s, want %q from %s", deref(st.Unit), st.UnitSource, f.Unit, f.UnitSource)
	}
	return ""
}

func sameNumber(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok && ok2 && x.Cmp(y) == 0
}

// sameRaw compares a raw text with what is printed.
func sameRaw(f *generate.Figure, raw string) bool {
	if f.Reflowed {
		return strings.Join(strings.Fields(f.Raw), "") == strings.Join(strings.Fields(raw), "")
	}
	return sameText(f.Raw, raw)
}

// sameText compares raw texts; what the layout does to the white space inside
// a cell is not told by the page.
func sameText(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
