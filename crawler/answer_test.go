package crawler

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// record is one of a datastore.
const record = `<record><![CDATA[<li><a href="/art/1.html">x</a></li>]]></record>`

func TestAnswers(t *testing.T) {
	const (
		jpage  = "http://a.cn/module/jpage/dataproxy.jsp?"
		xxgk   = "http://a.cn/module/xxgk/search.jsp?infotypeId=A1"
		jpaas  = "http://a.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1"
		ucap   = "http://a.cn/common/search/817052cbb3a94d0d8217824e7a3aca53?_isJson=true&_pageSize=2&page="
		gkmlpt = "http://a.cn/x/gkmlpt/api/all/5?sid=2&page="
		link   = `<a href="/r.html">r</a>`

		truecms = "http://a.cn/TrueCMS/messageController/getMessage.do?columnId=7&"
		epoint  = "http://a.cn/EWB/rest/lightfrontaction/getgovinfolist"
		common  = "http://a.cn/js/webBuilderCommon.js"
	)
	listed := func(page int) string { return epointQuery{Category: "3", Site: "7e", Page: page, Size: 1}.String() }
	sameEntry := datastore{records: [][]byte{[]byte("<li><a href=\"/e.html\">e</a></li>\n")}}.print()
	none := datastore{records: [][]byte{nil}}.print()
	entry := func(total int) string {
		return fmt.Sprintf(`{"custom":{"total":%d,"data":[{"infourl":"/e.html","title":"e"}]}}`, total)
	}
	post := func(u, form string) string { return ask{url: u, post: true, form: form}.String() }
	same := datastore{records: [][]byte{[]byte(`<li><a href="/art/1.html">x</a></li>`)}}.print()
	for name, tt := range map[string]struct {
		at, body string
		next     []string
		unknown  string
	}{
		"truecms":              {truecms + "startrecord=1&endrecord=1&callback=f", `f({"result":"<datastore><totalrecord>2</totalrecord>` + strings.ReplaceAll(record, `"`, `\"`) + `"})`, []string{ask{url: truecms + "startrecord=2&endrecord=2&callback=f", after: same}.String()}, ""},
		"truecms plain":        {truecms + "startrecord=2&endrecord=2", `{"result":"<datastore><totalrecord>2</totalrecord>` + strings.ReplaceAll(record, `"`, `\"`) + `"}`, nil, ""},
		"truecms again":        {ask{url: truecms + "startrecord=2&endrecord=2", after: same}.String(), `<datastore><totalrecord>3</totalrecord>` + record, nil, "the same records"},
		"truecms empty":        {truecms + "startrecord=1&endrecord=1", `{"result":""}`, nil, "no datastore"},
		"truecms short":        {truecms + "startrecord=1&endrecord=1", `{"result":"<datastore><totalrecord>2</totalrecord></datastore>"}`, nil, "without records"},
		"epoint first":         {post(epoint, listed(0)), entry(2), []string{ask{url: epoint, post: true, form: listed(1), after: sameEntry}.String()}, ""},
		"epoint counts from 1": {ask{url: epoint, post: true, form: listed(1), after: sameEntry}.String(), entry(2), []string{ask{url: epoint, post: true, form: listed(2), after: "1:" + sameEntry}.String()}, ""},
		"epoint no page 0":     {post(epoint, listed(0)), `{"custom":{"total":1,"data":[]}}`, []string{ask{url: epoint, post: true, form: listed(1), after: "1:" + none}.String()}, ""},
		"epoint last":          {ask{url: epoint, post: true, form: listed(1), after: "x"}.String(), entry(2), nil, ""},
		"epoint stuck":         {ask{url: epoint, post: true, form: listed(2), after: sameEntry}.String(), entry(9), nil, "the same entries"},
		"epoint short":         {ask{url: epoint, post: true, form: listed(1), after: "x"}.String(), `{"custom":{"total":9,"data":[]}}`, nil, "page 1 of 9 entries has none"},
		"epoint error":         {post(epoint, listed(0)), `{"custom":{}}`, nil, "neither entries nor their number"},
		"epoint nothing":       {post(epoint, listed(0)), `{"custom":{"total":0,"data":[]}}`, nil, ""},
		"epoint site":          {ask{url: common, after: `{"categorynum":"3","pageSize":1}`}.String(), `var siteInfo={"projectName":"/EWB","siteGuid":"7ee0-1"}`, []string{ask{url: epoint, post: true, form: `{"deptcode":"","categorynum":"3","pageIndex":0,"pageSize":1,"siteGuid":"7ee0-1"}`}.String()}, ""},
		"epoint no site":       {ask{url: common, after: `{"categorynum":"3"}`}.String(), `var x`, nil, "does not name the site"},
		"epoint script alone":  {common, `var siteInfo={"projectName":"/EWB","siteGuid":"7ee0-1"}`, nil, ""},
		"jpage group":          {jpage + "page=1&columnid=7", `<datastore><nextgroup><![CDATA[<a href="?page=3&columnid=7"></a>]]></nextgroup>` + record + `</datastore>`, []string{ask{url: jpage + "page=3&columnid=7", after: same}.String()}, ""},
		"jpage last group":     {jpage + "page=3&columnid=7", `<datastore><nextgroup></nextgroup>` + record, nil, ""},
		"jpage pages":          {jpage + "page=3&columnid=7", `<datastore><totalpage>5</totalpage>` + record, []string{jpage + "page=4&columnid=7"}, ""},
		"jpage other column":   {jpage + "page=1&columnid=7", `<datastore><nextgroup><![CDATA[<a href="?page=2&columnid=8"></a>]]></nextgroup>` + record, nil, "another column"},
		"jpage back":           {jpage + "page=2&columnid=7", `<datastore><nextgroup><![CDATA[<a href="?page=2&columnid=7"></a>]]></nextgroup>` + record, nil, "the group after page 2 is page 2"},
		"jpage other host":     {jpage + "page=1&columnid=7", `<datastore><nextgroup><![CDATA[<a href="http://b.cn/module/jpage/dataproxy.jsp?page=2&columnid=7"></a>]]></nextgroup>` + record, nil, "another host"},
		"jpage html":           {jpage + "page=1", `<html>error`, nil, "no datastore"},
		"jpage no records":     {jpage + "page=1", `<datastore><recordset></recordset></datastore>`, nil, "without records"},
		"jpage zero records":   {jpage + "page=1", `<datastore><totalrecord>0</totalrecord></datastore>`, nil, ""},
		"jpage silent":         {jpage + "page=1", `<datastore>` + record, nil, "neither its pages nor a next group"},
		"jpage records":        {jpage + "startrecord=101&endrecord=200&perpage=20", `<datastore><totalrecord>150</totalrecord>` + record, []string{jpage + "startrecord=102&endrecord=201&perpage=20"}, ""},
		"jpage cap first":      {post(jpage+"startrecord=1&endrecord=100&perpage=20", "columnid=7"), `<datastore><totalrecord>3</totalrecord>` + record, []string{ask{url: jpage + "startrecord=2&endrecord=101&perpage=20", post: true, form: "columnid=7", after: same}.String()}, ""},
		"jpage last record":    {jpage + "startrecord=101&endrecord=200&perpage=20", `<datastore><totalrecord>101</totalrecord>` + record, nil, ""},
		"jpage record total":   {jpage + "startrecord=1&endrecord=20&perpage=20", `<datastore>` + record, nil, "does not tell its total"},
		"jpage ignores":        {ask{url: jpage + "startrecord=2&endrecord=21&perpage=20", after: same}.String(), `<datastore><totalrecord>9</totalrecord>` + record, []string{ask{url: jpage + "page=2&perpage=1", after: same}.String()}, ""},
		"jpage ignores all":    {ask{url: jpage + "page=2&perpage=1", after: same}.String(), `<datastore><totalrecord>9</totalrecord>` + record, nil, "the same records for every page"},
		"jpage page by total":  {jpage + "page=3&perpage=1", `<datastore><totalrecord>4</totalrecord>` + record, []string{jpage + "page=4&perpage=1"}, ""},

		"xxgk first":     {post(xxgk, "currpage=1&divid=d"), "<tr>" + link + "</tr>共 <b>3</b> 页", []string{post(xxgk, "currpage=2&divid=d")}, ""},
		"xxgk get":       {xxgk + "&currpage=2", link + "共3页", []string{xxgk + "&currpage=3"}, ""},
		"xxgk gbk":       {xxgk, link + "\xb9\xb2&nbsp;2\xd2\xb3", []string{xxgk + "&currpage=2"}, ""},
		"xxgk last":      {xxgk + "&currpage=3", link + "共3页", nil, ""},
		"xxgk no pages":  {xxgk, link, nil, "does not tell its pages"},
		"xxgk one page":  {xxgk + "&hasNoPages=1", link, nil, ""},
		"xxgk empty":     {xxgk, "共3页", nil, "has no entries"},
		"xxgk nothing":   {xxgk, "共0页", nil, ""},
		"tree":           {"http://a.cn/module/xxgk/tree.jsp?area=1", "sorry", nil, "no entries in the tree"},
		"jpaas first":    {jpaas, `{"success":true,"data":{"html":"<ul><a href='/r'>r</a></ul><div count='5' rows=\"2\" pageNo='1'>"}}`, []string{jpaas + "&paramJson=" + url.QueryEscape(`{"pageNo":2,"pageSize":"2"}`)}, ""},
		"jpaas script":   {jpaas, `{"data":{"html":"<a href=/r>r</a><script>page({rows:\"4\",count:\"5\"})</script>"}}`, []string{ask{url: jpaas + "&paramJson=" + url.QueryEscape(`{"pageNo":2,"pageSize":"4"}`), after: datastore{records: [][]byte{[]byte(`<a href=/r>r</a><script>page({rows:"4",count:"5"})</script>`)}}.print()}.String()}, ""},
		"jpaas last":     {jpaas + "&paramJson=" + url.QueryEscape(`{"pageNo":3,"pageSize":"2"}`), `{"data":{"html":"<a href=/r>r</a><i count=5 rows=2 pageNo=3>"}}`, nil, ""},
		"jpaas ignores":  {jpaas + "&paramJson=" + url.QueryEscape(`{"pageNo":2,"pageSize":"2"}`), `{"data":{"html":"<a href=/r>r</a><i count=5 rows=2 pageNo=1>"}}`, nil, "sent page 1 when asked for page 2"},
		"jpaas no list":  {jpaas, `{"data":{"html":"<a href=/>home</a>"}}`, nil, ""},
		"jpaas refused":  {jpaas, `{"success":false,"data":{}}`, nil, "did not build"},
		"jpaas html":     {jpaas, `<html>`, nil, "no JSON object"},
		"jpaas no rows":  {jpaas, `{"data":{"html":"<a href=/r>r</a><i count=5>"}}`, nil, "a page is not told"},
		"jpaas empty":    {jpaas, `{"data":{"html":"<i count=5 rows=2>"}}`, nil, "has none"},
		"ucap first":     {ucap + "1", `{"data":{"total":"3","page":1,"rows":2,"results":[{"url":"//a.cn/r","title":"<em>r</em>"}]}}`, []string{ucap + "2"}, ""},
		"ucap last":      {ucap + "2", `{"data":{"total":3,"page":2,"results":[{}]}}`, nil, ""},
		"ucap none":      {ucap + "1", `{"data":{"total":0,"results":[]}}`, nil, ""},
		"ucap empty":     {ucap + "1", `{"data":{"total":3,"results":[]}}`, nil, "is empty"},
		"ucap other":     {ucap + "2", `{"data":{"total":9,"page":1,"results":[{}]}}`, nil, "sent page 1"},
		"ucap no total":  {ucap + "1", `{"data":{"results":[{}]}}`, nil, "does not tell their total"},
		"ucap error":     {ucap + "1", `{"code":500}`, nil, "no results"},
		"ucap gbk":       {ucap + "1", "{\"data\":\"\xb9\xb2\"}", nil, "no UTF-8"},
		"gkmlpt first":   {gkmlpt + "1", `{"total":5,"articles":[{"url":"http://a.cn/1"},{"post_url":"/2"}]}`, []string{ask{url: gkmlpt + "2", after: "2"}.String()}, ""},
		"gkmlpt last":    {ask{url: gkmlpt + "3", after: "2"}.String(), `{"total":5,"articles":[{}]}`, nil, ""},
		"gkmlpt empty":   {ask{url: gkmlpt + "2", after: "2"}.String(), `{"total":5,"articles":[]}`, nil, "is empty"},
		"gkmlpt nothing": {gkmlpt + "1", `{"total":0,"articles":[]}`, nil, ""},
		"gkmlpt error":   {gkmlpt + "1", `{"message":"no"}`, nil, "no articles"},
	} {
		t.Run(name, func(t *testing.T) {
			a := parseAsk(tt.at)
			at, err := url.Parse(a.url)
			if err != nil {
				t.Fatal(err)
			}
			s, ok := answerOf(at)
			if !ok {
				t.Fatal("no system serves this")
			}
			got := s.readAnswer([]byte(tt.body), a, at)
			if !slices.Equal(got.next, tt.next) {
				t.Errorf("next %q, want %q", got.next, tt.next)
			}
			if (got.unknown == "") != (tt.unknown == "") || !strings.Contains(got.unknown, tt.unknown) {
				t.Errorf("unknown %q, want %q", got.unknown, tt.unknown)
			}
		})
	}
}

