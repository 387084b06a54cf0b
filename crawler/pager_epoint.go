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

const (
	// epointList is where Epoint answers with a page of a list:
	//
	//	{"custom":{"total":25,"data":[{"infourl":"/…/….html","realtitle":"…","infodate":"2024-01-20"}]}}
	epointList = "/rest/lightfrontaction/getgovinfolist"
	// epointSite is the script that names the site and the application on it:
	//
	//	var siteInfo = {"projectName":"/EWB-FRONT","siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"}
	epointSite = "/js/webbuildercommon.js"
	// epointSize is how many entries a page has.
	epointSize = 20
)

var (
	epointGUID     = regexp.MustCompile(`(?i)["']?siteGuid["']?\s*[:=]\s*["']([0-9a-f]{4,}[0-9a-f-]*)["']`)
	epointProject  = regexp.MustCompile(`(?i)["']?projectName["']?\s*[:=]\s*["']([^"']*)["']`)
	epointAddress  = regexp.MustCompile(`(?i)["']([^"']*/rest/lightfrontaction/getgovinfolist)["']`)
	epointCategory = regexp.MustCompile(`(?i)["']?categorynum["']?\s*[:=]\s*["'](\d+)["']`)
	epointDept     = regexp.MustCompile(`(?i)["']?deptcode["']?\s*[:=]\s*["'](\w+)["']`)
)

func servesEpoint(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	return strings.HasSuffix(path, epointList) || strings.HasSuffix(path, epointSite)
}

// pageEpoint asks for the list of a page: one that calls it by its name, or that is
// named as such pages are and tells its category in its address. What the page does
// not tell of the site stands in a script of it.
func pageEpoint(p *listPage) turn {
	code := strings.Join(p.scripts, "\n")
	project := strings.Contains(strings.ToLower(code), epointList)
	shared := p.doc.Find("script[src]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		to := resolve(p.at, s.AttrOr("src", ""))
		return to != nil && strings.HasSuffix(strings.ToLower(to.Path), epointSite)
	}).First().AttrOr("src", "")
	if !project && shared == "" && !strings.Contains(strings.ToLower(p.at.Path), "govinfopub") {
		return turn{}
	}
	q := epointQuery{Dept: first(epointDept, code), Category: first(epointCategory, code), Site: first(epointGUID, code), Size: epointSize}
	for name, values := range p.at.Query() {
		switch strings.ToLower(name) {
		case "categorynum":
			q.Category = values[0]
		case "deptcode":
			q.Dept = values[0]
		}
	}
	address := first(epointAddress, code)
	switch {
	case q.Category == "" && project:
		return turn{unknown: "Epoint: the category is not told"}
	case q.Category == "":
		return turn{}
	case q.Site != "" && address != "":
		to := resolve(p.at, address)
		if to == nil || !servesEpoint(to) {
			return turn{unknown: "Epoint: no data address: " + clip(address)}
		}
		return turn{next: []string{q.ask(p.ask(to.String()))}}
	}
	if shared == "" {
		shared = "/js/webBuilderCommon.js"
	}
	to := resolve(p.at, shared)
	if to == nil {
		return turn{unknown: "Epoint: no script that names the site"}
	}
	a := p.ask(to.String())
	a.after = q.String()
	return turn{next: []string{a.String()}}
}

// epointQuery is what a list is asked by.
type epointQuery struct {
	Dept     string `json:"deptcode"`
	Category string `json:"categorynum"`
	Page     int    `json:"pageIndex"`
	Size     int    `json:"pageSize"`
	Site     string `json:"siteGuid"`
}

func (q epointQuery) String() string {
	b, err := json.Marshal(q)
	if err != nil {
		return "" // of texts and numbers it does not fail
	}
	return string(b)
}

func (q epointQuery) ask(a ask) string {
	a.post, a.form = true, q.String()
	return a.String()
}

// answerEpoint reads the script that names the site, or a page of a list. Some
// servers count pages from 0 and some from 1: of these page 0 is page 1 again, or
// empty.
func answerEpoint(body []byte, a ask) turn {
	if !a.post {
		return answerEpointSite(body, a)
	}
	var q epointQuery
	if err := json.Unmarshal([]byte(a.form), &q); err != nil || q.Size < 1 {
		return turn{unknown: "an ask that cannot be read"}
	}
	m, err := object(body)
	if err != nil {
		return turn{unknown: err.Error()}
	}
	custom, _ := m["custom"].(map[string]any)
	list, told := custom["data"].([]any)
	total := number(custom, "total")
	if !told || total < 0 {
		return turn{unknown: "the answer tells neither entries nor their number"}
	}
	var b bytes.Buffer
	for _, e := range entries(list) {
		if to := text(e, "infourl"); to != "" {
			anchor(&b, to, text(e, "realtitle", "title"))
		}
	}
	t := turn{hidden: b.Bytes()}
	same := datastore{records: [][]byte{t.hidden}}.print()
	fromOne := q.Page == 1 && a.after == same || strings.HasPrefix(a.after, "1:")
	read := (q.Page + 1) * q.Size
	if fromOne {
		read = q.Page * q.Size
	}
	switch {
	case len(list) == 0 && q.Page == 0 && total > 0: // the first page is another
		q.Page++
		a.after = "1:" + same
		t.next = []string{q.ask(a)}
	case len(list) == 0 && total > read-q.Size:
		t.unknown = fmt.Sprintf("page %d of %d entries has none", q.Page, total)
	case read >= total:
	case len(list) < q.Size:
		t.unknown = fmt.Sprintf("page %d has %d entries of the %d asked for, and %d are left", q.Page, len(list), q.Size, total-read)
	case q.Page > 1 && strings.TrimPrefix(a.after, "1:") == same:
		t.unknown = "the server sends the same entries for every page"
	case q.Page < maxListPages:
		next := a
		next.after = same
		if fromOne {
			next.after = "1:" + same
		}
		q.Page++
		t.next = []string{q.ask(next)}
	}
	return t
}

// answerEpointSite asks for the list of the page that led to its site's script.
func answerEpointSite(body []byte, a ask) turn {
	var q epointQuery
	if err := json.Unmarshal([]byte(a.after), &q); err != nil {
		return turn{} // nobody asked for a list
	}
	script := string(body)
	if q.Site == "" {
		q.Site = first(epointGUID, script)
	}
	if q.Site == "" {
		return turn{unknown: "the script does not name the site"}
	}
	at, err := url.Parse(a.url)
	if err != nil {
		return turn{unknown: err.Error()}
	}
	to := resolve(at, strings.TrimSuffix(first(epointProject, script), "/")+epointList)
	if to == nil {
		return turn{unknown: "the script does not name the application"}
	}
	a.url, a.after = to.String(), ""
	return turn{next: []string{q.ask(a)}}
}

// first is what the first match of a pattern holds, "" where there is none.
func first(re *regexp.Regexp, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}
