package checks

import (
	"strings"

	"gongkai/extract"
	"gongkai/store"
)

// maxDiffering is how many differing figures of a section a finding lists.
const maxDiffering = 10

// Sources tells, once a section, that other sources of a report print other
// figures; all of d are about the one report that stands in the panel.
func Sources(d []store.Differing) []Finding {
	var out []Finding
	for _, x := range d {
		if len(x.Others) == 0 {
			continue
		}
		section, _, _ := strings.Cut(x.Statistic, "/")
		n := len(out) - 1
		if n < 0 || out[n].At != section {
			out = append(out, Finding{Code: sourcesDiffer, ReportID: x.ReportID, Year: x.Year, Scope: x.Scope, At: section, Right: &Side{}})
			n++
		}
		f := &out[n]
		f.Left.Count++
		f.Right.Count += len(x.Others)
		if f.Left.Count > maxDiffering {
			continue
		}
		f.Left.Figures = append(f.Left.Figures, printOf(x.Statistic, &x.Own))
		for _, o := range x.Others {
			fig := printOf(x.Statistic, &o.Statistic)
			fig.ReportID, fig.Year = o.ReportID, x.Year
			f.Right.Figures = append(f.Right.Figures, fig)
		}
	}
	return out
}

func printOf(name string, s *extract.Statistic) Figure {
	return Figure{Statistic: name, Raw: s.Raw, Value: s.Value, Unit: s.Unit}
}
