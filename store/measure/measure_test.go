package measure

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
)

func load(t *testing.T, name string) *Measure {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := b.Measure(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// printed is a figure by its print: a number, "" for blank, ? ambiguous, ! text,
// ~5 for a derived 5. Money is in 万元 unless the print ends in a space.
func printed(t *testing.T, print string) *store.Figure {
	t.Helper()
	f := &store.Figure{Raw: &print, Status: extract.StatusRead}
	switch print {
	case "":
		f.Status = extract.StatusBlank
		return f
	case "?":
		f.Status = extract.StatusAmbiguous
		return f
	case "!":
		f.Status = extract.StatusInvalid
		return f
	}
	number, derived := strings.CutPrefix(print, "~")
	if derived {
		f.Status = extract.StatusDerived
	}
	number, unitless := strings.CutSuffix(number, " ")
	if unit := "万元"; !unitless {
		f.Unit = &unit
	}
	n, err := decimal.Parse(number)
	if err != nil {
		t.Fatal(err)
	}
	f.Value = &n
	return f
}

// of is the measure of a report that prints these figures, and no others.
func of(t *testing.T, m *Measure, format string, derived bool, prints map[string]string) Value {
	t.Helper()
	figures := make([]*store.Figure, len(m.Statistics()))
	for name, print := range prints {
		i := slices.Index(m.Statistics(), name)
		if i < 0 {
			t.Fatalf("%s does not need %s", m.Name, name)
		}
		figures[i] = printed(t, print)
	}
	return m.Of(format, figures, derived)
}

const (
	fresh   = "requests/new_requests/total"
	brought = "requests/carried_in/total"
	left    = "requests/carried_out/total"
	amount  = "art20_9/procurement/amount"
)

func TestValuesAndReasons(t *testing.T) {
	for name, c := range map[string]struct {
		measure, format string
		derived         bool
		prints          map[string]string
		reason          Reason
		number, base    string
	}{
		"a figure":              {fresh, "2019", false, map[string]string{fresh: "12"}, Known, "12", "0"},
		"zero is a number":      {fresh, "2019", false, map[string]string{fresh: "0"}, Known, "0", "0"},
		"blank is not zero":     {fresh, "2019", false, map[string]string{fresh: ""}, Blank, "", ""},
		"ambiguous":             {fresh, "2019", false, map[string]string{fresh: "?"}, Ambiguous, "", ""},
		"text":                  {fresh, "2019", false, map[string]string{fresh: "!"}, Invalid, "", ""},
		"not printed":           {fresh, "2019", false, nil, Absent, "", ""},
		"no tables":             {fresh, "", false, nil, NoTables, "", ""},
		"other form":            {fresh, "2014", false, nil, NotInForm, "", ""},
		"derived":               {fresh, "2019", false, map[string]string{fresh: "~7"}, Derived, "", ""},
		"derived, asked for":    {fresh, "2019", true, map[string]string{fresh: "~7"}, Known, "7", "0"},
		"money":                 {amount, "2019", false, map[string]string{amount: "25.1"}, Known, "25.1", "0"},
		"money without unit":    {amount, "2019", false, map[string]string{amount: "8040 "}, UnitUnknown, "", ""},
		"a rate":                {"carried_over_share", "2021", false, map[string]string{fresh: "10", brought: "2", left: "3"}, Known, "3", "12"},
		"a rate lacks a term":   {"carried_over_share", "2021", false, map[string]string{fresh: "10", brought: "", left: "3"}, Blank, "", ""},
		"nothing to divide by":  {"carried_over_share", "2021", false, map[string]string{fresh: "0", brought: "0", left: "0"}, Known, "0", "0"},
		"a part over its whole": {"carried_over_share", "2021", false, map[string]string{fresh: "1", brought: "0", left: "3"}, Impossible, "", ""},
		"a part below zero":     {"carried_over_share", "2021", false, map[string]string{fresh: "1", brought: "0", left: "-1"}, Impossible, "", ""},
		"no share may exceed one": {"lawsuits_per_request", "2019", false, map[string]string{
			"review/litigation_direct/total": "3", "review/litigation_after_reconsideration/total": "2", "requests/processed_total/total": "4"}, Known, "5", "4"},
		"nothing is counted below zero": {"lawsuits_per_request", "2019", false, map[string]string{
			"review/litigation_direct/total": "3", "review/litigation_after_reconsideration/total": "2", "requests/processed_total/total": "-4"}, Impossible, "", ""},
		"numbers no sum can hold": {"carried_over_share", "2021", false, map[string]string{fresh: "9000000000000000000", brought: "9000000000000000000", left: "3"}, TooLarge, "", ""},
		"three rows": {"requests_other", "2021", false, map[string]string{
			"requests/other.no_correction/total": "1", "requests/other.fee_unpaid/total": "2", "requests/other.other/total": "4"}, Known, "7", "0"},
		"one of three rows is blank": {"requests_other", "2021", false, map[string]string{
			"requests/other.no_correction/total": "1", "requests/other.fee_unpaid/total": "", "requests/other.other/total": "4"}, Blank, "", ""},
		"one of three rows is not printed": {"requests_other", "2021", false, map[string]string{"requests/other.no_correction/total": "1"}, Absent, "", ""},
		"the one row instead of three":     {"requests_other", "2021", false, map[string]string{"requests/other/total": "9"}, Known, "9", "0"},
		"the one row, blank":               {"requests_other", "2021", false, map[string]string{"requests/other/total": ""}, Blank, "", ""},
		"three rows instead of the one": {"requests/other/total", "2021", false, map[string]string{
			"requests/other.no_correction/total": "1", "requests/other.fee_unpaid/total": "2", "requests/other.other/total": "4"}, Known, "7", "0"},
		"a row of the three has no substitute": {"requests/other.other/total", "2021", false, nil, Absent, "", ""},
		"form 2014": {"requests_unavailable", "2014", false, map[string]string{
			"indicators/requests.not_this_agency/value": "3", "indicators/requests.does_not_exist/value": "4"}, Known, "7", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			m := load(t, c.measure)
			got := of(t, m, c.format, c.derived, c.prints)
			if got.Reason != c.reason {
				t.Fatalf("reason %q, want %q", got.Reason, c.reason)
			}
			if c.reason == Known && (got.Number.String() != c.number || got.Base.String() != c.base) {
				t.Errorf("%s of %s, want %s of %s", got.Number, got.Base, c.number, c.base)
			}
			if got.Derived != (c.derived && c.reason == Known) {
				t.Errorf("derived %t", got.Derived)
			}
		})
	}
}

func TestValueTellsConflicts(t *testing.T) {
	m := load(t, "carried_over_share")
	figures := []*store.Figure{printed(t, "3"), printed(t, "10"), printed(t, "2")}
	if m.Of("2021", figures, false).Conflict {
		t.Error("a conflict where none is")
	}
	figures[2].Conflict = true
	if !m.Of("2021", figures, false).Conflict {
		t.Error("a conflict in the denominator is not told")
	}
}

func TestComparable(t *testing.T) {
	for _, c := range []struct{ measure, a, b, want string }{
		{"requests_received", "2014", "2019", "near"},
		{"requests_received", "2019", "2021", "exact"}, // the same statistic
		{"requests_other", "2019", "2021", "sum"},
		{"requests/other/total", "2019", "2021", "sum"},
		{"requests/other/natural_person", "2021", "2019", "sum"},
		{"requests_not_processed", "2014", "2019", "no"},
		{"requests_not_processed", "2019", "2021", "exact"},
		{"normative_documents_made", "2019", "2021", "near"},
		{"penalty_decisions", "2019", "2021", "exact"},
		{fresh, "2019", "2021", "exact"},
		{fresh, "2014", "2021", "no"},
		{amount, "2019", "2021", "no"},
		{"grant_rate", "2014", "2021", "near"},
		{"grant_rate", "2019", "2021", "exact"},
		{"other_outcome_rate", "2019", "2021", "sum"},
		{"grant_rate", "2014", "2014", "exact"},
	} {
		if got := load(t, c.measure).Comparable(c.a, c.b); got != c.want {
			t.Errorf("%s in %s and %s: %s, want %s", c.measure, c.a, c.b, got, c.want)
		}
	}
}

func TestMeasureRefusesUnknownNames(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"":                         "no such",
		"grant":                    "grant_rate",
		"requests/nothing/total":   "no such",
		"indicators/active/value":  "no such", // a heading prints no figure
		"requests/granted/total/a": "no such",
	} {
		if _, err := b.Measure(name); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", name, err, want)
		}
	}
	for _, name := range b.Names() {
		if m, err := b.Measure(name); err != nil || m.Label == "" || len(m.Statistics()) == 0 || (m.Unit == "") != m.IsRate() {
			t.Errorf("%s: %+v, error %v", name, m, err)
		}
	}
}

