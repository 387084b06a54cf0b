package extract

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// allocated returns the bytes that f allocates, garbage included. Unlike time,
// it is the same on a busy machine.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// hostilePages are pages made to exhaust a reader. budget is what laying one out
// may allocate, in MB; truncated pages must say so.
var hostilePages = []struct {
	name      string
	page      func() string
	budget    uint64
	truncated bool
}{
	{"endless spans", func() string {
		return "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td colspan=1000000000 rowspan=1000000000>1", 20)+"</tr>", 1000) + "</table>"
	}, 40, false},
	{"a wide table with endless rows", func() string {
		return "<table><tr>" + strings.Repeat("<td colspan=200 rowspan=200>1", 10) + strings.Repeat("<tr><td>2", 100_000) + "</table>"
	}, 150, false},
	{"nested divs", func() string { return strings.Repeat("<div>", 100_000) + "规章" }, 5, true},
	{"nested tables", func() string { return strings.Repeat("<table><tr><td>", 100_000) + "规章" }, 5, true},
	{"nested cells of one", func() string { return strings.Repeat("<table><tr><td>", 100) + "规章" }, 5, false},
	{"nested dressing", func() string { return strings.Repeat("<span><font color=1><b>", 100_000) + "规章" }, 5, false},
	{"nested links", func() string { return strings.Repeat("<a href=1><p>", 100_000) + "规章" }, 50, false},
	{"dressing that hides and is not closed", func() string {
		var b strings.Builder
		for i := range 10_000 {
			fmt.Fprintf(&b, "<p><b style='display:none;x:%d'>1</p>", i)
		}
		return b.String()
	}, 100, true},
	{"everything unclosed", func() string { return strings.Repeat("<p><ul><li><table><tr><td><form><select><option>1", 20_000) }, 20, true},
	{"closed that never opened", func() string { return strings.Repeat("</div></table></td></b></a></x>1", 50_000) }, 20, false},
	{"a million cells", func() string { return "<table><tr>" + strings.Repeat("<td>1", 1_000_000) }, 250, true},
	{"a million rows", func() string { return "<table>" + strings.Repeat("<tr><td>1<td>2", 500_000) }, 250, true},
	{"a million paragraphs", func() string { return strings.Repeat("<p>1", 1_000_000) }, 250, true},
	{"an endless label", func() string { return "<table><tr><td>" + strings.Repeat("规章", 2_000_000) + "<td>1</table>" }, 100, false},
	{"an endless attribute", func() string { return "<p title='" + strings.Repeat("规章", 2_000_000) + "'>1" }, 60, false},
	{"an endless attribute that is not closed", func() string { return "1<p title='" + strings.Repeat("规章", 2_000_000) }, 60, false},
	{"endless attributes", func() string { return "<p " + strings.Repeat("a=1 ", 1_000_000) + ">1" }, 300, false},
	{"an endless name", func() string { return "1<" + strings.Repeat("x", 5_000_000) + ">2" }, 60, false},
	{"a million names", func() string {
		var b strings.Builder
		for i := range 300_000 {
			fmt.Fprintf(&b, "<x%d>", i)
		}
		return b.String() + "1"
	}, 80, true},
	{"half tags", func() string { return strings.Repeat("<", 3_000_000) + strings.Repeat("</", 1_000_000) }, 120, false},
	{"references", func() string { return strings.Repeat("&nbsp;&#x4e2d;&amp", 300_000) }, 60, false},
	{"comments", func() string { return strings.Repeat("<!-- > -- ", 500_000) + "规章" }, 20, false},
	{"islands", func() string { return strings.Repeat("<xml>1", 300_000) }, 60, false},
	{"hidden tables", func() string {
		return strings.Repeat("<div hidden><table><tr><td>规章制度<td>1<td>2</table></div>", 20_000)
	}, 60, false},
	{"tables in fields", func() string {
		return strings.Repeat("<textarea><table><tr><td>规章制度<td>1</table></textarea>", 20_000)
	}, 60, false},
	{"the same row again and again", func() string {
		return "<table>" + strings.Repeat("<tr><td>规章<td>1<td>2<td>3", 50_000) + "</table>"
	}, 120, false},
	{"100 MB", func() string {
		return strings.Repeat("<p class=MsoNormal style='font-size:16.0pt'>规章</p>\n"+strings.Repeat("<!-- 规章 -->", 100), 100<<20/1500)
	}, 150, true},
}

func TestHostilePagesAreBounded(t *testing.T) {
	for _, c := range hostilePages {
		body := []byte(c.page())
		var p *page
		used := allocated(func() {
			var err error
			if p, err = layOut(Input{Body: body, ContentType: "text/html"}); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}) >> 20
		if p == nil {
			continue
		}
		if used > c.budget {
			t.Errorf("%s: %d MB were allocated for %d MB, %d may be", c.name, used, len(body)>>20, c.budget)
		}
		if p.truncated != c.truncated {
			t.Errorf("%s: truncated %v", c.name, p.truncated)
		}
		if len(p.lines) > maxLines {
			t.Errorf("%s: %d lines", c.name, len(p.lines))
		}
	}
}

func TestBytesThatAreNoTextAreDropped(t *testing.T) {
	p, err := layOut(Input{Body: []byte("<table><tr><td>规\x00章</td>\x00<td>1\x002</td></tr></table>"), ContentType: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.lines[0].text(); got != "规章 12" {
		t.Errorf("%q", got)
	}
	if _, err := layOut(Input{Body: make([]byte, 1000)}); err == nil {
		t.Error("zeros were read")
	} else if unreadable := (*UnreadableError)(nil); !errors.As(err, &unreadable) {
		t.Error(err)
	}
}
