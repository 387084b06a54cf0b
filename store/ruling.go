package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// The kinds of rulings.
const (
	RulingMerge = "merge"
	RulingSplit = "split"
	RulingSet   = "set"
)

// Ruling is a correction by hand of whom agencies mean. It outlives new
// readings and new rules, as it names public ids.
type Ruling struct {
	// What is merge, split or set.
	What string `json:"what"`
	// Agency is the id it is about: of an agency for merge and set, of one
	// spelling on one site for split.
	Agency string `json:"agency"`
	// Into is the agency that a merge leads to.
	Into string `json:"into,omitempty"`
	// Set is what a set overrides.
	Set *AgencySet `json:"set,omitempty"`
	// At is when it was ruled, RFC 3339 in UTC.
	At   string `json:"at"`
	Note string `json:"note,omitempty"`
}

// AgencySet overrides what the resolver makes of an agency; empty fields stay
// as resolved.
type AgencySet struct {
	Name string `json:"name,omitempty"`
	// Region is a code of GB/T 2260.
	Region string `json:"region,omitempty"`
	Level  string `json:"level,omitempty"`
	Kind   string `json:"kind,omitempty"`
}

// Rule keeps a ruling and applies it. Of one kind about one id only the last
// counts. It fails with ErrNotFound where an id is unknown, and with
// ErrInvalid for a merge of an agency with itself.
func (s *Store) Rule(ctx context.Context, r Ruling) error {
	err := s.tx(ctx, func(tx *transaction) error {
		if r.At == "" {
			r.At = stamp(s.now())
		}
		if err := r.direct(ctx, tx); err != nil {
			return err
		}
		value, err := r.value(ctx, tx)
		if err != nil {
			return err
		}
		delete(tx.empty, "ruling")
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO ruling (what, agency, value, ruled_at, note) VALUES (?, ?, ?, ?, ?)`,
			r.What, r.Agency, value, r.At, r.Note); err != nil {
			return wrap(err, "ruling")
		}
		return reapply(ctx, tx, r.Agency)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.What, r.Agency, err)
	}
	return s.PackSheets(ctx)
}

// direct turns the ids of a ruling into those of the agencies that they lead to
// now. A split is about a spelling, whose id never changes.
func (r *Ruling) direct(ctx context.Context, tx *transaction) error {
	ids := []*string{}
	switch r.What {
	case RulingMerge:
		ids = []*string{&r.Agency, &r.Into}
	case RulingSet:
		ids = []*string{&r.Agency}
	}
	for _, id := range ids {
		err := tx.QueryRowContext(ctx, `SELECT public_id FROM identity i WHERE id IN `+agencyByID+`
			AND EXISTS (SELECT 1 FROM agency WHERE identity = i.id)`, *id).Scan(id)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("agency %s: %w", *id, ErrNotFound)
		}
		if err != nil {
			return wrap(err, "identity")
		}
	}
	return nil
}

// value checks a ruling and returns what its row keeps.
func (r *Ruling) value(ctx context.Context, tx *transaction) (string, error) {
	switch r.What {
	case RulingMerge:
		if r.Into == r.Agency {
			return "", fmt.Errorf("%w: both are %s already", ErrInvalid, r.Into)
		}
		return r.Into, nil
	case RulingSplit:
		return "", nil
	case RulingSet:
		if r.Set == nil || *r.Set == (AgencySet{}) {
			return "", fmt.Errorf("%w: nothing to set", ErrInvalid)
		}
		b, err := json.Marshal(r.Set)
		return string(b), err
	}
	return "", fmt.Errorf("%w: ruling %q", ErrInvalid, r.What)
}

// Unrule takes back every ruling about an id; it fails with ErrNotFound where
// there is none.
func (s *Store) Unrule(ctx context.Context, agency string) error {
	err := s.tx(ctx, func(tx *transaction) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM ruling WHERE agency = ?`, agency)
		if err != nil {
			return wrap(err, "ruling")
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return cmpErr(err, ErrNotFound)
		}
		return reapply(ctx, tx, agency)
	})
	if err != nil {
		return fmt.Errorf("rulings about %s: %w", agency, err)
	}
	return s.PackSheets(ctx)
}

// Rulings lists all rulings by kind and id.
func (s *Store) Rulings(ctx context.Context) ([]Ruling, error) {
	list := []Ruling{}
	err := each(ctx, s.read, func(rows *sql.Rows) error {
		var r Ruling
		var value string
		if err := rows.Scan(&r.What, &r.Agency, &value, &r.At, &r.Note); err != nil {
			return err
		}
		var err error
		switch r.What {
		case RulingMerge:
			r.Into = value
		case RulingSet:
			r.Set = &AgencySet{}
			err = json.Unmarshal([]byte(value), r.Set)
		}
		list = append(list, r)
		return err
	}, `SELECT what, agency, value, ruled_at, note FROM ruling ORDER BY what, agency`)
	return list, wrap(err, "ruling")
}

// reapply resolves anew every agency row that a ruling about an id may touch:
// the rows of the agency it names now, and those whose names alone mean it.
func reapply(ctx context.Context, tx *transaction, id string) error {
	rows, err := columnOf[int64](ctx, tx, `SELECT a.id FROM agency a WHERE a.identity IN `+agencyByID+` ORDER BY a.public_id`, id)
	if err != nil {
		return wrap(err, "agency")
	}
	if len(rows) == 0 {
		return fmt.Errorf("agency %s: %w", id, ErrNotFound)
	}
	_, err = reidentify(ctx, tx, rows)
	return err
}

// applySet overrides what was resolved of an identity by its ruling.
func applySet(ctx context.Context, tx *transaction, publicID string, w *who) error {
	if none, err := tx.isEmpty(ctx, "ruling"); err != nil || none {
		return err
	}
	var value, note string
	err := tx.QueryRowContext(ctx, `SELECT value, note FROM ruling WHERE what = 'set' AND agency = ?`, publicID).Scan(&value, &note)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return wrap(err, "ruling")
	}
	var set AgencySet
	if err := json.Unmarshal([]byte(value), &set); err != nil {
		return fmt.Errorf("%w: ruling about %s: %w", ErrCorrupt, publicID, err)
	}
	if set.Region != "" {
		w.region, w.regionName = set.Region, regionName(set.Region)
	}
	for _, f := range []struct {
		to   *string
		from string
	}{{&w.name, set.Name}, {&w.level, set.Level}, {&w.kind, set.Kind}} {
		if f.from != "" {
			*f.to = f.from
		}
	}
	w.certainty, w.evidence = CertaintyRuled, strings.TrimSuffix("set by hand: "+note, ": ")
	return nil
}

// CertaintyRuled is the certainty of what was set by hand; the others are the
// resolver's.
const CertaintyRuled = "ruled"
