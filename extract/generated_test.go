package extract

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/form"
	"gongkai/extract/generate"
)

var generatedPages = flag.Int("generated", 400, "generated pages to read")

// TestGeneratedPages reads pages made from random figures in composed layouts.
// No figure may be read wrong; where every figure is printed, each must be read.
func TestGeneratedPages(t *testing.T) {
	x := newExtractor(t)
	all, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	var forms []*form.Form
	for _, f := range all {
		if f.Format == "2019" || f.Format == "2021" {
			forms = append(forms, f)
		}
	}
	printed, read, wrong, missed, failures := 0, 0, 0, 0, 0
	for seed := range uint64(*generatedPages) {
		p, err := generate.New(forms, seed)
		if err != nil {
			t.Fatal(err)
		}
		got, err := x.Extract(Input{Body: p.Body, ContentType: p.ContentType})
		stats := map[string]Statistic{}
		if err == nil && len(got) == 1 {
			for _, st := range got[0].Statistics {
				stats[st.Section+"/"+st.Row+"/"+st.Col] = st
			}
		} else {
			t.Errorf("%s: %d reports, %v", p.Layout, len(got), err)
		}
		first := ""
		for _, c := range p.Truth {
			st, ok := stats[c.Key()]
			delete(stats, c.Key())
			good, bad := judge(c, st, ok)
			if !p.Dropped {
				printed++
				if good {
					read++
				} else {
					missed++
				}
			}
			if bad {
				wrong++
			}
			if (bad || !good && !p.Dropped) && first == "" {
				first = fmt.Sprintf("%s: printed %q, got %s %q value %v (wrong %v)", c.Key(), c.Raw, st.Status, deref(st.Raw), st.Value, bad)
			}
		}
		for k, st := range stats {
			if st.Status == StatusRead {
				wrong++
				first = "not printed: " + k
			}
		}
		if first != "" {
			failures++
			if failures <= 25 || strings.Contains(first, "wrong true") || strings.Contains(first, "not printed") {
				t.Logf("%s\n\t%s", p.Layout, first)
			}
		}
	}
	t.Logf("generated pages: %d; figures printed %d, read %d, missed %d, wrong %d; pages with faults %d", *generatedPages, printed, read, missed, wrong, failures)
	if wrong > 0 || float64(missed) > 0.001*float64(printed) {
		t.Errorf("wrong %d, missed %d of %d", wrong, missed, printed)
	}
}

// judge compares a reading with the print: good where it is right, bad where
// it claims something that is not printed.
func judge(c generate.Cell, st Statistic, ok bool) (good, bad bool) {
	if !ok {
		return false, false
	}
	switch st.Status {
	case StatusBlank:
		return c.Blank && deref(st.Raw) == c.Raw, !c.Blank
	case StatusRead:
		right := !c.Blank && deref(st.Raw) == c.Raw
		return right, !right
	case StatusDerived:
		right := !c.Blank && st.Value != nil && st.Value.String() == c.Raw
		return right, !right
	}
	return false, false
}
