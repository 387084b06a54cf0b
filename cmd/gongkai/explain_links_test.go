package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/fixtures"
)

func TestCrawlExplainsLinksAndKeepsNothing(t *testing.T) {
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(fixtures.Handler(pages))
	defer srv.Close()
	db := t.TempDir() + "/none.db"
	r := gongkai(t, "--db", db, "crawl", "--allow-private", "--delay", "0", "--explain", srv.URL+"/zwgk/zfxxgknb/index.html").ok(t)
	for _, want := range []string{
		"taken 100 report 沭阳县人民政府2025年政府信息公开工作年度报告\n",
		"\n      a report's title\n",
		"left    0 other  新闻中心\n",
		"another part of a site (-60)",
		"taken  99 next   a further page of the list\n      " + srv.URL + "/zwgk/zfxxgknb/index_2.html\n",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in\n%s", want, r.out)
		}
	}
	gongkai(t, "--db", db, "reports").oneLine(t, 2, "none.db")
	gongkai(t, "--db", db, "crawl").oneLine(t, 2, "address")
	gongkai(t, "crawl", "--allow-private", "--explain", srv.URL, srv.URL).oneLine(t, 2, "--explain")
	gongkai(t, "crawl", "--allow-private", "--delay", "0", "--explain", srv.URL+"/none").oneLine(t, 1, "gone")
}
