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
	res, err := tx.ExecContext(ctx, `INSERT INTO content (digest, essence, title, agency, publisher, region,
		published_on, published_on_kind, index_number, document_number, format, quality, flags, blank, scope_evidence)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.digest, p.essence, r.Title, r.Agency, r.Publisher, r.Region, r.PublishedOn, r.PublishedOnKind,
		r.IndexNumber, r.DocumentNumber, r.Format, r.Quality, strings.Join(flags, ","), blank, r.ScopeEvidence)
	if err != nil {
		return 0, false, wrap(err, "content")
	}
	if id, err = res.LastInsertId(); err != nil {
		return 0, false, wrap(err, "content")
	}
	order, err := s.saveStatistics(ctx, tx, id, r.Format, r.Statistics, blank)
	if err != nil {
		return 0, false, err
	}
	if order != nil {
		if _, err := tx.ExecContext(ctx, `UPDATE content SET figure_order = ? WHERE id = ?`, order, id); err != nil {
			return 0, false, wrap(err, "content")
		}
	}
	if err := s.saveChecks(ctx, tx, id, r.Checks); err != nil {
		return 0, false, wrap(err, "check_result")
	}
	if err := saveSources(ctx, tx, id, r); err != nil {
		return 0, false, err
	}
	if s.indexes {
		tx.fresh = append(tx.fresh, indexed{id, tokensOf(r)})
	}
	return id, true, saveTexts(ctx, tx, id, r)
}

// saveSources notes the sections that documents print which are attached to the page.
func saveSources(ctx context.Context, tx *transaction, content int64, r *extract.Report) error {
	for _, s := range sourcesOf(r) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO section_source (content, section, url) VALUES (?, ?, ?)`, content, s.section, s.url); err != nil {
			return wrap(err, "section_source")
		}
	}
	return nil
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
	args := make([]any, 0, 6*len(checks))
	for i, c := range checks {
		name := checkName{c.ID, c.At}
		key, ok := s.checks[name]
		if !ok {
			// The update that changes nothing makes RETURNING give the old row.
			err := tx.QueryRowContext(ctx, `INSERT INTO check_key (check_id, at) VALUES (?, ?)
				ON CONFLICT (check_id, at) DO UPDATE SET at = at RETURNING id`, c.ID, c.At).Scan(&key)
			if err != nil {
				return err
			}
			s.checks[name] = key
		}
		args = append(args, content, i, key, numberPtrColumn(c.Left), numberPtrColumn(c.Right), c.Holds)
	}
	const head = `INSERT INTO check_result (content, ordinal, key, left_sum, right_sum, holds) VALUES `
	for len(args) > 0 {
		n := min(len(args)/6, 64)
		if _, err := tx.ExecContext(ctx, head+strings.Repeat("(?,?,?,?,?,?),", n-1)+"(?,?,?,?,?,?)", args[:6*n]...); err != nil {
			return err
		}
		args = args[6*n:]
	}
	return nil
}

func saveTexts(ctx context.Context, tx *transaction, content int64, r *extract.Report) error {
	for i, n := range r.Narrative {
		if _, err := tx.ExecContext(ctx, `INSERT INTO narrative (content, ordinal, section, text) VALUES (?, ?, ?, ?)`,
			content, i, n.Section, n.Text); err != nil {
			return wrap(err, "narrative")
		}
	}
	for i, c := range r.Claims {
		if _, err := tx.ExecContext(ctx, `INSERT INTO claim (content, ordinal, what, value, sentence) VALUES (?, ?, ?, ?, ?)`,
			content, i, c.What, numberColumn(c.Value), c.Sentence); err != nil {
			return wrap(err, "claim")
		}
	}
	for i, p := range r.Problems {
		if _, err := tx.ExecContext(ctx, `INSERT INTO problem (content, ordinal, code, message) VALUES (?, ?, ?, ?)`,
			content, i, p.Code, p.Message); err != nil {
			return wrap(err, "problem")
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
