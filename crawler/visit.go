package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// tooLargeRest is how long an address is left alone whose body was too large.
const tooLargeRest = 365 * 24 * time.Hour

// asked is a visit whose request is over.
type asked struct {
	visit *Visit
	*exchange
	// answered tells that the visit was judged by an answer; what else became
	// of it was said already.
	answered bool
}

// lists is 1 unless the address is expected to show a report or a part of one.
func (a *Address) lists() int {
	if a.Kind == KindReport || a.Kind == KindAttached {
		return 0
	}
	return 1
}

// ask fetches an address and archives what was never read there before. An error
// means that the visit did not happen as far as the journal is concerned.
func (j *job) ask(ctx context.Context, s *shell, a Address) (*asked, error) {
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
		if v.Outcome == Fetched && a.Validators.Content == "" {
			if err := j.keep(ctx, v, x.page(a)); err != nil {
				return nil, err
			}
			v.Validators.Digest = v.Page.Digest
		}
		return &asked{v, x, true}, nil
	}
	return &asked{v, x, false}, nil
}

// finish reads what was answered, archives it unless ask did, and completes the
// visit. Its errors are like those of ask.
func (j *job) finish(ctx context.Context, a *asked) error {
	v := a.visit
	if a.answered {
		if v.Outcome == Fetched {
			p := v.Page
			if p == nil {
				p = a.page(v.Address)
			}
			if err := j.take(ctx, v, p); err != nil {
				return err
			}
		}
		if a.last.old != "" { // never silently
			v.OldTLS = true
			v.Reason = strings.TrimPrefix(v.Reason+"; "+a.last.old, "; ")
		}
		a.note(v.Outcome, v.Reason)
	}
	j.schedule(v)
	v.Requests = a.requests
	v.Duration = j.cfg.Now().Sub(v.At)
	return nil
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
		if why := sentAway(v.Address, x.last.req.URL); why != "" {
			v.gone(why)
			return
		}
		v.Outcome = Fetched
		v.Validators.ETag, v.Validators.LastModified = res.Header.Get("ETag"), res.Header.Get("Last-Modified")
		if v.Address.Validators.Digest+v.Address.Validators.Content == "" { // nothing to hold it against: the archive tells it
			return
		}
		v.Validators.Digest = x.digest()
		if v.Validators.Digest == v.Address.Validators.Digest {
			v.Outcome, v.Reason = Unchanged, "same content"
		}
	case status == http.StatusNotModified && v.Address.Validators.ETag+v.Address.Validators.LastModified != "":
		v.Outcome, v.Reason = Unchanged, "not modified"
	case status == http.StatusNotFound || status == http.StatusGone:
		v.gone(statusLine(status))
		if parseAsk(v.Address.URL).page != "" {
			v.Outcome, v.Reason = PagerUnknown, "the data of a list: "+v.Reason
		}
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

// take has a page read and looks for what it leads to. A page that was read before
// is archived after it was seen to say something else, so that the counters in its
// furniture do not fill the archive.
func (j *job) take(ctx context.Context, v *Visit, p *Page) error {
	known := v.Address.Validators.Content
	at, err := url.Parse(p.FinalURL)
	if err != nil {
		v.Reason = "final address: " + oneLine(err.Error())
		return j.keep(ctx, v, p)
	}
	var reading *Reading
	var t turn
	if s, ok := answerOf(at); ok {
		reading, t = j.readData(ctx, p, v.Address.isColumn(), s, at)
	} else {
		reading, t, err = j.readPage(ctx, p, v.Address.Kind, v.Address.isColumn(), at)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		v.Reason = "cannot be read: " + oneLine(err.Error())
		return j.keep(ctx, v, p)
	}
	if why := withdrawn(v.Address, reading); why != "" {
		v.gone(why)
		return j.keep(ctx, v, p)
	}
	v.Reading = reading
	if reading == nil {
		reading = &Reading{}
	}
	list := &listing{job: j, from: at, address: v.Address, known: map[string]int{cmp.Or(SpellingKey(v.Address.URL), v.Address.URL): -1}}
	for _, l := range reading.Links {
		list.link(l)
	}
	if left := list.turn(t.next, fruitful(reading)); left > 0 {
		v.Reason = fmt.Sprintf("%d further pages are left: those before lead to no report", left)
	}
	if t.unknown != "" {
		// Without validators the next run looks again, and reports it again.
		v.Outcome, v.Reason, v.Validators = PagerUnknown, t.unknown, Validators{}
	}
	v.Found = list.found
	v.Listed = reading.Reports == 0 && t.unknown == ""
	v.Validators.Reports, v.Validators.Content = reading.Reports, ""
	if v.Address.Kind != KindAttached || reading.Year != 0 { // an annex names no year: its page's is known
		v.Validators.Year = reading.Year
	}
	if v.Outcome == Fetched {
		v.Validators.Content = contentOf(reading, list.found)
	}
	if known != "" && v.Validators.Content == known {
		// Neither bytes nor reading are new: only counters and dates around them.
		v.Outcome, v.Reason, v.Reading = Unchanged, "same content in other bytes", nil
		v.Validators.Digest = v.Address.Validators.Digest
		return nil
	}
	return j.keep(ctx, v, p)
}

// keep archives a page, unless that was done before it was read.
func (j *job) keep(ctx context.Context, v *Visit, p *Page) error {
	if v.Page != nil {
		return nil
	}
	v.Page = p
	if err := j.journal.Archive(ctx, p); err != nil {
		return fmt.Errorf("archive %s: %w", p.URL, err)
	}
	return nil
}

// readPage reads a web page with what its scripts hold.
func (j *job) readPage(ctx context.Context, p *Page, kind Kind, column bool, at *url.URL) (*Reading, turn, error) {
	reading, err := j.read(ctx, p, column)
	if err != nil {
		return nil, turn{}, err
	}
	list := listLike(kind, reading)
	if reading.Reports > 0 && !list && !isReportView(at) {
		return reading, turn{}, nil
	}
	t := turnPages(reading.HTML, at)
	if len(t.hidden) > 0 {
		more, err := j.read(ctx, hiddenPage(p, t.hidden, htmlUTF8, t.title, p.FinalURL), column)
		if err != nil {
			t.unknown = "records in scripts cannot be read: " + oneLine(err.Error())
		} else {
			reading.Links = append(reading.Links, more.Links...)
			list = list || fruitful(more)
		}
	}
	switch {
	case !list && !isReportView(at):
		t.next, t.unknown = nil, "" // boxes of news, which nobody wants whole
	case reading.Hollow != "" && len(t.next) == 0 && len(t.hidden) == 0 && t.unknown == "":
		t.unknown = reading.Hollow
	}
	return reading, t, nil
}

// readData reads an answer of a site system. One that holds nothing to read
// gives no reading.
func (j *job) readData(ctx context.Context, p *Page, column bool, s system, at *url.URL) (*Reading, turn) {
	a := parseAsk(p.URL)
	t := s.readAnswer(p.Body, a, at)
	if len(t.hidden) == 0 {
		return nil, t
	}
	contentType := p.Header.Get("Content-Type")
	if !strings.Contains(contentType, "charset") || strings.Contains(contentType, "json") {
		contentType = "text/html"
	} else if _, params, ok := strings.Cut(contentType, ";"); ok {
		contentType = "text/html;" + params
	}
	base := p.FinalURL
	if a.page != "" {
		base = a.page
	}
	reading, err := j.read(ctx, hiddenPage(p, t.hidden, contentType, a.title, base), column)
	if err != nil {
		t.unknown = s.name + ": the answer cannot be read: " + oneLine(err.Error())
		return nil, t
	}
	return reading, t
}

const htmlUTF8 = "text/html; charset=utf-8"

// listLike tells pages that pagers are to look at. A page of reports that was
// expected to be a list is none unless the reader says so.
func listLike(k Kind, r *Reading) bool {
	return r.IsList || k.lists() && r.Reports == 0
}

// fruitful tells pages that hold or lead to reports.
func fruitful(r *Reading) bool {
	return r.Reports > 0 || slices.ContainsFunc(r.Links, func(l Link) bool { return l.Kind == KindReport })
}

// read calls the reader and makes a panic in it an unreadable page, so that
// one bad page does not end a night's crawl.
func (j *job) read(ctx context.Context, p *Page, column bool) (reading *Reading, err error) {
	defer func() {
		if r := recover(); r != nil {
			reading, err = nil, fmt.Errorf("reader failed: %v", r)
		}
	}()
	reading, err = j.reader.Read(ctx, p, column)
	if err == nil && reading == nil {
		err = errors.New("reader returned nothing")
	}
	return reading, err
}
