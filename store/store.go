package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"github.com/klauspost/compress/zstd"
)

// Options are the injected parts of a Store. The zero value works.
type Options struct {
	// Now is the clock, time.Now if nil.
	Now func() time.Time
	// Keys name the figures of the known forms, in the order in which they
	// should be listed. Figures of other names are stored too, unlabelled.
	Keys []KeyInfo
	// BusyTimeout is how long a write waits for another process, 10 s if zero.
	BusyTimeout time.Duration
}

// Store is one database file. Its methods may be called from many goroutines;
// writes happen one at a time. Close it.
type Store struct {
	path  string
	now   func() time.Time
	write *sql.DB // one connection; nil if opened read-only
	read  pool    // cannot write
	ask   pool    // for the user's own SQL, with an authorizer
	shown pool    // the same for strangers
	watch *sql.DB // one connection, that tells changes

	writing sync.Mutex // held during a write; guards known, checks, owned, args, claims and together
	known   *keyTable
	checks  map[checkName]int64
	owned   map[owned]string
	args    []any // of insertOwned, which needs room for many again and again
	claims  claims
	indexes bool // there is a search index to be kept

	together together

	order map[codes]int // of figures in their forms

	listing sync.Mutex // guards listed
	listed  *keyTable  // the keys as readers know them

	locking sync.Mutex // guards lock
	lock    *flock.Flock

	pack   *zstd.Encoder
	unpack *zstd.Decoder

	sheets keptSheets
}

// Open opens the database at path for reading and writing, creates it if there
// is none, and upgrades an older one. An error leaves the file as it was; see
// ErrNotOurs and ErrNewer.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := newStore(path, o)
	if err != nil {
		return nil, err
	}
	if err := s.openWriter(ctx, o); err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

func (s *Store) openWriter(ctx context.Context, o Options) error {
	version, err := probe(ctx, s.path, "rw")
	if err != nil && !isMissing(err) {
		return err
	}
	if err := checkVersion(version); err != nil {
		return err
	}
	s.write = openPool(dsn(s.path, "rwc", o.busyTimeout()), checkpointing, 1)
	if err := migrate(ctx, s.write); err != nil {
		return unwritable(err)
	}
	s.openReaders(o, "ro", "")
	if err := s.tx(ctx, func(tx *transaction) error { return s.registerKeys(ctx, tx, o.Keys) }); err != nil {
		return fmt.Errorf("register statistic keys: %w", err)
	}
	if err := s.openSearch(ctx); err != nil {
		return err
	}
	return s.resolveOld(ctx)
}

// OpenReadOnly opens an existing database without the right to change it. It
// fails with ErrMissing, ErrNotOurs, ErrNewer or ErrOlder.
func OpenReadOnly(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := newStore(path, o)
	if err != nil {
		return nil, err
	}
	if err := s.openReader(ctx, o); err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

func (s *Store) openReader(ctx context.Context, o Options) error {
	extra := ""
	version, err := probe(ctx, s.path, "ro")
	if isCantOpen(err) && noWAL(s.path) {
		// A reader of a WAL database needs a -shm file beside it, which a
		// read-only directory forbids. Without a -wal nobody writes.
		extra = "&immutable=1"
		version, err = probe(ctx, s.path, "ro"+extra)
	}
	if err != nil {
		return err
	}
	if err := checkVersion(version); err != nil {
		return err
	}
	if version < latestVersion {
		return fmt.Errorf("%w (schema %d, this program uses %d)", ErrOlder, version, latestVersion)
	}
	s.openReaders(o, "ro", extra)
	return nil
}

func (s *Store) openReaders(o Options, mode, extra string) {
	name := dsn(s.path, mode, o.busyTimeout()) + "&_query_only=1" + extra
	s.read = pool{openPool(name, nil, 4), s.settleNow}
	s.ask = pool{openPool(name, onlyReading, 4), s.settleNow}
	s.shown = pool{openPool(name, onlyShown, 4), s.settleNow}
	s.watch = openPool(name, nil, 1)
}

func newStore(path string, o Options) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{path: abs, now: o.Now, order: make(map[codes]int, len(o.Keys)), owned: map[owned]string{}, claims: newClaims()}
	for i, k := range o.Keys {
		s.order[k.codes()] = i
	}
	if s.now == nil {
		s.now = time.Now
	}
	// The fastest level takes half the time of the next, and 6 % more room.
	if s.pack, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest)); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if s.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(unpackers), zstd.WithDecoderMaxMemory(maxBody)); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

func (o Options) busyTimeout() time.Duration {
	if o.BusyTimeout <= 0 {
		return 10 * time.Second
	}
	return o.BusyTimeout
}

// Close releases the crawl lock, if held, and the file. It may be called twice.
func (s *Store) Close() error {
	s.writing.Lock()
	first := s.settle(context.Background())
	s.writing.Unlock()
	for _, db := range []*sql.DB{s.watch, s.shown.DB, s.ask.DB, s.read.DB, s.write} {
		if db == nil {
			continue
		}
		if err := db.Close(); err != nil && first == nil {
			first = fmt.Errorf("close %s: %w", s.path, err)
		}
	}
	if err := s.unlock(); err != nil && first == nil {
		first = err
	}
	if s.unpack != nil {
		s.unpack.Close()
	}
	return first
}

// stampLayout is RFC 3339 of fixed width in UTC, so that times sort as text.
const stampLayout = "2006-01-02T15:04:05.000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// stampOrNull is for columns where no time is a fact too.
func stampOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}

func parseStamp(s sql.NullString) (time.Time, error) {
	if !s.Valid {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s.String)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: time %q", ErrCorrupt, s.String)
	}
	return t, nil
}
