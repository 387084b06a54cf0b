package extract

import (
	"fmt"
	"slices"
	"testing"

	"gongkai/extract/document"
)

// broken is a table of rows of texts; the last begins a page. A text with a rune
// count in front ("3|甲") is a cell over so many rows.
func broken(rows ...[]string) *document.Table {
	t := &document.Table{}
	for i, texts := range rows {
		r := document.Row{Broken: i == len(rows)-1}
		for _, s := range texts {
			c := document.TextCell(s)
			if len(s) > 2 && s[1] == '|' {
				c = document.TextCell(s[2:])
				c.Rows = int(s[0] - '0')
			}
			r.Cells = append(r.Cells, c)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func TestRowsThatAPageEndDivides(t *testing.T) {
	ix := newExtractor(t).ix
	for _, c := range []struct {
		name        string
		above, rest []string
		want        []string
	}{
		{"a label in two", []string{"4.保护", "1", "2"}, []string{"第三方合法权益", "", ""}, []string{"4.保护第三方合法权益 | 1 | 2"}},
		{"a label in two, its end the name of a column", []string{"二、上年结转政府信息公开申请", "1", "2"}, []string{"数量", "", ""}, []string{"二、上年结转政府信息公开申请数量 | 1 | 2"}},
		{"figures without their label", []string{"2.重复申请", "", ""}, []string{"", "1", "2"}, []string{"2.重复申请 | 1 | 2"}},
		{"figures before their label", []string{"2.", "1", "2"}, []string{"重复申请", "", ""}, []string{"2.重复申请 | 1 | 2"}},
		{"a number in two is doubtful", []string{"2.重复申请", "47", "2"}, []string{"", "15", ""}, []string{"2.重复申请 | 47\n15 | 2"}},
		{"a row of figures alone goes on", []string{"62", "3"}, []string{"6", ""}, []string{"62\n6 | 3"}},
		{"the next row is its own", []string{"2.重复申请", "1", "2"}, []string{"3.要求提供公开出版物", "3", ""}, []string{"2.重复申请 | 1 | 2", "3.要求提供公开出版物 | 3 | "}},
		{"a blank row is its own", []string{"2.重复申请", "", ""}, []string{"3.要求提供公开出版物", "", ""}, []string{"2.重复申请 |  | ", "3.要求提供公开出版物 |  | "}},
		{"a row called like a column is its own", []string{"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "", "9"}, []string{"3.其他", "8", ""}, []string{"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 |  | 9", "3.其他 | 8 | "}},
		{"figures under the names of columns", []string{"结果维持", "结果纠正"}, []string{"1", ""}, []string{"结果维持 | 结果纠正", "1 | "}},
		{"a group goes on without its text", []string{"2|（四）无法提供", "1.本机关不掌握相关政府信息", "1"}, []string{"", "2.没有现成信息需要另行制作", "2"}, []string{"（四）无法提供 | 1.本机关不掌握相关政府信息 | 1", "2.没有现成信息需要另行制作 | 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := [][]string{c.above, c.rest}
			if c.above[0][:2] == "2|" { // the cell begins in the row before
				head := slices.Clone(c.above)
				for i := 1; i < len(head); i++ {
					head[i] = ""
				}
				rows = [][]string{head, c.above[1:], c.rest}
				c.want = append([]string{fmt.Sprint(c.above[0][2:], map[int]string{2: " | ", 3: " |  | "}[len(head)])}, c.want...)
				c.want[1] = c.want[1][len(c.above[0][2:])+len(" | "):]
			}
			table := broken(rows...)
			ix.joinBroken(table)
			var got []string
			for _, r := range table.Rows {
				s := ""
				for i := range r.Cells {
					if i > 0 {
						s += " | "
					}
					s += cellString(&r.Cells[i])
				}
				got = append(got, s)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCellsThatGoOnOverAPageEnd(t *testing.T) {
	ix := newExtractor(t).ix
	told := func(table *document.Table) []string {
		var out []string
		for _, r := range table.Rows {
			s := ""
			for i := range r.Cells {
				s += fmt.Sprintf("%d %s|", r.Cells[i].Rows, cellString(&r.Cells[i]))
			}
			out = append(out, s)
		}
		return out
	}
	merged := broken([]string{"行政处罚", "2", "9"}, []string{"行政强制", "", "6"})
	merged.Rows[0].Cells[1].Open = true
	ix.joinBroken(merged)
	if got, want := told(merged), []string{"1 行政处罚|2 2|1 9|", "1 行政强制|1 6|"}; !slices.Equal(got, want) {
		t.Errorf("an open cell: %q, want %q", got, want)
	}
	head := broken([]string{"结果", "结果", "其他"}, []string{"维持", "纠", "结果"}, []string{"1181", "正980", "34"})
	head.Rows[1].Broken, head.Rows[2].Broken = true, false
	ix.joinBroken(head)
	if got, want := told(head), []string{"1 结果维持|1 结果纠正|1 其他结果|", "1 1181|1 980|1 34|"}; !slices.Equal(got, want) {
		t.Errorf("a name over the border: %q, want %q", got, want)
	}
	figure := broken([]string{"结果", "结果"}, []string{"维持", "纠正"}, []string{"3", "共980"})
	figure.Rows[1].Broken, figure.Rows[2].Broken = true, false
	ix.joinBroken(figure)
	if got, want := told(figure), []string{"1 结果维持|1 结果纠正|", "1 3|1 共980|"}; !slices.Equal(got, want) {
		t.Errorf("a text that is no name's end: %q, want %q", got, want)
	}
}
