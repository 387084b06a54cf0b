package store

import (
	"crypto/sha256"
	"encoding/hex"

	"gongkai/extract"
)

// Fingerprint names what the reports of a page print, by their essences in
// order: pages that differ only in what surrounds their reports have the same.
// It is "" for no reports.
func Fingerprint(reports []extract.Report) string {
	if len(reports) == 0 {
		return ""
	}
	h := sha256.New()
	for i := range reports {
		h.Write(essenceOf(&reports[i]))
	}
	return "reports:" + hex.EncodeToString(h.Sum(nil)[:digestBytes])
}
