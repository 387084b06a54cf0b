package store

import "context"

// DataVersion is another number after each change that anybody committed to the
// database, for those who keep answers. SQLite counts for each connection apart,
// hence one is kept for this alone; a question to it is not broken off, which
// might end it.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	var v int64
	err := s.watch.QueryRowContext(context.WithoutCancel(ctx), `PRAGMA data_version`).Scan(&v)
	return v, wrap(err, "data_version")
}
