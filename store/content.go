package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/extract"
)

// A content is everything one reading found in a report. Readings of other
// bytes, or by another extractor, that found the same share it.

type checkName struct{ id, at string }

// saveContent returns the id of the content equal to r, which it stores if fresh.
func (s *Store) saveContent(ctx context.Context, tx *transaction, r *extract.Report, p prints) (id int64, fresh bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT id FROM content WHERE digest = ?`, p.digest).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, false, wrap(err, "content")
	}
	flags := make([]string, len(r.Flags))
	for i, f := range r.Flags {
		flags[i] = string(f)
	}
	blank := usualBlank(r.Statistics)
	figures, order, err := s.figuresOf(ctx, tx, r.Format, r.Statistics)
	if err != nil {
		return 0, false, err
	}
	id, err = insertedRow(tx.ExecContext(ctx, `INSERT INTO content (digest, essence, title, agency, publisher, region,
		published_on, published_on_kind, index_number, document_number, format, quality, flags, blank, figure_order, scope_evidence)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.digest, p.essence, r.Title, r.Agency, r.Publisher, r.Region, r.PublishedOn, r.PublishedOnKind,
		r.IndexNumber, r.DocumentNumber, r.Format, r.Quality, strings.Join(flags, ","), blank, order, r.ScopeEvidence))
	if err != nil {
		return 0, false, wrap(err, "content")
	}
	if s.indexes {
		tx.fresh = append(tx.fresh, indexed{id, tokensOf(r)})
	}
	if err := saveFigures(ctx, tx, id, figures, blank); err != nil {
		return 0, false, err
	}
	if err := s.saveChecks(ctx, tx, id, r.Checks); err != nil {
		return 0, false, err
	}
	return id, true, saveTexts(ctx, tx, id, r)
}

// sectionSource is a section that another document prints than the page.
type sectionSource struct{ section, url string }

// sourcesOf lists them in the order of the figures. A section is read from one document.
func sourcesOf(r *extract.Report) []sectionSource {
	var all []sectionSource
	for i := range r.Statistics {
		st := &r.Statistics[i]
		if st.Source == "" || st.Source == r.Source {
			continue
		}
		if n := len(all); n == 0 || !slices.ContainsFunc(all, func(s sectionSource) bool { return s.section == st.Section }) {
			all = append(all, sectionSource{st.Section, st.Source})
		}
	}
	return all
}

func (s *Store) saveChecks(ctx context.Context, tx *transaction, content int64, checks []extract.Check) error {
	if s.checks == nil {
		s.checks = map[checkName]int64{}
	}
	rows := make([]any, 0, 5*len(checks))
	for i, c := range checks {
		name := checkName{c.ID, c.At}
		key, ok := s.checks[name]
		if !ok {
			// The update that changes nothing makes RETURNING give the old row.
			err := tx.QueryRowContext(ctx, `INSERT INTO check_key (check_id, at) VALUES (?, ?)
				ON CONFLICT (check_id, at) DO UPDATE SET at = at RETURNING id`, c.ID, c.At).Scan(&key)
			if err != nil {
				return wrap(err, "check_key")
			}
			s.checks[name] = key
		}
		rows = append(rows, i, key, numberPtrColumn(c.Left), numberPtrColumn(c.Right), c.Holds)
	}
	return insertOwned(ctx, tx, `check_result (content, ordinal, key, left_sum, right_sum, holds)`, content, rows)
}

// saveTexts stores what the report tells in words, and which sections documents
// print that are attached to the page.
func saveTexts(ctx context.Context, tx *transaction, content int64, r *extract.Report) error {
	var narrative, claims, problems, sources []any
	for i, n := range r.Narrative {
		narrative = append(narrative, i, n.Section, n.Text)
	}
	for i, c := range r.Claims {
		claims = append(claims, i, c.What, numberColumn(c.Value), c.Sentence)
	}
	for i, p := range r.Problems {
		problems = append(problems, i, p.Code, p.Message)
	}
	for _, s := range sourcesOf(r) {
		sources = append(sources, s.section, s.url)
	}
	for _, t := range []struct {
		into string
		rows []any
	}{
		{`narrative (content, ordinal, section, text)`, narrative},
		{`claim (content, ordinal, what, value, sentence)`, claims},
		{`problem (content, ordinal, code, message)`, problems},
		{`section_source (content, section, url)`, sources},
	} {
		if err := insertOwned(ctx, tx, t.into, content, t.rows); err != nil {
			return err
		}
	}
	return nil
}

// dropOrphans removes contents that no reading leads to any more.
func dropOrphans(ctx context.Context, tx *transaction, contents []int64) error {
	for _, id := range contents {
		var used bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM extraction WHERE content = ?)`, id).Scan(&used); err != nil {
			return wrap(err, "extraction")
		}
		if used {
			continue
		}
		for _, table := range []string{"statistic", "statistic_note", "check_result", "narrative", "claim", "problem", "section_source"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE content = ?`, id); err != nil {
				return wrap(err, table)
			}
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM content WHERE id = ?`, id); err != nil {
			return wrap(err, "content")
		}
	}
	return nil
}

// wrap names the table an error concerns; nil stays nil.
func wrap(err error, table string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", table, err)
}
