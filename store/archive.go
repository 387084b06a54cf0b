package store

import (
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
	// Digest is DigestOf(Body).
	Digest string
}

// DigestOf returns "sha256:<hex>" of a body, its name in the archive.
func DigestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Archive keeps a page's body and headers before anything reads them. The same
// body is kept once, and so is the same body at the same URL: the first
// exchange stays. A digest that is not the body's is ErrInvalid.
func (s *Store) Archive(ctx context.Context, p *Page) error {
	if s.write == nil {
		return ErrReadOnly
	}
	if p.Digest != DigestOf(p.Body) {
		return fmt.Errorf("archive %s: %w: digest %s is not the body's", p.URL, ErrInvalid, p.Digest)
	}
	packed := s.pack.EncodeAll(p.Body, nil) // outside the transaction: it takes time
	err := s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO body (digest, size, data) VALUES (?, ?, ?)
			ON CONFLICT (digest) DO NOTHING`, p.Digest, len(p.Body), packed); err != nil {
			return wrap(err, "body")
		}
		final := p.FinalURL
		if final == "" {
			final = p.URL
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO exchange
			(url, body, final_url, fetched_at, proto, status, request_headers, response_headers)
			SELECT ?, id, ?, ?, ?, ?, ?, ? FROM body WHERE digest = ?
			ON CONFLICT (url, body) DO NOTHING`,
			p.URL, final, stamp(p.FetchedAt), p.Proto, p.Status, headerText(p.RequestHeader), headerText(p.Header), p.Digest)
		return wrap(err, "exchange")
	})
	if err != nil {
		return fmt.Errorf("archive %s: %w", p.URL, err)
	}
	return nil
}

// Body returns the archived bytes of a digest, unpacked and verified: what
// does not match its digest any more is ErrCorrupt.
func (s *Store) Body(ctx context.Context, digest string) ([]byte, error) {
	var packed []byte
	err := s.read.QueryRowContext(ctx, `SELECT data FROM body WHERE digest = ?`, digest).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("body %s: %w", digest, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("body %s: %w", digest, err)
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
