package form

import (
	"slices"
	"strings"
	"testing"
)

// loadAll loads forms, what ties them, and the rates.
func loadAll(t *testing.T) ([]*Form, *Across, []Rate) {
	t.Helper()
	forms, across, err := LoadAcross()
	if err != nil {
		t.Fatal(err)
	}
	rates, err := LoadRates(forms, across)
	if err != nil {
		t.Fatal(err)
	}
	return forms, across, rates
}

func TestRatesPutStatisticsInThePlaceOfConcepts(t *testing.T) {
	forms, _, rates := loadAll(t)
	if len(rates) < 20 {
		t.Fatalf("only %d rates", len(rates))
	}
	for _, r := range rates {
		for format, terms := range r.Forms {
			f := forms[slices.IndexFunc(forms, func(f *Form) bool { return f.Format == format })]
			for _, name := range slices.Concat(terms.Numerator, terms.Denominator) {
				if !f.HasStatistic(name) {
					t.Errorf("rate %s: form %s has no %s", r.Code, format, name)
				}
			}
		}
	}
	i := slices.IndexFunc(rates, func(r Rate) bool { return r.Code == "refusal_rate" })
	if got := rates[i].Forms["2021"]; len(got.Numerator) != 8 || !slices.Equal(got.Denominator, []string{"requests/processed_total/total"}) {
		t.Errorf("refusal rate of form 2021: %q", got)
	}
	if got := rates[i].Forms["2014"].Numerator; !slices.Equal(got, []string{"indicators/requests.denied/value"}) {
		t.Errorf("refusal rate of form 2014: numerator %q", got)
	}
}

func TestParseRatesRefuses(t *testing.T) {
	forms, across, _ := loadAll(t)
	rate := func(code, numerator, comparable string) string {
		return `{"rate": "` + code + `", "label": "a", "label_en": "a", "numerator": "a", "numerator_en": "a", "denominator": "a", "denominator_en": "a",
			"comparable": "` + comparable + `", "forms": {"2019": {"numerator": [` + numerator + `], "denominator": ["requests_processed"]}}}`
	}
	for name, c := range map[string]struct{ data, want string }{
		"unknown field":         {`{"ratings": []}`, "ratings"},
		"code of a concept":     {`{"rates": [` + rate("lawsuits", `"requests_granted"`, "near") + `]}`, "lawsuits"},
		"code of a statistic":   {`{"rates": [` + rate("a/b/c", `"requests_granted"`, "near") + `]}`, "a/b/c"},
		"twice":                 {`{"rates": [` + rate("a", `"requests_granted"`, "near") + `,` + rate("a", `"requests_granted"`, "near") + `]}`, `"a"`},
		"unknown grade":         {`{"rates": [` + rate("a", `"requests_granted"`, "roughly") + `]}`, "roughly"},
		"unknown term":          {`{"rates": [` + rate("a", `"requests_given"`, "near") + `]}`, "requests_given"},
		"concept of other form": {`{"rates": [` + strings.Replace(rate("a", `"requests_not_processed"`, "near"), "2019", "2014", 1) + `]}`, "requests_not_processed"},
		"no numerator":          {`{"rates": [` + rate("a", ``, "near") + `]}`, "no terms"},
		"unknown form":          {`{"rates": [` + strings.Replace(rate("a", `"requests_granted"`, "near"), "2019", "1999", 1) + `]}`, "1999"},
		"no words":              {`{"rates": [` + strings.Replace(rate("a", `"requests_granted"`, "near"), `"denominator": "a"`, `"denominator": ""`, 1) + `]}`, "words"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseRates([]byte(c.data), forms, across)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}
