package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/crawler"
	"gongkai/store"
	"gongkai/store/warc"
)

// Fields of our own, which other readers skip: what the format has no place
// for and a database is built from again.
const (
	fieldAsked    = "Gongkai-Asked-URI"     // where that was another than the one that answered
	fieldSite     = "Gongkai-Site"          // the site whose crawl asked
	fieldUnshown  = "Gongkai-Archived-Only" // nothing tells that its address showed it
	fieldProtocol = "WARC-Protocol"         // proposed for WARC: the message is written as HTTP/1.1
)

// archiveExportCmd writes the archive as WARC.
type archiveExportCmd struct {
	Out string `type:"path" help:"File to write, such as archive.warc.gz; standard output if not given."`
}

// Help adds to the generated help.
func (*archiveExportCmd) Help() string {
	return `WARC 1.1, each record a gzip member: a request and a response for each page as it
was stored (bodies without transfer and content coding; fields that told of one are
renamed X-Archive-Orig-…), a revisit where the same bytes came at another time or
address. The same database gives the same file. Pruned pages are left out.

Records of the type metadata, which other programs pass over, hold what the pages do not
tell: rulings, verdicts, tombstones, labels, and what crawls saw of sites and addresses.`
}

// Run writes the archive. A file appears under its name only when it is whole.
func (c *archiveExportCmd) Run(ctx context.Context, a *app) error {
	if c.Out == "" && isTerminal(a.out) {
		return usageError{errors.New("--out: a WARC file is nothing for a terminal")}
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Out == "" {
		return exportWARC(ctx, a, db, a.out)
	}
	return writeFile(c.Out, func(w io.Writer) error { return exportWARC(ctx, a, db, w) })
}

func exportWARC(ctx context.Context, a *app, db *store.Store, out io.Writer) error {
	newest, err := db.Newest(ctx)
	if err != nil {
		return err
	}
	if newest.IsZero() {
		newest = time.Unix(0, 0)
	}
	buf := bufio.NewWriterSize(out, 1<<16)
	w := warc.NewWriter(buf)
	info := []byte("software: gongkai/" + version + "\r\nformat: WARC File Format 1.1\r\n" +
		"conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n")
	if err := w.Write(warc.Header{
		{Name: "WARC-Type", Value: "warcinfo"}, {Name: "WARC-Record-ID", Value: warc.RecordID("warcinfo", string(info))},
		{Name: "WARC-Date", Value: warc.FormatTime(newest)}, {Name: "Content-Type", Value: "application/warc-fields"},
		{Name: "WARC-Block-Digest", Value: warc.Digest(info)},
	}, info); err != nil {
		return err
	}
	if err := db.EachCarried(ctx, func(rows *store.CarriedRows) error { return writeCarried(w, rows, newest) }); err != nil {
		return err
	}
	bar := a.progress(-1, "exporting")
	defer bar.close()
	emptied, err := db.EachArchived(ctx, func(r *store.Archived) error {
		bar.add(1)
		if err := writeArchived(w, r); err != nil {
			return fmt.Errorf("%s: %w", r.Page.URL, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if emptied > 0 {
		a.problem("archive", fmt.Errorf("%d pages are left out: their bytes were pruned or forgotten", emptied))
	}
	return buf.Flush()
}

// carriedType is the type of the records that hold what a database knows beside
// its pages.
const carriedType = "application/vnd.gongkai.state+json"

// writeCarried writes such a record.
func writeCarried(w *warc.Writer, rows *store.CarriedRows, newest time.Time) error {
	block, err := tabular.MarshalJSON(rows)
	if err != nil {
		return err
	}
	return w.Write(warc.Header{
		{Name: "WARC-Type", Value: "metadata"}, {Name: "WARC-Record-ID", Value: warc.RecordID("metadata", string(block))},
		{Name: "WARC-Date", Value: warc.FormatTime(newest)}, {Name: "Content-Type", Value: carriedType},
		{Name: "WARC-Block-Digest", Value: warc.Digest(block)},
	}, block)
}

// writeArchived writes the records of one answer: its request, if that is
// known, and a response, a resource (what no server sent as HTTP) or a revisit.
func writeArchived(w *warc.Writer, r *store.Archived) error {
	p := r.Page
	id := recordID(p)
	head := warc.Header{
		{Name: "WARC-Type"}, {Name: "WARC-Record-ID", Value: id}, {Name: "WARC-Date", Value: warc.FormatTime(p.FetchedAt)},
		{Name: "WARC-Target-URI", Value: p.FinalURL},
	}
	add := func(name, value string) { head = append(head, warc.Field{Name: name, Value: value}) }
	if canonical, err := crawler.Canonical(p.FinalURL); err != nil || canonical != p.URL {
		add(fieldAsked, p.URL)
	}
	if r.Site != "" {
		add(fieldSite, r.Site)
	}
	if !r.Shown {
		add(fieldUnshown, "true")
	}
	add("WARC-Payload-Digest", warc.Digest(p.Body))
	proto := p.Proto
	if strings.HasPrefix(proto, "HTTP/2") {
		add(fieldProtocol, "h2")
		proto = "HTTP/1.1"
	}
	if p.Proto == "" && r.Again == nil {
		head[0].Value = "resource"
		if ct := p.Header.Get("Content-Type"); ct != "" {
			add("Content-Type", ct)
		}
		add("WARC-Block-Digest", warc.Digest(p.Body))
		return w.Write(head, p.Body)
	}
	if err := writeRequest(w, p, id, proto, r.Bare); err != nil {
		return err
	}
	add("Content-Type", "application/http; msgtype=response")
	block := [][]byte{[]byte(fmt.Sprintf("%s %d %s\r\n", cmp.Or(proto, "HTTP/1.1"), p.Status, http.StatusText(p.Status)) + fields(warc.HideWireFields(p.Header, len(p.Body))))}
	if r.Again != nil {
		head[0].Value = "revisit"
		add("WARC-Profile", warc.ProfileIdentical)
		add("WARC-Refers-To", recordID(r.Again))
		add("WARC-Refers-To-Target-URI", r.Again.FinalURL)
		add("WARC-Refers-To-Date", warc.FormatTime(r.Again.FetchedAt))
		if r.Bare {
			block = nil
		}
	} else {
		head[0].Value = "response"
		block = append(block, p.Body)
	}
	add("WARC-Block-Digest", warc.Digest(block...))
	return w.Write(head, block...)
}

// writeRequest writes what was asked, with the Host field that every request has.
func writeRequest(w *warc.Writer, p *store.Page, response, proto string, bare bool) error {
	u, err := url.Parse(p.FinalURL)
	if err != nil || len(p.RequestHeader) == 0 || bare {
		return nil // unknown
	}
	host := ""
	if p.RequestHeader.Get("Host") == "" {
		host = "Host: " + u.Host + "\r\n"
	}
	method, form := "GET", ""
	if _, fragment, _ := strings.Cut(p.URL, "#"); fragment != "" { // what an address of a crawl says beside its URL
		if v, err := url.ParseQuery(fragment); err == nil && v.Has("form") {
			method, form = "POST", v.Get("form")
			host += fmt.Sprintf("Content-Length: %d\r\n", len(form))
		}
	}
	block := []byte(method + " " + u.RequestURI() + " " + cmp.Or(proto, "HTTP/1.1") + "\r\n" + host + fields(p.RequestHeader) + form)
	return w.Write(warc.Header{
		{Name: "WARC-Type", Value: "request"}, {Name: "WARC-Record-ID", Value: warc.RecordID("request", response)},
		{Name: "WARC-Date", Value: warc.FormatTime(p.FetchedAt)}, {Name: "WARC-Target-URI", Value: p.FinalURL},
		{Name: "WARC-Concurrent-To", Value: response}, {Name: "Content-Type", Value: "application/http; msgtype=request"},
		{Name: "WARC-Block-Digest", Value: warc.Digest(block)},
	}, block)
}

func recordID(p *store.Page) string {
	return warc.RecordID("page", p.URL, warc.FormatTime(p.FetchedAt), p.Digest)
}

// fields writes a header by name, with the empty line that ends it.
func fields(h http.Header) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, v := range h[name] {
			b.WriteString(name + ": " + v + "\r\n")
		}
	}
	return b.String() + "\r\n"
}
