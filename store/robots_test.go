package store

import (
	"context"
	"testing"
)

func TestRobotsFilesAreKept(t *testing.T) {
	ctx, s := context.Background(), openTemp(t)
	if file, at, err := s.KeptRobots(ctx, "http://a.gov.cn"); err != nil || file != nil || !at.IsZero() {
		t.Errorf("before: %q %s %v", file, at, err)
	}
	for n, file := range []string{"User-agent: *\n", ""} {
		if err := s.KeepRobots(ctx, "http://a.gov.cn", []byte(file), day(n)); err != nil {
			t.Fatal(err)
		}
		got, at, err := s.KeptRobots(ctx, "http://a.gov.cn")
		if err != nil || string(got) != file || !at.Equal(day(n)) {
			t.Errorf("%q at %s, %v", got, at, err)
		}
	}
	if err := s.KeepRobots(ctx, "https://b.gov.cn", nil, day(0)); err != nil {
		t.Error(err)
	}
}
