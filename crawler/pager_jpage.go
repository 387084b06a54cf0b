package crawler

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// maxRecords is how many records one ask wants: servers cut longer answers
// without a word.
const maxRecords = 100

// datastore is the data of a Hanweb jpage list: the first records stand in a
// script of the page itself, the others are answers of dataproxy.jsp.
//
//	<datastore><totalrecord>97</totalrecord><totalpage>5</totalpage>
//	<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&columnid=7…"></a>]]></nextgroup>
//	<recordset><record><![CDATA[<li><a href="/art/…">…</a></li>]]></record>…</recordset></datastore>
type datastore struct {
	records [][]byte
	// group is the address in nextgroup; hasGroup tells an empty one, which
	// ends a list, from none at all.
	group    string
	hasGroup bool
	// total and pages are -1 where they are not printed.
	total, pages int
}

var (
	storeOpen  = []byte("<datastore")
	recordPart = regexp.MustCompile(`(?s)<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>`)
	groupPart  = regexp.MustCompile(`(?s)<nextgroup>(.*?)</nextgroup>`)
	groupHref  = regexp.MustCompile(`(?i)href\s*=\s*["']?([^"'>\s][^"'>]*)`)
	totalPart  = regexp.MustCompile(`<totalrecord>\s*(\d+)\s*</totalrecord>`)
	pagesPart  = regexp.MustCompile(`<totalpage>\s*(\d+)\s*</totalpage>`)
)

func parseDatastore(b []byte) (datastore, bool) {
	d := datastore{total: -1, pages: -1}
	if !bytes.Contains(b, storeOpen) {
		return d, false
	}
	for _, m := range recordPart.FindAllSubmatch(b, -1) {
		d.records = append(d.records, m[1])
	}
	if m := groupPart.FindSubmatch(b); m != nil {
		d.hasGroup = true
		if h := groupHref.FindSubmatch(m[1]); h != nil {
			d.group = strings.ReplaceAll(string(h[1]), "&amp;", "&")
		}
	}
	if m := totalPart.FindSubmatch(b); m != nil {
		d.total = atoi(string(m[1]))
	}
	if m := pagesPart.FindSubmatch(b); m != nil {
		d.pages = atoi(string(m[1]))
	}
	return d, true
}

// print names a set of records, to tell a server that answers the same ones
// whatever it is asked for.
func (d datastore) print() string {
	sum := sha256.Sum256(bytes.Join(d.records, []byte{0}))
	return hex.EncodeToString(sum[:6])
}

func (d datastore) markup() []byte { return bytes.Join(d.records, []byte("\n")) }

// atoi reads digits; what is too long is -1.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// jpageCall is what a page's script tells jpage: $('#7').jpage({…}).
type jpageCall struct {
	proxy          string
	total, perPage int
	groups         int
	form           string
}

var (
	jpageProxy  = regexp.MustCompile(`proxyUrl\s*:\s*["']([^"']+)["']`)
	jpageTotal  = regexp.MustCompile(`totalRecord\s*:\s*["']?(\d+)`)
	jpagePer    = regexp.MustCompile(`perPage\s*:\s*["']?(\d+)`)
	jpageGroups = regexp.MustCompile(`groupSize\s*:\s*["']?(\d+)`)
	jpageParams = regexp.MustCompile(`(?s)ajaxParam\s*:\s*(\{[^}]*\}|"[^"]*"|'[^']*')`)
	jpagePair   = regexp.MustCompile(`["']?(\w+)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|(\d+))`)
)

func parseJpage(script string) (jpageCall, bool) {
	code := stripComments(script)
	proxy := jpageProxy.FindStringSubmatch(code)
	if proxy == nil || !strings.Contains(proxy[1], "dataproxy.jsp") {
		return jpageCall{}, false
	}
	number := func(re *regexp.Regexp, missing int) int {
		if m := re.FindStringSubmatch(code); m != nil {
			return atoi(m[1])
		}
		return missing
	}
	c := jpageCall{proxy: proxy[1], total: number(jpageTotal, -1), perPage: number(jpagePer, -1), groups: number(jpageGroups, 3)}
	if m := jpageParams.FindStringSubmatch(code); m != nil {
		c.form = formOf(m[1])
	}
	return c, true
}

// formOf writes an ajaxParam, an object or a ready string, as a form.
func formOf(param string) string {
	if !strings.HasPrefix(param, "{") {
		return strings.Trim(param, `"'`)
	}
	var parts []string
	for _, m := range jpagePair.FindAllStringSubmatch(param, -1) {
		parts = append(parts, m[1]+"="+url.QueryEscape(m[2]+m[3]+m[4]))
	}
	return strings.Join(parts, "&")
}

// pageJpage reads the records that stand in scripts of a page and how the
// others are asked for.
func pageJpage(doc *goquery.Document, at *url.URL) turn {
	var t turn
	var reasons []string
	var stores []datastore
	var calls []jpageCall
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if d, ok := parseDatastore([]byte(s.Text())); ok {
			stores = append(stores, d)
			t.hidden = append(t.hidden, d.markup()...)
			t.hidden = append(t.hidden, '\n')
		}
		if c, ok := parseJpage(s.Text()); ok {
			calls = append(calls, c)
		}
	})
	title := clipTitle(doc.Find("title").First().Text())
	used := map[string]bool{}
	for _, d := range stores {
		if d.group != "" {
			next, why := firstGroup(d.group, at, title)
			if why != "" {
				reasons = append(reasons, why)
				continue
			}
			t.next = append(t.next, next)
			used[jpageColumn(next)] = true
		} else if len(calls) == 0 && (d.total > len(d.records) || d.total < 0 && !d.hasGroup) {
			reasons = append(reasons, "jpage: the page holds records, but not how the others are asked for")
		}
	}
	for i, c := range calls {
		inPage := 0
		if len(stores) == len(calls) {
			inPage = len(stores[i].records)
		}
		next, why := c.first(at, title, inPage)
		if why != "" {
			reasons = append(reasons, why)
		} else if next != "" && !used[jpageColumn(next)] {
			t.next = append(t.next, next)
		}
	}
	t.unknown = strings.Join(reasons, "; ")
	return t
}

