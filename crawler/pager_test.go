package crawler

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestTurnPages(t *testing.T) {
	script := func(s string) string { return "<script>" + s + "</script>" }
	for name, tt := range map[string]struct {
		at, html string
		next     []string
		unknown  string
	}{
		"trs first":      {"http://a.cn/x/", script(`createPageHTML(3, 0, "index", "html");`), []string{"/x/index_1.html", "/x/index_2.html"}, ""},
		"trs middle":     {"http://a.cn/x/index_1.htm", script(`createPageHTML(3,1,'index','htm')`), []string{"/x/index_2.htm", "/x/index.htm"}, ""},
		"trs with count": {"http://a.cn/x/list.shtml", script(`createPageHTML(2,0,"list","shtml",17)`), []string{"/x/list_1.shtml"}, ""},
		"trs one page":   {"http://a.cn/x/", script(`createPageHTML(1,0,"index","html")`), nil, ""},
		"trs no page":    {"http://a.cn/x/", script(`createPageHTML(0,0,"index","html")`), nil, ""},
		"trs defined only": {"http://a.cn/x/", script(`function createPageHTML(n, i, a, b) { document.write(n) }
			// createPageHTML(9,0,"index","html")
			/* createPageHTML(8,0,"index","html") */ var s = "http://x"; createPageHTML(2,0,"index","html")`), []string{"/x/index_1.html"}, ""},
		"trs twice":         {"http://a.cn/x/", script(`createPageHTML(2,0,"index","html");createPageHTML(2,0,"index","html")`), []string{"/x/index_1.html"}, ""},
		"trs contradiction": {"http://a.cn/x/", script(`createPageHTML(2,0,"index","html");createPageHTML(3,0,"index","html")`), []string{"/x/index_1.html"}, "contradicts"},
		"trs variable":      {"http://a.cn/x/", script(`createPageHTML(countPage,0,"index","html")`), nil, "neither a number"},
		"trs template":      {"http://a.cn/x/", script(`createPageHTML(${PAGE_COUNT}, ${PAGE_INDEX}, "index", "html")`), nil, "neither a number"},
		"namesake first":    {"http://a.cn/x/list.shtml", script(`createPageHTML('page_div', 3, 1, 'list', 'shtml', 97)`), []string{"/x/list_2.shtml", "/x/list_3.shtml"}, ""},
		"namesake middle":   {"http://a.cn/x/list_2.shtml", script(`createPageHTML('page_div',3,2,'list','shtml',97)`), []string{"/x/list_3.shtml", "/x/list.shtml"}, ""},
		"namesake other":    {"http://a.cn/x/list_2.shtml", script(`createPageHTML('page_div',3,3,'list','shtml',97)`), nil, "stands on page 1"},
		"namesake none":     {"http://a.cn/x/list.shtml", script(`createPageHTML('page_div',0,0,'list','shtml',0)`), nil, ""},
		"trs spelt out": {"http://a.cn/x/index_1.html", script(`var currentPage = 1;//所在页从0开始
			var prevPage = currentPage-1; var countPage = 3; document.write("<a href="+"index_" + prevPage + ".html>上一页</a>")`), []string{"/x/index_2.html", "/x/index.html"}, ""},
		"trs over dead links": {"http://a.cn/x/", script(`createPageHTML(2,0,"index","html")`) + `<a href="javascript:go()">下一页</a>共2页`, []string{"/x/index_1.html"}, ""},
		"trs short":           {"http://a.cn/x/", script(`createPageHTML(5)`), nil, "1 arguments"},
		"trs no current":      {"http://a.cn/x/", script(`createPageHTML(5,7,"index","html")`), nil, "page 7 of 5"},
		"trs other page":      {"http://a.cn/x/index_2.html", script(`createPageHTML(5,3,"index","html")`), nil, "stands on page 2"},
		"trs counted from 1":  {"http://a.cn/x/", script(`createPageHTML(5,1,"index","html")`), nil, "stands on page 0"},
		"trs elsewhere":       {"http://a.cn/x/", script(`createPageHTML(5,0,"../y/index","html")`), nil, "no file name"},
		"trs huge":            {"http://a.cn/x/", script(`createPageHTML(999999,0,"index","html")`), nil, "999999 pages"},
		"trs open":            {"http://a.cn/x/", script(`createPageHTML(2,0,"index","html"`), []string{"/x/index_1.html"}, ""},

		"next":         {"http://a.cn/x/l.html", `<a href="l_2.html">下一页</a>`, []string{"/x/l_2.html"}, ""},
		"next spaced":  {"http://a.cn/x/", `<a href="?page=2"> 下 一 页 &gt;&gt; </a>`, []string{"/x/?page=2"}, ""},
		"next arrows":  {"http://a.cn/x/", `<a href="index_2.html">&gt;&gt;</a><a href="index_2.html" title="下页"><img></a>`, []string{"/x/index_2.html"}, ""},
		"next rel":     {"http://a.cn/x/1/", `<link rel=next href="/x/2/">`, []string{"/x/2/"}, ""},
		"next base":    {"http://a.cn/x/1.html", `<base href="http://a.cn/x/y/../"><a href="2.html">下页</a>`, []string{"/x/2.html"}, ""},
		"next foreign": {"http://a.cn/x/", `<a href="/news/2.html">下一页</a><a href="http://b.cn/x/2.html">下一页</a>`, nil, "another column"},
		"next besides": {"http://a.cn/x/", `<a href="/news/2.html">下一页</a><a href="2.html">下一页</a>`, []string{"/x/2.html"}, ""},
		"next at end":  {"http://a.cn/x/", `<a href="/news/2.html">下一页</a>3/3页`, nil, ""},
		"next self":    {"http://a.cn/x/", `<a href="/x/">下一页</a>`, nil, ""},
		"not next":     {"http://a.cn/x/", `<a href="2.html">下一篇</a><a href="3.html">next article</a>`, nil, ""},
		"numbered": {"http://a.cn/x/l_1.html", `<div><span>1</span><a href="l_2.html">2</a><a href="l_3.html">3</a></div>`,
			[]string{"/x/l_2.html", "/x/l_3.html"}, ""},
		"numbered items": {"http://a.cn/x/?p=0", `<ul><li><a href="?p=0">1</a><li><a href="?p=1">2</a><li><a href="?p=2">3</a></ul>`,
			[]string{"/x/?p=1", "/x/?p=2"}, ""},
		"numbered types": {"http://a.cn/x/?type=1", `<div><a href="?type=1">1</a><a href="?type=2">2</a><a href="?type=1&pageNo=2">2</a></div>`,
			[]string{"/x/?type=1&pageNo=2"}, ""},
		"frame":           {"http://a.cn/x/", `<iframe src="list.html"></iframe><iframe src="http://b.cn/y"></iframe><iframe src="about:blank"></iframe>`, []string{"/x/list.html"}, ""},
		"pager in base64": {"http://a.cn/x/", `<div id="pages">PGEgaHJlZj0iMi5odG1sIj4lRTQlQjglOEIlRTQlQjglODAlRTklQTElQjU8L2E+</div><script>document.write(decodeURIComponent(window.atob($("#pages").text())))</script>`, []string{"/x/2.html"}, ""},
		"calendar":        {"http://a.cn/x/", `<tr><td><a href="/day/1">1</a><td><a href="/day/2">2</a></tr><p><a href="a.html">7</a>`, nil, ""},
		"years":           {"http://a.cn/x/", `<div><a href="a.html">2019</a><a href="b.html">2020</a></div>`, nil, ""},
		"script":          {"http://a.cn/x/", `<a href="javascript:goPage(2)">下一页</a>`, nil, "by a script: javascript:goPage(2)"},
		"onclick":         {"http://a.cn/x/", `<a href="#" onclick="toPage(3);return false">下一页</a> 第2页 共5页`, nil, "by a script"},
		"script at end":   {"http://a.cn/x/", `<a href="javascript:goPage(5)">下一页</a> 5/5页`, nil, ""},
		"dead":            {"http://a.cn/x/", `<a href="javascript:;">下一页</a>`, nil, ""},
		"dead with more":  {"http://a.cn/x/", `<a href="javascript:void(0);">下一页</a> 第 1 页 / 共 4 页`, nil, "page 1 of 4"},
		"dead of many":    {"http://a.cn/x/", `<a href="#">下一页</a> 共 4 页`, nil, "4 pages"},
		"onclick names":   {"http://a.cn/x/", `<a href="#" onclick="location.href='l_2.html'">下一页</a><input type="button" value="下一页" onclick="location.href='l_2.html'">`, []string{"/x/l_2.html"}, ""},
		"onclick foreign": {"http://a.cn/x/", `<a href="#" onclick="location.href='/news/2.html'">下一页</a>`, nil, "by a script"},
		"menu": {"http://a.cn/x/t_1.html", `<select onchange="location=this.value"><option value="t_1.html">1</option><option value="t_2.html">2</option><option value="t_3.html">3</option></select>`,
			[]string{"/x/t_2.html", "/x/t_3.html"}, ""},
		"menu of years": {"http://a.cn/x/t_1.html", `<select><option value="t_2.html">2023</option><option value="t_1.html">2022</option></select>`, nil, ""},
		"menu of sizes": {"http://a.cn/x/?size=10", `<select><option value="?size=10">10</option><option value="?size=20">20</option></select>`, nil, ""},
		"truecms": {"http://a.cn/x/", script(`$('#l').jpage({totalRecord:7,contentTemplate:'<datastore><record><![CDATA[${x}]]></record></datastore>',proxyUrl:'/TrueCMS/messageController/getMessage.do',perPage:10,groupSize:3,ajaxParam:{columnId:'7f'}})`),
			[]string{"/TrueCMS/messageController/getMessage.do?startrecord=1&endrecord=30&perpage=10&columnId=7f&callback=callback#page=http%3A%2F%2Fa.cn%2Fx%2F"}, ""},
		"truecms no column":   {"http://a.cn/x/", script(`$('#l').jpage({proxyUrl:'/TrueCMS/messageController/getMessage.do',perPage:10})`), nil, "the column is not told"},
		"truecms by hand":     {"http://a.cn/x/", script(`$.get('/truecms/messageController/getMessage.do')`), nil, "TrueCMS"},
		"epoint no category":  {"http://a.cn/x/", script(`$.post('/EWB/rest/lightfrontaction/getgovinfolist')`), nil, "the category is not told"},
		"epoint another page": {"http://a.cn/x/", `<script src="/js/webBuilderCommon.js"></script>`, nil, ""},
		"foreign system":      {"http://a.cn/x/", script(`url='/module/web/jpage/dataproxy.jsp'`), nil, "Hanweb jpage"},
		"nothing":             {"http://a.cn/x/", `<a href="r.html">报告</a>`, nil, ""},
		"no markup":           {"http://a.cn/x/", ``, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := url.Parse(tt.at)
			if err != nil {
				t.Fatal(err)
			}
			got := turnPages(tt.html, at)
			next, unknown := got.next, got.unknown
			var want []string
			for _, w := range tt.next {
				want = append(want, "http://a.cn"+w)
			}
			if !slices.Equal(next, want) {
				t.Errorf("next %v, want %v", next, want)
			}
			if (unknown == "") != (tt.unknown == "") || !strings.Contains(unknown, tt.unknown) {
				t.Errorf("unknown %q, want %q", unknown, tt.unknown)
			}
		})
	}
}

func FuzzCreatePageHTML(f *testing.F) {
	for _, s := range []string{
		`createPageHTML(3, 0, "index", "html");`, `createPageHTML(a,"`, `/* createPageHTML(`, `"\"`, `createPageHTML(2,1,'i','htm',5)`, `createPageHTML((1),0)`,
	} {
		f.Add(s)
	}
	at := &url.URL{Scheme: "http", Host: "a.cn", Path: "/x/"}
	f.Fuzz(func(t *testing.T, script string) {
		for _, args := range callsOf("createPageHTML", script) {
			call, err := parseTRS(args)
			if err != nil {
				continue
			}
			for _, next := range call.addresses(at) {
				u, err := url.Parse(next)
				if err != nil || u.Host != "a.cn" || !strings.HasPrefix(u.Path, "/x/") || strings.Count(u.Path, "/") != 2 {
					t.Errorf("%q: %q", args, next)
				}
			}
		}
	})
}
