package checks

import (
	"cmp"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
)

// Report is what one report prints, as far as checks ask.
type Report struct {
	ID, AgencyID string
	// Name is the agency's as printed.
	Name        string
	Scope       extract.Scope
	Level, Kind string
	Year        int
	Format      string
	// Figures are those of Checker.Statistics, in that order, nil where the
	// report has no such figure.
	Figures []*store.Figure
	// False are the equations of its own form that do not hold.
	False []extract.Check
}

// number returns a figure that may be held against other reports: printed as
// a number, and in no false equation of its own report.
func (c *Checker) number(r *Report, statistic int) *store.Figure {
	f := r.Figures[statistic]
	if f == nil || f.Status != extract.StatusRead || f.Value == nil || c.doubtful(r, statistic) {
		return nil
	}
	return f
}

// doubtful tells whether a false equation of the report holds the figure. Such
// a figure is held against no other report: the contradiction is told there.
func (c *Checker) doubtful(r *Report, statistic int) bool {
	for _, k := range r.False {
		for _, s := range c.touched[place{r.Format, k.ID, k.At}] {
			if s == statistic {
				return true
			}
		}
	}
	return false
}

// figure copies a print into a finding.
func (c *Checker) figure(r *Report, statistic int) Figure {
	f := r.Figures[statistic]
	return Figure{Statistic: c.statistics[statistic], Raw: f.Print(), Value: f.Value, Unit: f.Unit}
}

// of marks a figure as another report's.
func (f Figure) of(r *Report) Figure {
	f.ReportID, f.Year = r.ID, r.Year
	return f
}

// add sums numbers up; nil where one is missing or the sum does not fit.
func add(numbers ...*decimal.Number) *decimal.Number {
	var sum decimal.Number
	for _, n := range numbers {
		if n == nil {
			return nil
		}
		var err error
		if sum, err = sum.Add(*n); err != nil {
			return nil
		}
	}
	return &sum
}

// continues tells whether a report is of the year after last, and of the same
// body: where the scope is unknown a government and its office may print two
// reports, which only their names tell apart.
func (r *Report) continues(last *Report) bool {
	return r.Year == last.Year+1 && (r.Scope != extract.ScopeUnknown || r.Name == last.Name)
}

func byYear(a, b *Report) int { return cmp.Compare(a.Year, b.Year) }
