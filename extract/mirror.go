package extract

import (
	"net/url"
	"strings"
)

// mirrorProblem tells copies on foreign hosts that carry spam: names swapped for
// those of gambling houses. Such a page stays a report, and is not to be trusted.
func (rep *Report) mirrorProblem(p *page, source string) {
	if isGovernmentHost(source) {
		return
	}
	texts := []string{p.title, rep.Title, rep.Agency}
	for i := 0; i < len(p.lines) && i < 20; i++ {
		if l := &p.lines[i]; !l.hard && len(l.cells[0].text) < maxTitleBytes {
			texts = append(texts, l.cells[0].text)
		}
	}
	for i, s := range rep.Narrative {
		if i < 2 { // the names that were swapped stand in its first sentences
			texts = append(texts, cut(s.Text, 600))
		}
	}
	strong, weak := "", map[string]bool{}
	for _, t := range texts {
		t = strings.ToLower(t)
		for _, w := range spamWords {
			if strings.Contains(t, w) {
				strong = w
			}
		}
		for _, w := range weakSpamWords {
			if strings.Contains(t, w) {
				weak[w] = true
			}
		}
	}
	if strong != "" || len(weak) > 1 {
		rep.problem("mirror_suspected", "words of gambling or pornography stand in it, and its host is no government's")
	}
}

// isGovernmentHost tells addresses under gov.cn.
func isGovernmentHost(source string) bool {
	if !strings.HasPrefix(source, "http://") && !strings.HasPrefix(source, "https://") {
		return false
	}
	u, err := url.Parse(source)
	if err != nil {
		return false
	}
	host := u.Hostname()
	return host == "gov.cn" || strings.HasSuffix(host, ".gov.cn")
}
