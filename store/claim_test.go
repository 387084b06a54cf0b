package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gongkai/extract"
)

const claimRows = `SELECT agency, scope, year, what, value, typeof(value), sentence FROM claim_view`

func claimed(t *testing.T, seed int, claims ...extract.Claim) extract.Report {
	r := report(t, "样例局", 2019, seed)
	r.Claims = claims
	return r
}

func TestClaimsFollowTheCurrentRevision(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	received := func(n string) extract.Claim {
		return extract.Claim{What: "requests_received", Value: *num(t, n), Sentence: "收到申请" + n + "件。"}
	}
	const url = "http://www.example.gov.cn/1"
	store(t, s, run, event{url: url, body: "a", at: day(1), reports: []extract.Report{claimed(t, 1, received("859"), received("0.5"))}})
	old := "样例局|own|2019|requests_received|859|integer|收到申请859件。|\n样例局|own|2019|requests_received|0.5|real|收到申请0.5件。|\n"
	if got := dump(t, s, claimRows); got != old {
		t.Errorf("got %s", got)
	}
	// Other content at the address is a new revision: the view has its claims only.
	store(t, s, run, event{url: url, body: "b", at: day(2), reports: []extract.Report{claimed(t, 2, received("860"))}})
	if got, want := dump(t, s, claimRows), "样例局|own|2019|requests_received|860|integer|收到申请860件。|\n"; got != want {
		t.Errorf("got %s", got)
	}
	// A newer extractor finds others in both pages: its readings replace the old ones.
	store(t, s, run, event{url: url, body: "a", at: day(1), version: "2", reports: []extract.Report{claimed(t, 1, received("858"))}})
	store(t, s, run, event{url: url, body: "b", at: day(2), version: "2", reports: []extract.Report{claimed(t, 2)}})
	if got := dump(t, s, claimRows); got != "" {
		t.Errorf("got %s", got)
	}
	sr, err := s.FindReport(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	if sr, err = s.LoadReport(context.Background(), sr.ReportID, 1); err != nil || len(sr.Revisions) != 2 {
		t.Fatalf("%+v, %v", sr, err)
	}
	if got := sr.Report.Claims; len(got) != 1 || got[0] != received("858") {
		t.Errorf("the first revision's claims are %v", got)
	}
	if got := dump(t, s, `SELECT count(*) FROM claim`); got != "4|\n" { // three of the first extractor, one of the second
		t.Errorf("%s claims are kept", got)
	}
}

func TestEachClaimGivesTheRowsOfTheView(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	for i := range 4 {
		u := fmt.Sprintf("http://www.example.gov.cn/%d", i)
		store(t, s, run, event{url: u, body: u, reports: []extract.Report{report(t, fmt.Sprint("样例局", i), 2019+i, 7*i)}})
	}
	var got strings.Builder
	each := func(r *ClaimRow) error {
		fmt.Fprintf(&got, "%s|%s|%s|%s|%d|%s|%s|%s|\n", r.ReportID, r.AgencyID, r.Agency, r.Scope, r.Year, r.What, r.Value, r.Sentence)
		return nil
	}
	if err := s.EachClaim(context.Background(), Filter{}, each); err != nil {
		t.Fatal(err)
	}
	if want := dump(t, s, `SELECT * FROM claim_view ORDER BY agency, year`); got.String() != want || strings.Count(want, "\n") != 4 {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	got.Reset()
	if err := s.EachClaim(context.Background(), Filter{FromYear: 2021, ToYear: 2021}, each); err != nil || !strings.Contains(got.String(), "|样例局2|own|2021|requests_received|14|受理申请14件。|") || strings.Count(got.String(), "\n") != 1 {
		t.Errorf("%s, %v", got.String(), err)
	}
}
