package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestLinksAreWhatAVisitorCanClick(t *testing.T) {
	for _, c := range []struct{ markup, want, charset string }{
		{`<a href="b.html">年报</a>`, "http://a.cn/x/b.html 年报", "utf-8"},
		{`<base href="/y/"><a href="b.html">年报</a>`, "http://a.cn/y/b.html 年报", "utf-8"},
		{`<a href="b.html" onclick="count('/track/1.html')">年报</a>`, "http://a.cn/x/b.html 年报", "utf-8"},
		{`<a href="#" onclick="window.open('/b.html','_blank','width=800')">年报</a>`, "http://a.cn/b.html 年报", "utf-8"},
		{`<a href="JavaScript:goTo(&quot;?id=7&quot;)">年报</a>`, "http://a.cn/x/?id=7 年报", "utf-8"},
		{`<a href="javascript:void(0)">年报</a><a href="#">年报</a><a href="mailto:a@b.cn">信</a>`, "", "utf-8"},
		{`<table><tr onclick="location.href='../b.jsp?id=7'"><td>2023年<td>年报</table>`, "http://a.cn/b.jsp?id=7 2023年 年报", "utf-8"},
		{`<div onclick="toggle('menu')">年报</div><div onclick="go(this, 'a b', 'x/y')">年报</div>`, "", "utf-8"},
		{`<select><option value="">部门</option><option value="3">教育局</option><option value="/jy/nb.html">民政局</option></select>`, "http://a.cn/jy/nb.html 民政局", "utf-8"},
		{`<a href=" ..\gk\n
b.html ">年报</a>`, "http://a.cn/gk/nb.html 年报", "utf-8"},
		{`<a href="b.asp?n=局&amp;k=a b">年报</a>`, "http://a.cn/x/b.asp?n=%BE%D6&k=a%20b 年报", "gb18030"},
		{`<a href="局.asp?n=局">年报</a>`, "http://a.cn/x/%E5%B1%80.asp?n=%E5%B1%80 年报", "utf-8"},
		{`<a href="b.html"><img alt="政府信息公开年报"></a>`, "http://a.cn/x/b.html  (政府信息公开年报)", "utf-8"},
		{`<li data-url="/b.html">年报</li><img data-url="/p.png">`, "http://a.cn/b.html 年报; http://a.cn/p.png ", "utf-8"},
		{`<span onclick="load('list.shtml?p=2')" title="第二页">2</span>`, "http://a.cn/x/list.shtml?p=2 2 (第二页)", "utf-8"},
	} {
		root, err := html.Parse(strings.NewReader(c.markup))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range linksOf(root, "http://a.cn/x/", c.charset) {
			s := l.URL + " " + l.Text
			if l.Title != "" {
				s += " (" + l.Title + ")"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\nleads to %q, want %q", c.markup, s, c.want)
		}
	}
}
