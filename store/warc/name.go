package warc

import (
	"crypto/sha1"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Profiles of revisit records, as WARC 1.1 names them.
const (
	ProfileIdentical   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	ProfileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Digest returns the labelled digest of parts written one after the other:
// SHA-1 in base 32, which every reader knows.
func Digest(parts ...[]byte) string {
	h := sha1.New()
	for _, p := range parts {
		h.Write(p)
	}
	return "sha1:" + base32.StdEncoding.EncodeToString(h.Sum(nil))
}

// NormalDigest brings the spellings of a SHA-1 digest into that of Digest: base
// 16 becomes base 32, and the case is unified. Other digests are returned as
// they are.
func NormalDigest(s string) string {
	algorithm, value, ok := strings.Cut(strings.TrimSpace(s), ":")
	if !ok || !strings.EqualFold(algorithm, "sha1") && !strings.EqualFold(algorithm, "sha-1") {
		return strings.TrimSpace(s)
	}
	if raw, err := hex.DecodeString(value); err == nil && len(raw) == sha1.Size {
		value = base32.StdEncoding.EncodeToString(raw)
	}
	return "sha1:" + strings.ToUpper(value)
}

// isSHA1 tells the digests that this package can check.
func isSHA1(s string) bool { return strings.HasPrefix(s, "sha1:") }

// RecordID returns an id made from what a record is, so that the same archive
// gives the same file: a name-based UUID.
func RecordID(parts ...string) string {
	h := sha1.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s,", len(p), p)
	}
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// FormatTime writes a date to the millisecond, as WARC 1.1 allows.
func FormatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// ParseTime reads a WARC-Date. Dates of less than a second's precision, which
// WARC 1.1 allows too, are refused: they cannot tell which of two answers came
// first.
func ParseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	if err != nil || t.Year() < 1990 {
		return time.Time{}, fmt.Errorf("date %.40q", s)
	}
	return t.UTC(), nil
}
