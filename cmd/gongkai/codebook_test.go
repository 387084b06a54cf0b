package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/form"
)

func codebookRows(t *testing.T, args ...string) []map[string]string {
	t.Helper()
	return csvRows(t, append([]string{"codebook"}, args...)...)
}

func TestWideNamesAreShortAndUnique(t *testing.T) {
	meaning := map[string]string{} // the same figure has one name in all forms
	named := map[string]bool{}
	for _, r := range codebookRows(t, "--kind", "statistic") {
		name := r["column"]
		if len(name) > 32 || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			t.Errorf("%s: name %q", r["code"], name)
		}
		if other, ok := meaning[name]; ok && other != r["code"] {
			t.Errorf("%q names both %s and %s", name, other, r["code"])
		}
		meaning[name] = r["code"]
		if key := r["format"] + " " + name; named[key] {
			t.Errorf("%q stands twice", key)
		} else {
			named[key] = true
		}
	}
	if len(named) < 198+200 {
		t.Errorf("only %d names", len(named))
	}
}

func TestCodebookHasEveryCode(t *testing.T) {
	forms, across, err := form.LoadAcross()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range forms {
		for _, s := range f.Sections {
			for _, r := range s.Rows {
				for _, c := range s.Columns {
					if !r.HeadingOnly {
						want = append(want, "statistic "+f.Format+" "+s.Code+"/"+r.Code+"/"+c.Code)
					}
				}
			}
			for _, c := range s.Checks {
				want = append(want, "check "+f.Format+" "+c.ID)
			}
		}
	}
	for _, c := range across.Concepts {
		for format := range c.Members {
			want = append(want, "concept "+format+" "+c.Code)
		}
	}
	rates, err := form.LoadRates(forms, across)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rates {
		for format := range r.Forms {
			want = append(want, "rate "+format+" "+r.Code)
		}
	}
	for _, c := range across.YearChecks {
		want = append(want, "check "+c.Format+" "+c.ID)
	}
	for _, code := range []string{"claim_conflict", "sources_differ", "unit_slip.years", "unit_slip.peers", "unit_printed", "year_jump", "outlier"} {
		want = append(want, "check  "+code)
	}
	want = append(want,
		"status  read", "status  blank", "status  derived", "status  ambiguous", "status  invalid",
		"unit_source  cell", "unit_source  header", "unit_source  form", "unit_source  none",
		"quality  no_tables", "quality  inconsistent", "quality  partial", "quality  complete",
		"scope  own", "scope  aggregate", "scope  unknown",
		"coverage  published", "coverage  published_unreadable", "coverage  withdrawn", "coverage  not_found", "coverage  blocked",
		"coverage  unreachable", "coverage  not_crawled", "coverage  not_due", "coverage  no_roster", "coverage  late",
		"comparable  exact", "comparable  sum", "comparable  near", "comparable  no",
		"reason  no_report", "reason  no_tables", "reason  not_in_form", "reason  absent", "reason  blank", "reason  ambiguous", "reason  invalid",
		"reason  derived", "reason  unit_unknown", "reason  impossible", "reason  too_large", "reason  zero_base", "reason  small_base")
	var got []string
	for _, r := range codebookRows(t) {
		got = append(got, r["kind"]+" "+r["format"]+" "+r["code"])
		if r["meaning"] == "" {
			t.Errorf("%s has no meaning", r["code"])
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%d codes, want %d", len(got), len(want))
	}
}

func TestCodebookFilters(t *testing.T) {
	for _, r := range codebookRows(t, "--kind", "check", "--form", "2019") {
		if r["kind"] != "check" || r["format"] != "2019" {
			t.Errorf("%v", r)
		}
	}
	var list []map[string]any
	if err := json.Unmarshal([]byte(gongkai(t, "codebook", "--format", "json", "--form", "2021", "--kind", "statistic").ok(t).out), &list); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(m map[string]any) bool { return m["code"] == "art20_8/fees/amount" })
	if i < 0 || list[i]["unit"] != "万元" || list[i]["column"] != "a8_fees_amount" {
		t.Errorf("fees of form 2021 are not among %d codes as they should be", len(list))
	}
}

func TestCodebookTellsWhatAFindingSays(t *testing.T) {
	for _, r := range codebookRows(t, "--kind", "check") {
		for _, name := range []string{"severity", "label", "label_en", "text", "text_zh"} {
			if r[name] == "" {
				t.Errorf("check %s has no %s", r["code"], name)
			}
		}
		if r["code"] == "year_jump" && (r["severity"] != "note" || !strings.Contains(r["meaning"], "factor 10; least 100") || !strings.Contains(r["text"], "{left}")) {
			t.Errorf("%v", r)
		}
	}
}

func TestCodebookTellsWhatARateDivides(t *testing.T) {
	rows := codebookRows(t, "--kind", "rate", "--form", "2021")
	i := slices.IndexFunc(rows, func(m map[string]string) bool { return m["code"] == "carried_over_share" })
	if i < 0 {
		t.Fatalf("not among %d rates", len(rows))
	}
	r := rows[i]
	if r["numerator"] != "requests/carried_out/total" || r["denominator"] != "requests/new_requests/total + requests/carried_in/total" ||
		r["label"] != "结转下年度占比" || r["label_en"] != "Carried-over share" || !strings.Contains(r["meaning"], "本年新收与上年结转之和") {
		t.Errorf("%v", r)
	}
}

func TestCodebookTable(t *testing.T) {
	golden(t, "codebook-2021.txt", gongkai(t, "codebook", "--form", "2021").ok(t).out)
	all := gongkai(t, "codebook").ok(t).out
	for _, r := range codebookRows(t) {
		if want := map[string]string{"": "", "2014": "true", "2019": "false", "2021": "false"}[r["format"]]; r["experimental"] != want {
			t.Errorf("%s of form %s: experimental %q", r["code"], r["format"], r["experimental"])
		}
	}
	for _, want := range []string{"Form 2014", "· experimental: no real table", "Form 2019", "Form 2021", "not_processed.reconfirm", "requests.balance 2019", "carry_over", "penalty_decisions 2021", "ambiguous"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q", want)
		}
	}
}
