package crawler

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// pager looks for further pages of a list. Every pager sees every list page;
// one whose marks are not there returns nothing. Marks that cannot be
// understood are told in unknown, never answered by a guess.
type pager func(doc *goquery.Document, at *url.URL) (next []string, unknown string)

// turnPages runs all pagers over a list page in UTF-8 and returns the absolute
// addresses of further pages, each once, and why the list may have more.
func turnPages(html string, at *url.URL) (next []string, unknown string) {
	if html == "" {
		return nil, ""
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		return nil, "list page cannot be parsed: " + oneLine(err.Error())
	}
	seen := map[string]bool{}
	var reasons []string
	for _, p := range []pager{pageTRS, pageLinks} {
		found, why := p(doc, at)
		for _, u := range found {
			if !seen[u] {
				seen[u] = true
				next = append(next, u)
			}
		}
		if why != "" {
			reasons = append(reasons, why)
		}
	}
	if len(next) == 0 && len(reasons) == 0 {
		if why := foreignPager(html); why != "" {
			reasons = append(reasons, why)
		}
	}
	return next, strings.Join(reasons, "; ")
}

// foreignMarks are the pagers of other site systems that this version does
// not speak. A list that has one is incomplete, which must be told.
var foreignMarks = []struct{ mark, name string }{
	{"dataproxy.jsp", "Hanweb jpage"},
	{"jpaas-publish-server/front/page/build/unit", "Hanweb JPaaS"},
	{"/module/xxgk/search.jsp", "Hanweb xxgk"},
	{"/gkmlpt/api/", "gkmlpt"},
	{"/common/search/", "UCAP"},
	{"getgovinfolist", "Epoint"},
	{"messagecontroller/getmessage", "truecms"},
}

func foreignPager(html string) string {
	lower := strings.ToLower(html)
	for _, f := range foreignMarks {
		if strings.Contains(lower, f.mark) {
			return "the list is paged by " + f.name + " (" + f.mark + "), which is not spoken yet"
		}
	}
	return ""
}
