package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"gongkai/crawler"
	"gongkai/extract"
)

// extractCmd reads reports and prints them.
type extractCmd struct {
	Inputs       []string `arg:"" name:"input" help:"Files, directories, addresses (http:// or https://), or - for standard input."`
	Format       string   `enum:",json,csv,table" default:"" placeholder:"json" help:"json, csv or table."`
	Explain      bool     `help:"Tell where on the page each figure was read; in a table unless --format says otherwise."`
	Together     bool     `help:"The inputs are one report: the page first, then the documents attached to it."`
	Contact      string   `help:"Mail address or web page for webmasters, sent when an address is fetched; required for hosts that are not private."`
	AllowPrivate bool     `help:"Permit private and loopback addresses."`
	Delay        pause    `default:"1s" help:"Least time between two addresses: a Go duration or plain seconds."`
}

// Help adds to the generated help.
func (*extractCmd) Help() string {
	return `Prints one JSON object a line for every report, in the order of the inputs. --format
csv prints one row a figure, --format table draws the tables as the form prints them.
Nothing is stored.

HTML, text, PDF, Word (.docx) and Excel (.xlsx) documents are told by their bytes,
whatever they are called; DOC, XLS, WPS, RTF, ODT and ODS are converted by LibreOffice
where it is installed. In directories, files with the endings of these (.html, .htm,
.shtml, .txt, .md, .pdf, …) or without an ending are read, sorted by name; hidden ones
and all others are passed over. Input that is no report gives one line on standard
error and exit status 1; the rest is printed.`
}

// extracted is what became of one input.
type extracted struct {
	input string
	text  []byte // its reports as they are to be printed
	err   error  // why there is none
}

// Run prints the reports of all inputs.
func (c *extractCmd) Run(ctx context.Context, a *app) error {
	stdin := 0
	for _, arg := range c.Inputs {
		if arg == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return usageError{errors.New("standard input (-) can be read only once")}
	}
	x, err := extract.New(formats()...)
	if err != nil {
		return err
	}
	p, err := newPrinter(c.Format, c.Explain, terminalWidth(a.out))
	if err != nil {
		return err
	}
	if _, err := io.WriteString(a.out, p.head); err != nil {
		return err
	}
	fetch := c.fetcher()
	if c.Together {
		return c.together(ctx, a, x, p, fetch)
	}
	work := func(ctx context.Context, in input) extracted {
		out := extracted{input: in.name}
		doc, err := in.document(ctx, a.in, fetch)
		if err == nil {
			var reports []extract.Report
			reports, err = x.Extract(doc)
			for i := range reports {
				if err == nil {
					out.text, err = p.append(out.text, &reports[i])
				}
			}
		}
		out.err = err
		return out
	}
	bar := c.bar(ctx, a)
	defer bar.close()
	failed := false
	for r := range inOrder(ctx, runtime.GOMAXPROCS(0), inputs(c.Inputs), work) {
		bar.add(1)
		if r.err != nil {
			failed = true
			bar.clear()
			a.problem(r.input, r.err)
			continue
		}
		if _, err := a.out.Write(r.text); err != nil {
			return err
		}
	}
	switch {
	case ctx.Err() != nil:
		return errors.New("interrupted")
	case failed:
		return errReported
	}
	return nil
}

// together prints the reports that all inputs are together.
func (c *extractCmd) together(ctx context.Context, a *app, x *extract.Extractor, p *printer, fetch fetcher) error {
	var docs []extract.Input
	for in := range inputs(c.Inputs) {
		doc, err := in.document(ctx, a.in, fetch)
		if err != nil {
			return fmt.Errorf("%s: %w", in.name, err)
		}
		docs = append(docs, doc)
	}
	reports, err := x.ExtractTogether(docs)
	if err != nil {
		return fmt.Errorf("%s and what belongs to it: %w", docs[0].Source, err)
	}
	var text []byte
	for i := range reports {
		if text, err = p.append(text, &reports[i]); err != nil {
			return err
		}
	}
	_, err = a.out.Write(text)
	return err
}

// bar is nil where the reports themselves scroll by. The inputs are counted
// beforehand, which costs little beside reading them.
func (c *extractCmd) bar(ctx context.Context, a *app) *progress {
	if isTerminal(a.out) || !isTerminal(a.err) {
		return nil
	}
	n := int64(0)
	for range inputs(c.Inputs) {
		if n++; ctx.Err() != nil {
			break
		}
	}
	return a.progress(n, "reading")
}

// fetcher gets the page of an address.
type fetcher func(ctx context.Context, url string) (body []byte, contentType string, err error)

// fetcher returns one that asks for one page at a time and pauses in between,
// since each page is a crawl of its own that knows nothing of the others.
func (c *extractCmd) fetcher() fetcher {
	var mu sync.Mutex
	var last time.Time
	cfg := crawler.Config{Version: version, Contact: c.Contact, AllowPrivate: c.AllowPrivate, Delay: c.Delay.config()}
	return func(ctx context.Context, url string) ([]byte, string, error) {
		mu.Lock()
		defer mu.Unlock()
		if wait := time.Until(last.Add(time.Duration(c.Delay))); !last.IsZero() && wait > 0 {
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return nil, "", ctx.Err()
			}
		}
		defer func() { last = time.Now() }()
		return fetchPage(ctx, cfg, url)
	}
}
