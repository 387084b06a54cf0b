package store

import (
	"context"
	"database/sql"
	"fmt"

	"gongkai/extract"
)

// KeyInfo names one figure of a form: its codes and how views label it.
type KeyInfo struct {
	Format, Section, Row, Col        string
	SectionLabel, RowLabel, ColLabel string
	// Short is the figure's name in wide tables.
	Short string
	// Unit is what the form itself names ("件"), "" where it names none.
	Unit string
}

// codes identify a figure among all forms.
type codes struct{ format, section, row, col string }

func (k KeyInfo) codes() codes { return codes{k.Format, k.Section, k.Row, k.Col} }

// key is a row of statistic_key. Unit and source are what its figures usually
// have; only figures that differ say so themselves.
type key struct {
	id int64
	KeyInfo
	unit   *string
	source extract.UnitSource
	column any  // id, as a value of a statement
	next   *key // the one that came after it last
}

type keyTable struct {
	byCodes map[codes]*key
	byID    map[int64]*key
}

// after returns the key of these codes, nil where there is none. Reports print the
// figures of a form in one order, so that the key that came after prev last is
// nearly always right and saves looking it up; prev is nil for the first.
func (t *keyTable) after(prev *key, c codes) *key {
	if prev != nil && prev.next != nil && prev.next.codes() == c {
		return prev.next
	}
	k := t.byCodes[c]
	if prev != nil {
		prev.next = k
	}
	return k
}

// queryer is a database handle or a transaction.
type queryer interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

func loadKeys(ctx context.Context, q queryer) (*keyTable, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, format, section, row, col, coalesce(section_label, ''),
		coalesce(row_label, ''), coalesce(col_label, ''), coalesce(short, ''), unit, unit_source FROM statistic_key`)
	if err != nil {
		return nil, fmt.Errorf("statistic_key: %w", err)
	}
	defer rows.Close()
	t := &keyTable{map[codes]*key{}, map[int64]*key{}}
	for rows.Next() {
		k := &key{}
		if err := rows.Scan(&k.id, &k.Format, &k.Section, &k.Row, &k.Col, &k.SectionLabel,
			&k.RowLabel, &k.ColLabel, &k.Short, &k.unit, &k.source); err != nil {
			return nil, fmt.Errorf("statistic_key: %w", err)
		}
		t.add(k)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("statistic_key: %w", err)
	}
	return t, nil
}

func (t *keyTable) add(k *key) {
	k.column = k.id
	t.byCodes[k.codes()] = k
	t.byID[k.id] = k
}

// writerKeys returns the keys as the running write sees them.
func (s *Store) writerKeys(ctx context.Context, tx *transaction) (*keyTable, error) {
	if s.known == nil {
		t, err := loadKeys(ctx, tx)
		if err != nil {
			return nil, err
		}
		s.known = t
	}
	return s.known, nil
}

// readerKey returns a key by id, as far as committed.
func (s *Store) readerKey(ctx context.Context, id int64) (*key, error) {
	s.listing.Lock()
	defer s.listing.Unlock()
	if s.listed != nil {
		if k := s.listed.byID[id]; k != nil {
			return k, nil
		}
	}
	t, err := loadKeys(ctx, s.read) // a writer may have added some
	if err != nil {
		return nil, err
	}
	s.listed = t
	if k := t.byID[id]; k != nil {
		return k, nil
	}
	return nil, fmt.Errorf("%w: statistic_key %d is missing", ErrCorrupt, id)
}

// registerKeys adds the keys that the database does not know yet and renews
// the labels of the others. Units stay: stored figures lean on them.
func (s *Store) registerKeys(ctx context.Context, tx *transaction, infos []KeyInfo) error {
	known, err := s.writerKeys(ctx, tx)
	if err != nil {
		return err
	}
	for _, info := range infos {
		k := known.byCodes[info.codes()]
		if k == nil {
			var unit *string
			source := extract.UnitFromNone
			if info.Unit != "" {
				unit, source = &info.Unit, extract.UnitFromForm
			}
			if _, err := s.addKey(ctx, tx, info, unit, source); err != nil {
				return err
			}
			continue
		}
		old := k.KeyInfo
		old.Unit = info.Unit
		if old == info {
			continue
		}
		_, err := tx.ExecContext(ctx, `UPDATE statistic_key SET section_label = ?, row_label = ?, col_label = ?, short = ? WHERE id = ?`,
			orNull(info.SectionLabel), orNull(info.RowLabel), orNull(info.ColLabel), orNull(info.Short), k.id)
		if err != nil {
			return fmt.Errorf("statistic_key: %w", err)
		}
		k.KeyInfo = info
	}
	return nil
}

func (s *Store) addKey(ctx context.Context, tx *transaction, info KeyInfo, unit *string, source extract.UnitSource) (*key, error) {
	r, err := tx.ExecContext(ctx, `INSERT INTO statistic_key
		(format, section, row, col, section_label, row_label, col_label, short, unit, unit_source)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		info.Format, info.Section, info.Row, info.Col, orNull(info.SectionLabel), orNull(info.RowLabel),
		orNull(info.ColLabel), orNull(info.Short), unit, source)
	if err != nil {
		return nil, fmt.Errorf("statistic_key: %w", err)
	}
	k := &key{KeyInfo: info, unit: unit, source: source}
	if k.id, err = r.LastInsertId(); err != nil {
		return nil, fmt.Errorf("statistic_key: %w", err)
	}
	s.known.add(k)
	return k, nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
