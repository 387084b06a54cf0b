package layout

import "testing"

func TestHeadingsNameKnownSections(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range b.forms {
		for _, s := range f.Sections {
			known[s.Code] = true
			if b.heads.Glosses[s.Code] == "" {
				t.Errorf("section %s of form %s has no English name", s.Code, f.Format)
			}
		}
	}
	for code := range b.heads.Glosses {
		if !known[code] {
			t.Errorf("headings.json names %s, which no form has", code)
		}
	}
}
