package form

import (
	"fmt"
	"strings"
	"testing"
)

// written prints equations as text, one a line.
func written(sums []YearSums) string {
	side := func(terms []Term) string {
		var b strings.Builder
		for _, t := range terms {
			sign := "+"
			if t.Negative {
				sign = "-"
			}
			b.WriteString(" " + sign + t.Statistic)
		}
		return b.String()
	}
	var b strings.Builder
	for _, s := range sums {
		fmt.Fprintf(&b, "%s =%s\n", side(s.ThisYear), side(s.LastYear))
	}
	return b.String()
}

func TestSumsBetweenForms(t *testing.T) {
	forms, across, err := LoadAcross()
	if err != nil {
		t.Fatal(err)
	}
	byFormat := map[string]*Form{}
	for _, f := range forms {
		byFormat[f.Format] = f
	}
	checks := map[string]*CrossYearCheck{}
	for i := range across.YearChecks {
		checks[across.YearChecks[i].ID] = &across.YearChecks[i]
	}
	carry := ""
	for _, c := range []string{"natural_person", "enterprise", "research_institution", "public_welfare", "legal_service", "other_organization", "total"} {
		carry += fmt.Sprintf(" +requests/carried_in/%s = +requests/carried_out/%s\n", c, c)
	}
	inForce, items := "", ""
	for _, r := range []string{"regulations", "normative_documents"} {
		inForce += fmt.Sprintf(" +art20_1/%[1]s/in_force -art20_1/%[1]s/issued +art20_1/%[1]s/repealed = +art20_1/%[1]s/in_force\n", r)
	}
	for _, r := range []string{"art20_5/licensing", "art20_5/other_services", "art20_6/penalties", "art20_6/coercion", "art20_8/fees"} {
		items += fmt.Sprintf(" +%[1]s/items_last_year = +%[1]s/items_last_year +%[1]s/items_change\n", r)
	}
	for _, c := range []struct{ id, this, last, want string }{
		{"carry_over", "2019", "2019", carry},
		{"carry_over", "2021", "2019", carry},
		{"carry_over", "2019", "2021", carry}, // agencies use the old form for years
		{"carry_over", "2019", "2014", ""},
		{"in_force", "2021", "2021", inForce},
		{"in_force", "2021", "2019", ""},
		{"items", "2019", "2019", items},
		{"items", "2021", "2019", ""},
	} {
		if got := written(checks[c.id].Sums(byFormat[c.this], byFormat[c.last])); got != c.want {
			t.Errorf("%s between %s and %s before it:\n%swant\n%s", c.id, c.this, c.last, got, c.want)
		}
	}
}
