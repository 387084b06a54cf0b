package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gongkai/extract"
	"gongkai/store"
)

// population has three sorts of reports: many pages of the form 2021, fewer of
// 2019, and a few documents.
func population(n int) []store.AuditCase {
	var cases []store.AuditCase
	for i := range n {
		c := store.AuditCase{ReportID: fmt.Sprintf("r%05d", i), PageDigest: fmt.Sprint("sha256:", i), Extractor: "2", Form: "2021", Source: "html",
			Quality: extract.QualityComplete, Region: fmt.Sprintf("%02d0000", 11+i%31)}
		switch {
		case i%50 == 0:
			c.Source = "pdf"
		case i%4 == 0:
			c.Form = "2019"
		}
		cases = append(cases, c)
	}
	return cases
}

func TestDrawCoversEverySortAndCanBeRepeated(t *testing.T) {
	cases := population(5000)
	sample := Draw(cases, 40, 7, Usual())
	shuffled := slices.Clone(cases)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if !reflect.DeepEqual(Draw(shuffled, 40, 7, Usual()), sample) {
		t.Error("the order of storing changes the sample")
	}
	if reflect.DeepEqual(Draw(cases, 40, 8, Usual()), sample) {
		t.Error("another seed draws the same")
	}
	sorts, provinces, ids := map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, c := range sample {
		sorts[stratum(&c, Usual())]++
		provinces[province(c.Region)], ids[c.ReportID] = true, true
	}
	want := map[string]int{"form 2021, html, complete": 28, "form 2019, html, complete": 10, "form 2021, pdf, complete": 2}
	for name, n := range want {
		if got := sorts[name]; got < n-1 || got > n+1 {
			t.Errorf("%s: %d of 40, its share is about %d", name, got, n)
		}
	}
	if len(sample) != 40 || len(ids) != 40 || len(provinces) < 20 {
		t.Errorf("%d reports, %d different, of %d provinces", len(sample), len(ids), len(provinces))
	}
	if got := Draw(cases, 2, 7, Usual()); len(got) != 2 {
		t.Errorf("%d drawn of 2", len(got))
	}
	if got := Draw(cases[:9], 40, 7, Usual()); len(got) != 9 {
		t.Errorf("%d drawn of 9", len(got))
	}
	if got := Draw(nil, 40, 7, Usual()); len(got) != 0 {
		t.Errorf("%d drawn of none", len(got))
	}
	if !reflect.DeepEqual(Draw(cases, 0, 7, Usual()), []store.AuditCase{}) {
		t.Error("drawn though none was asked for")
	}
}

// verdict is one on a case.
func verdict(c store.AuditCase, figures, wrong int) store.Verdict {
	return store.Verdict{ReportID: c.ReportID, PageDigest: c.PageDigest, Extractor: c.Extractor, Figures: figures, Wrong: wrong}
}

func near(got, want float64) bool { return math.Abs(got-want) < 1e-9 }

func TestNothingWrongClaimsNoBetterThanThreeInN(t *testing.T) {
	cases := population(300)
	var verdicts []store.Verdict
	for _, c := range Draw(cases, 100, 1, nil) {
		verdicts = append(verdicts, verdict(c, 200, 0))
	}
	r := Estimate(cases, verdicts, nil)
	if r.Reports != 100 || r.Figures != 20000 || r.OfFigures.Share != 0 || !near(r.OfFigures.High, 0.03) || !near(r.OfReports.High, 0.03) {
		t.Errorf("%+v", r)
	}
	verdicts[3].Wrong = 1 // one wrong figure must not look better than none
	if r := Estimate(cases, verdicts, nil); r.OfFigures.High < 0.03 || !near(r.OfFigures.Share, 1.0/20000) || r.WrongReports != 1 {
		t.Errorf("%+v", r)
	}
	if r := Estimate(cases, nil, Usual()); r.Reports != 0 || r.OfFigures.High != 1 || len(r.Unjudged) == 0 {
		t.Errorf("without verdicts: %+v", r)
	}
}

