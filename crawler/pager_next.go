package crawler

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// nextWords are the texts and titles of links to the next page, without white
// space and in lower case.
var nextWords = map[string]bool{
	"下一页": true, "下页": true, "下一頁": true, "下頁": true, "后一页": true, "后页": true, "下一页>": true, "下一页>>": true,
	">": true, ">>": true, "›": true, "»": true, "＞": true, "＞＞": true, "next": true, "nextpage": true, "next>": true, "next>>": true,
}

var (
	// scriptCall is a link or handler that turns the page by a script.
	scriptCall = regexp.MustCompile(`(?i)[a-z_$][\w$.]*\s*\(|\blocation(\.href)?\s*=`)
	deadCall   = regexp.MustCompile(`(?i)^(javascript:)?\s*(void\s*\(?\s*0?\s*\)?|return\s+false|;|\s)*;?$`)
	// pageOf is "第2/5页", "2/5页" or "第 2 页 共 5 页" in a page's text.
	pageOf  = regexp.MustCompile(`(\d{1,5})(?:页)?(?:[/／]共?|[,，]?共)(\d{1,5})页`)
	allOf   = regexp.MustCompile(`共(\d{1,5})页`)
	numeric = regexp.MustCompile(`^\d{1,5}$`)
)

// pageLinks follows plain links: the next page by its words or rel=next, and
// numbered ones that stand beside each other. It keeps to the column of the
// page, since a next link of another box leads elsewhere.
func pageLinks(p *listPage) turn {
	doc, at := p.doc, p.at
	var next []string
	base := baseOf(doc, at)
	scripted, elsewhere, dead := "", "", false
	doc.Find("a, area, link[rel=next], [onclick]").Each(func(_ int, a *goquery.Selection) {
		if !isNext(a) {
			return
		}
		href, _ := a.Attr("href")
		href = strings.TrimSpace(href)
		click, _ := a.Attr("onclick")
		switch lower := strings.ToLower(href); {
		case href == "" || strings.HasPrefix(lower, "#") || strings.HasPrefix(lower, "javascript:"):
			if to := namedIn(click+" "+href, at, base); to != nil {
				next = append(next, to.String())
			} else if call := turnsByScript(href, click); call != "" {
				scripted = call
			} else {
				dead = true
			}
		default:
			switch to := resolve(base, href); {
			case to == nil || to.String() == at.String():
			case sameColumn(at, to):
				next = append(next, to.String())
			default:
				elsewhere = to.String()
			}
		}
	})
	next = append(next, numbered(doc, at, base)...)
	return turn{next: next, unknown: missing(doc, len(next) > 0, scripted, elsewhere, dead)}
}

// missing says why a list may go on though no address was found, "" if it
// does not or what was found leads on.
func missing(doc *goquery.Document, found bool, scripted, elsewhere string, dead bool) string {
	if found || scripted == "" && elsewhere == "" && !dead {
		return ""
	}
	current, total := position(doc)
	switch {
	case total > 0 && current >= total || total == 1:
		return ""
	case scripted != "":
		return "the next page is reached by a script: " + clip(scripted)
	case elsewhere != "":
		return "the next page seems to be of another column: " + clip(elsewhere)
	case total > 1 && current > 0:
		return "page " + strconv.Itoa(current) + " of " + strconv.Itoa(total) + ", and the next link has no address"
	case total > 1:
		return "a list of " + strconv.Itoa(total) + " pages whose next link has no address"
	}
	return ""
}

// position reads "2/5页" or "共5页"; 0 for what is not printed.
func position(doc *goquery.Document) (current, total int) {
	text := strings.Join(strings.Fields(doc.Find("body").Text()), "")
	if m := pageOf.FindStringSubmatch(text); m != nil {
		current, _ = strconv.Atoi(m[1]) // digits by the pattern
		total, _ = strconv.Atoi(m[2])
		return current, total
	}
	if m := allOf.FindStringSubmatch(text); m != nil {
		total, _ = strconv.Atoi(m[1])
	}
	return 0, total
}

func isNext(a *goquery.Selection) bool {
	rel, _ := a.Attr("rel")
	if strings.EqualFold(strings.TrimSpace(rel), "next") {
		return true
	}
	title, _ := a.Attr("title")
	alt, _ := a.Find("img").Attr("alt")
	for _, s := range []string{a.Text(), title, alt, a.AttrOr("value", "")} {
		if nextWords[strings.ToLower(strings.Join(strings.Fields(s), ""))] {
			return true
		}
	}
	return false
}

