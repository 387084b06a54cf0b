package release

import (
	"slices"
	"strings"
)

// figuresTable holds the figures, one a row.
const figuresTable = "figures"

// reportsAtOnce bounds the reports whose figures are held in memory.
const reportsAtOnce = 5000

// Printed is a figure as a package has it: its print with its unit, and its status.
type Printed struct{ Text, Status, value string }

// FigureChange is a figure that two packages have otherwise; what one of them
// does not have is empty.
type FigureChange struct {
	ReportID, Statistic string
	Was, Became         Printed
}

// CompareFigures hands on the figures of some reports that differ between two
// packages, by the order of the newer one, then those that are there no more.
func CompareFigures(old, fresh string, reports []string, do func(FigureChange) error) error {
	for some := range slices.Chunk(reports, reportsAtOnce) {
		was := map[string]map[string]Printed{}
		for _, id := range some {
			was[id] = map[string]Printed{}
		}
		if err := EachRow(old, figuresTable, func(get func(string) string) error {
			if figures, wanted := was[get("report_id")]; wanted {
				figures[statistic(get)] = printed(get)
			}
			return nil
		}); err != nil {
			return err
		}
		if err := EachRow(fresh, figuresTable, func(get func(string) string) error {
			figures, wanted := was[get("report_id")]
			if !wanted {
				return nil
			}
			name, now := statistic(get), printed(get)
			before := figures[name]
			delete(figures, name)
			if before == now {
				return nil
			}
			return do(FigureChange{get("report_id"), name, before, now})
		}); err != nil {
			return err
		}
		for _, id := range some {
			var left []string
			for name := range was[id] {
				left = append(left, name)
			}
			slices.Sort(left)
			for _, name := range left {
				if err := do(FigureChange{ReportID: id, Statistic: name, Was: was[id][name]}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func statistic(get func(string) string) string {
	return get("section") + "/" + get("row") + "/" + get("col")
}

func printed(get func(string) string) Printed {
	return Printed{strings.TrimSpace(get("raw") + " " + get("unit")), get("status"), get("value")}
}
