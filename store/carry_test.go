package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"gongkai/extract"
)

// carriedOf gathers what a database carries, as JSON.
func carriedOf(t *testing.T, s *Store) (text string, all []CarriedRows) {
	t.Helper()
	var b strings.Builder
	if err := s.EachCarried(context.Background(), func(r *CarriedRows) error {
		line, err := json.Marshal(r)
		b.Write(append(line, '\n'))
		all = append(all, *r)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b.String(), all
}

func TestWhatIsCarriedComesBackOnceAndTheSame(t *testing.T) {
	s, other := openTemp(t), openTemp(t)
	store(t, s, begin(t, s), event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{report(t, "甲市", 2019, 1)}})
	if err := s.LabelSites(context.Background(), []Label{{"www.example.gov.cn", "样例县", "360482"}}); err != nil {
		t.Fatal(err)
	}
	if is, err := s.IsEmpty(context.Background()); is || err != nil {
		t.Errorf("empty: %v, %v", is, err)
	}
	want, all := carriedOf(t, s)
	if !strings.Contains(want, "360482") || !strings.Contains(want, "http://www.example.gov.cn/1") {
		t.Errorf("not carried: %s", want)
	}
	if is, err := other.IsEmpty(context.Background()); !is || err != nil {
		t.Errorf("empty: %v, %v", is, err)
	}
	for range 2 {
		for i := range all {
			if err := other.Carry(context.Background(), &all[i]); err != nil {
				t.Fatal(err)
			}
		}
		if got, _ := carriedOf(t, other); got != want {
			t.Errorf("carried on:\n%s\nwant\n%s", got, want)
		}
	}
}

func TestOnlyWhatIsCarriedIsTaken(t *testing.T) {
	s := openTemp(t)
	for name, rows := range map[string]CarriedRows{
		"another table":       {"content", []string{"title"}, [][]any{{"x"}}},
		"a statement":         {"site", []string{"name", "first_seen) SELECT 1, 2; --"}, [][]any{{"x", "y"}}},
		"a number of our own": {"site", []string{"id", "name", "first_seen"}, [][]any{{json.Number("7"), "x", "y"}}},
		"no key":              {"site", []string{"first_seen"}, [][]any{{"y"}}},
		"a value too few":     {"site", []string{"name", "first_seen"}, [][]any{{"x"}}},
		"an object":           {"site", []string{"name", "first_seen"}, [][]any{{"x", map[string]any{}}}},
	} {
		if err := s.Carry(context.Background(), &rows); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, _ := carriedOf(t, s); got != "" {
		t.Errorf("taken: %s", got)
	}
}
