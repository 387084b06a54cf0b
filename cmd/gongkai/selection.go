package main

import (
	"fmt"
	"maps"
	"slices"

	"gongkai/extract"
	"gongkai/extract/form"
	"gongkai/store"
)

// figureFlags select among the figures of reports.
type figureFlags struct {
	Section      []string `help:"Sections of the forms, e.g. requests,review."`
	Derived      bool     `help:"Figures that the form's checks gave back where the page lost their cell, too."`
	Experimental bool     `help:"Forms whose wording no real table has confirmed yet, too."`
}

// selection is the forms with what is taken of them.
type selection struct {
	figureFlags
	all    []*form.Form
	book   *book
	byName map[string]*form.Form
	left   leftOut
}

// forms reads the forms and holds the flags against them.
func (f figureFlags) forms() (*selection, error) {
	b, err := loadBook()
	if err != nil {
		return nil, err
	}
	s := &selection{figureFlags: f, all: b.forms, book: b, byName: map[string]*form.Form{}, left: leftOut{experimental: map[string]int{}}}
	for _, one := range s.all {
		s.byName[one.Format] = one
	}
	for _, code := range f.Section {
		if !slices.ContainsFunc(s.all, func(one *form.Form) bool { return one.Section(code) != nil }) {
			return nil, usageError{fmt.Errorf("--section %s: no form has such a section", code)}
		}
	}
	return s, nil
}

// taken are the forms that are taken.
func (s *selection) taken() []*form.Form {
	return slices.DeleteFunc(slices.Clone(s.all), func(f *form.Form) bool { return s.isLeftOut(f.Format) })
}

func (s *selection) isLeftOut(format string) bool {
	f := s.byName[format]
	return f != nil && f.Experimental && !s.Experimental
}

func (s *selection) takesSection(code string) bool {
	return len(s.Section) == 0 || slices.Contains(s.Section, code)
}

// keeps tells whether a figure is taken. It takes the value away of one that is
// derived, unless those are asked for: that there is something stays in sight.
func (s *selection) keeps(r *store.StatisticRow) bool {
	if !s.takesSection(r.Section) {
		return false
	}
	if s.isLeftOut(r.Format) {
		s.left.experimental[r.Format]++
		return false
	}
	if r.Status == extract.StatusDerived && !s.Derived {
		s.left.derived++
		r.Value = nil
	}
	return true
}

// codebook is the codebook as rows.
func (s *selection) codebook() [][]any {
	var rows [][]any
	for _, k := range s.book.codes() {
		rows = append(rows, k.values())
	}
	return rows
}

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