// turnsByScript returns the code a link runs, "" if it runs none.
func turnsByScript(href, click string) string {
	for _, code := range []string{click, href} {
		if !deadCall.MatchString(strings.TrimSpace(code)) && scriptCall.MatchString(code) {
			return code
		}
	}
	return ""
}

// namedIn is the first page of the same column that a script names, nil where it
// names none: location.href = 'index_2.html'.
func namedIn(code string, at, base *url.URL) *url.URL {
	for _, text := range stringsOf(code) {
		if strings.ContainsAny(text, "/.?") && !strings.ContainsAny(text, " ()<>") {
			if to := resolve(base, text); to != nil && sameColumn(at, to) {
				return to
			}
		}
	}
	return nil
}

// numbered returns links whose text is a number other than the text of the
// others beside them, if there are two or more and they stay in the column; a
// single number may be anything. Days of a calendar lie elsewhere.
func numbered(doc *goquery.Document, at, base *url.URL) []string {
	var all []string
	doc.Find("a, option").Each(func(_ int, a *goquery.Selection) {
		if !numeric.MatchString(strings.TrimSpace(a.Text())) || !besideOthers(a) {
			return
		}
		href := a.AttrOr("href", a.AttrOr("value", ""))
		if to := resolve(base, href); to != nil && sameColumn(at, to) && samePlace(at, to) && namesPage(to, strings.TrimSpace(a.Text())) {
			all = append(all, to.String())
		}
	})
	return all
}

// besideOthers tells whether a numbered link stands in a row of them, or
// beside a word that turns pages.
func besideOthers(a *goquery.Selection) bool {
	row := a.Parent()
	if row.Is("li, span, td, strong, b, em") {
		row = row.Parent()
	}
	others := 0
	row.Find("a, span, em, strong, b, option").Each(func(_ int, s *goquery.Selection) {
		if s.IsSelection(a) {
			return
		}
		text := strings.ToLower(strings.Join(strings.Fields(s.Text()), ""))
		if numeric.MatchString(text) || nextWords[text] || strings.Contains(text, "页") {
			others++
		}
	})
	return others > 0
}

// pageParam are the names of parameters that count pages or entries.
var pageParam = regexp.MustCompile(`(?i)page|^(p|pn|pg|pno|start|offset|cur|curr|current)$`)

// samePlace tells whether two addresses differ in no parameter but those that
// count: ?type=2 under a 2 is another column.
func samePlace(at, to *url.URL) bool {
	a, b := at.Query(), to.Query()
	for _, pair := range [][2]url.Values{{a, b}, {b, a}} {
		for name := range pair[0] {
			if pair[0].Get(name) != pair[1].Get(name) && !pageParam.MatchString(name) {
				return false
			}
		}
	}
	return true
}

// namesPage tells whether an address carries the number it is shown under, or
// one less as where pages are counted from 0; the first page need carry none.
func namesPage(u *url.URL, text string) bool {
	n, err := strconv.Atoi(text)
	if err != nil || n == 0 {
		return false
	}
	if n == 1 {
		return true
	}
	for _, digits := range regexpDigits.FindAllString(u.Path+"?"+u.RawQuery, -1) {
		if d, err := strconv.Atoi(digits); err == nil && (d == n || d == n-1) {
			return true
		}
	}
	return false
}

var regexpDigits = regexp.MustCompile(`\d+`)

// sameColumn tells whether an address can be another page of the same list:
// on the same host and in the same directory, not counting a last part that
// is a page number.
func sameColumn(at, to *url.URL) bool {
	if to.Scheme != "http" && to.Scheme != "https" || siteKey(at) != siteKey(to) {
		return false
	}
	return column(at.Path) == column(to.Path) && to.String() != at.String()
}

func column(path string) string {
	dir, last := path[:strings.LastIndexByte(path, '/')+1], path[strings.LastIndexByte(path, '/')+1:]
	if last == "" {
		parent := strings.TrimSuffix(dir, "/")
		if i := strings.LastIndexByte(parent, '/'); i >= 0 && numeric.MatchString(parent[i+1:]) {
			return parent[:i+1]
		}
	}
	return dir
}

func baseOf(doc *goquery.Document, at *url.URL) *url.URL {
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if base := resolve(at, href); base != nil {
			return base
		}
	}
	return at
}

// asBrowsersRead takes the liberties of browsers with addresses.
var asBrowsersRead = strings.NewReplacer("\n", "", "\r", "", "\t", "", "\\", "/")

func resolve(base *url.URL, href string) *url.URL {
	ref, err := url.Parse(asBrowsersRead.Replace(strings.TrimSpace(href)))
	if err != nil {
		return nil
	}
	to := base.ResolveReference(ref)
	to.Fragment = ""
	return to
}
