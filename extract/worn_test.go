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
		{12006081, "a name inside the letters of a header printed downwards"},
		{12001811, "the total first, its header lost, a row with a sentence"},
		{12007762, "running numbers behind rows that lost blanks"},
		{13003943, "running numbers that begin in a table and go on in text"},
		{13002172, "glued rows of a table that prints each span once a column"},
		{13004675, "the one line's last figure lost behind a placeholder"},
		{12001623, "last figures lost, placeholders before the first"},
		{12003119, "a page's number behind the one line"},
		{12003542, "figures merged downwards under a name cut off"},
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
