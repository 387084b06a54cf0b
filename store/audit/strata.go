package audit

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/store"
)

// By is what reports are told apart by.
type By string

// The ways to tell reports apart.
const (
	Form    By = "form"
	Source  By = "source" // html, pdf, word, excel, text
	Quality By = "quality"
	Region  By = "region" // the province
)

// Usual is what samples are drawn by and estimates weighed by unless told
// otherwise. Regions are mixed within each sort.
func Usual() []By { return []By{Form, Source, Quality} }

// Parse reads a list of ways, separated by commas.
func Parse(list string) ([]By, error) {
	var ways []By
	for name := range strings.SplitSeq(list, ",") {
		by := By(strings.TrimSpace(name))
		if !slices.Contains([]By{Form, Source, Quality, Region}, by) {
			return nil, fmt.Errorf("%q: not form, source, quality or region", name)
		}
		if !slices.Contains(ways, by) {
			ways = append(ways, by)
		}
	}
	return ways, nil
}

// stratum is the sort of a report.
func stratum(c *store.AuditCase, ways []By) string {
	parts := make([]string, len(ways))
	for i, by := range ways {
		switch by {
		case Form:
			parts[i] = "form " + c.Form
		case Source:
			parts[i] = c.Source
		case Quality:
			parts[i] = string(c.Quality)
		case Region:
			parts[i] = province(c.Region)
		}
	}
	return strings.Join(parts, ", ")
}

func province(code string) string {
	if len(code) < 2 {
		return store.UnknownRegion
	}
	return code[:2] + "0000"
}
