package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gongkai/crawler"
	"gongkai/store"
	"gongkai/store/warc"
)

const (
	maxPayload  = 20 << 20 // as a crawl takes
	maxRequest  = 1 << 20
	maxResponse = maxPayload + 1<<20
)

// notPages are types of content that no crawl asks for.
var notPages = []string{"image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript", "application/x-javascript"}

// readAsked reads a request record.
func readAsked(rec *warc.Record) (*askedRecord, error) {
	block, err := rec.Read(maxRequest)
	if err != nil {
		return nil, err
	}
	msg, err := warc.ParseMessage(block)
	if err != nil {
		return nil, &warc.RecordError{Place: rec.Place, Reason: err.Error()}
	}
	if hosts := msg.Header["Host"]; len(hosts) == 1 && strings.Contains(rec.Header.Get("WARC-Target-URI"), "://"+hosts[0]) {
		delete(msg.Header, "Host") // told by the address
	}
	if msg.Header.Get("Content-Length") == strconv.Itoa(len(msg.Raw)) {
		delete(msg.Header, "Content-Length")
	}
	return &askedRecord{rec.Header.All("WARC-Record-ID"), rec.Header.All("WARC-Concurrent-To"), msg.Method, msg.Header}, nil
}

// page makes a page of a record: nil for what is none, a *warc.RecordError for
// what is bad.
func (m *importer) page(ctx context.Context, rec *warc.Record) (*heldPage, error) {
	h := &heldPage{id: rec.Header.All("WARC-Record-ID"), to: rec.Header.All("WARC-Concurrent-To"), place: rec.Place}
	target := strings.Trim(rec.Header.Get("WARC-Target-URI"), "<> ")
	canonical, err := crawler.Canonical(target)
	if err != nil || strings.HasSuffix(canonical, "/robots.txt") {
		return nil, nil // dns: and the like
	}
	p := &store.Page{URL: canonical, FinalURL: target, Status: http.StatusOK, Header: http.Header{}}
	h.Page = p
	bad := func(err error) (*heldPage, error) {
		return nil, &warc.RecordError{Place: rec.Place, Reason: fmt.Sprintf("%s: %v", canonical, err)}
	}
	if p.FetchedAt, err = warc.ParseTime(rec.Header.Get("WARC-Date")); err != nil {
		return bad(err)
	}
	if p.FetchedAt.After(m.now.Add(24 * time.Hour)) {
		return bad(errors.New("dated in the future"))
	}
	if asked := rec.Header.Get(fieldAsked); asked != "" {
		plain, fragment, has := strings.Cut(asked, "#") // a crawl keeps there what a URL cannot say
		if p.URL, err = crawler.Canonical(plain); err != nil {
			return bad(err)
		}
		if has {
			p.URL += "#" + fragment
		}
		h.byForm = has
	}
	if h.Site = rec.Header.Get(fieldSite); h.Site == "" {
		if h.Site, err = siteOf(p.URL); err != nil {
			return bad(err)
		}
	}
	h.ArchiveOnly = rec.Header.Get(fieldUnshown) != ""
	switch rec.Type {
	case "resource":
		err = fromResource(rec, h)
	case "revisit":
		err = m.fromRevisit(ctx, rec, h)
	default:
		err = fromResponse(rec, h)
	}
	var told *warc.RecordError
	switch {
	case errors.Is(err, errNoPage):
		return nil, nil
	case errors.As(err, &told), errors.Is(err, errStore):
		return nil, err
	case err != nil:
		return bad(err)
	}
	p.Digest = store.DigestOf(p.Body)
	return h, nil
}

// errNoPage tells of answers that hold no page.
var errNoPage = errors.New("no page")

func fromResource(rec *warc.Record, h *heldPage) error {
	contentType := rec.Header.Get("Content-Type")
	if !isPageType(contentType) {
		return errNoPage
	}
	if contentType != "" {
		h.Page.Header.Set("Content-Type", contentType)
	}
	var err error
	h.Page.Body, err = rec.Read(maxPayload)
	h.Names = digestNames(rec, h.Page.Body)
	return err
}

