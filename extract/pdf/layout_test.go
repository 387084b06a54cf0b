package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/document"
)

// draw makes a page from rules and texts.
type draw struct{ page }

func paper() *draw { return &draw{page{width: 400, height: 600}} }

// line draws a rule; text prints characters of 10 points from a place on, Chinese
// ones as wide as they are high.
func (d *draw) across(y, from, to float64) *draw {
	d.page.across = append(d.page.across, rule{y, from, to})
	return d
}

func (d *draw) down(x, from, to float64) *draw {
	d.page.down = append(d.page.down, rule{x, from, to})
	return d
}

func (d *draw) text(x, y float64, s string) *draw {
	spaced := false
	for _, r := range s {
		if r == ' ' {
			spaced = true
			x += 5
			continue
		}
		w := 5.0
		if isWide(r) {
			w = 10
		}
		d.glyphs = append(d.glyphs, glyph{box{x, y, x + w, y + 12}, r, 0, spaced})
		spaced = false
		x += w
	}
	return d
}

// upwards prints text that is turned to the left.
func (d *draw) upwards(x, y float64, s string) *draw {
	for _, r := range s {
		d.glyphs = append(d.glyphs, glyph{box{x, y - 10, x + 12, y}, r, 1, false})
		y -= 10
	}
	return d
}

// grid draws a table of columns and rows.
func (d *draw) grid(xs, ys []float64) *draw {
	for _, y := range ys {
		d.across(y, xs[0], xs[len(xs)-1])
	}
	for _, x := range xs {
		d.down(x, ys[0], ys[len(ys)-1])
	}
	return d
}

// told tells blocks in one line each: cells as columns x rows text.
func told(blocks []document.Block) []string {
	var out []string
	for _, b := range blocks {
		switch {
		case b.Picture:
			out = append(out, "(picture)")
		case b.Table == nil:
			out = append(out, b.Text)
		default:
			for _, r := range b.Table.Rows {
				s := "|"
				if r.Broken {
					s = "~"
				}
				for _, c := range r.Cells {
					text := ""
					if len(c.Blocks) > 0 {
						text = c.Blocks[0].Text
					}
					if c.Open {
						text += "↓"
					}
					s += fmt.Sprintf(" %dx%d %s |", c.Columns, c.Rows, text)
				}
				out = append(out, s)
			}
		}
	}
	return out
}

