package crawler

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Hanweb's disclosure platform (xxgk) shows lists that a script loads from
// search.jsp into an element, a tree of kinds of information beside them, and
// annual reports at xxgkAnnualReport.jsp?area=<organisation>&fbtime=<year>.
const (
	xxgkSearch = "/module/xxgk/search.jsp"
	xxgkTree   = "/module/xxgk/tree.jsp"
	xxgkReport = "/xxgkAnnualReport.jsp"
)

// maxChoices bounds what the choices of one form may multiply to.
const maxChoices = 2000

// pageXxgk finds what a page loads from the platform.
func pageXxgk(p *listPage) turn {
	var t turn
	var reasons []string
	needTree := false
	for _, script := range p.scripts {
		for _, args := range callsOf("loadDynamic", script) {
			if !strings.Contains(args, xxgkSearch) {
				continue
			}
			a, err := xxgkCall(args, p.at)
			switch {
			case err != nil:
				reasons = append(reasons, fmt.Sprintf("xxgk: loadDynamic(%s): %v", clip(args), err))
			case a.url == "":
				needTree = true
			default:
				own := p.ask(a.url)
				own.post, own.form = a.post, a.form
				t.next = append(t.next, own.String())
			}
		}
	}
	trees := 0
	p.doc.Find("iframe[src], frame[src]").Each(func(_ int, f *goquery.Selection) {
		to := resolve(p.at, f.AttrOr("src", ""))
		if to != nil && strings.HasSuffix(to.Path, xxgkTree) {
			t.next = append(t.next, p.ask(to.String()).String())
			trees++
		}
	})
	if needTree && trees == 0 {
		reasons = append(reasons, "xxgk: the list's kind of information is chosen in a tree that is not there")
	}
	views, why := reportViews(p.doc, p.at)
	t.next = append(t.next, views...)
	if why != "" {
		reasons = append(reasons, why)
	}
	t.unknown = strings.Join(reasons, "; ")
	return t
}

// xxgkCall reads loadDynamic(address, element, …, kind, …, site, …). The
// address may be put together of literals and variables: those are the empty
// fields of a search, but for the kind of information, which is the page's
// number= or the call's own. An empty ask says that the kind is not told here.
func xxgkCall(args string, at *url.URL) (ask, error) {
	parts := topLevel(args, ',')
	if len(parts) < 2 {
		return ask{}, fmt.Errorf("%d arguments", len(parts))
	}
	number := param(at.RawQuery, "number")
	var raw strings.Builder
	for _, term := range topLevel(parts[0], '+') {
		if s, ok := literal(term); ok {
			raw.WriteString(s)
		} else if strings.HasSuffix(raw.String(), "infotypeId=") {
			raw.WriteString(url.QueryEscape(number))
		}
	}
	to := resolve(at, raw.String())
	if to == nil || !strings.HasSuffix(to.Path, xxgkSearch) {
		return ask{}, fmt.Errorf("no address of %s", xxgkSearch)
	}
	arg := func(i int) string {
		if i >= len(parts) {
			return ""
		}
		s, _ := literal(parts[i])
		return s
	}
	kind := param(to.RawQuery, "infotypeId")
	for _, other := range []string{number, arg(3)} {
		if kind == "" && other != "0" {
			kind = other
		}
	}
	if kind == "" {
		return ask{}, nil
	}
	a := ask{url: to.String(), post: true, form: "currpage=1"}
	pairs := []string{"infotypeId", kind, "divid", arg(1)}
	if site := arg(5); site != "" {
		pairs = append(pairs, "jdid", site)
	}
	return a.with("infotypeId", kind).withForm(pairs...), nil
}

// topLevel cuts code at a byte that is neither in a string nor in parentheses.
func topLevel(code string, at byte) []string {
	var parts []string
	depth, from := 0, 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"' || c == '\'':
			i = endOfString(code, i)
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == at && depth == 0:
			parts = append(parts, strings.TrimSpace(code[from:i]))
			from = i + 1
		}
	}
	return append(parts, strings.TrimSpace(code[min(from, len(code)):]))
}

// literal takes the quotes off a string.
func literal(term string) (string, bool) {
	n := len(term)
	if n < 2 || term[0] != '"' && term[0] != '\'' || term[n-1] != term[0] || endOfString(term, 0) != n-1 {
		return "", false
	}
	return term[1 : n-1], true
}

