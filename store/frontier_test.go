package store

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"gongkai/extract"
)

// What a journal must do is tested by the crawler's suite, over the adapter in
// cmd; this is about what lists and counts show of it.
func TestFrontierIsShown(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	const base = "http://www.example.gov.cn/"
	run := begin(t, s)
	if err := s.Seed(ctx, testSite, []Address{{URL: base, Kind: "start"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Seed(ctx, "another.gov.cn", []Address{{URL: "http://another.gov.cn/", Kind: "start"}}); err != nil {
		t.Fatal(err)
	}
	a, err := s.Next(ctx, testSite, run, false)
	if err != nil || a == nil || a.URL != base {
		t.Fatalf("%+v, %v", a, err)
	}
	found := []Address{{URL: base + "1", Kind: "list", Score: 1}, {URL: base + "2", Kind: "report", Score: 9}, {URL: base + "3", Kind: "list", Score: 1}}
	if _, err := s.Commit(ctx, &Visit{RunID: run, Site: testSite, Address: *a, At: testDay, Outcome: "failed", Reason: "timeout", Found: found}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2", "1"} {
		if a, err := s.Next(ctx, testSite, run, false); err != nil || a == nil || a.URL != base+want {
			t.Fatalf("%+v, %v; want %s", a, err, want)
		}
	}
	if lists, others, err := s.Ahead(ctx, testSite); err != nil || lists != 1 || others != 0 {
		t.Errorf("%d lists and %d others ahead, %v; two are claimed", lists, others, err)
	}
	sites, err := s.Sites(ctx)
	if err != nil || len(sites) != 2 {
		t.Fatal(sites, err)
	}
	if si := sites[1]; si.Name != testSite || si.Due != 3 || si.Done != 1 || si.Outcomes["failed"] != 1 || si.LastRequest != testDay {
		t.Errorf("%+v", si)
	}
	if err := s.End(ctx, run, Summary{Sites: []SiteSummary{{Site: testSite, Failed: true, Reason: "timeout"}}}); err != nil {
		t.Fatal(err)
	}
	if sites, err = s.Sites(ctx); err != nil || sites[1].Due != 3 || !sites[1].LastFailed {
		t.Errorf("%+v, %v", sites, err)
	}
}

func TestArchive(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	run := begin(t, s)
	e := event{url: "http://www.example.gov.cn/1", body: strings.Repeat("公开", 4000)}
	p, v := e.visit(run)
	p.Header = http.Header{"Etag": {`"1"`}, "Last-Modified": {"yesterday"}, "Set-Cookie": {"a", "b"}}
	p.RequestHeader = http.Header{"User-Agent": {"gongkai"}}
	for range 2 {
		if err := s.Archive(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(t, s, `SELECT count(*), size, length(data) < 200 FROM body`); got != "1|24000|1|\n" {
		t.Errorf("bodies: %s", got)
	}
	back, err := s.Exchange(ctx, p.URL, p.Digest)
	if err != nil || !reflect.DeepEqual(back, p) {
		t.Errorf("%v, %+v", err, back)
	}
	if _, err := s.Commit(ctx, v); err != nil {
		t.Fatal(err)
	}
	wrong := *p
	wrong.Body = []byte("cut off")
	if err := s.Archive(ctx, &wrong); !errors.Is(err, ErrInvalid) {
		t.Errorf("wrong digest: %v", err)
	}
	if _, err := s.Body(ctx, "sha256:none"); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown digest: %v", err)
	}
	if _, err := s.write.Exec(`UPDATE body SET data = ?`, s.pack.EncodeAll([]byte("altered"), nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Body(ctx, p.Digest); !errors.Is(err, ErrCorrupt) {
		t.Errorf("altered: %v", err)
	}
}

func TestAudit(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	run := begin(t, s)
	for i := range 9 {
		store(t, s, run, victimEvent(t, i))
	}
	cases, err := s.AuditCases(ctx)
	if err != nil || len(cases) != 9 {
		t.Fatal(cases, err)
	}
	if c := cases[0]; c.Form != "2019" || c.Source != "html" || c.Quality != extract.QualityComplete || c.Extractor == "" || c.PageDigest == "" {
		t.Errorf("%+v", c)
	}
	for address, want := range map[string]string{"http://a/1.html": "html", "http://a/1": "html", "http://a/1.PDF?x=.doc": "pdf", "http://a/down.jsp?f=1.doc": "html", "http://a/1.docx": "word", "http://a/1.xls": "excel"} {
		if got := sourceOf("application/octet-stream", address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	if got := sourceOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "http://a/down.jsp"); got != "excel" {
		t.Error(got)
	}
	v := Verdict{ReportID: cases[0].ReportID, PageDigest: "sha256:x", Extractor: "1", Figures: 198, Wrong: 2, WrongFigures: []string{"a/b/c", "a/b/d"}, By: "someone"}
	for _, note := range []string{"first look", "second look"} {
		v.Note = note
		if err := s.SaveVerdict(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	v.At = testDay
	if got, err := s.Verdicts(ctx); err != nil || !reflect.DeepEqual(got, []Verdict{v}) {
		t.Errorf("%+v, %v", got, err)
	}
	v.Wrong = 199
	if err := s.SaveVerdict(ctx, v); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}
