package crawler

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

var (
	ucapPath = regexp.MustCompile(`/(?:common/search|searchList)/[0-9a-f]{32}$`)
	// ucapWhole is a whole address in a script, ucapHead one whose channel is
	// a variable: the page's <meta name=channelid>.
	ucapWhole = regexp.MustCompile(`["'](?:https?:)?((?://[^/"'\s]+)?/(?:common/search|searchList)/[0-9a-f]{32})(\?[^"'\s]*)?`)
	ucapHead  = regexp.MustCompile(`["']((?:https?:)?(?://[^/"'\s]+)?/(?:common/search|searchList)/)["']\s*\+`)
	channel   = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// pageUcap finds the addresses a page of UCAP loads its list from:
// /common/search/<channel>?_isJson=true&_pageSize=15&page=1.
func pageUcap(p *listPage) turn {
	var t turn
	add := func(raw, query string) {
		to := resolve(p.at, raw)
		if to == nil || !servesUcap(to) {
			return
		}
		if size := atoi(param(query, "_pageSize")); size < 1 {
			query = setParams(query, "_pageSize", "15")
		}
		to.RawQuery = setParams(query, "_isJson", "true", "page", "1")
		t.next = append(t.next, p.ask(to.String()).String())
	}
	for _, script := range p.scripts {
		code := stripComments(script)
		for _, m := range ucapWhole.FindAllStringSubmatch(code, -1) {
			add(m[1], strings.TrimPrefix(m[2], "?"))
		}
		if heads := ucapHead.FindAllStringSubmatch(code, -1); len(heads) > 0 {
			id := strings.ToLower(strings.TrimSpace(p.doc.Find("meta[name='channelid']").AttrOr("content", "")))
			if !channel.MatchString(id) {
				t.unknown = "UCAP: the list's channel is not told"
				continue
			}
			for _, m := range heads {
				add(m[1]+id, "_isAgg=true")
			}
		}
	}
	return t
}

func servesUcap(u *url.URL) bool { return ucapPath.MatchString(u.Path) }

// answerUcap reads {"data":{"total":97,"page":1,"rows":15,"results":[{"title":…,"url":"//host/…"}]}}.
func answerUcap(body []byte, a ask) turn {
	m, err := object(body)
	if err != nil {
		return turn{unknown: err.Error()}
	}
	data, _ := m["data"].(map[string]any)
	list, told := data["results"].([]any)
	total := number(data, "total")
	if !told || total < 0 {
		return turn{unknown: "the answer has no results or does not tell their total"}
	}
	var t turn
	t.hidden = articleList(entries(list), "url")
	asked, size := max(1, atoi(param(a.query(), "page"))), atoi(param(a.query(), "_pageSize"))
	if rows := number(data, "rows"); rows > 0 {
		size = rows
	}
	switch page := number(data, "page"); {
	case page > 0 && page != asked:
		t.unknown = fmt.Sprintf("the server sent page %d when asked for page %d", page, asked)
	case len(list) == 0 && (asked-1)*max(size, 1) < total:
		t.unknown = fmt.Sprintf("page %d of %d entries is empty", asked, total)
	case size < 1:
		t.unknown = "the entries a page are not told"
	case asked*size < total && asked < maxListPages:
		t.next = []string{a.with("page", itoa(asked+1)).String()}
	}
	return t
}

// articleList makes links of entries with a title and an address.
func articleList(all []map[string]any, keys ...string) []byte {
	var b bytes.Buffer
	for _, e := range all {
		if href := text(e, keys...); href != "" {
			anchor(&b, href, plainTitle(text(e, "title")))
		}
	}
	return b.Bytes()
}

// plainTitle takes the marks of a search off a title.
func plainTitle(s string) string { return oneLine(anyTag.ReplaceAllString(s, "")) }