func TestSortsWeighByTheirSizeAndUnjudgedOnesAreTold(t *testing.T) {
	cases := population(1000) // 20 documents, 240 of the form 2019, 740 others
	by := map[string][]store.AuditCase{}
	for _, c := range cases {
		by[stratum(&c, Usual())] = append(by[stratum(&c, Usual())], c)
	}
	var verdicts []store.Verdict
	for i, c := range by["form 2021, pdf, complete"][:10] { // half of what was judged, all of it bad
		verdicts = append(verdicts, verdict(c, 100, 10))
		verdicts = append(verdicts, verdict(by["form 2021, html, complete"][i], 100, 0))
	}
	verdicts = append(verdicts, store.Verdict{ReportID: cases[1].ReportID, PageDigest: cases[1].PageDigest, Extractor: "1", Figures: 100, Wrong: 100})
	r := Estimate(cases, verdicts, Usual())
	if !near(r.OfReports.Share, 20.0/(20+740)) && !near(r.OfReports.Share, float64(len(by["form 2021, pdf, complete"]))/float64(len(by["form 2021, pdf, complete"])+len(by["form 2021, html, complete"]))) {
		t.Errorf("share of reports %f", r.OfReports.Share)
	}
	if len(r.Unjudged) != 1 || r.Unjudged[0].Name != "form 2019, html, complete" || r.Unjudged[0].Reports != len(by["form 2019, html, complete"]) {
		t.Errorf("unjudged: %+v", r.Unjudged)
	}
	if r.Older != 1 || r.Reports != 20 {
		t.Errorf("%d older, %d reports", r.Older, r.Reports)
	}
	twice := append(slices.Clone(verdicts), verdict(by["form 2021, html, complete"][0], 100, 3), verdict(by["form 2021, html, complete"][0], 100, 1))
	if r := Estimate(cases, twice, Usual()); r.Reports != 20 || r.Wrong != 103 {
		t.Errorf("two judges of one report: %+v", r)
	}
}

// TestIntervalHoldsTheTruth audits a country again and again, in which wrong
// figures come in heaps: the truth must be within the interval in 95 of 100
// audits or nearly so, which it is not if figures are taken for independent.
func TestIntervalHoldsTheTruth(t *testing.T) {
	cases := population(1500)
	rnd := rand.New(rand.NewPCG(4, 2))
	type truth struct{ figures, wrong int }
	of := map[string]truth{}
	figures, wrong := 0, 0
	for _, c := range cases {
		v := truth{figures: 100 + rnd.IntN(150)}
		bad := 0.06
		if c.Source == "pdf" {
			bad = 0.5
		}
		if rnd.Float64() < bad {
			v.wrong = 1 + rnd.IntN(40)
		}
		of[c.ReportID] = v
		figures, wrong = figures+v.figures, wrong+v.wrong
	}
	share := float64(wrong) / float64(figures)
	const audits = 200
	held, naive, sum := 0, 0, 0.0
	for seed := range audits {
		var verdicts []store.Verdict
		for _, c := range Draw(cases, 120, int64(seed), Usual()) {
			verdicts = append(verdicts, verdict(c, of[c.ReportID].figures, of[c.ReportID].wrong))
		}
		r := Estimate(cases, verdicts, Usual())
		if r.OfFigures.Low <= share && share <= r.OfFigures.High {
			held++
		}
		if low, high := wilson(float64(r.Wrong)/float64(r.Figures), float64(r.Figures)); low <= share && share <= high {
			naive++
		}
		sum += r.OfFigures.Share
	}
	if held < audits*92/100 {
		t.Errorf("the truth is within the interval in %d of %d audits", held, audits)
	}
	if naive > audits*70/100 {
		t.Errorf("figures taken for independent would do as well (%d of %d): the test shows nothing", naive, audits)
	}
	if mean := sum / audits; math.Abs(mean-share) > share/20 {
		t.Errorf("estimates are %f on average, the truth is %f", mean, share)
	}
	t.Logf("held in %d of %d audits, %d if figures were independent", held, audits, naive)
}

func TestParseKnowsTheWays(t *testing.T) {
	ways, err := Parse("form, region,form")
	if err != nil || !slices.Equal(ways, []By{Form, Region}) {
		t.Error(ways, err)
	}
	if _, err := Parse("form,colour"); err == nil {
		t.Error("colour")
	}
}
