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
