package generate

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"gongkai/extract/form"
)

// Cell is the truth of one figure.
type Cell struct {
	Section, Row, Col string
	Raw               string // as printed; "" for an empty cell
	Blank             bool   // empty, or a mark that stands for nothing
}

// Key is section/row/col.
func (c Cell) Key() string { return c.Section + "/" + c.Row + "/" + c.Col }

// figures fills every cell of a section. Where the section has checks they
// hold, unless the page contradicts itself.
func (g *generator) figures(s *form.Section) map[string][]Cell {
	out := map[string][]Cell{}
	values := map[string][]int{}
	rows := g.rowsOf(s)
	for _, r := range rows {
		values[r.Code] = make([]int, len(s.Columns))
		for c := range s.Columns {
			values[r.Code][c] = g.number()
		}
	}
	if !g.contradicts {
		g.balance(s, rows, values)
	}
	for _, r := range rows {
		for c := range s.Columns {
			cell := Cell{Section: s.Code, Row: r.Code, Col: s.Columns[c].Code, Raw: strconv.Itoa(values[r.Code][c])}
			if s.Columns[c].Money {
				cell.Raw = g.money()
			}
			if g.blanks > 0 && g.rnd.Float64() < g.blanks {
				cell.Blank, cell.Raw = true, g.blankMark()
			}
			out[r.Code] = append(out[r.Code], cell)
		}
	}
	return out
}

// balance makes the checks hold, in the order rows, then columns.
func (g *generator) balance(s *form.Section, rows []form.Row, values map[string][]int) {
	total := s.Column("total")
	if total < 0 {
		return
	}
	has := func(code string) bool { _, ok := values[code]; return ok }
	if has("processed_total") {
		for c := range s.Columns {
			sum := 0
			for _, r := range rows {
				switch r.Code {
				case "new_requests", "carried_in", "processed_total", "carried_out":
				default:
					sum += values[r.Code][c]
				}
			}
			values["processed_total"][c] = sum
			out := min(values["carried_out"][c], sum)
			values["carried_out"][c] = out
			in := g.rnd.IntN(sum + out + 1)
			values["carried_in"][c] = in
			values["new_requests"][c] = sum + out - in
		}
	}
	for _, r := range rows {
		sum := 0
		for c := range s.Columns {
			if c != total {
				sum += values[r.Code][c]
			}
		}
		values[r.Code][total] = sum
	}
}

// rowsOf are the rows that this page prints.
func (g *generator) rowsOf(s *form.Section) []form.Row {
	var out []form.Row
	single := false
	for _, r := range s.Rows {
		if len(r.AlternativeTo) > 0 {
			single = g.singleOther
		}
	}
	replaced := map[string]bool{}
	for _, r := range s.Rows {
		for _, code := range r.AlternativeTo {
			replaced[code] = single
		}
	}
	for _, r := range s.Rows {
		if r.HeadingOnly || replaced[r.Code] || len(r.AlternativeTo) > 0 && !single {
			continue
		}
		out = append(out, r)
	}
	return out
}

func (g *generator) number() int {
	switch p := g.rnd.Float64(); {
	case g.distinct:
		g.next++
		return 1000 + g.next*7
	case p < 0.45:
		return 0
	case p < 0.8:
		return 1 + g.rnd.IntN(30)
	default:
		return g.rnd.IntN(20000)
	}
}

func (g *generator) money() string {
	switch g.rnd.IntN(4) {
	case 0:
		return "0"
	case 1:
		return strconv.Itoa(g.rnd.IntN(90000))
	}
	return fmt.Sprintf("%d.%d", g.rnd.IntN(9000), 1+g.rnd.IntN(9998))
}

func (g *generator) blankMark() string {
	return pick(g.rnd, "", "", "", "-", "—", "/", "无")
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }
