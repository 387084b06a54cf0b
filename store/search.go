package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

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
	for _, question := range fulltext.Questions(terms) {
		if err := w.tier(ctx, question); err != nil {
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
func (w *searcher) tier(ctx context.Context, q fulltext.Question) error {
	query, args := w.asking(q.Loose, q.Not)
	loose := q.Loose != q.Exact
	for before := int64(math.MaxInt64); before > 0 && len(w.found) < w.want; {
		var window []answer
		for n := rankWindow; before > 0 && len(window) < rankWindow; n = min(2*n, 20*rankWindow) {
			var ids []int64
			err := each(ctx, w.read, func(rows *sql.Rows) error {
				err := rows.Scan(&before)
				ids = append(ids, before)
				return err
			}, query, slices.Concat(args, []any{before}, w.narrow.args, []any{n})...)
			if err != nil {
				return wrap(err, "search")
			}
			if len(ids) < n {
				before = 0
			}
			heads, err := w.heads(ctx, ids)
			if err != nil {
				return err
			}
			had := len(window)
			if window, err = w.confirm(ctx, window, heads); err != nil {
				return err
			}
			if loose && (len(window)-had)*rareCharacter < len(heads) {
				loose = false
				query, args = w.asking(q.Exact, q.Not)
			}
		}
		slices.SortFunc(window, func(a, b answer) int {
			return cmp.Or(a.weight.Compare(b.weight), cmp.Compare(b.year, a.year), cmp.Compare(a.reportID, b.reportID))
		})
		w.found = append(w.found, window...)
	}
	return nil
}

// rareCharacter is in how many reports only one has a character that the index
// is then asked for: until then it is quicker to look at the texts.
const rareCharacter = 3

// asking is the statement that asks the index, and the arguments before those of
// where it goes on, of what narrows it, and of how many are wanted.
func (w *searcher) asking(match, not string) (string, []any) {
	const matching = `SELECT rowid FROM search WHERE search MATCH ?`
	order := ` AND rowid < ?` + w.narrow.cond + ` ORDER BY rowid DESC LIMIT ?`
	if w.narrow.match != "" {
		match = strings.TrimPrefix(match+" AND "+w.narrow.match, " AND ")
	}
	switch {
	case match == "" && not == "":
		return `SELECT id AS rowid FROM content WHERE 1` + order, nil
	case match == "": // FTS5 has no NOT alone
		return `SELECT id AS rowid FROM content WHERE id NOT IN (` + matching + `)` + order, []any{not}
	case not != "":
		match = "(" + match + ") NOT (" + not + ")"
	}
	return matching + order, []any{match}
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

// head is a report that the index named.
type head struct {
	answer
	title, agency string
}

// heads are the current reports of contents that pass the filter.
func (w *searcher) heads(ctx context.Context, contents []int64) ([]head, error) {
	var heads []head
	where, args := w.filter.where()
	err := each(ctx, w.read, func(rows *sql.Rows) error {
		var h head
		err := rows.Scan(&h.content, &h.reportID, &h.year, &h.title, &h.agency)
		heads = append(heads, h)
		return err
	}, `SELECT e.content, v.report_id, coalesce(v.year, 0), v.title, v.agency FROM json_each(?) j CROSS JOIN extraction e ON e.content = j.value
		CROSS JOIN `+standing+` ON v.extraction = e.id`+where, append([]any{jsonList(contents)}, args...)...)
	return heads, wrap(err, "content")
}

// confirm adds the reports that hold all terms.
func (w *searcher) confirm(ctx context.Context, window []answer, heads []head) ([]answer, error) {
	for part := range slices.Chunk(heads, rankWindow) {
		texts, err := w.narratives(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, h := range part {
			var ok bool
			if h.weight, ok = fulltext.Weigh(w.terms, h.title, h.agency, texts[h.content]); ok {
				window = append(window, h.answer)
			}
		}
	}
	return window, nil
}

// narratives are the texts of some contents, in no order.
func (w *searcher) narratives(ctx context.Context, heads []head) (map[int64][]string, error) {
	ids := make([]int64, len(heads))
	for i, h := range heads {
		ids[i] = h.content
	}
	texts := make(map[int64][]string, len(heads))
	err := each(ctx, w.read, func(rows *sql.Rows) error {
		var content int64
		var text string
		err := rows.Scan(&content, &text)
		texts[content] = append(texts[content], text)
		return err
	}, `SELECT n.content, n.text FROM json_each(?) j CROSS JOIN narrative n ON n.content = j.value`, jsonList(ids))
	return texts, wrap(err, "narrative")
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
	rows, err := w.reportRows(ctx, ` WHERE v.current = 1 AND v.report_id IN (SELECT value FROM json_each(?))`, []any{jsonList(ids)}, 0, 0)
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
