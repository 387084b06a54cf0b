package crawler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// Kind says what an address is expected to be. It decides whether pagers look
// at its page and how deep its links count.
type Kind string

// The kinds of addresses. KindStart is given by the user; the others are a
// Reader's judgement or, for KindNext, a pager's.
const (
	KindStart  Kind = "start"
	KindList   Kind = "list"
	KindReport Kind = "report"
	// KindAttached is a document that belongs to a report's page.
	KindAttached Kind = "attached"
	KindNext     Kind = "next"
	KindOther    Kind = "other"
)

// lists tells lists and their further pages.
func (k Kind) lists() bool { return k == KindList || k == KindNext }

// columnScore is the least score of what was named a column of reports, or is a
// further page of a list that led to some.
const columnScore = 50

// isColumn tells columns of reports by what led to them.
func (a *Address) isColumn() bool { return a.Kind.lists() && a.Score >= columnScore }

// Outcome is how a visit ended; the names are part of the public interface.
type Outcome string

// The outcomes. OutOfScope, Robots and a Blocked or Failed host that is left
// alone are decided without asking the server.
const (
	Fetched      Outcome = "fetched"
	Unchanged    Outcome = "unchanged"
	Gone         Outcome = "gone"
	Blocked      Outcome = "blocked"
	Failed       Outcome = "failed"
	Robots       Outcome = "robots"
	TooLarge     Outcome = "too_large"
	OutOfScope   Outcome = "out_of_scope"
	PagerUnknown Outcome = "pager_unknown"
)

// read tells whether the page behind the address is known after the visit.
func (o Outcome) read() bool {
	return o == Fetched || o == Unchanged || o == PagerUnknown
}

// Validators are what an earlier visit left to tell by whether the address
// changed. The zero value asks unconditionally and takes everything for new.
type Validators struct {
	ETag         string
	LastModified string
	// Digest is Page.Digest of the last body that was read.
	Digest string
	// Content names what was read from it, "" if nothing can be compared. It
	// decides where servers have no validators and pages have counters.
	Content string
	// Reports is how many reports the page held, Year the latest one's year,
	// 0 if unknown. They outlive a page that is gone.
	Reports int
	Year    int
	// Quiet counts the visits in a row that brought nothing else.
	Quiet int
}

// Address is one entry of the frontier. URL is canonical (see Canonical) and
// names the entry; a URL belongs to one site only. Where a pager asks for the
// data of a list, its fragment holds what the URL cannot say: a form to post,
// the list page and its title (see ask.go).
type Address struct {
	URL string
	// Key is SpellingKey(URL): a page that leads to another spelling leads here.
	Key   string
	Site  string
	Kind  Kind
	Depth int
	// Score orders a site's addresses, highest first.
	Score int
	// Attempts counts the visits committed so far, whatever their outcome.
	Attempts   int
	Validators Validators
	// From is the page the address was first found on, "" for a start address;
	// FromReports is how many reports that page held when it was claimed.
	From        string
	FromReports int
}

// Page is one response as it came over the wire: nothing has decoded,
// converted or cut Body, except that a gzip content coding is taken off.
type Page struct {
	// URL is the address asked for, FinalURL the one that answered after redirects.
	URL      string
	FinalURL string
	Status   int
	Proto    string
	// RequestHeader and Header are those of the last hop, as sent and received.
	RequestHeader http.Header
	Header        http.Header
	Body          []byte
	FetchedAt     time.Time
	// Digest is "sha256:" and the hexadecimal SHA-256 of Body, "" until it was archived.
	Digest string
}

// DigestOf returns the Digest of a page with the body.
func DigestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Link is a reference on a page, judged by a Reader.
type Link struct {
	// URL is absolute; it need not be canonical.
	URL   string
	Text  string
	Title string
	Kind  Kind
	Score int
	// Why explains kind and score to a human.
	Why string
	// Year is that of the report which a document is attached to, 0 if unknown.
	Year int
}

// Reading is what a Reader made of a page.
type Reading struct {
	// HTML is the page's markup in UTF-8 for the pagers, "" if it is none.
	HTML  string
	Links []Link
	// Reports is the number of reports on the page.
	Reports int
	// Year is the latest of their reporting years, 0 if none is known.
	Year int
	// Content names what the reports say, "" if there are none: equal
	// contents have equal names, whatever surrounds them.
	Content string
	// Apology says by what the page is known to stand in for one that is not
	// there any more, "" if it is not.
	Apology string
	// IsList makes the pagers look for further pages.
	IsList bool
	// Hollow says why a list seems to miss its entries, "" if it does not. It
	// becomes PagerUnknown unless a pager finds more.
	Hollow string
	// Data is handed on to Journal.Commit unseen.
	Data any
}

// Reader decodes a page, reads what is to be stored from it and judges its
// links. It may be called from several goroutines. An error says that the page
// cannot be read: it becomes the visit's reason and never stops the crawl.
type Reader interface {
	// Read reads a page. Column tells that what led to it named it a column of
	// reports, which it need not say itself.
	Read(ctx context.Context, page *Page, column bool) (*Reading, error)
}

// Request is one exchange with a server: a redirect hop, a retry, a robots.txt
// or the last answer of a visit.
type Request struct {
	URL      string
	At       time.Time
	Duration time.Duration
	// Status is 0 if no answer came.
	Status  int
	Bytes   int64
	Outcome Outcome
	Reason  string
}

// Visit is everything one claimed address led to. It is committed as a whole.
type Visit struct {
	RunID   int64
	Site    string
	Address Address
	At      time.Time
	Outcome Outcome
	// Reason says why in one line; it may be empty for Fetched.
	Reason string
	// Status is the last answer's, 0 if there was none.
	Status int
	// Bytes is the size of the last body.
	Bytes    int64
	Duration time.Duration
	// Page is nil unless a body was fetched that is to be kept.
	Page *Page
	// Reading is nil if there is no page or it could not be read.
	Reading *Reading
	// Found are the addresses to add to the frontier, in page order.
	Found []Address
	// Listed tells that the page is a list and that Found are all the
	// addresses it leads to.
	Listed bool
	// Validators replace the address's own.
	Validators Validators
	// NextDue is the earliest start of a run that may ask again; zero means any.
	NextDue time.Time
	// ClaimNext asks Commit for the next address of the site as well, Further for
	// a further page of a list if one is due.
	ClaimNext, Further bool
	// OldTLS tells that the last answer came over TLS before 1.2 or with an
	// unsafe cipher, which SiteSettings.OldTLS permitted.
	OldTLS bool
	// Requests lists what was sent for this visit, in order; empty if nothing was.
	Requests []Request
}
