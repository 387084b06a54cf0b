package web

import (
	"fmt"
	"strings"
)

// spark is a small line over years. The figures stand beside it in the table.
type spark struct {
	// Lines are the points of lines, each broken where a year has no value or
	// where the forms of two years do not mean the same.
	Lines []string
	Dots  []sparkDot
}

type sparkDot struct{ X, Y string }

// The size of a spark, with room for the dots.
const (
	sparkWidth, sparkHeight = 96.0, 24.0
	sparkEdge               = 3.0
)

// sparkOf draws a row: years have their places in time, 0 is at the bottom.
func sparkOf(row *measureRow, years []panelYear) spark {
	var s spark
	most, first, last := 0.0, 0, 0
	for i, c := range row.Cells {
		if c.Text != "" {
			most = max(most, c.value)
		}
		if i == 0 {
			first = years[i].Year
		}
		last = years[i].Year
	}
	var line []string
	end := func() {
		if len(line) > 1 {
			s.Lines = append(s.Lines, strings.Join(line, " "))
		}
		line = nil
	}
	for i, c := range row.Cells {
		if c.Text == "" || c.value < 0 {
			end()
			continue
		}
		if i > 0 && (years[i].Year != years[i-1].Year+1 || row.Comparable(row.Cells[i-1].format, c.format) == "no") {
			end()
		}
		x, y := sparkWidth/2, sparkHeight-sparkEdge
		if last > first {
			x = sparkEdge + (sparkWidth-2*sparkEdge)*float64(years[i].Year-first)/float64(last-first)
		}
		if most > 0 {
			y -= (sparkHeight - 2*sparkEdge) * c.value / most
		}
		dot := sparkDot{fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", y)}
		s.Dots = append(s.Dots, dot)
		line = append(line, dot.X+","+dot.Y)
	}
	end()
	return s
}
