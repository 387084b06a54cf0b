package chart

import (
	"encoding/json"
	"fmt"
)

// Mark is a change of form of lines between two years.
type Mark struct {
	After      int    `json:"after"`
	Year       int    `json:"year"`
	From       string `json:"from"`
	To         string `json:"to"`
	Comparable string `json:"comparable"`
}

// Marks are the changes of form that the chart marks, by year.
func (c *Chart) Marks() []Mark {
	told, others := c.told()
	var all []Mark
	for _, m := range marks(append(told[:len(told):len(told)], drawn(others)...)) {
		all = append(all, Mark{m.after, m.year, m.from, m.to, m.comparable})
	}
	return all
}

// plotted is a chart for a script that draws it: the lines that are told apart.
type plotted struct {
	Unit    string     `json:"unit"`
	Percent bool       `json:"percent"`
	Years   []int      `json:"years"`
	Lines   []plotLine `json:"lines"`
	Marks   []Mark     `json:"marks"`
}

// plotLine has, for each year, its value, of how many reports, and how the line
// goes on to it: gap, solid or dashed.
type plotLine struct {
	Label  string     `json:"label"`
	Colour string     `json:"colour"`
	Sign   string     `json:"sign"`
	Values []*float64 `json:"values"`
	N      []int      `json:"n"`
	Joints []string   `json:"joints"`
}

// Plot is the chart as JSON for a script that draws it.
func (c *Chart) Plot() (string, error) {
	p := plotted{Unit: c.Unit, Percent: c.Percent, Marks: c.Marks()}
	for y := c.FromYear; y <= c.ToYear; y++ {
		p.Years = append(p.Years, y)
	}
	told, _ := c.told()
	names := map[joint]string{gap: "gap", solid: "solid", dashed: "dashed"}
	for i := range told {
		l := &told[i]
		n := len(p.Years)
		out := plotLine{Label: l.Label, Colour: colours[i], Sign: shapes[i], Values: make([]*float64, n), N: make([]int, n), Joints: make([]string, n)}
		for k, pt := range l.Points {
			at := pt.Year - c.FromYear
			if at < 0 || at >= n {
				continue
			}
			v := c.shown(pt.Value)
			out.Values[at], out.N[at], out.Joints[at] = &v, pt.N, names[l.joint(k)]
		}
		p.Lines = append(p.Lines, out)
	}
	b, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("chart: %w", err)
	}
	return string(b), nil
}
