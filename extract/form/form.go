// Package form holds the statutory forms of the annual report as data: one
// embedded JSON file each, with sections, rows, columns, labels, units and
// checks. A new form is a new file in data/; no code knows a label by heart.
// Beside them across.json ties forms and years together, and rates.json names
// ratios of their figures.
package form

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed data/*.json
var files embed.FS

// acrossFile ties the forms to each other and is no form itself.
const acrossFile = "across.json"

// noForms are the files of data/ that hold no form.
var noForms = []string{acrossFile, ratesFile}

// Form is one statutory form, named by the year it came into use.
type Form struct {
	Format      string `json:"format"`
	Title       string `json:"title"`
	DefinedBy   string `json:"defined_by"`
	MadeFor     []*int `json:"made_for_years"` // first and last year, null where open
	SeenIn      []*int `json:"seen_in_years"`
	Note        string `json:"note"`
	HeadingNote string `json:"heading_note"`
	// Experimental marks a form whose wording no real table has confirmed.
	Experimental bool      `json:"experimental"`
	Sections     []Section `json:"sections"`
}

// Section is one table of a form: rows × columns.
type Section struct {
	Code            string   `json:"code"`
	Heading         string   `json:"heading"`
	HeadingVariants []string `json:"heading_variants"`
	Unit            *string  `json:"unit"`
	UnitIs          string   `json:"unit_is"` // "assumed", "form"
	Short           string   `json:"short"`
	Layout          string   `json:"layout"`
	Groups          []Group  `json:"groups"`
	ColumnGroups    []Group  `json:"column_groups"`
	Rows            []Row    `json:"rows"`
	Columns         []Column `json:"columns"`
	Checks          []Check  `json:"checks"`
}

// Group is a printed heading over several rows or columns.
type Group struct {
	Label   string   `json:"label"`
	Rows    []string `json:"rows"`
	Columns []string `json:"columns"`
	Note    string   `json:"note"`
}

// Row is a line of a section's table.
type Row struct {
	Code        string   `json:"code"`
	Label       string   `json:"label"`
	Variants    []string `json:"variants"`
	Unit        *string  `json:"unit"`
	HeadingOnly bool     `json:"heading_only"`
	// AlternativeTo lists the rows that this one stands in for where it is
	// printed instead of them.
	AlternativeTo []string `json:"alternative_to"`
	Short         string   `json:"short"`
}

// Column is a column of figures.
type Column struct {
	Code     string   `json:"code"`
	Label    string   `json:"label"`
	Variants []string `json:"variants"`
	Unit     *string  `json:"unit"`
	UnitIs   string   `json:"unit_is"`
	Money    bool     `json:"money"`
	Note     string   `json:"note"`
	Short    string   `json:"short"`
}

// Check is an equation between sums: of rows in each column (ForEach
// "column"), or of columns in each row (ForEach "row").
type Check struct {
	ID      string   `json:"id"`
	ForEach string   `json:"for_each"`
	Left    []string `json:"left"`
	Right   []string `json:"right"`
	Source  string   `json:"source"`
	Note    string   `json:"note"`
}

// Load reads and validates every embedded form, ordered by format.
func Load() ([]*Form, error) {
	names, err := fs.Glob(files, "data/*.json")
	if err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	var forms []*Form
	for _, name := range names {
		if slices.Contains(noForms, path.Base(name)) {
			continue
		}
		b, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("form %s: %w", name, err)
		}
		f, err := Parse(b)
		if err != nil {
			return nil, fmt.Errorf("form %s: %w", name, err)
		}
		forms = append(forms, f)
	}
	slices.SortFunc(forms, func(a, b *Form) int { return strings.Compare(a.Format, b.Format) })
	return forms, nil
}

// Parse reads one form and checks that every code it refers to exists.
func Parse(b []byte) (*Form, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	f := new(Form)
	if err := dec.Decode(f); err != nil {
		return nil, err
	}
	return f, f.validate()
}

func (f *Form) validate() error {
	if f.Format == "" || len(f.Sections) == 0 {
		return errors.New("a form needs a format and sections")
	}
	for i := range f.Sections {
		s := &f.Sections[i]
		if len(s.Rows) == 0 || len(s.Columns) == 0 {
			return fmt.Errorf("section %s: no rows or columns", s.Code)
		}
		for _, c := range s.Checks {
			known := s.HasRow
			if c.ForEach == "row" {
				known = s.HasColumn
			} else if c.ForEach != "column" {
				return fmt.Errorf("check %s: for_each %q", c.ID, c.ForEach)
			}
			for _, code := range slices.Concat(c.Left, c.Right) {
				if !known(code) {
					return fmt.Errorf("check %s: unknown code %q", c.ID, code)
				}
			}
		}
		for _, r := range s.Rows {
			for _, code := range r.AlternativeTo {
				if !s.HasRow(code) {
					return fmt.Errorf("row %s: alternative to unknown row %q", r.Code, code)
				}
			}
		}
	}
	return nil
}

// Check returns the equation of that id with its section, nil without one.
func (f *Form) Check(id string) (*Section, *Check) {
	for i := range f.Sections {
		s := &f.Sections[i]
		for k := range s.Checks {
			if s.Checks[k].ID == id {
				return s, &s.Checks[k]
			}
		}
	}
	return nil, nil
}

// Section returns the section of that code, or nil.
func (f *Form) Section(code string) *Section {
	for i := range f.Sections {
		if f.Sections[i].Code == code {
			return &f.Sections[i]
		}
	}
	return nil
}

// HasRow tells whether the section has a row of that code.
func (s *Section) HasRow(code string) bool { return s.Row(code) >= 0 }

// HasColumn tells whether the section has a column of that code.
func (s *Section) HasColumn(code string) bool { return s.Column(code) >= 0 }

// Row returns the index of the row of that code, or -1.
func (s *Section) Row(code string) int {
	return slices.IndexFunc(s.Rows, func(r Row) bool { return r.Code == code })
}

// Column returns the index of the column of that code, or -1.
func (s *Section) Column(code string) int {
	return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Code == code })
}

// UnitOf returns the unit that the form gives a figure, or nil.
func (s *Section) UnitOf(row, col int) *string {
	c := &s.Columns[col]
	switch {
	case c.Unit != nil:
		return c.Unit
	case c.Money:
		return nil // the form names none; never assume one for money
	case s.Rows[row].Unit != nil:
		return s.Rows[row].Unit
	}
	return s.Unit
}

// WideName is the figure's column name in wide tables, made from the short
// names of section, row and column; at most 32 characters.
func (s *Section) WideName(row, col int) string {
	return s.Short + "_" + s.Rows[row].Short + "_" + s.Columns[col].Short
}

// IsMoney tells whether a figure is an amount of money.
func (s *Section) IsMoney(row, col int) bool {
	if s.Columns[col].Money {
		return true
	}
	u := s.Rows[row].Unit
	return u != nil && strings.HasSuffix(*u, "元")
}
