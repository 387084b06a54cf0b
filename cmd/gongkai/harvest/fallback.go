package harvest

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/crawler"
)

const (
	// goodLink is the score of a link that makes other ways needless.
	goodLink    = 30
	searchScore = 25
	mapScore    = 20
	// searchWords are what a site's own search is asked for.
	searchWords = "政府信息公开工作年度报告"
)

// fallback are other ways into a site whose home page has no link that speaks
// of disclosure, such as one whose menu is drawn by a script: the site's own
// search, if it is a plain form, and its sitemap.
func fallback(markup, address string, links []crawler.Link) []crawler.Link {
	at, err := url.Parse(address)
	if err != nil || strings.Trim(at.Path, "/") != "" && !strings.HasPrefix(at.Path, "/index.") || at.RawQuery != "" {
		return nil
	}
	for _, l := range links {
		if l.Score >= goodLink {
			return nil
		}
	}
	sitemap := at.ResolveReference(&url.URL{Path: "/sitemap.xml"})
	ways := []crawler.Link{{URL: sitemap.String(), Kind: crawler.KindOther, Score: mapScore, Why: "the home page leads nowhere: its sitemap"}}
	if s := searchOf(markup, at); s != "" {
		ways = append(ways, crawler.Link{URL: s, Kind: crawler.KindList, Score: searchScore, Why: "the home page leads nowhere: its search"})
	}
	return ways
}

// searchOf fills in the first form that asks for nothing but words, "" if
// there is none.
func searchOf(markup string, at *url.URL) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
	if err != nil {
		return ""
	}
	words := searchWords
	if strings.Contains(strings.ToLower(doc.Find("meta[charset]").AttrOr("charset", doc.Find("meta[http-equiv]").AttrOr("content", ""))), "gb") {
		if coded, err := simplifiedchinese.GB18030.NewEncoder().String(words); err == nil {
			words = coded
		}
	}
	found := ""
	doc.Find("form").EachWithBreak(func(_ int, f *goquery.Selection) bool {
		if m := f.AttrOr("method", "get"); !strings.EqualFold(m, "get") || f.Find("input[type=password], textarea, input[type=file]").Length() > 0 {
			return true
		}
		action, err := at.Parse(strings.TrimSpace(f.AttrOr("action", "")))
		if err != nil || action.Host != at.Host {
			return true
		}
		fields, asked := action.Query(), 0
		f.Find("input[name], select[name]").Each(func(_ int, in *goquery.Selection) {
			name := in.AttrOr("name", "")
			switch kind := strings.ToLower(in.AttrOr("type", "text")); {
			case in.Is("select"):
				fields.Set(name, in.Find("option[selected], option").First().AttrOr("value", ""))
			case kind == "text" || kind == "search":
				fields.Set(name, words)
				asked++
			case kind == "hidden":
				fields.Set(name, in.AttrOr("value", ""))
			}
		})
		if asked != 1 {
			return true
		}
		action.RawQuery, action.Fragment = fields.Encode(), ""
		found = action.String()
		return false
	})
	return found
}
