package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// The disclosure platform of Guangdong shows one page, …/gkmlpt/index, whose
// window._CONFIG = {SID: '2', TREE: […]} names the columns; their entries come
// from …/gkmlpt/api/all/<column>?page=1&sid=2, a hundred at a time. Column 0
// is all of them.
var (
	gkmlptSID = regexp.MustCompile(`\bSID["']?\s*:\s*["']?(\d+)`)
	gkmlptAPI = regexp.MustCompile(`^(.*/gkmlpt)/api/all/\d+$`)
	gkmlptRow = regexp.MustCompile(`\bTREE["']?\s*:\s*\[`)
)

// pageGkmlpt makes links of the columns, for the reader to judge.
func pageGkmlpt(p *listPage) turn {
	i := strings.Index(p.at.Path, "/gkmlpt/")
	if i < 0 {
		return turn{}
	}
	var t turn
	for _, code := range p.scripts {
		if !strings.Contains(code, "_CONFIG") {
			continue
		}
		sid := gkmlptSID.FindStringSubmatch(code)
		if sid == nil {
			t.unknown = "gkmlpt: _CONFIG does not tell its SID"
			continue
		}
		column := func(id string) string {
			u := *p.at
			u.Path, u.RawPath, u.Fragment = p.at.Path[:i]+"/gkmlpt/api/all/"+id, "", ""
			u.RawQuery = "page=1&sid=" + sid[1]
			return u.String()
		}
		var b bytes.Buffer
		for _, n := range treeOf(code) {
			anchor(&b, column(n.id), n.name)
		}
		if t.hidden = b.Bytes(); len(t.hidden) == 0 {
			t.next = append(t.next, p.ask(column("0")).String())
		}
	}
	return t
}

type treeColumn struct{ id, name string }

// treeOf reads the columns of TREE, with those under them.
func treeOf(code string) []treeColumn {
	m := gkmlptRow.FindStringIndex(code)
	if m == nil {
		return nil
	}
	var tree []any
	dec := json.NewDecoder(strings.NewReader(code[m[1]-1:]))
	dec.UseNumber()
	if dec.Decode(&tree) != nil {
		return nil
	}
	var all []treeColumn
	var walk func(v any)
	walk = func(v any) {
		for _, e := range entries(v) {
			id, name := text(e, "id"), text(e, "name", "title", "text")
			if numeric.MatchString(id) && name != "" {
				all = append(all, treeColumn{id, name})
			}
			for _, key := range []string{"children", "child", "nodes"} {
				walk(e[key])
			}
		}
	}
	walk(tree)
	return all
}

func servesGkmlpt(u *url.URL) bool { return gkmlptAPI.MatchString(u.Path) }

// answerGkmlpt reads {"total":97,"articles":[{"title":…,"url":…}]}. The first
// page tells how many entries the others have.
func answerGkmlpt(body []byte, a ask) turn {
	m, err := object(body)
	if err != nil {
		return turn{unknown: err.Error()}
	}
	list, told := m["articles"].([]any)
	total := number(m, "total")
	if !told || total < 0 {
		return turn{unknown: "the answer has no articles or does not tell their total"}
	}
	t := turn{hidden: articleList(entries(list), "url", "post_url")}
	page, size := max(1, atoi(param(a.query(), "page"))), len(list)
	if page > 1 && numeric.MatchString(a.after) {
		size = atoi(a.after)
	}
	switch {
	case len(list) == 0 && (page-1)*size < total:
		t.unknown = fmt.Sprintf("page %d of %d entries is empty", page, total)
	case page*size < total && page < maxListPages:
		b := a
		b.after = itoa(size)
		t.next = []string{b.with("page", itoa(page+1)).String()}
	}
	return t
}
