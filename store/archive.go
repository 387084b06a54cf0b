package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// maxBody bounds what a stored body may unpack to.
const maxBody = 1 << 30

// Page is one answer of a site: the exchange and its raw body.
type Page struct {
	// URL is the canonical address asked for, FinalURL the one that answered.
	URL, FinalURL         string
	Status                int
	Proto                 string
	RequestHeader, Header http.Header
	// Body is as it came, decoded by nothing but its transfer.
	Body      []byte
	FetchedAt time.Time
	// Digest is DigestOf(Body); Archive fills it in.
	Digest string
}

// DigestOf returns "sha256:<hex>" of a body, its name in the archive.
func DigestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Archive keeps a page's body and headers before anything reads them. The same
// body is kept once, and so is the same body at the same URL: the first
// exchange stays. A page without a digest gets it; one that is not the body's is
// ErrInvalid, a page that has a tombstone ErrForgotten.
func (s *Store) Archive(ctx context.Context, p *Page) error {
	if s.write == nil {
		return ErrReadOnly
	}
	if digest := DigestOf(p.Body); p.Digest == "" {
		p.Digest = digest
	} else if p.Digest != digest {
		return fmt.Errorf("archive %s: %w: digest %s is not the body's", p.URL, ErrInvalid, p.Digest)
	}
	packed := s.packed(p.Body) // outside the transaction: it takes time
	err := s.join(ctx, func(ctx context.Context, tx *transaction) error {
		if err := archive(ctx, tx, p, packed); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO exchange `+exchangeColumns+` ON CONFLICT (url, body) DO NOTHING`, exchangeValues(p)...)
		return wrap(err, "exchange")
	})
	if err != nil {
		return fmt.Errorf("archive %s: %w", p.URL, err)
	}
	return nil
}

// packed compresses bytes. Web pages shrink to a tenth or less.
func (s *Store) packed(data []byte) []byte {
	return s.pack.EncodeAll(data, make([]byte, 0, len(data)/8+64))
}

// archive keeps the bytes of a page, also those that were pruned and have come
// again. What grew is counted for the run.
func archive(ctx context.Context, tx *transaction, p *Page, packed []byte) error {
	if err := notForgotten(ctx, tx, p); err != nil {
		return err
	}
	r, err := tx.ExecContext(ctx, `INSERT INTO body (digest, size, data) VALUES (?, ?, ?)
		ON CONFLICT (digest) DO UPDATE SET data = excluded.data, emptied_at = NULL, emptied_by = NULL
		WHERE emptied_at IS NOT NULL`, p.Digest, len(p.Body), packed)
	if err != nil {
		return wrap(err, "body")
	}
	n, err := r.RowsAffected()
	if err == nil && n > 0 {
		tx.grown += int64(len(packed))
	}
	return wrap(err, "body")
}

// growArchive counts for the run what grew.
func (tx *transaction) growArchive(ctx context.Context) error {
	if tx.grown == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE run SET archived = archived + ?
		WHERE id = (SELECT max(id) FROM run) AND state = 'running'`, tx.grown)
	return wrap(err, "run")
}

// exchangeColumns and exchangeValues insert a page whose body is archived.
const exchangeColumns = `(url, body, final_url, fetched_at, proto, status, request_headers, response_headers)
	VALUES (?1, (SELECT id FROM body WHERE digest = ?8), ?2, ?3, ?4, ?5, ?6, ?7)`

func exchangeValues(p *Page) []any {
	return []any{p.URL, cmp.Or(p.FinalURL, p.URL), stamp(p.FetchedAt), p.Proto, p.Status,
		headerText(p.RequestHeader), headerText(p.Header), p.Digest}
}

// Body returns the archived bytes of a digest, unpacked and verified: what
// does not match its digest any more is ErrCorrupt, what was pruned ErrEmptied.
func (s *Store) Body(ctx context.Context, digest string) ([]byte, error) {
	return s.body(ctx, s.read, digest)
}

func (s *Store) body(ctx context.Context, q queryer, digest string) ([]byte, error) {
	var packed []byte
	var emptied, by sql.NullString
	err := q.QueryRowContext(ctx, `SELECT data, emptied_at, emptied_by FROM body WHERE digest = ?`, digest).Scan(&packed, &emptied, &by)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("body %s: %w", digest, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("body %s: %w", digest, err)
	}
	if emptied.Valid {
		return nil, fmt.Errorf("body %s: %w (%s, %s)", digest, ErrEmptied, by.String, emptied.String)
	}
	body, err := s.unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("body %s: %w: %w", digest, ErrCorrupt, err)
	}
	if got := DigestOf(body); got != digest {
		return nil, fmt.Errorf("body %s: %w: its bytes are %s", digest, ErrCorrupt, got)
	}
	return body, nil
}

// Exchange returns the page archived for a URL with that body.
func (s *Store) Exchange(ctx context.Context, url, digest string) (*Page, error) {
	p := &Page{URL: url, Digest: digest}
	var at sql.NullString
	var asked, answered string
	err := s.read.QueryRowContext(ctx, `SELECT x.final_url, x.fetched_at, x.proto, x.status, x.request_headers, x.response_headers
		FROM exchange x JOIN body b ON b.id = x.body WHERE x.url = ? AND b.digest = ?`, url, digest).
		Scan(&p.FinalURL, &at, &p.Proto, &p.Status, &asked, &answered)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("exchange %s: %w", url, err)
	}
	if p.FetchedAt, err = parseStamp(at); err != nil {
		return nil, fmt.Errorf("exchange %s: %w", url, err)
	}
	p.RequestHeader, p.Header = parseHeader(asked), parseHeader(answered)
	p.Body, err = s.Body(ctx, digest)
	return p, err
}

// FirstExchange returns the first page that brought a body.
func (s *Store) FirstExchange(ctx context.Context, digest string) (*Page, error) {
	var url string
	err := s.read.QueryRowContext(ctx, `SELECT x.url FROM exchange x WHERE x.body = (SELECT id FROM body WHERE digest = ?)
		ORDER BY x.fetched_at, x.id LIMIT 1`, digest).Scan(&url)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &NotFoundError{"page", digest}
	}
	if err != nil {
		return nil, fmt.Errorf("exchange of %s: %w", digest, err)
	}
	return s.Exchange(ctx, url, digest)
}

// headerText writes fields as HTTP does, by name, each line ended by \n.
func headerText(h http.Header) string {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	oneLine := strings.NewReplacer("\r", " ", "\n", " ")
	for _, name := range names {
		for _, v := range h[name] {
			b.WriteString(name + ": " + oneLine.Replace(v) + "\n")
		}
	}
	return b.String()
}

func parseHeader(text string) http.Header {
	h := http.Header{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); ok {
			h[name] = append(h[name], value)
		}
	}
	return h
}
