package store

import (
	"context"
	"fmt"
)

// Exclude takes the crawl lock for work that must not meet a crawl, and
// returns what gives it back. It fails with ErrLocked.
func (s *Store) Exclude() (release func() error, err error) {
	if s.write == nil {
		return nil, ErrReadOnly
	}
	if err := s.acquire(); err != nil {
		return nil, err
	}
	return s.unlock, nil
}

// Vacuum writes the file anew without its unused parts, so that it shrinks and
// nothing that was removed is left in it. It needs room for a copy of the file
// and the time to write it.
func (s *Store) Vacuum(ctx context.Context) error {
	if s.write == nil {
		return ErrReadOnly
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.settle(ctx); err != nil {
		return fmt.Errorf("vacuum: %w", err)
	}
	if err := s.mergeSearch(ctx); err != nil {
		return fmt.Errorf("vacuum: %w", explain(err))
	}
	if _, err := s.write.ExecContext(ctx, `VACUUM`); err != nil {
		return fmt.Errorf("vacuum: %w", explain(err))
	}
	return s.checkpoint(ctx)
}

// Checkpoint moves what waits in the write-ahead log into the file and empties
// the log, where old bytes could be read otherwise.
func (s *Store) Checkpoint(ctx context.Context) error {
	if s.write == nil {
		return ErrReadOnly
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.settle(ctx); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return s.checkpoint(ctx)
}

func (s *Store) checkpoint(ctx context.Context) error {
	var busy, pages, moved int
	if err := s.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("checkpoint: %w", explain(err))
	}
	if busy != 0 {
		return fmt.Errorf("checkpoint: another process reads the database, so %s-wal still holds old bytes: try again when it has ended", s.path)
	}
	return nil
}
