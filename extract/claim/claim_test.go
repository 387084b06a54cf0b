package claim

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// labelled is a text with the claims that a person found in it, as code=value.
type labelled struct {
	Year    int      `json:"year"`
	Section string   `json:"section"`
	Agency  string   `json:"agency"` // whose report it is, where it matters
	Text    string   `json:"text"`
	Claims  []string `json:"claims"`
}

func readLabelled(t testing.TB, name string) []labelled {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func newFinder(t testing.TB) *Finder {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

type score struct{ found, wrong, missed int }

func (s score) precision() float64 { return float64(s.found) / float64(max(s.found+s.wrong, 1)) }
func (s score) recall() float64    { return float64(s.found) / float64(max(s.found+s.missed, 1)) }

// measure counts each labelled claim once, by code and value. What the finder
// says beyond them is wrong.
func measure(f *Finder, set []labelled, report func(format string, args ...any)) score {
	var s score
	for _, l := range set {
		want := slices.Clone(l.Claims)
		for _, c := range f.Find([]Section{{l.Section, l.Text}}, Report{l.Agency, l.Year}) {
			got := fmt.Sprintf("%s=%s", c.What, c.Value)
			if k := slices.Index(want, got); k >= 0 {
				want = slices.Delete(want, k, k+1)
				s.found++
				continue
			}
			s.wrong++
			report("wrong  %s in %s", got, l.Text)
		}
		if s.missed += len(want); len(want) > 0 {
			report("missed %s in %s", strings.Join(want, " "), l.Text)
		}
	}
	return s
}
