package claim

import "testing"

// sets are the labelled texts with the recall that may not be lost again. What
// each was for, and what the finder said when it first saw it, is told in
// testdata/README.md.
var sets = []struct {
	file   string
	recall float64
}{
	{"dev.json", 0.96},
	{"heldout.json", 0.93},
	{"heldout2.json", 0.92},
	{"heldout3.json", 0.92},
	{"heldout4.json", 0.83},
	{"heldout5.json", 0.86},
	{"heldout6.json", 0.92},
	{"heldout7.json", 0.85},
	{"heldout8.json", 0.85},
	{"heldout9.json", 0.8},
	{"heldout10.json", 0.82},
	{"heldout11.json", 0.84},
	{"heldout12.json", 0.72},
	{"heldout13.json", 0.80},
	{"heldout14.json", 0.78},
	{"heldout15.json", 0.79},
	{"heldout16.json", 0.80},
	{"heldout17.json", 0.86},
	{"heldout18.json", 0.76},
	{"heldout19.json", 0.90},
	{"heldout20.json", 0.86},
	{"heldout21.json", 0.88},
}

// minPrecision is what every set must reach: a wrong number is worse than none.
const minPrecision = 0.98

func TestLabelledTextsAreReadWithPrecision(t *testing.T) {
	f := newFinder(t)
	texts := 0
	for _, set := range sets {
		labels := readLabelled(t, set.file)
		texts += len(labels)
		s := measure(f, labels, t.Logf)
		t.Logf("%-13s %3d texts: precision %.4f, recall %.4f (%d found, %d wrong, %d missed)",
			set.file, len(labels), s.precision(), s.recall(), s.found, s.wrong, s.missed)
		if s.precision() < minPrecision || s.recall() < set.recall {
			t.Errorf("%s: precision %.4f (want %.2f), recall %.4f (want %.2f)", set.file, s.precision(), minPrecision, s.recall(), set.recall)
		}
	}
	if texts < 150 {
		t.Errorf("only %d labelled texts", texts)
	}
}

// TestLabelledTextsInOneReportKeepTheirClaims reads all texts of a set as the
// lines of one narrative: what one line says must not change the next.
func TestLabelledTextsInOneReportKeepTheirClaims(t *testing.T) {
	f := newFinder(t)
	for _, set := range sets {
		alone, together := map[string]int{}, map[string]int{}
		byReport := map[Report][]Section{}
		for _, l := range readLabelled(t, set.file) {
			for _, c := range f.Find([]Section{{l.Section, l.Text}}, Report{l.Agency, l.Year}) {
				alone[c.What+" "+c.Value.String()+" "+c.Sentence+" "+c.Section]++
			}
			of := Report{l.Agency, l.Year}
			byReport[of] = append(byReport[of], Section{l.Section, l.Text})
		}
		for of, sections := range byReport {
			for _, c := range f.Find(sections, of) {
				together[c.What+" "+c.Value.String()+" "+c.Sentence+" "+c.Section]++
			}
		}
		for c := range alone {
			if together[c] == 0 {
				t.Errorf("%s: %s is lost beside other texts", set.file, c)
			}
		}
		if len(together) != len(alone) {
			t.Errorf("%s: %d claims alone, %d together", set.file, len(alone), len(together))
		}
	}
}
