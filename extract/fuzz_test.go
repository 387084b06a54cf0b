package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzReadFigure(f *testing.F) {
	for _, s := range []string{"0", "-35", "减3", "251000元", "1,234", "22（其中修订16件）", "——", "\u00a0", "９", "1e9", "0x1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := readFigure(s)
		if g.status == StatusRead && !strings.ContainsFunc(s, func(r rune) bool {
			return r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.ContainsRune("Oo〇○零", r) || r == 'Ｏ' || r == 'ｏ'
		}) {
			t.Errorf("readFigure(%q) read %s where no digit is printed", s, g.value)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2020-01-30", "2020年1月30日", "20200130", "2020/13/45", "２０２０．１．３"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := parseDate(s); ok && len(d) != len("2020-01-30") {
			t.Errorf("parseDate(%q) = %q", s, d)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("政府信息公开"), "text/html; charset=gb2312")
	f.Add([]byte("\xd5\xfe\xb8\xae"), "")
	f.Add([]byte("<meta charset=gbk>\x81\x30\x81\x30"), "text/html")
	f.Fuzz(func(t *testing.T, b []byte, ct string) {
		if d := Decode(b, ct); !utf8.ValidString(d.Text) {
			t.Errorf("Decode(%q, %q) is no UTF-8: %q", b, ct, d.Text)
		}
	})
}

func FuzzExtract(f *testing.F) {
	x := newExtractor(f)
	for _, p := range loadFixtures(f) {
		if len(p.Body) < 20_000 {
			f.Add(p.Body)
		}
	}
	f.Add([]byte("<table><tr><td colspan=999999999 rowspan=-1>规章<td>1</table>"))
	f.Add([]byte(strings.Repeat("<div>", 600) + "规章"))
	f.Add([]byte("规章|1|2|3\n|||\n规范性文件|"))
	f.Fuzz(func(t *testing.T, b []byte) {
		reports, err := x.Extract(Input{Body: b})
		if err == nil && len(reports) == 0 {
			t.Error("neither a report nor a reason")
		}
		for _, r := range reports {
			for _, st := range r.Statistics {
				if (st.Value != nil) != (st.Status == StatusRead || st.Status == StatusDerived) {
					t.Errorf("%s/%s/%s: %s with value %v", st.Section, st.Row, st.Col, st.Status, st.Value)
				}
			}
		}
	})
}