func TestDataOfPages(t *testing.T) {
	script := func(s string) string { return "<title>T</title><script>" + s + "</script>" }
	const call = `$('#7').jpage({totalRecord:97,groupSize:3,perPage:15,proxyUrl:'/module/jpage/dataproxy.jsp',ajaxParam:{"columnid":7,"path":"/"}})`
	asked := func(u, form string) string {
		return ask{url: "http://a.cn" + u, post: form != "", form: form, page: "http://a.cn/x/", title: "T"}.String()
	}
	for name, tt := range map[string]struct {
		html    string
		next    []string
		hidden  string
		unknown string
	}{
		"jpage by records":    {script(call), []string{asked("/module/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15", "columnid=7&path=%2F")}, "", ""},
		"jpage huge groups":   {script(strings.Replace(call, "groupSize:3", "groupSize:50", 1)), []string{asked("/module/jpage/dataproxy.jsp?startrecord=1&endrecord=90&perpage=15", "columnid=7&path=%2F")}, "", ""},
		"jpage all in page":   {script("<datastore><nextgroup></nextgroup>"+record+"</datastore>") + script(strings.Replace(call, "97", "1", 1)), nil, "/art/1.html", ""},
		"jpage no column":     {script(strings.Replace(call, "columnid", "c", 1)), nil, "", "column is not told"},
		"jpage variables":     {script(strings.Replace(call, "perPage:15", "perPage:n", 1)), nil, "", "perPage is not told"},
		"jpage group":         {script(`<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=7">]]></nextgroup>` + record + `</datastore>`), []string{asked("/module/web/jpage/dataproxy.jsp?page=1&columnid=7", "")}, "/art/1.html", ""},
		"jpage half":          {script("<datastore>" + record + "</datastore>"), nil, "/art/1.html", "not how the others are asked for"},
		"xxgk literal":        {script(`loadDynamic('/module/xxgk/search.jsp?infotypeId=A1&area=9','div2','0','0','9','3')`), []string{asked("/module/xxgk/search.jsp?infotypeId=A1&area=9", "currpage=1&infotypeId=A1&divid=div2&jdid=3")}, "", ""},
		"xxgk own kind":       {script(`loadDynamic('/module/xxgk/search.jsp?area=9','div2','0','A7')`), []string{asked("/module/xxgk/search.jsp?area=9&infotypeId=A7", "currpage=1&infotypeId=A7&divid=div2")}, "", ""},
		"xxgk no kind":        {script(`loadDynamic('/module/xxgk/search.jsp?infotypeId='+a+'&area=9','div2','0','0')`), nil, "", "chosen in a tree that is not there"},
		"xxgk tree":           {`<title>T</title><iframe src="/module/xxgk/tree.jsp?area=9"></iframe>`, []string{asked("/module/xxgk/tree.jsp?area=9", "")}, "", ""},
		"xxgk reports":        {`<form action="/module/xxgk/xxgkAnnualReport.jsp"><select name=area><option value=1><option value=2></select><input name=fbtime value=2021></form>`, []string{"http://a.cn/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2021", "http://a.cn/module/xxgk/xxgkAnnualReport.jsp?area=2&fbtime=2021"}, "", ""},
		"xxgk no years":       {`<form action="/module/xxgk/xxgkAnnualReport.jsp"><select name=area><option value=1></select></form>`, nil, "", "1 organisations and 0 years"},
		"jpaas":               {`<title>T</title><script url="/j/front/page/build/unit" queryData="{'webId':'1','tagId':'列表','pageId':'2'}"></script>`, []string{asked("/j/front/page/build/unit?webId=1&tagId="+url.QueryEscape("列表")+"&pageId=2", "")}, "", ""},
		"jpaas without id":    {`<script url="/j/front/page/build/unit" queryData="{'webId':'1'}"></script>`, nil, "", "without pageId"},
		"ucap whole":          {script(`u="//a.cn/common/search/817052cbb3a94d0d8217824e7a3aca53?_pageSize=9&page="+p`), []string{asked("/common/search/817052cbb3a94d0d8217824e7a3aca53?_pageSize=9&page=1&_isJson=true", "")}, "", ""},
		"ucap channel":        {`<meta name=channelid content=817052cbb3a94d0d8217824e7a3aca53>` + script(`u="/searchList/"+id+"?page="`), []string{asked("/searchList/817052cbb3a94d0d8217824e7a3aca53?_isAgg=true&_pageSize=15&_isJson=true&page=1", "")}, "", ""},
		"ucap no channel":     {script(`u="/searchList/"+id+"?page="`), nil, "", "channel is not told"},
		"another host's data": {script(`u="//b.cn/common/search/817052cbb3a94d0d8217824e7a3aca53?page="+p`), nil, "", "another host"},
	} {
		t.Run(name, func(t *testing.T) {
			at, err := url.Parse("http://a.cn/x/")
			if err != nil {
				t.Fatal(err)
			}
			got := turnPages(tt.html, at)
			if !slices.Equal(got.next, tt.next) {
				t.Errorf("next %q, want %q", got.next, tt.next)
			}
			if !strings.Contains(string(got.hidden), tt.hidden) {
				t.Errorf("hidden %q, want %q", got.hidden, tt.hidden)
			}
			if (got.unknown == "") != (tt.unknown == "") || !strings.Contains(got.unknown, tt.unknown) {
				t.Errorf("unknown %q, want %q", got.unknown, tt.unknown)
			}
		})
	}
}

