package checks

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"gongkai/extract/form"
)

//go:embed data/checks.json
var checksJSON []byte

// Severity tells how much a finding says.
type Severity string

// The severities, gravest first.
const (
	Error   Severity = "error"   // an equation that the form prints or implies is false
	Warning Severity = "warning" // prints that should agree do not, for which there may be reasons
	Note    Severity = "note"    // far from what is usual, and perhaps right
)

// Severities lists them, gravest first.
func Severities() []Severity { return []Severity{Error, Warning, Note} }

// The checks that are no equations of a form or between years.
const (
	claimConflict  = "claim_conflict"
	sourcesDiffer  = "sources_differ"
	unitSlipYears  = "unit_slip.years"
	unitSlipPeers  = "unit_slip.peers"
	unitPrinted    = "unit_printed"
	yearJump       = "year_jump"
	outlier        = "outlier"
	hard, formRows = "hard", "row"
)

// Check is one kind of finding, as the catalogue has it.
type Check struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Title    string   `json:"title"`
	TitleZH  string   `json:"title_zh"`
	// Text and TextZH explain a finding; {name} stands for what it compared.
	Text   string `json:"text"`
	TextZH string `json:"text_zh"`
	// Parameters are the bounds that the check goes by.
	Parameters map[string]float64 `json:"parameters"`
}

// measure is a quantity that is compared over years and with peers.
type measure struct {
	Concept   string `json:"concept"`
	Statistic string `json:"statistic"`
}

// Catalogue is every check, with the forms it is held against.
type Catalogue struct {
	Checks   []Check
	measures []measure
	words    map[string]string // levels and kinds in Chinese
	forms    []*form.Form
	across   *form.Across
}

// Load reads the embedded catalogue and holds it against the forms.
func Load() (*Catalogue, error) {
	forms, across, err := form.LoadAcross()
	if err != nil {
		return nil, err
	}
	c, err := parse(checksJSON, forms, across)
	if err != nil {
		return nil, fmt.Errorf("checks.json: %w", err)
	}
	return c, nil
}

func parse(b []byte, forms []*form.Form, across *form.Across) (*Catalogue, error) {
	var file struct {
		About    string            `json:"about"`
		Checks   []Check           `json:"checks"`
		Measures []measure         `json:"measures"`
		Words    map[string]string `json:"words_zh"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return nil, err
	}
	c := &Catalogue{file.Checks, file.Measures, file.Words, forms, across}
	return c, c.validate()
}

// Check returns the check of that code, or nil.
func (c *Catalogue) Check(code string) *Check {
	for i := range c.Checks {
		if c.Checks[i].Code == code {
			return &c.Checks[i]
		}
	}
	return nil
}

// Codes lists the codes of a severity, or all for "".
func (c *Catalogue) Codes(s Severity) []string {
	var out []string
	for _, k := range c.Checks {
		if s == "" || k.Severity == s {
			out = append(out, k.Code)
		}
	}
	return out
}

// validate makes sure that every check that can be found is explained, and
// nothing else.
func (c *Catalogue) validate() error {
	want := map[string][]string{ // parameters by code
		claimConflict: nil, sourcesDiffer: nil, unitPrinted: nil,
		unitSlipYears: {"ratio", "within"}, unitSlipPeers: {"ratio", "score"},
		yearJump: {"factor", "least"}, outlier: {"score", "peers", "floor"},
	}
	for _, f := range c.forms {
		for _, s := range f.Sections {
			for _, k := range s.Checks {
				want[k.ID] = nil
			}
		}
	}
	for _, y := range c.across.YearChecks {
		want[y.ID] = nil
		if k := c.Check(y.ID); k != nil && (k.Severity == Error) != (y.Severity == hard) {
			return fmt.Errorf("check %s: severity %q, but it is %s across years", y.ID, k.Severity, y.Severity)
		}
	}
	for _, k := range c.Checks {
		parameters, ok := want[k.Code]
		if !ok {
			return fmt.Errorf("check %q: nothing finds it, or it stands twice", k.Code)
		}
		delete(want, k.Code)
		if err := k.validate(parameters); err != nil {
			return fmt.Errorf("check %s: %w", k.Code, err)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(want)) {
		return fmt.Errorf("check %s is not explained", code)
	}
	for _, m := range c.measures {
		if len(c.members(m)) == 0 {
			return fmt.Errorf("measure %s%s: no form has it", m.Concept, m.Statistic)
		}
	}
	return nil
}

func (k *Check) validate(parameters []string) error {
	if !slices.Contains(Severities(), k.Severity) || k.Title == "" || k.TitleZH == "" {
		return errors.New("a check needs a severity and titles")
	}
	if len(k.Parameters) != len(parameters) {
		return fmt.Errorf("parameters %v, want %v", k.Parameters, parameters)
	}
	for _, p := range parameters {
		if k.Parameters[p] <= 0 {
			return fmt.Errorf("parameter %s is missing or not above 0", p)
		}
	}
	for _, text := range []string{k.Text, k.TextZH} {
		if err := checkTemplate(text); err != nil {
			return err
		}
	}
	return nil
}

// members returns the statistics whose sum a measure is, by form.
func (c *Catalogue) members(m measure) map[string][]string {
	for _, k := range c.across.Concepts {
		if k.Code == m.Concept {
			return k.Members
		}
	}
	out := map[string][]string{}
	for _, f := range c.forms {
		if m.Concept == "" && f.HasStatistic(m.Statistic) {
			out[f.Format] = []string{m.Statistic}
		}
	}
	return out
}
