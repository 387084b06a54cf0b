package store

import (
	"crypto/sha256"
	"encoding/hex"

	"gongkai/extract"
)

// prints are the two digests of a report, see digest.go.
type prints struct{ essence, digest []byte }

// prints returns the digests of the reports, in order. They are worked out
// once, and best before a transaction, which everybody else waits for.
func (r *Reading) prints() []prints {
	if len(r.known) != len(r.Reports) {
		r.known = printsOf(r.Reports)
	}
	return r.known
}

func printsOf(reports []extract.Report) []prints {
	known := make([]prints, len(reports))
	for i := range reports {
		essence := essenceOf(&reports[i])
		known[i] = prints{essence, digestOf(&reports[i], essence)}
	}
	return known
}

// Fingerprint names what the reports print, by their essences in order: pages
// that differ only in what surrounds their reports have the same. It is "" for
// no reports.
func (r *Reading) Fingerprint() string {
	if len(r.Reports) == 0 {
		return ""
	}
	h := sha256.New()
	for _, p := range r.prints() {
		h.Write(p.essence)
	}
	return "reports:" + hex.EncodeToString(h.Sum(nil)[:digestBytes])
}
