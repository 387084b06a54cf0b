package extract

import (
	"flag"
	"fmt"
	"math/big"
	"slices"
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
		if v.faults() > 0 && len(tally.causes) < 4000 {
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
	case st.Status == StatusBlank && (st.Raw == nil || !sameText(*st.Raw, f.Raw)):
		return markOfBlank
	case st.Raw == nil || !sameText(*st.Raw, f.Raw):
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

// sameText compares raw texts; what the layout does to the white space inside
// a cell is not told by the page.
func sameText(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// tallyOf groups what happened by the features of the pages.
type tallyOf struct {
	all       count
	byFeature map[string]*count
	causes    map[string]*cause
}

type count struct{ pages, printed, read, wrong, misled, faulty int }

// cause is a smallest set of features that still makes a page fail.
type cause struct {
	pages, wrong int
	seed         uint64
	first        string
	off          []string
	excerpt      string
}

func newTally() *tallyOf {
	return &tallyOf{byFeature: map[string]*count{}, causes: map[string]*cause{}}
}

func (t *tallyOf) add(p generate.Page, v verdictOf) {
	to := []*count{&t.all}
	for _, f := range p.Features {
		if t.byFeature[f] == nil {
			t.byFeature[f] = new(count)
		}
		to = append(to, t.byFeature[f])
	}
	for _, c := range to {
		c.pages++
		c.printed += v.printed
		c.read += v.read
		c.wrong += v.wrong
		c.misled += v.misled
		if v.faults() > 0 {
			c.faulty++
		}
	}
}

// blame turns off one feature after the other for as long as the page keeps
// failing; what is left is the cause.
func (t *tallyOf) blame(x *Extractor, forms []*form.Form, p generate.Page, v verdictOf) {
	wrong := v.wrong > 0
	var off []string
	left, last := p, v
	for again := true; again; {
		again = false
		for _, f := range left.Features {
			q, err := generate.New(forms, p.Seed, append(slices.Clone(off), f)...)
			if err != nil || slices.Contains(off, f) {
				continue
			}
			if w := judge(x, q); w.faults() > 0 && (w.wrong > 0 || !wrong) {
				off, left, last, again = append(off, f), q, w, true
				break
			}
		}
	}
	k := last.kind + ": " + strings.Join(left.Features, " ")
	if t.causes[k] == nil {
		t.causes[k] = &cause{seed: p.Seed, first: last.first, off: off, excerpt: excerpt(left.Body, last.raw)}
	}
	t.causes[k].pages++
	t.causes[k].wrong += v.wrong
}

// excerpt is what stands around a figure on its page.
func excerpt(body []byte, raw string) string {
	at := strings.Index(string(body), raw)
	if raw == "" || at < 0 || len(raw) < 3 {
		return ""
	}
	from, to := max(at-300, 0), min(at+len(raw)+120, len(body))
	return strings.ToValidUTF8(string(body[from:to]), "")
}

// report is the table of failures.
func (t *tallyOf) report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-34s %7s %7s %9s %9s %7s\n", "feature", "pages", "faulty", "printed", "read", "wrong")
	names := make([]string, 0, len(t.byFeature))
	for f := range t.byFeature {
		names = append(names, f)
	}
	slices.SortFunc(names, func(a, b string) int {
		x, y := t.byFeature[a], t.byFeature[b]
		return y.faulty*x.pages - x.faulty*y.pages
	})
	for _, f := range names {
		if c := t.byFeature[f]; c.faulty > 0 {
			fmt.Fprintf(&b, "%-34s %7d %7d %9d %9d %7d\n", f, c.pages, c.faulty, c.printed, c.read, c.wrong)
		}
	}
	b.WriteString("\nsmallest sets of features that fail:\n")
	sets := make([]string, 0, len(t.causes))
	for k := range t.causes {
		sets = append(sets, k)
	}
	slices.SortFunc(sets, func(a, b string) int { return t.causes[b].pages - t.causes[a].pages })
	for _, k := range sets {
		c := t.causes[k]
		fmt.Fprintf(&b, "%4d pages, wrong %d: %s\n    %s\n    -generated 1 -generated-show -generated-seed %d -generated-without %q\n", c.pages, c.wrong, k, c.first, c.seed, strings.Join(c.off, ","))
		if c.excerpt != "" {
			fmt.Fprintf(&b, "    | %s\n", strings.ReplaceAll(c.excerpt, "\n", "\n    | "))
		}
	}
	return b.String()
}
