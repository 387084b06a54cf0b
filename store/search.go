package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"gongkai/store/fulltext"
)

// SearchQuery asks for reports by their text.
type SearchQuery struct {
	// Text is what all of title, agency and narrative together must hold: terms
	// between white space, phrases in quotes.
	Text string
	// Filter narrows the answer; its limit does not apply.
	Filter Filter
	// Limit bounds the hits, if over 0; Offset leaves out as many before them.
	Limit, Offset int
}

// Hit is a report that a search found.
type Hit struct {
	ReportRow
	// MarkedTitle is the title, Snippet a part of the text under the heading
	// Section, with the terms marked. The snippet is "" where the text holds none.
	MarkedTitle, Snippet fulltext.Marked
	Section              string
}

// SearchResult is a page of hits.
type SearchResult struct {
	Hits []Hit
	// More tells that there are further ones.
	More bool
}

// snippetWidth is the length of a snippet in characters.
const snippetWidth = 60

// rankWindow is how many hits are weighed against each other: of more, those
// stored last come first, so that a word that all reports have costs no more.
const rankWindow = 100

// Search finds the current reports whose title, agency and narrative hold all
// terms of a query: first those with all of them in title and agency, then
// those with some there; among these the more are in the title, then in the agency,
// then the greater their BM25 weight in the text, the later the year.
// It fails with ErrNoFullText or fulltext.ErrQuery.
func (s *Store) Search(ctx context.Context, q SearchQuery) (SearchResult, error) {
	var result SearchResult
	terms, err := fulltext.Parse(q.Text)
	if err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	program, database, err := hasFullText(ctx, s.read)
	if err != nil {
		return result, err
	}
	if !program || !database {
		return result, fmt.Errorf("search: %w", ErrNoFullText)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = math.MaxInt - q.Offset - 1
	}
	w := &searcher{Store: s, terms: terms, filter: q.Filter, want: max(q.Offset, 0) + limit + 1}
	if w.narrow, err = s.narrowBy(ctx, q.Filter); err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	for _, match := range fulltext.Matches(terms) {
		if err := w.tier(ctx, match); err != nil {
			return result, fmt.Errorf("search: %w", err)
		}
	}
	found := w.found[min(max(q.Offset, 0), len(w.found)):]
	if result.More = len(found) > limit; result.More {
		found = found[:limit]
	}
	result.Hits, err = w.hits(ctx, found)
	if err != nil {
		return result, fmt.Errorf("search: %w", err)
	}
	return result, nil
}

// searcher gathers hits until there are enough.
type searcher struct {
	*Store
	terms  []fulltext.Term
	filter Filter
	want   int
	narrow narrowing
	found  []answer
}

// answer is a report that the index named and the text confirmed.
type answer struct {
	content  int64
	reportID string
	year     int
	weight   fulltext.Weight
}

// tier adds the hits that answer one question to the index, window by window.
// Where a window ends does not hang on how many hits are wanted, so that the
// pages of an answer fit together.
func (w *searcher) tier(ctx context.Context, match string) error {
	query := `SELECT rowid FROM search WHERE search MATCH ? AND rowid < ?` + w.narrow.cond + ` ORDER BY rowid DESC LIMIT ?`
	if w.narrow.match != "" {
		match = "(" + match + ") AND " + w.narrow.match
	}
	for before := int64(math.MaxInt64); before > 0 && len(w.found) < w.want; {
		var window []answer
		for n := rankWindow; before > 0 && len(window) < rankWindow; n = min(2*n, 20*rankWindow) {
			var ids []int64
			err := each(ctx, w.read, func(rows *sql.Rows) error {
				err := rows.Scan(&before)
				ids = append(ids, before)
				return err
			}, query, slices.Concat([]any{match, before}, w.narrow.args, []any{n})...)
			if err != nil {
				return wrap(err, "search")
			}
			if len(ids) < n {
				before = 0
			}
			if window, err = w.confirm(ctx, window, ids); err != nil {
				return err
			}
		}
		slices.SortFunc(window, func(a, b answer) int {
			return cmp.Or(a.weight.Compare(b.weight), cmp.Compare(b.year, a.year), cmp.Compare(a.reportID, b.reportID))
		})
		w.found = append(w.found, window...)
	}
	return nil
}

// standing are the current reports with their contents, under the names that
// Filter.where knows.
const standing = `(SELECT r.public_id AS report_id, i.public_id AS agency_id, c.agency, r.scope, i.region, i.level, i.kind,
	nullif(r.year, 0) AS year, c.quality, v.current, v.extraction, c.id AS content, c.title
	FROM revision v JOIN report r ON r.id = v.report JOIN agency a ON a.id = r.agency JOIN identity i ON i.id = a.identity
	JOIN extraction e ON e.id = v.extraction JOIN content c ON c.id = e.content WHERE v.current = 1) v`

// narrowing is what an index can be asked of a filter beforehand. All of the
// filter is asked of each hit, so it may let too many through.
type narrowing struct {
	cond  string // on rowid, with its arguments
	args  []any
	match string
}

// narrowBy finds what leaves few reports: an agency, a region, a site.
func (s *Store) narrowBy(ctx context.Context, f Filter) (narrowing, error) {
	var n narrowing
	few := Filter{ReportID: f.ReportID, Region: f.Region, Site: f.Site}
	if f.Agency != "" {
		var isID bool
		if err := s.read.QueryRowContext(ctx, `SELECT EXISTS `+agencyByID, f.Agency).Scan(&isID); err != nil {
			return n, wrap(err, "identity")
		}
		if isID {
			few.Agency = f.Agency
		} else {
			n.match = fulltext.InHead(f.Agency)
		}
	}
	if few != (Filter{}) {
		where, args := few.where()
		n.cond, n.args = ` AND +rowid IN (SELECT v.content FROM `+standing+where+`)`, args
	}
	return n, nil
}

// confirm adds the reports of contents that pass the filter and hold all terms.
func (w *searcher) confirm(ctx context.Context, window []answer, ids []int64) ([]answer, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	type head struct {
		answer
		title, agency string
	}
	var heads []head
	where, args := w.filter.where()
	err = each(ctx, w.read, func(rows *sql.Rows) error {
		var h head
		err := rows.Scan(&h.content, &h.reportID, &h.year, &h.title, &h.agency)
		heads = append(heads, h)
		return err
	}, `SELECT e.content, v.report_id, coalesce(v.year, 0), v.title, v.agency FROM json_each(?) j CROSS JOIN extraction e ON e.content = j.value
		CROSS JOIN `+standing+` ON v.extraction = e.id`+where, append([]any{string(list)}, args...)...)
	if err != nil {
		return nil, wrap(err, "content")
	}
	for _, h := range heads {
		texts, _, err := w.texts(ctx, h.content)
		if err != nil {
			return nil, err
		}
		var ok bool
		if h.weight, ok = fulltext.Weigh(w.terms, h.title, h.agency, texts); ok {
			window = append(window, h.answer)
		}
	}
	return window, nil
}

// texts are the narrative of a content, and the headings that it stands under.
func (s *Store) texts(ctx context.Context, content int64) (texts, sections []string, err error) {
	err = each(ctx, s.read, func(rows *sql.Rows) error {
		var section, text string
		err := rows.Scan(&section, &text)
		texts, sections = append(texts, text), append(sections, section)
		return err
	}, `SELECT section, text FROM narrative WHERE content = ? ORDER BY ordinal`, content)
	return texts, sections, wrap(err, "narrative")
}

// hits fills in what is shown of answers; those that have gone since are left out.
func (w *searcher) hits(ctx context.Context, found []answer) ([]Hit, error) {
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.reportID
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := w.reportRows(ctx, ` WHERE v.current = 1 AND v.report_id IN (SELECT value FROM json_each(?))`, []any{string(list)}, 0, 0)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*ReportRow, len(rows))
	for i := range rows {
		byID[rows[i].ReportID] = &rows[i]
	}
	hits := make([]Hit, 0, len(found))
	for _, f := range found {
		row := byID[f.reportID]
		if row == nil {
			continue
		}
		texts, sections, err := w.texts(ctx, f.content)
		if err != nil {
			return nil, err
		}
		h := Hit{ReportRow: *row, MarkedTitle: fulltext.Mark(w.terms, row.Title)}
		snippet, in := fulltext.Snippet(w.terms, texts, snippetWidth)
		if in >= 0 {
			h.Snippet, h.Section = snippet, sections[in]
		}
		hits = append(hits, h)
	}
	return hits, nil
}
