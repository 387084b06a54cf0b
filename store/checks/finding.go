package checks

import (
	"gongkai/extract"
	"gongkai/extract/decimal"
)

// Finding is what a check saw: figures that do not go together, or one that
// stands far from others. It says what is printed, not what is right.
type Finding struct {
	Code     string        `json:"-"`
	ReportID string        `json:"-"`
	Year     int           `json:"-"`
	Scope    extract.Scope `json:"-"`
	// At is the row or column that an equation of the form was applied to, what
	// a claim counts, or the measure that was compared; else "".
	At string `json:"at,omitempty"`
	// Label is what a claim counts, in Chinese.
	Label string `json:"label,omitempty"`
	// Left is the side of the report itself, Right what it is held against.
	Left  Side  `json:"left"`
	Right *Side `json:"right,omitempty"`
	// Peers are those that an outlier is far from.
	Peers *Peers `json:"peers,omitempty"`
	// Sentence is the one that tells a claim.
	Sentence string `json:"sentence,omitempty"`
}

// Side is one side of a comparison.
type Side struct {
	// Sum is what the figures give together; nil where they were not added up.
	Sum *decimal.Number `json:"sum,omitempty"`
	// Count is of how many figures, and Figures are those that matter: of long
	// sums those that are not 0.
	Count   int      `json:"count,omitempty"`
	Figures []Figure `json:"figures,omitempty"`
}

// Figure is a print that was compared.
type Figure struct {
	// ReportID and Year are those of another report, zero for the finding's own.
	ReportID  string          `json:"report_id,omitempty"`
	Year      int             `json:"year,omitempty"`
	Statistic string          `json:"statistic"`
	Raw       *string         `json:"raw"`
	Value     *decimal.Number `json:"value"`
	Unit      *string         `json:"unit,omitempty"`
	// Negative figures are taken off their sum.
	Negative bool `json:"negative,omitempty"`
}

// Peers are the reports of one level, kind, scope and year that print a measure.
type Peers struct {
	Level string `json:"level"`
	Kind  string `json:"kind"`
	// Reports is how many there are, the finding's own among them.
	Reports int     `json:"reports"`
	Median  float64 `json:"median"`
	// Score is how many robust standard deviations (1.4826 × the median
	// absolute deviation) the report is from the median, on log10(1 + value).
	Score float64 `json:"score"`
}

// longSide is how many figures a side lists with their zeros.
const longSide = 5

// side makes a side of figures.
func side(sum *decimal.Number, figures []Figure) Side {
	s := Side{Sum: sum, Count: len(figures)}
	for _, f := range figures {
		if len(figures) > longSide && f.Value != nil && f.Value.IsZero() {
			continue
		}
		s.Figures = append(s.Figures, f)
	}
	return s
}

// Sums are what the two sides give, nil where they were not added up.
func (f *Finding) Sums() (left, right *decimal.Number) {
	if f.Right != nil {
		right = f.Right.Sum
	}
	return f.Left.Sum, right
}

// Statistics names the figures compared, each once, the report's own first.
func (f *Finding) Statistics() []string {
	var out []string
	seen := map[string]bool{}
	add := func(s *Side) {
		for _, fig := range s.Figures {
			if !seen[fig.Statistic] {
				seen[fig.Statistic] = true
				out = append(out, fig.Statistic)
			}
		}
	}
	add(&f.Left)
	if f.Right != nil {
		add(f.Right)
	}
	return out
}
