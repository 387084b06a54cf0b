package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/warc"
)

// archiveImportCmd takes in what others fetched.
type archiveImportCmd struct {
	State string   `enum:"auto,yes,no" default:"auto" help:"Take what the file of another gongkai knows beside its pages: yes, no, or auto, into an empty database only."`
	Files []string `arg:"" name:"file" help:"WARC file, plain or packed with gzip; - is standard input."`
}

// Help adds to the generated help.
func (*archiveImportCmd) Help() string {
	return `Stores the pages of WARC 1.0 and 1.1 files as fetched at their date, with their
headers, and reads them as a crawl would. Images, styles, scripts and answers other
than 200 are passed over. Bad records are told and skipped. Importing a file again
changes nothing. Addresses that no crawl has asked are due for the next of their site.

A file that gongkai wrote also holds rulings, verdicts, tombstones, labels, and what crawls
saw of sites and addresses. They are taken into an empty database, so that it gives the same
answers; into another with --state yes, where what it knows itself stays. Say yes only to
files of people you trust: rulings and tombstones decide what you are shown.`
}

// Run imports file after file; a file that cannot be read does not end it.
func (c *archiveImportCmd) Run(ctx context.Context, a *app) error {
	db, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	release, err := db.Exclude()
	if err != nil {
		return excluded(err)
	}
	defer release() //nolint:errcheck // Close drops the lock as well
	reader, err := harvest.NewReader(formats()...)
	if err != nil {
		return err
	}
	takes := c.State == "yes"
	if c.State == "auto" {
		if takes, err = db.IsEmpty(ctx); err != nil {
			return err
		}
	}
	m := &importer{takesState: takes, app: a, db: db, reader: reader, now: time.Now(), bar: a.progress(-1, "importing")}
	defer m.bar.close()
	for _, name := range c.Files {
		if err := m.file(ctx, name); err != nil {
			return err
		}
	}
	joined, err := reader.Join(ctx, db, "")
	if err != nil {
		return err
	}
	m.counts.sum.New += joined.New
	m.counts.sum.Revised += joined.Revised
	if _, err := db.Resolve(ctx); err != nil {
		return err
	}
	if err := a.check(ctx, db); err != nil {
		return err
	}
	n := m.counts
	state := ""
	if n.stateLeft > 0 {
		state = "; what the file knows beside its pages was not taken (--state)"
	}
	if _, err := fmt.Fprintf(a.out, "%d pages, %d of them known: %d reports new, %d revised; %d records passed over, %d forgotten, %d bad%s\n",
		n.pages, n.known, n.sum.New, n.sum.Revised, n.passed, n.forgotten, n.bad, state); err != nil {
		return err
	}
	if n.bad+n.files > 0 {
		return errReported
	}
	return nil
}

// importer imports files into a database.
type importer struct {
	app        *app
	db         *store.Store
	reader     *harvest.Reader
	now        time.Time
	bar        *progress
	name       string       // of the file
	takesState bool         // what files know beside their pages is taken
	asked      *askedRecord // the last request
	held       *heldPage    // the last page, whose request may follow
	counts     struct {
		pages, known, stateLeft, passed, forgotten, bad, files int
		sum                                                    store.CommitResult
	}
}

// file imports one file. Only trouble with the database is an error.
func (m *importer) file(ctx context.Context, name string) error {
	m.name, m.asked, m.held = name, nil, nil
	in := m.app.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return m.broken(bare(err))
		}
		defer f.Close()
		in = f
	}
	r, err := warc.NewReader(in)
	if err != nil {
		return m.broken(err)
	}
	for {
		if err := ctx.Err(); err != nil {
			return errors.New("interrupted; run the same command again to go on")
		}
		rec, err := r.Next()
		if err == nil {
			m.bar.add(1)
			err = m.record(ctx, rec)
		}
		var bad *warc.RecordError
		switch {
		case errors.As(err, &bad):
			m.counts.bad++
			m.app.problem(name, bad)
		case errors.Is(err, errStore):
			return err
		case err != nil:
			if err := m.flush(ctx); err != nil {
				return err
			}
			if err == io.EOF {
				return nil
			}
			return m.broken(err)
		}
	}
}

// broken tells of a file that cannot be read to its end.
func (m *importer) broken(err error) error {
	m.counts.files++
	m.app.problem(m.name, err)
	return nil
}

