package store

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"gongkai/extract"
)

func TestPruneKeepsWhatIsNeeded(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	run := begin(t, s)
	const one, list = "http://www.example.gov.cn/1", "http://www.example.gov.cn/list"
	for i := range 5 { // a report in five revisions, each ten days after the other
		store(t, s, run, event{url: one, body: fmt.Sprint("report", i), at: day(10*i - 60), reports: []extract.Report{report(t, "甲局", 2019, i)}},
			event{url: list, body: fmt.Sprint("list", i), at: day(10*i - 60)})
	}
	// The report goes back to its second revision, which is current again.
	store(t, s, run, event{url: one, body: "report1", at: day(-5), reports: []extract.Report{report(t, "甲局", 2019, 1)}})
	if _, err := s.Prune(ctx, PruneOptions{}); !errors.Is(err, ErrLocked) {
		t.Errorf("during a run: %v", err)
	}
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Fatal(err)
	}
	views := dumpViews(t, s)
	left := func() string {
		names := ""
		for _, kind := range []string{"report", "list"} {
			for i := range 5 {
				switch _, err := s.Body(ctx, DigestOf(fmt.Append(nil, kind, i))); {
				case err == nil:
					names += fmt.Sprint(kind, i, " ")
				case !errors.Is(err, ErrEmptied):
					t.Fatal(err)
				}
			}
		}
		return names
	}
	all := left()
	for _, step := range []struct {
		o    PruneOptions
		n    int
		want string
	}{
		{PruneOptions{OlderThan: 365 * 24 * time.Hour}, 0, all},
		{PruneOptions{Revisions: 9}, 0, all},
		{PruneOptions{Revisions: 2, DryRun: true}, 5, all},
		// list0 went 50 days ago, and so did report0.
		{PruneOptions{OlderThan: 45 * 24 * time.Hour}, 2, "report1 report2 report3 report4 list1 list2 list3 list4 "},
		{PruneOptions{Revisions: 2}, 3, "report1 report3 report4 list3 list4 "},
		{PruneOptions{Revisions: 1}, 2, "report1 report4 list4 "},
		{PruneOptions{Revisions: 1}, 0, "report1 report4 list4 "},
	} {
		got, err := s.Prune(ctx, step.o)
		if err != nil || got.Bodies != step.n || (got.Bytes == 0) != (step.n == 0) || left() != step.want {
			t.Errorf("%+v: %+v, %v, left %s", step.o, got, err, left())
		}
	}
	if dumpViews(t, s) != views {
		t.Error("pruning changed what was read")
	}
	if n, err := s.EmptiedExtraction(ctx, "2"); err != nil || n != 7 {
		t.Errorf("%d, %v", n, err)
	}
	if p, err := s.PendingExtraction(ctx, "2", 100); err != nil || len(p) != 3 {
		t.Errorf("%d pages to be read again, %v", len(p), err)
	}
}
