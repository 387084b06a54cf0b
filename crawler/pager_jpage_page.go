package crawler

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

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
	if proxy == nil || !strings.Contains(proxy[1], "dataproxy.jsp") && !isTruecms(proxy[1]) {
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
func pageJpage(p *listPage) turn {
	var t turn
	var reasons []string
	var stores []datastore
	var calls []jpageCall
	for _, script := range p.scripts {
		c, ok := parseJpage(script)
		if ok && isTruecms(c.proxy) {
			continue // its datastore is a template
		}
		if ok {
			calls = append(calls, c)
		}
		if d, ok := parseDatastore([]byte(script)); ok {
			stores = append(stores, d)
			t.hidden = append(t.hidden, d.markup()...)
			t.hidden = append(t.hidden, '\n')
		}
	}
	used := map[string]bool{}
	for _, d := range stores {
		if d.group != "" {
			next, why := p.firstGroup(d.group)
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
		next, why := p.first(c, inPage)
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
func (p *listPage) firstGroup(href string) (next, why string) {
	to := resolve(p.at, href)
	if to == nil || !servesJpage(to) {
		return "", "jpage: the next group is no data address: " + clip(href)
	}
	return p.ask(to.String()).String(), ""
}

// jpageColumn names the list an ask is for, by the parameters that jpage lists
// are known by.
func jpageColumn(raw string) string {
	a := parseAsk(raw)
	q := a.query() + "&" + a.form
	return param(q, "columnid") + "/" + param(q, "unitid")
}

// first asks for all records from the first on, unless they are in the page.
func (p *listPage) first(c jpageCall, inPage int) (next, why string) {
	to := resolve(p.at, c.proxy)
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
	a := p.ask(to.String())
	a.post, a.form = true, c.form
	return a.with("startrecord", "1", "endrecord", strconv.Itoa(step), "perpage", strconv.Itoa(c.perPage)).String(), ""
}
