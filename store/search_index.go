package store

import (
	"context"
	"database/sql"
	"fmt"

	"gongkai/extract"
	"gongkai/store/fulltext"
)

// The search index is the FTS5 table search: for every content, under its id,
// the tokens of its title, agency and narrative, and no text (they are in the
// tables already). It is written in the transaction that stores a content, and
// a trigger removes what is deleted, whoever deletes it. Until segments merge,
// tokens of removed contents are left in it under a number that leads nowhere;
// Vacuum merges them all.
//
// Measured on reports of 2,500 characters, twenty a transaction: these tokens
// take 1.0 ms and 3 to 5 kB a report; SQLite's own trigrams take 2.7 ms and
// 7.5 kB without positions, 4.8 ms and 18 kB with them, and know no words of two
// characters.

// createSearch makes the index. detail=none keeps no positions, the text is
// looked at instead; few merges and
// large pages make writing cheap.
const createSearch = `
	CREATE VIRTUAL TABLE search USING fts5 (tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
	INSERT INTO search (search, rank) VALUES ('automerge', 16);
	INSERT INTO search (search, rank) VALUES ('pgsz', 16000);
	CREATE TRIGGER search_erase AFTER DELETE ON content BEGIN DELETE FROM search WHERE rowid = old.id; END;
	DELETE FROM search_fill;
	INSERT INTO search_fill SELECT coalesce(max(id), 0) FROM content;`

// fillBatch is how many contents of an older database are indexed at once.
const fillBatch = 500

// hasFullText tells whether this program has FTS5, and whether the database has
// the index.
func hasFullText(ctx context.Context, db queryer) (program, database bool, err error) {
	err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'),
		EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search')`).Scan(&program, &database)
	return program, database, wrap(err, "search")
}

// openSearch makes the index of a database that has none, and goes on with one
// that is not full yet. Programs without FTS5 may only write where there is none.
func (s *Store) openSearch(ctx context.Context) error {
	program, database, err := hasFullText(ctx, s.write)
	switch {
	case err != nil:
		return err
	case !program && database:
		return ErrNoFullText
	case !program:
		return nil
	case !database:
		if err := s.tx(ctx, func(tx *transaction) error {
			_, err := tx.ExecContext(ctx, createSearch)
			return wrap(err, "search")
		}); err != nil {
			return err
		}
	}
	s.indexes = true
	for {
		var upto int64
		err := s.read.QueryRowContext(ctx, `SELECT upto FROM search_fill`).Scan(&upto)
		if err != nil || upto == 0 {
			return wrap(err, "search_fill")
		}
		if err := s.tx(ctx, func(tx *transaction) error { return s.fillSearch(ctx, tx, upto) }); err != nil {
			return wrap(err, "search")
		}
	}
}

// fillSearch indexes the next contents of an older database, from the highest
// id downwards, since new ones come above.
func (s *Store) fillSearch(ctx context.Context, tx *transaction, upto int64) error {
	type stored struct {
		head, texts []string
	}
	contents, next := map[int64]*stored{}, int64(0)
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var c stored
		c.head = make([]string, 2)
		err := rows.Scan(&next, &c.head[0], &c.head[1])
		contents[next] = &c
		return err
	}, `SELECT id, title, agency FROM content WHERE id <= ? ORDER BY id DESC LIMIT ?`, upto, fillBatch)
	if err != nil {
		return err
	}
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var id int64
		var text string
		err := rows.Scan(&id, &text)
		contents[id].texts = append(contents[id].texts, text)
		return err
	}, `SELECT content, text FROM narrative WHERE content BETWEEN ? AND ?`, next, upto)
	if err != nil {
		return err
	}
	for id, c := range contents {
		tx.fresh = append(tx.fresh, indexed{id, fulltext.Tokens(c.head, c.texts)})
	}
	_, err = tx.ExecContext(ctx, `UPDATE search_fill SET upto = ?`, max(next-1, 0))
	return err
}

// indexed are the tokens of a content.
type indexed struct {
	content int64
	tokens  string
}

// tokensOf are the tokens of a report that is stored now.
func tokensOf(r *extract.Report) string {
	texts := make([]string, len(r.Narrative))
	for i, n := range r.Narrative {
		texts[i] = n.Text
	}
	return fulltext.Tokens([]string{r.Title, r.Agency}, texts)
}

// indexFresh writes the tokens of what a transaction has stored, at its end: what
// it replaced again need not be indexed, and a failure has nothing to take back.
func (tx *transaction) indexFresh(ctx context.Context) error {
	for _, c := range tx.fresh {
		// It may have been replaced since, in the same transaction.
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO search (rowid, tokens)
			SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM content WHERE id = ?1)`, c.content, c.tokens); err != nil {
			return fmt.Errorf("search: %w", err)
		}
	}
	return nil
}

// mergeSearch leaves nothing of removed contents in the index.
func (s *Store) mergeSearch(ctx context.Context) error {
	_, database, err := hasFullText(ctx, s.write)
	if err != nil || !database {
		return err
	}
	_, err = s.write.ExecContext(ctx, `INSERT INTO search (search) VALUES ('optimize')`)
	return wrap(err, "search")
}