func fromResponse(rec *warc.Record, h *heldPage) error {
	if !strings.HasPrefix(strings.ToLower(rec.Header.Get("Content-Type")), "application/http") {
		return errNoPage
	}
	block, err := rec.Read(maxResponse)
	if err != nil {
		return err
	}
	msg, err := warc.ParseMessage(block)
	if err != nil {
		return err
	}
	if err := takeHead(rec, msg, h.Page); err != nil {
		return err
	}
	payload, err := msg.Payload(maxPayload)
	if err != nil {
		return err
	}
	if !msg.Matches(payload, rec.Header.Get("WARC-Payload-Digest")) {
		return errors.New("its payload does not match its digest")
	}
	h.Page.Body = payload.Body
	h.Names = digestNames(rec, payload.Entity)
	return nil
}

// takeHead takes status and headers of a response that brought a page.
func takeHead(rec *warc.Record, msg *warc.Message, p *store.Page) error {
	p.Proto, p.Status, p.Header = msg.Proto, msg.Status, warc.ShowWireFields(msg.Header)
	if rec.Header.Get(fieldProtocol) == "h2" {
		p.Proto = "HTTP/2.0"
	}
	if p.Status != http.StatusOK && p.Status != http.StatusNonAuthoritativeInfo || !isPageType(p.Header.Get("Content-Type")) {
		return errNoPage
	}
	return nil
}

// fromRevisit finds the body that a record refers to.
func (m *importer) fromRevisit(ctx context.Context, rec *warc.Record, h *heldPage) error {
	block, err := rec.Read(maxResponse)
	if err != nil {
		return err
	}
	unmodified := strings.HasSuffix(rec.Header.Get("WARC-Profile"), "server-not-modified")
	digest, err := m.referred(ctx, rec, h.Page, unmodified)
	if errors.Is(err, store.ErrNotFound) {
		return errors.New("the page it refers to is not stored: import the file that has it first")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	if h.Page.Body, err = m.db.Body(ctx, digest); err != nil {
		return err
	}
	if len(block) == 0 || unmodified { // the head is that of the page before
		before, err := m.db.Exchange(ctx, h.Page.URL, digest)
		if err == nil {
			h.Page.Proto, h.Page.Status, h.Page.Header, h.Page.RequestHeader = before.Proto, before.Status, before.Header, before.RequestHeader
		} else if !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%w: %w", errStore, err)
		}
		return nil
	}
	msg, err := warc.ParseMessage(block)
	if err != nil {
		return err
	}
	return takeHead(rec, msg, h.Page)
}

// referred finds the digest of the body that a revisit means.
func (m *importer) referred(ctx context.Context, rec *warc.Record, p *store.Page, unmodified bool) (string, error) {
	if name := rec.Header.Get("WARC-Payload-Digest"); name != "" && !unmodified {
		digest, err := m.db.PayloadNamed(ctx, warc.NormalDigest(name))
		if !errors.Is(err, store.ErrNotFound) {
			return digest, err
		}
	}
	url, err := crawler.Canonical(strings.Trim(rec.Header.Get("WARC-Refers-To-Target-URI"), "<> "))
	at, atErr := warc.ParseTime(rec.Header.Get("WARC-Refers-To-Date"))
	if err == nil && atErr == nil {
		digest, err := m.db.ShownAt(ctx, url, at, false)
		if !errors.Is(err, store.ErrNotFound) {
			return digest, err
		}
	}
	if unmodified {
		return m.db.ShownAt(ctx, p.URL, p.FetchedAt, true)
	}
	return "", store.ErrNotFound
}

// digestNames is what revisits may call a payload.
func digestNames(rec *warc.Record, entity []byte) []string {
	names := []string{warc.Digest(entity)}
	if d := warc.NormalDigest(rec.Header.Get("WARC-Payload-Digest")); d != "" && d != names[0] {
		names = append(names, d)
	}
	return names
}

func isPageType(contentType string) bool {
	contentType = strings.ToLower(strings.TrimSpace(contentType))
	for _, t := range notPages {
		if strings.HasPrefix(contentType, t) {
			return false
		}
	}
	return true
}
