package store

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"unicode"

	"gongkai/extract"
)

// Public ids are made from what a thing is, so that a rebuilt database, a newer
// extractor or another order of crawling gives the same ones. The digit after
// the letter is the version of the recipe: an id of another recipe can never
// be taken for one of this.
const (
	reportPrefix = "r1"
	agencyPrefix = "a1"
	// identityPrefix begins ids made from whom a name means, agencyPrefix those
	// made from the name itself and its site.
	identityPrefix = "a2"
	idBytes        = 10 // 16 letters: no collision to be feared below 10^10 reports
)

var idAlphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func publicID(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte("gongkai/" + prefix + "\x00" + strings.Join(parts, "\x00")))
	return prefix + idAlphabet.EncodeToString(sum[:idBytes])
}

// AgencyID returns the public id of the agency of that name on a site. Names
// that differ in spacing or in full-width forms are one. An agency without a
// name is told by its anchor, the address of its report; others have none.
func AgencyID(site, name, anchor string) string {
	return publicID(agencyPrefix, strings.ToLower(site), normalName(name), anchor)
}

// IdentityID returns the public id of the agency that a resolver's key means.
func IdentityID(key string) string { return publicID(identityPrefix, key) }

// ReportID returns the public id of a report. A report that names no agency or
// no year is told by its anchor, the address it was first seen at; others have
// none.
func ReportID(site, agency string, scope extract.Scope, year int, anchor string) string {
	return publicID(reportPrefix, strings.ToLower(site), normalName(agency), string(scope), strconv.Itoa(year), anchor)
}

// normalName unifies what differs between two prints of one name without
// meaning: white space, invisible characters and full-width ASCII. Ids depend
// on it, so it never changes; a better recipe would get a new prefix.
func normalName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u200b', r == '\u200c', r == '\u200d', r == '\ufeff':
			return -1
		case r >= '\uff01' && r <= '\uff5e':
			return r - 0xfee0
		}
		return r
	}, s)
}
