package extract

import (
	"slices"
	"testing"

	"gongkai/extract/markup"
)

func TestAttachments(t *testing.T) {
	for _, c := range []struct {
		name, markup string
		want         []string
	}{
		{"a link", `<a href="./P0.pdf">附件</a><a href="list.html">目录</a>`, []string{"http://a.gov.cn/x/P0.pdf"}},
		{"a download by its query", `<a href="/module/download/downfile.jsp?classid=0&filename=ab12.doc">附件</a>`, []string{"http://a.gov.cn/module/download/downfile.jsp?classid=0&filename=ab12.doc"}},
		{"embedded", `<iframe src="/a.pdf"></iframe><embed src="b.PDF"><object data="c.docx"></object><frame src="d.xls">`, []string{"http://a.gov.cn/a.pdf", "http://a.gov.cn/x/b.PDF", "http://a.gov.cn/x/c.docx", "http://a.gov.cn/x/d.xls"}},
		{"a viewer", `<iframe src="/pdfjs/web/viewer.html?file=%2Fupload%2Fa.pdf"></iframe>`, []string{"http://a.gov.cn/upload/a.pdf"}},
		{"a script", `<a href="javascript:;" onclick="window.open('/a.wps')">下载</a><a href="#" onclick='location.href="b.xlsx";return false'>下载</a>`, []string{"http://a.gov.cn/a.wps", "http://a.gov.cn/x/b.xlsx"}},
		{"once", `<a href="/a.pdf">附件</a><iframe src="/a.pdf"></iframe>`, []string{"http://a.gov.cn/a.pdf"}},
		{"a base", `<base href="/y/"><a href="a.pdf">附件</a>`, []string{"http://a.gov.cn/y/a.pdf"}},
		{"named by its link", `<a href="/down?id=7">附件.docx</a><object data="/view?id=9" type="application/pdf"></object>`, []string{"http://a.gov.cn/down?id=7", "http://a.gov.cn/view?id=9"}},
		{"of other years", `<a href="a.pdf">2020年度报告.pdf</a><a href="b.pdf" title="二〇一九年年报">附件</a><a href="c.pdf">2020年、2021年报告</a><a href="d.pdf">附件（2022年1月5日）</a><a href="e.pdf">P020200105.pdf</a>`, []string{"http://a.gov.cn/x/c.pdf", "http://a.gov.cn/x/d.pdf", "http://a.gov.cn/x/e.pdf"}},
		{"no address of the web", `<a href="file:///c:/a.pdf">附件</a><a href="javascript:open('a.pdf')">附件</a>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, _ := markup.Parse("<html><body>" + c.markup)
			var got []string
			for _, l := range attachedTo(root, "http://a.gov.cn/x/p.html", []Report{{Year: 2021}}) {
				got = append(got, l.URL)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