// reportViews are the annual reports that a form lets one choose by
// organisation and year.
func reportViews(doc *goquery.Document, at *url.URL) (next []string, unknown string) {
	doc.Find("form").Each(func(_ int, f *goquery.Selection) {
		action := resolve(at, f.AttrOr("action", ""))
		if action == nil || !strings.HasSuffix(action.Path, xxgkReport) {
			return
		}
		areas, years := choices(f, "area", action), choices(f, "fbtime", action)
		if len(areas) == 0 || len(years) == 0 || len(areas)*len(years) > maxChoices {
			unknown = fmt.Sprintf("xxgk: a form of annual reports with %d organisations and %d years", len(areas), len(years))
			return
		}
		for _, area := range areas {
			for _, year := range years {
				u := *action
				u.RawQuery = setParams(action.RawQuery, "area", area, "fbtime", year)
				next = append(next, u.String())
			}
		}
	})
	return next, unknown
}

// choices are the values a form offers for a field.
func choices(f *goquery.Selection, name string, action *url.URL) []string {
	var all []string
	f.Find("[name='" + name + "']").Each(func(_ int, s *goquery.Selection) {
		if s.Is("select") {
			s.Find("option").Each(func(_ int, o *goquery.Selection) {
				if v := strings.TrimSpace(o.AttrOr("value", o.Text())); v != "" && v != "-1" && v != "0" {
					all = append(all, v)
				}
			})
		} else if v := strings.TrimSpace(s.AttrOr("value", "")); v != "" {
			all = append(all, v)
		}
	})
	if v := param(action.RawQuery, name); len(all) == 0 && v != "" {
		all = append(all, v)
	}
	return unique(all)
}

func servesXxgk(u *url.URL) bool {
	return strings.HasSuffix(u.Path, xxgkSearch) || strings.HasSuffix(u.Path, xxgkTree)
}

// isReportView tells the pages that hold a report and choices of others.
func isReportView(u *url.URL) bool { return strings.HasSuffix(u.Path, xxgkReport) }

// answerXxgk reads the markup of search.jsp, or the tree.
func answerXxgk(body []byte, a ask) turn {
	if u, err := url.Parse(a.url); err == nil && strings.HasSuffix(u.Path, xxgkTree) {
		return answerTree(body, a)
	}
	t := turn{hidden: body}
	links := bytes.Contains(body, []byte("href="))
	pages, printed := printedPages(body)
	current := max(1, atoi(param(a.form+"&"+a.query(), "currpage")))
	switch {
	case !printed && !(links && param(a.query(), "hasNoPages") == "1"):
		t.unknown = "the answer does not tell its pages"
	case printed && pages > 0 && !links:
		t.unknown = fmt.Sprintf("page %d of %d has no entries", current, pages)
	case pages > maxListPages:
		t.unknown = fmt.Sprintf("%d pages", pages)
	case current < pages:
		page := strconv.Itoa(current + 1)
		if a.post {
			a = a.withForm("currpage", page)
		}
		if !a.post || param(a.query(), "currpage") != "" {
			a = a.with("currpage", page)
		}
		t.next = []string{a.String()}
	}
	return t
}

// printedPages reads 共5页, in UTF-8 or GBK and with markup between.
func printedPages(body []byte) (pages int, ok bool) {
	for _, words := range [][2]string{{"共", "页"}, {"\xb9\xb2", "\xd2\xb3"}} {
		rest := body
		for {
			i := bytes.Index(rest, []byte(words[0]))
			if i < 0 {
				break
			}
			rest = rest[i+len(words[0]):]
			plain := bytes.Join(bytes.Fields(bytes.ReplaceAll(anyTag.ReplaceAll(rest[:min(len(rest), 200)], nil), []byte("&nbsp;"), nil)), nil)
			digits := 0
			for digits < len(plain) && plain[digits] >= '0' && plain[digits] <= '9' {
				digits++
			}
			if digits > 0 && bytes.HasPrefix(plain[digits:], []byte(words[1])) {
				return atoi(string(plain[:digits])), true
			}
		}
	}
	return 0, false
}

// treeNode is funclick('A0212', …)">年报 in the script of a tree.
var treeNode = regexp.MustCompile(`(?i)funclick\(\s*\\?(?:'|"|&quot;|&#39;)([A-Za-z0-9]+)[^)]*\)[^<>]{0,80}>\s*([^<]{1,60})`)

// answerTree makes links of the kinds of information, for the reader to judge.
func answerTree(body []byte, a ask) turn {
	nodes := treeNode.FindAllSubmatch(body, -1)
	if len(nodes) == 0 {
		return turn{unknown: "no entries in the tree"}
	}
	base, _, _ := strings.Cut(a.url, "?")
	base = strings.TrimSuffix(base, xxgkTree) + xxgkSearch
	var b bytes.Buffer
	for _, n := range nodes {
		q := setParams(a.query(), "infotypeId", string(n[1]), "currpage", "1")
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(base+"?"+q), bytes.TrimSpace(n[2]))
	}
	return turn{hidden: b.Bytes()}
}
