package crawler

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestSitemap(t *testing.T) {
	for name, tt := range map[string]struct {
		body    string
		next    []string
		links   int
		unknown string
	}{
		"addresses": {`<?xml version="1.0"?><urlset xmlns="x"><url><loc> http://a.cn/1 </loc><lastmod>2024</lastmod></url><url><loc><![CDATA[http://a.cn/2]]></loc></url></urlset>`, nil, 2, ""},
		"index":     {`<sitemapindex><sitemap><loc>http://a.cn/sitemap_1.xml</loc></sitemap></sitemapindex>`, []string{"http://a.cn/sitemap_1.xml"}, 0, ""},
		"elsewhere": {`<sitemapindex><sitemap><loc>http://b.cn/sitemap.xml</loc></sitemap></sitemapindex>`, nil, 0, "another host"},
		"cut off":   {`<urlset><url><loc>http://a.cn/1</loc></url><url><lo`, nil, 1, ""},
		"a page":    {`<html><body><a href=/>not found</a>`, nil, 0, ""},
		"huge":      {"<urlset>" + strings.Repeat("<url><loc>http://a.cn/1</loc></url>", maxSitemap+1), nil, maxSitemap, "20001 addresses, of which 20000"},
	} {
		at, err := url.Parse("http://a.cn/sitemap.xml")
		if err != nil {
			t.Fatal(err)
		}
		s, ok := answerOf(at)
		if !ok {
			t.Fatal("nobody reads sitemaps")
		}
		got := s.readAnswer([]byte(tt.body), ask{url: at.String()}, at)
		if !slices.Equal(got.next, tt.next) || strings.Count(string(got.hidden), "<a ") != tt.links {
			t.Errorf("%s: next %v, %d links", name, got.next, strings.Count(string(got.hidden), "<a "))
		}
		if (got.unknown == "") != (tt.unknown == "") || !strings.Contains(got.unknown, tt.unknown) {
			t.Errorf("%s: unknown %q", name, got.unknown)
		}
	}
}
