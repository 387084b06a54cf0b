package extract

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/extract/form"
	"gongkai/extract/generate"
)

// FuzzExtract reads small pages of any bytes.
func FuzzExtract(f *testing.F) {
	x := newExtractor(f)
	for _, p := range loadFixtures(f) {
		if len(p.Body) < 3000 {
			f.Add(p.Body)
		}
	}
	const title = "<h1>样例县样例局2022年政府信息公开工作年度报告</h1>"
	f.Add([]byte("<table><tr><td colspan=999999999 rowspan=-1>规章<td>1</table>"))
	f.Add([]byte(strings.Repeat("<div>", 600) + "规章"))
	f.Add([]byte("规章|1|2|3\n|||\n规范性文件|"))
	f.Add([]byte(title + "<table>" + head21 + tr("<td>规章</td>", 1, 2, 3) + tr("<td>行政规范性文件</td>", 4, "", 6) + "</table>"))
	f.Add([]byte(title + "<table>" + head3 + tr("<td rowspan=3>三、本年度办理结果</td><td colspan=2>（一）予以公开</td>", 1, 2, 3, 4, 5, 6, 21) + tr("<td colspan=2>（七）总计</td>", 1, 2, 3) + "</table>"))
	f.Add([]byte("样例县样例局2019年政府信息公开工作年度报告\n第二十条第（一）项\n信息内容\n本年新\n制作数量\n本年新\n公开数量\n对外公开总数量\n规章\n0\n0\n规范性文件555\n"))
	f.Add([]byte("样例县2022年政府信息公开工作年度报告\n行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n1 2 3 4 10 0 0 0 0 0 1 1 1 1 4\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		checkInvariants(t, x, Input{Body: b})
	})
}

// FuzzDamagedPage reads generated pages after edits that a mutation of bytes
// would hardly find: pieces between tags or line ends lost, doubled, swapped.
func FuzzDamagedPage(f *testing.F) {
	x := newExtractor(f)
	forms, err := form.Load()
	if err != nil {
		f.Fatal(err)
	}
	for seed := range uint64(12) {
		f.Add(seed, []byte{byte(seed), 40, 1, 80, 2, 120, 3, 200, 0, 10})
	}
	f.Fuzz(func(t *testing.T, seed uint64, edits []byte) {
		p, err := generate.New(forms, seed, "frame:late-meta")
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Body: []byte(damage(string(p.Body), edits)), ContentType: p.ContentType}
		checkInvariants(t, x, in)
	})
}

// damage applies edits of two bytes each: what to do, and where.
func damage(body string, edits []byte) string {
	pieces := strings.SplitAfter(body, "<")
	if len(pieces) < 50 {
		pieces = strings.SplitAfter(body, "\n")
	}
	for i := 0; i+1 < min(len(edits), 40); i += 2 {
		n := len(pieces)
		if n < 4 {
			break
		}
		at := (int(edits[i+1])*n/256 + i) % (n - 1)
		switch edits[i] % 5 {
		case 0:
			pieces = slices.Delete(pieces, at, at+1)
		case 1:
			pieces = slices.Insert(pieces, at, pieces[at])
		case 2:
			pieces[at], pieces[at+1] = pieces[at+1], pieces[at]
		case 3:
			pieces = slices.Delete(pieces, at, min(at+int(edits[i])/5, n-1))
		case 4:
			pieces = slices.Insert(pieces, at, pieces[:min(int(edits[i]), n)]...)
		}
	}
	return strings.Join(pieces, "")
}

// checkInvariants holds what is true of every reading, right or wrong.
func checkInvariants(t *testing.T, x *Extractor, in Input) {
	t.Helper()
	reports, err := x.Extract(in)
	if err == nil && len(reports) == 0 {
		t.Error("neither a report nor a reason")
	}
	printed := ""
	for _, r := range reports {
		seen := map[string]bool{}
		for _, st := range r.Statistics {
			k := key(st)
			if seen[k] {
				t.Errorf("%s is told twice", k)
			}
			seen[k] = true
			if (st.Value != nil) != (st.Status == StatusRead || st.Status == StatusDerived) {
				t.Errorf("%s: %s with value %v", k, st.Status, st.Value)
			}
			if st.Raw == nil {
				if st.Status == StatusRead || st.Status == StatusInvalid {
					t.Errorf("%s: %s without a print", k, st.Status)
				}
				continue
			}
			if printed == "" {
				printed = printedText(t, x, in)
			}
			if !strings.Contains(printed, withoutSpace(*st.Raw)) {
				t.Errorf("%s: %q is not printed", k, *st.Raw)
			}
		}
		for _, c := range r.Checks {
			if c.Holds != nil && (c.Left == nil || c.Right == nil) {
				t.Errorf("%s at %s holds %v without its sums", c.ID, c.At, *c.Holds)
			}
		}
	}
}

// printedText is the text of a page without white space: all of its text, then
// its cells as they are laid out, which leave hidden text out.
func printedText(t *testing.T, x *Extractor, in Input) string {
	t.Helper()
	text := Decode(in.Body, in.ContentType).Text
	var b strings.Builder
	b.WriteString(withoutSpace(text))
	if root, err := html.Parse(strings.NewReader(text)); err == nil {
		b.WriteByte('\n')
		for n := range root.Descendants() {
			if n.Type == html.TextNode {
				b.WriteString(withoutSpace(n.Data))
			}
		}
	}
	rows, err := x.Layout(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		b.WriteByte('\n')
		for _, c := range r.Cells {
			b.WriteString(withoutSpace(c))
		}
	}
	return b.String()
}
