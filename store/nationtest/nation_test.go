package nationtest

import (
	"reflect"
	"testing"

	"gongkai/extract"
)

// nation has 300 agencies over seven years and three forms; a fifth of them
// under the race detector, which makes everything ten times as long.
func nation(t *testing.T) *Nation {
	t.Helper()
	o := Options{Agencies: 300, FromYear: 2017, ToYear: 2023, Seed: 7}
	if raceDetector {
		o.Agencies = 60
	}
	n, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What the nation is for must be in it.
func TestNationHasEverything(t *testing.T) {
	n := nation(t)
	count := map[string]int{}
	for _, a := range n.Agencies {
		names := map[string]bool{}
		for _, r := range a.Reports {
			names[r.Name] = true
			count["reports"]++
			for what, is := range map[string]bool{"revised": r.Earlier != nil, "elsewhere": r.Elsewhere != nil, "broken": r.Broken != ""} {
				if is {
					count[what]++
				}
			}
			for name, f := range r.Figures {
				if f.Status == extract.StatusBlank {
					count["blank"]++
				}
				if f.Value < 0 {
					t.Errorf("%s %d: %s is %d", r.Name, r.Year, name, f.Value)
				}
			}
		}
		if len(names) > 1 {
			count["renamed"]++
		}
		if len(a.Reports) < 7 {
			count["gaps"]++
		}
	}
	for _, what := range []string{"reports", "revised", "elsewhere", "broken", "blank", "renamed", "gaps"} {
		if count[what] == 0 {
			t.Errorf("nothing is %s: %v", what, count)
		}
	}
	if !reflect.DeepEqual(n.Agencies[3].Reports[1].Figures, nation(t).Agencies[3].Reports[1].Figures) {
		t.Error("the same seed gives other figures")
	}
}