func TestAsksSurviveTheFrontier(t *testing.T) {
	for _, a := range []ask{
		{url: "http://a.cn/x?b=2&a=1"},
		{url: "http://a.cn/x", post: true},
		{url: "http://a.cn/x?y=%E5%B9%B4", post: true, form: "a=%23&b=+", page: "http://a.cn/col/#x", title: "年报 # & =", after: "0a"},
	} {
		if got := parseAsk(a.String()); got != a {
			t.Errorf("%+v came back as %+v", a, got)
		}
		again, err := canonicalAsk(a.String())
		if err != nil || again != a.String() {
			t.Errorf("%s is not canonical: %s, %v", a, again, err)
		}
	}
}

func TestFormsArePostedAndPostedAgain(t *testing.T) {
	s := newWebSite(t)
	s.page("/col/{$}", `<title>T &amp; U</title><body class=list><script>$('#7').jpage({totalRecord:1,perPage:15,proxyUrl:'/module/jpage/dataproxy.jsp',ajaxParam:{"columnid":7}})</script>`)
	var forms []string
	s.mux.HandleFunc("POST /module/jpage/dataproxy.jsp", func(w http.ResponseWriter, r *http.Request) {
		forms = append(forms, r.FormValue("columnid")+" "+r.FormValue("startrecord")+" "+r.Referer()+" "+strings.Join(r.Header["Idempotency-Key"], "!"))
		if len(forms) == 1 {
			w.Header().Set("Content-Length", "1000")
			breakOff(w)
		}
		_, _ = w.Write([]byte(`<datastore><totalrecord>1</totalrecord><record><![CDATA[<a class=report href="../r">r</a>]]></record></datastore>`))
	})
	s.page("/r", "<table>")
	m := NewMemory()
	sum := crawl(t, quick(s.URL+"/col/"), m)
	want := "7 1 " + s.URL + "/col/ "
	if !slices.Equal(forms, []string{want, want}) {
		t.Errorf("forms %q", forms)
	}
	if sum.Reports != 1 || sum.PagerUnknown != 0 {
		t.Errorf("%+v", sum)
	}
	wantVisit(t, visitOf(t, m, s.URL+"/r"), Fetched, "")
}