// errStore marks trouble with the database, which ends the import.
var errStore = errors.New("import")

// askedRecord is the request of a page.
type askedRecord struct {
	id, to []string
	method string
	header map[string][]string
}

// heldPage is a page that waits for its request, in the record behind it.
type heldPage struct {
	store.Import
	id, to []string
	place  warc.Place
	byForm bool // its address names the form that was posted
}

func (m *importer) record(ctx context.Context, rec *warc.Record) error {
	switch rec.Type {
	case "request":
		asked, err := readAsked(rec)
		if err != nil {
			return err
		}
		m.asked = asked
		m.pair()
		return nil
	case "metadata":
		return m.carried(ctx, rec)
	case "response", "resource", "revisit":
		if err := m.flush(ctx); err != nil {
			return err
		}
		held, err := m.page(ctx, rec)
		if held == nil && err == nil {
			m.counts.passed++
		}
		m.held = held
		m.pair()
		return err
	}
	return nil
}

// pair gives the held page its request, whichever of the two names the other.
func (m *importer) pair() {
	if m.held == nil || m.asked == nil {
		return
	}
	names := func(a, b []string) bool {
		return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
	}
	if names(m.asked.to, m.held.id) || names(m.held.to, m.asked.id) {
		m.held.Page.RequestHeader = m.asked.header
		if m.asked.method != http.MethodGet && !m.held.byForm {
			m.held = nil // not what its address shows
			m.counts.passed++
		}
		m.asked = nil
	}
}

// flush reads and stores the held page.
func (m *importer) flush(ctx context.Context) error {
	h := m.held
	m.held = nil
	if h == nil {
		return nil
	}
	read, err := m.db.IsRead(ctx, h.Site, h.Page.Digest, extract.Version)
	if err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	h.Kind = string(crawler.KindOther)
	if !read && !h.ArchiveOnly {
		if err := m.read(ctx, h); err != nil {
			return err
		}
	}
	res, err := m.db.Import(ctx, h.Import)
	switch {
	case errors.Is(err, store.ErrForgotten):
		m.counts.forgotten++
		return nil
	case err != nil:
		return fmt.Errorf("%w: %w", errStore, err)
	}
	m.counts.pages++
	if read {
		m.counts.known++
	}
	m.counts.sum.New += res.New
	m.counts.sum.Revised += res.Revised
	return nil
}

// read has a page read. One that cannot be is stored all the same, as in a crawl.
func (m *importer) read(ctx context.Context, h *heldPage) (err error) {
	defer func() {
		if r := recover(); r != nil { // one bad page must not end an import
			m.app.problem(m.name, &warc.RecordError{Place: h.place, Reason: fmt.Sprintf("reader failed: %v", r)})
		}
	}()
	reading, err := m.reader.Read(ctx, (*crawler.Page)(h.Page), false)
	if ctx.Err() != nil {
		return nil // told when the next record is asked for
	}
	if err != nil {
		m.app.log.Info("page cannot be read", "file", m.name, "record", h.place.String(), "url", h.Page.URL, "reason", err.Error())
		return nil
	}
	data, ok := reading.Data.(*store.Reading)
	if !ok {
		return fmt.Errorf("%w: reading of type %T", errStore, reading.Data)
	}
	h.Reading = data
	switch {
	case reading.Reports > 0:
		h.Kind = string(crawler.KindReport)
	case reading.IsList:
		h.Kind = string(crawler.KindList)
	}
	return nil
}

// carried takes what the file's database knew beside its pages.
func (m *importer) carried(ctx context.Context, rec *warc.Record) error {
	if rec.Header.Get("Content-Type") != carriedType {
		return nil
	}
	if !m.takesState {
		m.counts.stateLeft++
		return nil
	}
	block, err := rec.Read(maxPayload)
	if err != nil {
		return err
	}
	var rows store.CarriedRows
	dec := json.NewDecoder(bytes.NewReader(block))
	dec.UseNumber()
	if err := dec.Decode(&rows); err != nil {
		return &warc.RecordError{Place: rec.Place, Reason: err.Error()}
	}
	err = m.db.Carry(ctx, &rows)
	if errors.Is(err, store.ErrInvalid) {
		return &warc.RecordError{Place: rec.Place, Reason: err.Error()}
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	return nil
}
