package measure

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/extract/form"
)

// ErrUnknown is returned for names that are no statistic, concept or rate.
var ErrUnknown = errors.New("no such statistic, concept or rate")

// Book knows every name that can be measured.
type Book struct {
	forms    []*form.Form
	concepts []form.Concept
	rates    []form.Rate
}

// Load returns the book of the embedded forms, concepts and rates.
func Load() (*Book, error) {
	forms, across, err := form.LoadAcross()
	if err != nil {
		return nil, err
	}
	rates, err := form.LoadRates(forms, across)
	if err != nil {
		return nil, err
	}
	return &Book{forms, across.Concepts, rates}, nil
}

// Names lists the concepts and the rates.
func (b *Book) Names() []string {
	var names []string
	for _, c := range b.concepts {
		names = append(names, c.Code)
	}
	for _, r := range b.rates {
		names = append(names, r.Code)
	}
	return names
}

// Measure returns what a name stands for.
func (b *Book) Measure(name string) (*Measure, error) {
	if strings.Count(name, "/") == 2 {
		return b.statistic(name)
	}
	if i := slices.IndexFunc(b.concepts, func(c form.Concept) bool { return c.Code == name }); i >= 0 {
		c := &b.concepts[i]
		m := &Measure{Name: name, Kind: Concept, Label: c.Label, Note: c.Note, NoteZH: c.NoteZH, comparable: c.Comparable}
		for _, f := range b.forms {
			if members := c.Members[f.Format]; len(members) > 0 {
				m.add(f, members, nil)
			}
		}
		return m, nil
	}
	if i := slices.IndexFunc(b.rates, func(r form.Rate) bool { return r.Code == name }); i >= 0 {
		r := &b.rates[i]
		m := &Measure{
			Name: name, Kind: Rate, Label: r.Label, LabelEN: r.LabelEN, Note: r.Note, NoteZH: r.NoteZH, Share: r.Share, comparable: r.Comparable,
			Numerator: r.Numerator, NumeratorEN: r.NumeratorEN, Denominator: r.Denominator, DenominatorEN: r.DenominatorEN,
		}
		for _, f := range b.forms {
			if t, has := r.Forms[f.Format]; has {
				m.add(f, t.Numerator, t.Denominator)
			}
		}
		return m, nil
	}
	return nil, b.unknown(name)
}

// statistic is the measure of one figure of the forms.
func (b *Book) statistic(name string) (*Measure, error) {
	m := &Measure{Name: name, Kind: Statistic, comparable: form.Sum}
	for _, f := range b.forms {
		if st, has := f.Find(name); has {
			m.add(f, []string{name}, nil)
			m.Label = st.Label() // the newest form's
		}
	}
	if len(m.forms) == 0 {
		return nil, b.unknown(name)
	}
	return m, nil
}

// unknown names what may have been meant.
func (b *Book) unknown(name string) error {
	var near []string
	for _, n := range b.Names() {
		if name != "" && (strings.Contains(n, name) || strings.Contains(name, n)) {
			near = append(near, n)
		}
	}
	return &UnknownError{name, near}
}

// UnknownError is ErrUnknown with the name, and with names that may have been meant.
type UnknownError struct {
	Name string
	Near []string
}

// Error tells them.
func (e *UnknownError) Error() string {
	if len(e.Near) > 0 {
		return fmt.Sprintf("%q: %v; there are %s", e.Name, ErrUnknown, strings.Join(e.Near, ", "))
	}
	return fmt.Sprintf("%q: %v", e.Name, ErrUnknown)
}

// Unwrap makes it an ErrUnknown.
func (e *UnknownError) Unwrap() error { return ErrUnknown }

// All lists every measure: rates, concepts, then the statistics of the forms,
// the newest form's first.
func (b *Book) All() ([]*Measure, error) {
	var names []string
	for _, r := range b.rates {
		names = append(names, r.Code)
	}
	for _, c := range b.concepts {
		names = append(names, c.Code)
	}
	seen := map[string]bool{}
	for _, f := range slices.Backward(b.forms) {
		for _, name := range f.Statistics() {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	var all []*Measure
	for _, name := range names {
		m, err := b.Measure(name)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}
