package crawler

import (
	"cmp"
	"net/url"
	"strings"
)

// listing collects the addresses a page leads to, each once.
type listing struct {
	job     *job
	from    *url.URL
	address Address
	known   map[string]int
	found   []Address
}

// link adds a judged link unless it is not worth following.
func (l *listing) link(k Link) {
	if k.Kind == KindOther && k.Score <= 0 {
		return
	}
	depth := l.address.Depth + 1
	if k.Kind == KindNext {
		depth = l.address.Depth
	}
	plain, _, _ := strings.Cut(k.URL, "#") // what a page writes there is no ask
	l.add(plain, Address{Kind: k.Kind, Score: k.Score, Depth: depth, Validators: Validators{Year: k.Year}})
}

// turn adds further pages of the list, nearest first, and returns how many it
// left out. A list loses a point with every page that leads to no report, and
// is left when it has none: so a chain of next links that leads nowhere ends.
func (l *listing) turn(next []string, fruitful bool) (left int) {
	score := l.address.Score
	if fruitful {
		score = max(score, columnScore) + 1
	}
	for _, raw := range next {
		if score--; score <= 0 {
			left++
			continue
		}
		l.add(raw, Address{Kind: KindNext, Score: score, Depth: l.address.Depth})
	}
	return left
}

func (l *listing) add(raw string, a Address) {
	canonical, err := canonicalAsk(raw)
	if err != nil || a.Depth > l.job.cfg.MaxDepth {
		return
	}
	u, err := url.Parse(canonical)
	if err != nil || growing(u) || !l.job.scope.follows(l.from, u) {
		return
	}
	a.Key = SpellingKey(canonical)
	name := cmp.Or(a.Key, canonical)
	if i, ok := l.known[name]; ok {
		if i >= 0 {
			l.found[i].Score = max(l.found[i].Score, a.Score)
			l.found[i].Depth = min(l.found[i].Depth, a.Depth)
		}
		return
	}
	a.URL, a.From, a.Site = canonical, parseAsk(l.address.URL).url, l.job.site
	if key := siteKey(u); l.job.sites.has(key) {
		a.Site = key
	}
	l.known[name] = len(l.found)
	l.found = append(l.found, a)
}
