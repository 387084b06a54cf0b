package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gongkai/store"
	"gongkai/store/fulltext"
)

// searchCmd finds reports by their text.
type searchCmd struct {
	listFlags
	filterFlags
	Text   []string `arg:"" help:"What title, agency and text must hold: all of the terms."`
	Limit  int      `default:"20" help:"Most reports to list."`
	Offset int      `help:"Leave out as many before them."`
}

// Help adds to the generated help.
func (*searchCmd) Help() string {
	return `Reports must hold every term, in whatever order; a phrase in quotes is one term:
gongkai search '教育 "征地 拆迁"'. Terms may be of one character. White space, upper and
lower case, full and half width make no difference; numbers are found whole (35 does
not find 3525). No character has a meaning of its own.

First come reports with all terms in title and agency, then those with some there; among
them more terms in the title come first, then in the agency, then those that tell
of them most (BM25), then later years. Of more than 100 alike, those stored last are
ranked first. «» marks the terms.`
}

// mostOffset bounds how far an answer can be paged: what is left out is read too.
const mostOffset = 100_000

// Run lists the hits.
func (c *searchCmd) Run(ctx context.Context, a *app) error {
	if c.Limit < 1 || c.Offset < 0 || c.Offset > mostOffset {
		return usageError{fmt.Errorf("--limit must be at least 1, --offset between 0 and %d", mostOffset)}
	}
	db, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := db.Search(ctx, store.SearchQuery{Text: strings.Join(c.Text, " "), Filter: c.filter(), Limit: c.Limit, Offset: c.Offset})
	if errors.Is(err, fulltext.ErrQuery) || errors.Is(err, store.ErrNoFullText) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	if err := a.printHits(found.Hits); err != nil {
		return err
	}
	if found.More && !a.quiet {
		fmt.Fprintf(a.err, "there are more: --offset %d goes on\n", c.Offset+c.Limit)
	}
	return nil
}

// printHits prints a short table for people, more for programs.
func (a *app) printHits(hits []store.Hit) error {
	const begin, end = "«", "»"
	cols := []string{"report_id", "agency", "year", "text"}
	if a.format != "table" {
		cols = []string{"report_id", "agency_id", "agency", "scope", "region", "region_name", "level", "kind", "year", "url", "published_on",
			"title", "section", "snippet"}
	}
	l, err := newList(a.out, a.format, cols...)
	if err != nil {
		return err
	}
	for i := range hits {
		h := &hits[i]
		title, snippet := h.MarkedTitle.Wrap(begin, end), h.Snippet.Wrap(begin, end)
		text := title
		if snippet != "" {
			text = strings.TrimSpace(h.Section + " " + snippet)
		}
		values := []any{h.ReportID, h.Agency, yearOf(h.Year), text}
		if a.format != "table" {
			values = []any{h.ReportID, h.AgencyID, h.Agency, string(h.Scope), h.Region, h.RegionName, h.Level, h.Kind, yearOf(h.Year), h.URL, h.PublishedOn,
				title, h.Section, snippet}
		}
		if err := l.row(values...); err != nil {
			return err
		}
	}
	return l.close()
}
