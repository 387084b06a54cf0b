package form

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ratesFile holds the named rates and is no form itself.
const ratesFile = "rates.json"

// Rate is a named ratio of sums of figures, with its denominator in words.
type Rate struct {
	Code    string `json:"rate"`
	Label   string `json:"label"`
	LabelEN string `json:"label_en"`
	// Numerator and Denominator tell in words what is counted.
	Numerator     string `json:"numerator"`
	NumeratorEN   string `json:"numerator_en"`
	Denominator   string `json:"denominator"`
	DenominatorEN string `json:"denominator_en"`
	// Share tells that the numerator is part of the denominator: such a rate
	// is never below 0 or above 1.
	Share bool `json:"share"`
	// Forms holds the terms by the format of their form.
	Forms map[string]RateTerms `json:"forms"`
	// Comparable tells how far forms whose terms differ mean the same, as in
	// Concept.
	Comparable string `json:"comparable"`
	// Note and NoteZH, in Chinese, tell what else there is to know.
	Note   string `json:"note"`
	NoteZH string `json:"note_zh"`
}

// RateTerms are the statistics (section/row/col) whose sums a rate divides. In
// the file a term may be a concept too; it stands for its members.
type RateTerms struct {
	Numerator   []string `json:"numerator"`
	Denominator []string `json:"denominator"`
}

// LoadRates reads the named rates and checks that every term is in its form.
func LoadRates(forms []*Form, across *Across) ([]Rate, error) {
	b, err := files.ReadFile("data/" + ratesFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ratesFile, err)
	}
	rates, err := ParseRates(b, forms, across)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ratesFile, err)
	}
	return rates, nil
}

// ParseRates reads and validates what LoadRates returns.
func ParseRates(b []byte, forms []*Form, across *Across) ([]Rate, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	var file struct {
		About string `json:"about"`
		Rates []Rate `json:"rates"`
	}
	if err := dec.Decode(&file); err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, c := range across.Concepts {
		taken[c.Code] = true
	}
	for _, r := range file.Rates {
		if r.Code == "" || strings.Contains(r.Code, "/") || taken[r.Code] {
			return nil, fmt.Errorf("rate %q: no code, or not its own", r.Code)
		}
		taken[r.Code] = true
		if err := r.check(forms, across); err != nil {
			return nil, fmt.Errorf("rate %s: %w", r.Code, err)
		}
	}
	return file.Rates, nil
}

// check holds a rate to the forms, and puts statistics in the place of concepts.
func (r *Rate) check(forms []*Form, across *Across) error {
	for _, words := range []string{r.Label, r.LabelEN, r.Numerator, r.NumeratorEN, r.Denominator, r.DenominatorEN} {
		if words == "" {
			return errors.New("a label, or the words for a term, are missing")
		}
	}
	if (r.Note == "") != (r.NoteZH == "") {
		return errors.New("a note in one language only")
	}
	if !slices.Contains(grades, r.Comparable) {
		return fmt.Errorf("comparable %q", r.Comparable)
	}
	if len(r.Forms) == 0 {
		return errors.New("no form")
	}
	for _, format := range slices.Sorted(maps.Keys(r.Forms)) {
		i := slices.IndexFunc(forms, func(f *Form) bool { return f.Format == format })
		if i < 0 {
			return fmt.Errorf("unknown form %q", format)
		}
		t := r.Forms[format]
		var err error
		if t.Numerator, err = forms[i].terms(t.Numerator, across); err != nil {
			return err
		}
		if t.Denominator, err = forms[i].terms(t.Denominator, across); err != nil {
			return err
		}
		r.Forms[format] = t
	}
	return nil
}

// terms are the statistics that names stand for in the form.
func (f *Form) terms(names []string, across *Across) ([]string, error) {
	var out []string
	for _, name := range names {
		i := slices.IndexFunc(across.Concepts, func(c Concept) bool { return c.Code == name })
		switch {
		case i >= 0 && len(across.Concepts[i].Members[f.Format]) > 0:
			out = append(out, across.Concepts[i].Members[f.Format]...)
		case f.HasStatistic(name):
			out = append(out, name)
		default:
			return nil, fmt.Errorf("form %s has no %q", f.Format, name)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("form %s: no terms", f.Format)
	}
	return out, nil
}
