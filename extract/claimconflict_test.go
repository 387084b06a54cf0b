package extract

import (
	"reflect"
	"testing"

	"gongkai/extract/decimal"
)

// What compare writes is read again as it was meant.
func TestParseClaimConflictReadsWhatIsWritten(t *testing.T) {
	number := func(n int64) *decimal.Number { d := decimal.New(n, 0); return &d }
	rep := &Report{Format: "2021", Year: 2023, Scope: ScopeOwn, Agency: "样例县水务局",
		Narrative: []Section{{Section: "一、总体情况", Text: "2023年，我局共收到政府信息公开申请170件。"}},
		Statistics: []Statistic{
			{Section: "requests", Row: "new_requests", Col: "total", Value: number(134), Status: StatusRead},
			{Section: "requests", Row: "carried_in", Col: "total", Value: number(5), Status: StatusRead},
		}}
	newTestClaimReader(t).read(rep)
	if len(rep.Problems) != 1 {
		t.Fatalf("%d problems, want the contradiction: %v", len(rep.Problems), rep.Problems)
	}
	got, ok := ParseClaimConflict(rep.Problems[0])
	want := ClaimConflict{"requests_received", "收到申请", *number(170), *number(134), []string{"requests/new_requests/total"}, "2023年，我局共收到政府信息公开申请170件。"}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %+v, want %+v", ok, got, want)
	}
	for _, p := range []Problem{{}, {Code: "row_missing", Message: rep.Problems[0].Message}, {Code: "claim_conflict", Message: "in other words"},
		{Code: "claim_conflict", Message: "a (b): the text tells x, the table 1 (c): d"}} {
		if c, ok := ParseClaimConflict(p); ok {
			t.Errorf("%v is read as %+v", p, c)
		}
	}
}
