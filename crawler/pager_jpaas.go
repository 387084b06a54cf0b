package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// jpaasUnit is where Hanweb JPaaS builds a part of a page:
//
//	<script src=".../unitbuild.js" url="/api-gateway/…/build/unit"
//	  queryData="{'parseType':'bulidstatic','webId':'…','tagId':'信息列表','pageId':'…'}"></script>
const jpaasUnit = "/front/page/build/unit"

// maxUnits is how many parts of one page are asked for.
const maxUnits = 12

// pageJpaas asks for the parts a page is put together of.
func pageJpaas(p *listPage) turn {
	var t turn
	var reasons []string
	p.doc.Find("[querydata]").Each(func(_ int, s *goquery.Selection) {
		to := resolve(p.at, s.AttrOr("url", ""))
		if to == nil || !servesJpaas(to) {
			return
		}
		var parts []string
		for _, m := range jpagePair.FindAllStringSubmatch(s.AttrOr("querydata", ""), -1) {
			parts = append(parts, m[1]+"="+url.QueryEscape(m[2]+m[3]+m[4]))
		}
		if param(strings.Join(parts, "&"), "pageId") == "" {
			reasons = append(reasons, "JPaaS: queryData without pageId: "+clip(s.AttrOr("querydata", "")))
			return
		}
		to.RawQuery = strings.Join(parts, "&")
		t.next = append(t.next, p.ask(to.String()).String())
	})
	if len(t.next) > maxUnits {
		reasons = append(reasons, fmt.Sprintf("JPaaS: a page of %d parts", len(t.next)))
		t.next = t.next[:maxUnits]
	}
	t.unknown = strings.Join(reasons, "; ")
	return t
}

func servesJpaas(u *url.URL) bool { return strings.HasSuffix(u.Path, jpaasUnit) }

var (
	jpaasCount = regexp.MustCompile(`\bcount\s*[=:]\s*\\?["']?(\d+)`)
	jpaasRows  = regexp.MustCompile(`\brows\s*[=:]\s*\\?["']?(\d+)`)
	jpaasPage  = regexp.MustCompile(`\bpageNo\s*[=:]\s*\\?["']?(\d+)`)
)

// answerJpaas reads a part. A list prints its count, entries a page and page;
// a part without a count has no further pages.
func answerJpaas(body []byte, a ask) turn {
	m, err := object(body)
	if err != nil {
		return turn{unknown: err.Error()}
	}
	data, _ := m["data"].(map[string]any)
	markup := text(data, "html")
	if ok, told := m["success"].(bool); told && !ok || markup == "" {
		return turn{unknown: "the server did not build the part"}
	}
	t := turn{hidden: []byte(markup)}
	printed := func(re *regexp.Regexp) int {
		if f := re.FindStringSubmatch(markup); f != nil {
			return atoi(f[1])
		}
		return -1
	}
	var asked struct {
		PageNo   json.Number `json:"pageNo"`
		PageSize json.Number `json:"pageSize"`
	}
	page := 1
	if raw := param(a.query(), "paramJson"); raw != "" {
		if json.Unmarshal([]byte(raw), &asked) == nil {
			page = max(1, atoi(asked.PageNo.String()))
		}
	}
	count, rows, shown := printed(jpaasCount), printed(jpaasRows), printed(jpaasPage)
	if rows < 1 {
		rows = atoi(asked.PageSize.String())
	}
	links := bytes.Contains(t.hidden, []byte("href="))
	same := datastore{records: [][]byte{t.hidden}}.print()
	switch {
	case count < 0 && page > 1:
		t.unknown = fmt.Sprintf("page %d does not tell its count", page)
	case count <= 0:
	case !links:
		t.unknown = fmt.Sprintf("page %d of %d entries has none", page, count)
	case shown > 0 && shown != page || page > 1 && same == a.after:
		t.unknown = fmt.Sprintf("the server sent page %d when asked for page %d", max(shown, 1), page)
	case rows < 1:
		t.unknown = fmt.Sprintf("%d entries, and their number a page is not told", count)
	case page*rows < count && page < maxListPages:
		b := a
		b.after = ""
		if page == 1 && shown < 1 {
			b.after = same
		}
		next := fmt.Sprintf(`{"pageNo":%d,"pageSize":"%d"}`, page+1, rows)
		t.next = []string{b.with("paramJson", next).String()}
	}
	return t
}
