package generate

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongkai/extract/form"
)

func loadForms(t *testing.T) []*form.Form {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	return forms
}

func TestSeedGivesTheSamePageAgain(t *testing.T) {
	forms := loadForms(t)
	for seed := range uint64(20) {
		a, err := New(forms, seed)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := New(forms, seed)
		if !bytes.Equal(a.Body, b.Body) || a.ContentType != b.ContentType {
			t.Errorf("seed %d gives two pages", seed)
		}
	}
}

func TestFeatureTurnedOffLeavesTheOthers(t *testing.T) {
	forms := loadForms(t)
	for seed := range uint64(40) {
		p, err := New(forms, seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Features {
			q, _ := New(forms, seed, f)
			if slices.Contains(q.Features, f) {
				t.Errorf("seed %d: %s is not off", seed, f)
			}
			// Of the independent ones at least the encoding must stay.
			for _, other := range p.Features {
				if strings.HasPrefix(other, "encoding:") && other != f && !slices.Contains(q.Features, other) {
					t.Errorf("seed %d: without %s, %s is gone too", seed, f, other)
				}
			}
		}
	}
}

var tags = regexp.MustCompile(`<span style="display:none">9</span>|<!--.*?-->|<[^>]*>`)

// TestTruthIsPrinted holds the truths against the pages: what a reader must
// find is there, next to nothing but markup and white space.
func TestTruthIsPrinted(t *testing.T) {
	forms := loadForms(t)
	printed, figures := 0, 0
	for seed := range uint64(300) {
		p, err := New(forms, seed, "encoding:gbk", "encoding:gbk-no-header", "encoding:gbk-wrong-meta", "encoding:gbk-wrong-header", "encoding:gbk-silent", "encoding:utf-16le", "encoding:utf-16be")
		if err != nil {
			t.Fatal(err)
		}
		text := bare(html.UnescapeString(tags.ReplaceAllString(string(p.Body), "")))
		if len(p.Reports) == 0 || len(p.Reports[0].Figures) == 0 {
			t.Errorf("seed %d: no figures: %v", seed, p.Features)
		}
		for _, r := range p.Reports {
			seen := map[string]bool{}
			for _, f := range r.Figures {
				if seen[f.Key()] {
					t.Errorf("seed %d: %s twice", seed, f.Key())
				}
				seen[f.Key()] = true
				if (f.Status == Read) != (f.Value != "") && !f.Open {
					t.Errorf("seed %d: %s: %s with value %q", seed, f.Key(), f.Status, f.Value)
				}
				if f.Open {
					continue
				}
				figures++
				if strings.Contains(text, bare(f.Raw)) {
					printed++
				} else {
					t.Errorf("seed %d: %s %q is not on the page: %v", seed, f.Key(), f.Raw, p.Features)
				}
			}
		}
	}
	if figures < 20_000 {
		t.Errorf("only %d figures in 300 pages", figures)
	}
}

// bare drops white space and characters without width.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// TestFiguresObeyTheEquations adds the columns of table three up, in pages that
// neither contradict themselves nor leave cells blank.
func TestFiguresObeyTheEquations(t *testing.T) {
	forms := loadForms(t)
	checked := 0
	for seed := range uint64(120) {
		g := &generator{knobs: newKnobs(seed, []string{"contradiction", "blanks"}), forms: map[string]*form.Form{}}
		for _, f := range forms {
			g.forms[f.Format] = f
		}
		for _, s := range g.shape(g.forms[[]string{"2014", "2019", "2021"}[seed%3]]) {
			g.fill(s)
			if s.form == nil {
				continue
			}
			for _, c := range s.form.Checks {
				if c.ForEach != "column" {
					continue
				}
				for col := range s.cols {
					var left, right int64
					for _, i := range s.terms(c.Left) {
						left += s.values[i][col].coef
					}
					for _, i := range s.terms(c.Right) {
						right += s.values[i][col].coef
					}
					checked++
					if left != right {
						t.Errorf("seed %d: %s in column %d: %d is not %d", seed, c.ID, col, left, right)
					}
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d equations checked", checked)
	}
}
