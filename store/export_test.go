package store

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
)

// TestFiguresComeInTheOrderOfTheirForm holds that an export does not depend on
// when a database came to know the figures of a form.
func TestFiguresComeInTheOrderOfTheirForm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(context.Background(), path, Options{Keys: testKeys()})
	if err != nil {
		t.Fatal(err)
	}
	store(t, s, begin(t, s), event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{report(t, "甲市", 2019, 1)}})
	order := func(s *Store) (names []string) {
		t.Helper()
		if err := s.EachStatistic(context.Background(), Filter{}, func(r *StatisticRow) error {
			names = append(names, strings.Join([]string{r.Section, r.Row, r.Col}, "/"))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return names
	}
	names := order(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	keys := testKeys()
	slices.Reverse(keys)
	if s, err = Open(context.Background(), path, Options{Keys: keys}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	again := order(s)
	slices.Reverse(again)
	if len(names) < 100 || !slices.Equal(names, again) {
		t.Errorf("%d figures, first %v; %d by the reversed form, last %v", len(names), names[:3], len(again), again[:3])
	}
}
