package crawler

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

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