func TestRatios(t *testing.T) {
	n := func(s string) decimal.Number {
		v, err := decimal.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct{ a, b, want string }{{"1", "3", "0.333333"}, {"2", "3", "0.666667"}, {"5", "4", "1.25"}, {"0", "7", "0"}, {"0.5", "0.25", "2"}, {"-1", "8", "-0.125"}} {
		if got, ok := Ratio(n(c.a), n(c.b)); !ok || got.String() != c.want {
			t.Errorf("%s/%s = %s, want %s", c.a, c.b, got, c.want)
		}
	}
	if _, ok := Ratio(n("0"), n("0")); ok {
		t.Error("0/0 has a value")
	}
	for _, c := range []struct {
		a, b, c, d string
		want       int
	}{
		{"1", "3", "2", "6", 0}, {"1", "3", "333333", "1000000", 1}, {"1", "3", "0.2", "0.6", 0}, {"1.5", "3", "2", "3", -1},
		{"9000000000000000000", "9000000000000000001", "8999999999999999999", "9000000000000000000", 1},
	} {
		if got := CompareRatios(n(c.a), n(c.b), n(c.c), n(c.d)); got != c.want {
			t.Errorf("%s/%s against %s/%s: %d, want %d", c.a, c.b, c.c, c.d, got, c.want)
		}
	}
}