func TestDataThatIsGoneCutsAListShort(t *testing.T) {
	s := newWebSite(t)
	s.page("/col/{$}", `<body class=list><script>u="/common/search/817052cbb3a94d0d8217824e7a3aca53?page="</script>`)
	m := NewMemory()
	if sum := crawl(t, quick(s.URL+"/col/"), m); sum.PagerUnknown != 1 || sum.Gone != 0 {
		t.Errorf("%+v", sum)
	}
}

func TestHollowListIsUnknown(t *testing.T) {
	s := newWebSite(t)
	s.page("/hollow", `<body class="list hollow">`)
	s.page("/found", `<body class="list hollow"><a href="?page=2">下一页</a>`)
	m := NewMemory()
	crawl(t, quick(s.URL+"/hollow", s.URL+"/found"), m)
	wantVisit(t, visitOf(t, m, s.URL+"/hollow"), PagerUnknown, "no entries")
	wantVisit(t, visitOf(t, m, s.URL+"/found"), Fetched, "")
}

func FuzzAnswers(f *testing.F) {
	f.Add("http://a.cn/module/jpage/dataproxy.jsp?startrecord=1&endrecord=9", `<datastore><totalrecord>9</totalrecord>`+record)
	f.Add("http://a.cn/common/search/817052cbb3a94d0d8217824e7a3aca53?page=1", `{"data":{"total":3,"results":[{}]}}`)
	f.Fuzz(func(t *testing.T, address, body string) {
		a := parseAsk(address)
		at, err := url.Parse(a.url)
		if err != nil || at.Host == "" {
			return
		}
		for _, s := range systems {
			if s.answer == nil {
				continue
			}
			for _, next := range s.readAnswer([]byte(body), a, at).next {
				if u, err := url.Parse(parseAsk(next).url); err != nil || siteKey(u) != siteKey(at) {
					t.Errorf("%s leads from %s to %s", s.name, address, next)
				}
			}
		}
		turnPages(body, at)
	})
}
