package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// tooLargeRest is how long an address is left alone whose body was too large.
const tooLargeRest = 365 * 24 * time.Hour

// visit fetches, archives and reads one address. An error means that the
// visit did not happen as far as the journal is concerned.
func (j *job) visit(ctx context.Context, s *shell, a Address) (*Visit, error) {
	v := &Visit{RunID: j.id, Site: j.site, Address: a, At: j.cfg.Now(), Validators: a.Validators}
	x, err := s.get(ctx, a, &j.budget)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var r *refusal
	switch {
	case errors.As(err, &r):
		v.Outcome, v.Reason, v.NextDue = r.outcome, r.reason, r.notBefore
		if x.last != nil {
			v.Status = x.last.res.StatusCode
		}
		if v.Outcome == TooLarge {
			v.NextDue = v.At.Add(tooLargeRest) // it will hardly have shrunk by tomorrow
		}
	case errors.Is(err, errBudget) && len(x.requests) > 0:
		v.Outcome, v.Reason = Failed, err.Error()
	case err != nil:
		return nil, err
	default:
		j.judge(v, x)
		if v.Outcome == Fetched {
			if err := j.take(ctx, v, x.page(a)); err != nil {
				return nil, err
			}
		}
		x.note(v.Outcome, v.Reason)
	}
	v.Requests = x.requests
	v.Duration = j.cfg.Now().Sub(v.At)
	return v, nil
}

// judge gives an answered visit its outcome by status and body.
func (j *job) judge(v *Visit, x *exchange) {
	res, body := x.last.res, x.last.body
	v.Status, v.Bytes = res.StatusCode, int64(len(body))
	if why := challenge(res.StatusCode, res.Header, body); why != "" {
		v.Outcome, v.Reason = Blocked, why
		j.net.closeHost(x.last.req.URL, &refusal{outcome: Blocked, reason: why})
		return
	}
	switch status := res.StatusCode; {
	case status == http.StatusOK || status == http.StatusNonAuthoritativeInfo:
		v.Outcome = Fetched
		v.Validators = Validators{
			ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"), Digest: x.digest(),
		}
		if v.Validators.Digest == v.Address.Validators.Digest {
			v.Outcome, v.Reason = Unchanged, "same content"
		}
	case status == http.StatusNotModified && v.Address.Validators != Validators{}:
		v.Outcome, v.Reason = Unchanged, "not modified"
	case status == http.StatusNotFound || status == http.StatusGone:
		// Without validators the page counts as fetched if it comes back.
		v.Outcome, v.Reason, v.Validators = Gone, statusLine(status), Validators{}
	default:
		v.Outcome, v.Reason = Failed, statusLine(status)
	}
}

func statusLine(status int) string {
	if text := http.StatusText(status); text != "" {
		return fmt.Sprintf("%d %s", status, text)
	}
	return fmt.Sprintf("status %d", status)
}

// take archives a page, then has it read and looks for what it leads to.
func (j *job) take(ctx context.Context, v *Visit, p *Page) error {
	v.Page = p
	if err := j.journal.Archive(ctx, p); err != nil {
		return fmt.Errorf("archive %s: %w", p.URL, err)
	}
	reading, err := j.read(ctx, p)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		v.Reason = "cannot be read: " + oneLine(err.Error())
		return nil
	}
	v.Reading = reading
	at, err := url.Parse(p.FinalURL)
	if err != nil {
		v.Reason = "final address: " + oneLine(err.Error())
		return nil
	}
	list := &listing{job: j, from: at, address: v.Address, known: map[string]int{v.Address.URL: -1}}
	for _, l := range reading.Links {
		list.link(l)
	}
	if listLike(v.Address.Kind, reading) {
		next, unknown := turnPages(reading.HTML, at)
		for _, raw := range next {
			list.next(raw)
		}
		if unknown != "" {
			// Without validators the next run looks again, and reports it again.
			v.Outcome, v.Reason, v.Validators = PagerUnknown, unknown, Validators{}
		}
	}
	v.Found = list.found
	return nil
}

// listLike tells pages that pagers are to look at. A page of reports that was
// expected to be a list is none unless the reader says so.
func listLike(k Kind, r *Reading) bool {
	return r.IsList || (k == KindList || k == KindNext) && r.Reports == 0
}

// read calls the reader and makes a panic in it an unreadable page, so that
// one bad page does not end a night's crawl.
func (j *job) read(ctx context.Context, p *Page) (reading *Reading, err error) {
	defer func() {
		if r := recover(); r != nil {
			reading, err = nil, fmt.Errorf("reader failed: %v", r)
		}
	}()
	reading, err = j.reader.Read(ctx, p)
	if err == nil && reading == nil {
		err = errors.New("reader returned nothing")
	}
	return reading, err
}

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
	l.add(k.URL, Address{Kind: k.Kind, Score: k.Score, Depth: depth})
}

// next adds a further page of the list: as far and as good as the page itself.
func (l *listing) next(raw string) {
	l.add(raw, Address{Kind: KindNext, Score: l.address.Score, Depth: l.address.Depth})
}

func (l *listing) add(raw string, a Address) {
	canonical, err := Canonical(raw)
	if err != nil || a.Depth > l.job.cfg.MaxDepth {
		return
	}
	u, err := url.Parse(canonical)
	if err != nil || !l.job.scope.follows(l.from, u) {
		return
	}
	if i, ok := l.known[canonical]; ok {
		if i >= 0 {
			l.found[i].Score = max(l.found[i].Score, a.Score)
			l.found[i].Depth = min(l.found[i].Depth, a.Depth)
		}
		return
	}
	a.URL, a.From, a.Site = canonical, l.address.URL, l.job.site
	if key := siteKey(u); l.job.sites.has(key) {
		a.Site = key
	}
	l.known[canonical] = len(l.found)
	l.found = append(l.found, a)
}
