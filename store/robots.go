package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// KeptRobots returns the robots.txt kept for an origin (scheme and host) and
// when it was fetched; the zero time if there is none.
func (s *Store) KeptRobots(ctx context.Context, origin string) (file []byte, fetched time.Time, err error) {
	var at sql.NullString
	err = s.peek(ctx, func(ctx context.Context, q queryer) error {
		err := q.QueryRowContext(ctx, `SELECT body, fetched_at FROM robots WHERE origin = ?`, origin).Scan(&file, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil || !at.Valid {
		return nil, time.Time{}, wrap(err, "robots")
	}
	fetched, err = parseStamp(at)
	return file, fetched, err
}

// KeepRobots keeps a robots.txt in place of the one before.
func (s *Store) KeepRobots(ctx context.Context, origin string, file []byte, fetched time.Time) error {
	if file == nil {
		file = []byte{} // a missing file is an empty one, not NULL
	}
	err := s.join(ctx, func(ctx context.Context, tx *transaction) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched_at, body) VALUES (?1, ?2, ?3)
			ON CONFLICT (origin) DO UPDATE SET fetched_at = ?2, body = ?3`, origin, stamp(fetched), file)
		return err
	})
	if err != nil {
		return fmt.Errorf("robots.txt of %s: %w", origin, err)
	}
	return nil
}