func TestLayOut(t *testing.T) {
	long := strings.Repeat("公开", 15)
	for _, c := range []struct {
		name  string
		pages []*draw
		want  []string
	}{
		{"cells by where text stands, not by the order in the file", []*draw{paper().grid([]float64{50, 150, 250}, []float64{100, 120, 140}).text(160, 124, "4").text(55, 124, "规章").text(160, 104, "件数")},
			[]string{"| 1x1  | 1x1 件数 |", "| 1x1 规章 | 1x1 4 |"}},
		{"merged cells", []*draw{paper().across(100, 50, 250).across(120, 150, 250).across(140, 50, 250).down(50, 100, 140).down(150, 100, 140).down(200, 120, 140).down(250, 100, 140).
			text(55, 114, "甲").text(170, 104, "乙").text(155, 124, "丙").text(205, 124, "丁")},
			[]string{"| 1x2 甲 | 2x1 乙 |", "| 1x1 丙 | 1x1 丁 |"}},
		{"open at the sides", []*draw{paper().across(100, 50, 250).across(120, 50, 250).across(140, 50, 250).down(150, 100, 140).text(55, 104, "甲").text(155, 104, "1").text(55, 124, "乙").text(155, 124, "2")},
			[]string{"| 1x1 甲 | 1x1 1 |", "| 1x1 乙 | 1x1 2 |"}},
		{"rules in pieces and dots", []*draw{func() *draw {
			d := paper()
			for x := 50.0; x < 250; x += 2 {
				d.across(100, x, x+1).across(120.4, x, x+1).across(140, x, x+1)
			}
			return d.down(50, 100, 120).down(50, 120, 140).down(150, 100, 140).down(250, 100, 140).text(55, 104, "甲").text(155, 124, "2")
		}()}, []string{"| 1x1 甲 | 1x1  |", "| 1x1  | 1x1 2 |"}},
		{"a box around a text and a line under it are no table", []*draw{paper().grid([]float64{40, 300}, []float64{90, 120}).text(50, 100, "甲乙").across(200, 40, 300).text(50, 180, "丙")},
			[]string{"甲乙", "丙"}},
		{"a number that is wider than its cell is nobody's", []*draw{paper().grid([]float64{50, 80, 110}, []float64{100, 120, 140}).text(55, 104, "12345678").text(55, 124, "1").text(85, 124, "2")},
			[]string{"| 1x1 12345678\uFFFD | 1x1 \uFFFD |", "| 1x1 1 | 1x1 2 |"}},
		{"neighbours without a space are cells of their own", []*draw{paper().grid([]float64{50, 76, 110}, []float64{100, 120, 140}).text(54, 104, "1234").text(77.5, 104, "5678").text(55, 124, "1").text(85, 124, "2")},
			[]string{"| 1x1 1234 | 1x1 5678 |", "| 1x1 1 | 1x1 2 |"}},
		{"a label that wraps is one, a break that is meant stays", []*draw{paper().grid([]float64{50, 94, 250}, []float64{100, 140, 180}).text(52, 104, "行政许可").text(52, 120, "项").text(100, 104, "1").text(52, 144, "其").text(52, 160, "他").text(100, 144, "2")},
			[]string{"| 1x1 行政许可项 | 1x1 1 |", "| 1x1 其\n他 | 1x1 2 |"}},
		{"a number that wraps is one, two numbers stay two", []*draw{paper().grid([]float64{50, 84, 250}, []float64{100, 140, 180}).text(52, 104, "123456").text(52, 120, "7").text(90, 104, "甲").text(52, 144, "12").text(52, 160, "34").text(90, 144, "乙")},
			[]string{"| 1x1 1234567 | 1x1 甲 |", "| 1x1 12\n34 | 1x1 乙 |"}},
		{"turned heads", []*draw{paper().grid([]float64{50, 70, 170}, []float64{100, 160, 180}).upwards(54, 155, "总计").text(75, 124, "甲").text(52, 164, "3").text(75, 164, "4")},
			[]string{"| 1x1 总计 | 1x1 甲 |", "| 1x1 3 | 1x1 4 |"}},
		{"spaces that are printed stay, room between scripts is none", []*draw{paper().text(50, 100, "1 2").text(68, 100, "件")}, []string{"1 2件"}},
		{"bold that is printed twice is read once, doubled digits are not bold", []*draw{paper().text(50, 100, "115").text(50.4, 100, "115")}, []string{"115"}},
		{"a glyph that is two characters is both", []*draw{paper().text(50, 100, "—").text(50, 100, "—")}, []string{"——"}},
		{"lines of a paragraph are joined", []*draw{paper().text(70, 100, long[:3*28]).text(50, 120, long).text(50, 140, "报告。").text(70, 160, "甲乙。")},
			[]string{long[:3*28] + long + "报告。", "甲乙。"}},
		{"columns without borders are told by tabs", []*draw{paper().text(50, 100, "规章").text(200, 100, "1").text(300, 100, "2").text(50, 120, "许可").text(200, 120, "3").text(300, 120, "4")},
			[]string{"规章\t1\t2\n许可\t3\t4"}},
		{"running heads and page numbers go, figures stay", []*draw{
			paper().text(50, 20, "样例县年报").text(50, 100, "甲").text(60, 550, "7").text(50, 580, "- 1 -"),
			paper().text(50, 20, "样例县年报").text(50, 100, "乙").text(60, 550, "7").text(50, 580, "- 2 -"),
		}, []string{"甲", "7", "乙", "7"}},
		{"a table goes on over a page break", []*draw{
			paper().text(50, 50, "题").grid([]float64{50, 150, 250}, []float64{100, 120, 140}).text(55, 104, "甲").text(155, 124, "1").text(50, 580, "- 1 -"),
			paper().grid([]float64{50, 150, 200, 250}, []float64{20, 40}).text(55, 24, "乙").text(155, 24, "2").text(205, 24, "3").text(50, 580, "- 2 -"),
		}, []string{"题", "| 1x1 甲 | 2x1  |", "| 1x1  | 2x1 1 |", "~ 1x1 乙 | 1x1 2 | 1x1 3 |"}},
		{"a cell without a border at the page's end is open", []*draw{
			paper().across(100, 50, 250).across(120, 50, 250).across(140, 50, 150).down(50, 100, 140).down(150, 100, 140).down(250, 100, 140).text(55, 124, "甲").text(155, 124, "1"),
			paper().grid([]float64{50, 150, 250}, []float64{20, 40}).text(55, 24, "乙"),
		}, []string{"| 1x1  | 1x1  |", "| 1x1 甲 | 1x1 1↓ |", "~ 1x1 乙 | 1x1  |"}},
		{"text that runs out of an open cell at the page's end", []*draw{
			paper().across(100, 50, 250).across(120, 50, 250).across(140, 150, 250).down(50, 100, 140).down(150, 100, 140).down(250, 100, 140).text(55, 124, "自然").text(155, 124, "总计").text(55, 143, "人"),
			paper().grid([]float64{50, 150, 250}, []float64{20, 40}).text(55, 24, "1").text(155, 24, "2"),
		}, []string{"| 1x1  | 1x1  |", "| 1x1 自然人↓ | 1x1 总计 |", "~ 1x1 1 | 1x1 2 |"}},
		{"text below a table that ends is none of it", []*draw{
			paper().grid([]float64{50, 150, 250}, []float64{100, 120, 140}).text(55, 124, "甲").text(55, 143, "人"),
			paper().grid([]float64{50, 150, 250}, []float64{20, 40}).text(55, 24, "1").text(155, 24, "2"),
		}, []string{"| 1x1  | 1x1  |", "| 1x1 甲 | 1x1  |", "人", "| 1x1 1 | 1x1 2 |"}},
		{"a table of another width is another", []*draw{
			paper().grid([]float64{50, 150, 250}, []float64{100, 120}).text(55, 104, "甲"),
			paper().grid([]float64{50, 150, 300}, []float64{20, 40}).text(55, 24, "乙"),
		}, []string{"| 1x1 甲 | 1x1  |", "| 1x1 乙 | 1x1  |"}},
		{"a page that is a picture", []*draw{{page{scanned: true}}}, []string{"(picture)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pages []*page
			for _, d := range c.pages {
				pages = append(pages, &d.page)
			}
			if got := told(layOut(pages)); !slices.Equal(got, c.want) {
				t.Errorf("got\n%q, want\n%q", got, c.want)
			}
		})
	}
}

func TestTurnedPages(t *testing.T) {
	b := box{10, 0, 110, 200} // media box: x from 10 to 110, y from 0 to 200
	for turns, want := range []box{{0, 180, 10, 200}, {0, 0, 20, 10}, {90, 0, 100, 20}, {180, 90, 200, 100}} {
		if got := (space{b, turns}).box(10, 0, 20, 20); got != want {
			t.Errorf("turned %d times: %v, want %v", turns, got, want)
		}
	}
}
