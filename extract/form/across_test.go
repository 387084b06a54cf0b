package form

import (
	"strings"
	"testing"
)

func TestLoadAcross(t *testing.T) {
	_, a, err := LoadAcross()
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Concepts) < 14 || len(a.YearChecks) < 3 {
		t.Errorf("%d concepts and %d checks across years, want at least 14 and 3", len(a.Concepts), len(a.YearChecks))
	}
	for _, c := range a.Concepts {
		if c.Code == "requests_unavailable" && len(c.Members["2014"]) != 2 {
			t.Errorf("%s: %q in form 2014, want two statistics", c.Code, c.Members["2014"])
		}
	}
}

func TestParseAcrossRefuses(t *testing.T) {
	forms, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ data, want string }{
		"unknown field":     {`{"conceptions": []}`, "conceptions"},
		"no equation":       {`{"cross_year_checks": [{"id": "a", "severity": "hard"}]}`, "equations"},
		"no severity":       {`{"cross_year_checks": [{"id": "a", "equations": [{"this_year": ["requests/carried_in/*"], "last_year": ["requests/carried_out/*"]}]}]}`, "severity"},
		"unknown term":      {`{"cross_year_checks": [{"id": "a", "severity": "hard", "equations": [{"this_year": ["requests/carried_in/*"], "last_year": ["requests/nothing/*"]}]}]}`, "nothing"},
		"no code":           {`{"concepts": [{"label": "x"}]}`, "no code"},
		"twice":             {`{"concepts": [{"concept": "a", "comparable": "near"}, {"concept": "a"}]}`, `"a"`},
		"unknown grade":     {`{"concepts": [{"concept": "a", "comparable": "roughly"}]}`, "roughly"},
		"unknown form":      {`{"concepts": [{"concept": "a", "comparable": "no", "members": {"1999": []}}]}`, "1999"},
		"unknown statistic": {`{"concepts": [{"concept": "a", "comparable": "no", "members": {"2019": ["requests/nothing/total"]}}]}`, "requests/nothing/total"},
		"not a statistic":   {`{"concepts": [{"concept": "a", "comparable": "no", "members": {"2019": ["requests"]}}]}`, `"requests"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseAcross([]byte(c.data), forms)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}
