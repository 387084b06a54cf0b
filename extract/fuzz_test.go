package extract

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzReadFigure(f *testing.F) {
	for _, s := range []string{"0", "-35", "减3", "251000元", "1,234", "22（其中修订16件）", "——", "\u00a0", "９", "1e9", "0x1", "3(2)", "1,2,3", "12 5", "-", "--1", "+-3", "O0", "〇", "9999999999999999999", "0.00000000000000000001", "1.2.3", ".5", "5.", "１，２３４．５０万元", "¥3", "3亿元", "减-3", "零", "(5)", "1'234"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := readFigure(s)
		if g.status != StatusRead {
			return
		}
		if !strings.ContainsFunc(s, isDigitLike) {
			t.Errorf("readFigure(%q) read %s where no digit is printed", s, g.value)
		}
		// Every digit of the value is printed, in its order: nothing is made up.
		if got, printed := digitsOf(g.value.String()), digitsOf(s); !strings.Contains(printed, strings.TrimLeft(got, "0")) {
			t.Errorf("readFigure(%q) = %s: those digits are not printed", s, g.value)
		}
	})
}

func isDigitLike(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.ContainsRune("Oo〇○零ＯｏⅠ", r)
}

// digitsOf keeps the digits of a text, full-width ones narrowed.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - 0xFEE0
		}
		return -1
	}, s)
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2020-01-30", "2020年1月30日", "20200130", "2020/13/45", "２０２０．１．３", "2020-02-30", "二〇二〇年一月三十日", "20191月1日", "2020-1-3 09:30", "99999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := parseDate(s)
		if !ok {
			return
		}
		var y, m, day int
		if n, err := fmt.Sscanf(d, "%04d-%02d-%02d", &y, &m, &day); n != 3 || err != nil || len(d) != len("2020-01-30") || m < 1 || m > 12 || day < 1 || day > 31 {
			t.Errorf("parseDate(%q) = %q", s, d)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("政府信息公开"), "text/html; charset=gb2312")
	f.Add([]byte("\xd5\xfe\xb8\xae"), "")
	f.Add([]byte("<meta charset=gbk>\x81\x30\x81\x30"), "text/html")
	f.Add([]byte("\xff\xfe\x3f\x65"), "text/html")
	f.Add([]byte("\xfe\xff\x65"), "")
	f.Add([]byte("\xef\xbb\xbf\xef\xbb\xbf规章"), "text/plain; charset=utf-16")
	f.Fuzz(func(t *testing.T, b []byte, ct string) {
		d := Decode(b, ct)
		if !utf8.ValidString(d.Text) {
			t.Errorf("Decode(%q, %q) is no UTF-8: %q", b, ct, d.Text)
		}
		if n := strings.Count(d.Text, "\uFFFD"); d.Replaced > 0 && n == 0 {
			t.Errorf("Decode(%q, %q) tells %d replaced characters and has none", b, ct, d.Replaced)
		}
	})
}

// FuzzGrid places rows of cells with spans and holds the columns against a
// plain map of the places taken from above.
func FuzzGrid(f *testing.F) {
	f.Add([]byte{1, 1, 2, 3, 0, 1, 1, 0, 1, 1})
	f.Add([]byte{3, 3, 7, 1, 0, 1, 2, 5, 1, 1, 2, 0, 1, 1, 1, 1})
	f.Add([]byte{200, 200, 200, 200, 0, 200, 200})
	f.Fuzz(func(t *testing.T, b []byte) {
		var g gridBuilder
		taken := map[[2]int]bool{}
		row, last := 0, -1
		for i := 0; i+1 < len(b); i++ {
			if b[i] == 0 {
				g.endRow()
				row, last = row+1, -1
				continue
			}
			cols, rows := int(b[i])%maxSpan+1, int(b[i+1])%maxSpan+1
			i++
			col := g.place(cols, rows)
			if col < 0 {
				if last+cols < maxColumns/2 && len(taken) == 0 {
					t.Fatalf("row %d: a cell of %d columns behind column %d has no place", row, cols, last)
				}
				return
			}
			if col <= last || taken[[2]int{row, col}] {
				t.Fatalf("row %d: column %d is taken (%d was the last)", row, col, last)
			}
			last = col + cols - 1
			if len(taken) > 100_000 {
				return
			}
			for r := 1; r < rows; r++ {
				for c := range cols {
					taken[[2]int{row + r, col + c}] = true
				}
			}
		}
	})
}

// FuzzLayout cuts text into rows and cells, which may hold only what is printed.
func FuzzLayout(f *testing.F) {
	x := newExtractor(f)
	for _, s := range []string{
		"规章|1|2|3\n|||\n规范性文件|", "| a | b |\n|---|:---:|\n| 规章 | 5 |", "规章\t1\t\t3\n", "|\n规章 |\n0 |\n||||\n", "规章 1 2 3 规范性文件 4 5 6",
		"3\n.属于四类过程性信息\n1", "商\n业\n企\n业\n", "规章555", "- 3 -\n第3页", "1.属于国家秘密1 2 3", "｜规章｜1｜", "|||||||||||||||", "规章 | |||| 1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rows, err := x.Layout(Input{Body: []byte(s), ContentType: "text/plain; charset=utf-8"})
		if err != nil {
			return
		}
		printed := withoutSpace(Decode([]byte(s), "text/plain; charset=utf-8").Text)
		for _, r := range rows {
			for _, c := range r.Cells {
				if !strings.Contains(printed, withoutSpace(c)) {
					t.Fatalf("row %d has a cell %q that is not printed", r.Row, c)
				}
			}
		}
	})
}

// withoutSpace drops white space and characters without width.
func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