// firstGroup makes an ask of a nextgroup link in a page.
func firstGroup(href string, at *url.URL, title string) (next, why string) {
	to := resolve(at, href)
	if to == nil || !servesJpage(to) {
		return "", "jpage: the next group is no data address: " + clip(href)
	}
	return ask{url: to.String(), page: at.String(), title: title}.String(), ""
}

// jpageColumn names the list an ask is for, by the parameters that jpage lists
// are known by.
func jpageColumn(raw string) string {
	a := parseAsk(raw)
	q := a.query() + "&" + a.form
	return param(q, "columnid") + "/" + param(q, "unitid")
}

// first asks for all records from the first on, unless they are in the page.
func (c jpageCall) first(at *url.URL, title string, inPage int) (next, why string) {
	to := resolve(at, c.proxy)
	if to == nil || !servesJpage(to) {
		return "", "jpage: proxyUrl is no data address: " + clip(c.proxy)
	}
	switch {
	case c.total >= 0 && c.total <= inPage:
		return "", ""
	case c.perPage < 1 || c.groups < 1:
		return "", "jpage: perPage is not told"
	case param(c.form, "columnid") == "" && param(to.RawQuery, "columnid") == "":
		return "", "jpage: the column is not told"
	}
	step := c.perPage * max(1, min(c.groups, maxRecords/c.perPage))
	a := ask{url: to.String(), post: true, form: c.form, page: at.String(), title: title}
	return a.with("startrecord", "1", "endrecord", strconv.Itoa(step), "perpage", strconv.Itoa(c.perPage)).String(), ""
}

func servesJpage(u *url.URL) bool {
	return strings.HasSuffix(u.Path, "/jpage/dataproxy.jsp") || strings.HasSuffix(u.Path, "/jpage/morecolumndataproxy.jsp")
}

// answerJpage reads an answer of dataproxy.jsp. Which of the two ways of
// counting a server honours shows in what it answers.
func answerJpage(body []byte, a ask) turn {
	d, ok := parseDatastore(body)
	if !ok {
		return turn{unknown: "no datastore in the answer"}
	}
	t := turn{hidden: d.markup()}
	q := a.query()
	page, start, end := atoi(param(q, "page")), atoi(param(q, "startrecord")), atoi(param(q, "endrecord"))
	switch {
	case len(d.records) == 0 && d.total != 0:
		t.unknown = "an answer without records"
	case len(d.records) == 0:
	case start > 0 && page < 0:
		t.next, t.unknown = d.after(a, start, end)
	default:
		t.next, t.unknown = d.afterPage(a, page)
	}
	return t
}

// after goes on by record numbers. A server that sent fewer than it was asked
// for has a cap, and is asked from where it stopped; one that sent the same
// records again goes by pages.
func (d datastore) after(a ask, start, end int) (next []string, unknown string) {
	same := d.print()
	if a.after == same {
		if d.total < 0 {
			return nil, "the server sends the same records whatever it is asked for"
		}
		b := a
		b.url, _, _ = strings.Cut(a.url, "?")
		b = b.with("page", "2", "perpage", strconv.Itoa(len(d.records)))
		return []string{b.String()}, ""
	}
	if d.total < 0 {
		if d.group != "" || !d.hasGroup {
			return nil, "the answer does not tell its total"
		}
		return nil, ""
	}
	got := start - 1 + len(d.records)
	if got >= d.total {
		return nil, ""
	}
	b := a
	b.after = ""
	if start == 1 {
		b.after = same // content: only the second ask carries it
	}
	step := max(end-start+1, 1)
	return []string{b.with("startrecord", strconv.Itoa(got+1), "endrecord", strconv.Itoa(got+step)).String()}, ""
}

// afterPage goes on by the next group the server names, else by its own
// number of pages.
func (d datastore) afterPage(a ask, page int) (next []string, unknown string) {
	if a.after != "" && a.after == d.print() {
		return nil, "the server sends the same records for every page"
	}
	b := a
	b.after = ""
	if page <= 2 {
		b.after = d.print()
	}
	if d.group != "" {
		to, err := url.Parse(a.url)
		if err != nil {
			return nil, err.Error()
		}
		n := resolve(to, d.group)
		if n == nil || !servesJpage(n) {
			return nil, "the next group is no data address: " + clip(d.group)
		}
		b.url = n.String()
		if jpageColumn(b.String()) != jpageColumn(a.String()) && jpageColumn(b.String()) != "/" {
			return nil, "the next group is of another column: " + clip(d.group)
		}
		if nextPage := atoi(param(n.RawQuery, "page")); page >= 0 && nextPage <= page {
			return nil, fmt.Sprintf("the group after page %d is page %d", page, nextPage)
		}
		return []string{b.String()}, ""
	}
	perPage := atoi(param(a.query(), "perpage"))
	switch {
	case page >= 1 && (d.pages > page || d.pages < 0 && d.total > page*perPage && perPage > 0):
		return []string{b.with("page", strconv.Itoa(page+1)).String()}, ""
	case d.pages >= 0 || d.hasGroup || d.total >= 0 && len(d.records) >= d.total:
		return nil, ""
	}
	return nil, "the answer tells neither its pages nor a next group"
}
