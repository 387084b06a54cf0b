package form

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Across ties the forms and the years to each other.
type Across struct {
	About      string           `json:"about"`
	YearChecks []CrossYearCheck `json:"cross_year_checks"`
	Concepts   []Concept        `json:"concepts"`
}

// CrossYearCheck ties the reports of two years that follow each other: each of
// its equations holds between them, as Rule words it where they do not speak
// for themselves.
type CrossYearCheck struct {
	ID        string         `json:"id"`
	Format    string         `json:"format"` // "" where it holds between any forms that have the figures
	Rule      string         `json:"rule"`
	Equations []YearEquation `json:"equations"`
	Severity  string         `json:"severity"` // "hard", "soft"
}

// Concept is a quantity that several forms print, by the statistics whose sum
// it is in each.
type Concept struct {
	Code  string `json:"concept"`
	Label string `json:"label"`
	// Members are statistics (section/row/col) by the format of their form.
	Members map[string][]string `json:"members"`
	// Comparable tells how far the forms mean the same: "exact", "near",
	// "sum" (the members' sum is comparable, each alone is not) or "no".
	Comparable string `json:"comparable"`
	// Note and NoteZH, in Chinese, tell what else there is to know.
	Note   string `json:"note"`
	NoteZH string `json:"note_zh"`
}

// The grades of Comparable, from the best to none.
const (
	Exact = "exact"
	Sum   = "sum"
	Near  = "near"
	No    = "no"
)

// grades lists them, the best first.
var grades = []string{Exact, Sum, Near, No}

// Grade is a grade with its meaning.
type Grade struct{ Grade, Meaning string }

// Grades explains the grades, the best first.
func Grades() []Grade {
	return []Grade{
		{Exact, "the forms count the same"},
		{Sum, "the sum is the same, what it is made of is not"},
		{Near, "nearly the same; the note of the concept or rate says what differs"},
		{No, "not comparable, or one form does not count it"},
	}
}

// LessComparable returns the worse of two grades.
func LessComparable(a, b string) string {
	return grades[max(slices.Index(grades, a), slices.Index(grades, b), 0)]
}

// LoadAcross reads the forms and what ties them together, and checks that every
// statistic it names is in its form.
func LoadAcross() ([]*Form, *Across, error) {
	forms, err := Load()
	if err != nil {
		return nil, nil, err
	}
	b, err := files.ReadFile("data/" + acrossFile)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", acrossFile, err)
	}
	a, err := ParseAcross(b, forms)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", acrossFile, err)
	}
	return forms, a, nil
}

// ParseAcross reads and validates what LoadAcross returns.
func ParseAcross(b []byte, forms []*Form) (*Across, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	a := new(Across)
	if err := dec.Decode(a); err != nil {
		return nil, err
	}
	for _, c := range a.YearChecks {
		if err := c.validate(forms); err != nil {
			return nil, fmt.Errorf("check %s: %w", c.ID, err)
		}
	}
	seen := map[string]bool{}
	for _, c := range a.Concepts {
		if c.Code == "" || seen[c.Code] {
			return nil, fmt.Errorf("concept %q: no code, or not its own", c.Code)
		}
		seen[c.Code] = true
		if (c.Note == "") != (c.NoteZH == "") {
			return nil, fmt.Errorf("concept %s: a note in one language only", c.Code)
		}
		if !slices.Contains(grades, c.Comparable) {
			return nil, fmt.Errorf("concept %s: comparable %q", c.Code, c.Comparable)
		}
		for format, names := range c.Members {
			i := slices.IndexFunc(forms, func(f *Form) bool { return f.Format == format })
			if i < 0 {
				return nil, fmt.Errorf("concept %s: unknown form %q", c.Code, format)
			}
			for _, name := range names {
				if !forms[i].HasStatistic(name) {
					return nil, fmt.Errorf("concept %s: form %s has no %q", c.Code, format, name)
				}
			}
		}
	}
	return a, nil
}
