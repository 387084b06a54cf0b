package extract

import (
	"testing"

	"gongkai/extract/form"
	"gongkai/extract/generate"
)

// TestWornPages reads generated pages that were once read wrong, each for a reason
// of its own: whatever a text lost, moved or turned about, no figure may be told
// of the wrong cell.
func TestWornPages(t *testing.T) {
	x := newExtractor(t)
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		seed uint64
		why  string
	}{
		{2000775, "figures before labels, the last label lost"},
		{2000931, "figures before labels, one section speaking against it"},
		{2002255, "figures before labels, most of them blank"},
		{3000403, "drawn rows of figures before drawn rows of labels"},
		{5011256, "an indicator's figure in a row before its label, unit and code"},
		{2002445, "a header that stands over other rows in the place of a figure"},
		{3002134, "the label of an unknown row among figures"},
		{2003649, "a column of codes beside blanks only"},
		{2002395, "a page's head before a blank cell"},
		{2002655, "a page's head before the last figure of the one line"},
		{3002913, "repeated figures lost from padded rows"},
		{3003795, "the first figure of the one line lost"},
		{3004031, "last figures lost behind placeholders"},
		{7001674, "a page's number between an indicator and its unit"},
		{5008724, "the total first, its name lost from the header"},
	} {
		p, err := generate.New(forms, c.seed)
		if err != nil {
			t.Fatal(err)
		}
		if v := judge(x, p); v.wrong > 0 {
			t.Errorf("%s (-generated 1 -generated-seed %d): %d read wrong: %s", c.why, c.seed, v.wrong, v.first)
		}
	}
}
