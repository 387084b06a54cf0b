package crawler

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

// goneRest is how long an address is left alone that was found gone twice.
const goneRest = 24 * time.Hour

// schedule counts the quiet visits and says when a report page, or an address
// that is gone, may be asked for again. All else may be in every run.
func (j *job) schedule(v *Visit) {
	old := v.Address.Validators
	switch v.Outcome {
	case Fetched, PagerUnknown:
		v.Validators.Quiet = 0
	case Gone:
		if v.Validators.Quiet = 1; old.Digest == "" {
			v.Validators.Quiet += old.Quiet // it was gone before
		}
	case Unchanged:
		v.Validators.Quiet = old.Quiet + 1
	default:
		return
	}
	if v.Address.Kind == KindStart || !v.NextDue.IsZero() {
		return
	}
	last, rest := v.Validators, time.Duration(0)
	switch {
	case v.Outcome == Gone:
		rest = doubled(min(goneRest, j.cfg.Revisit), j.cfg.RevisitMax, last.Quiet-2)
	case (last.Reports > 0 || v.Address.Kind == KindAttached) && last.Year < v.At.Year()-1:
		rest = doubled(j.cfg.Revisit, j.cfg.RevisitMax, last.Quiet-1)
	}
	if rest > 0 { // zero is any run but one that goes on with this
		v.NextDue = v.At.Add(rest)
	}
}

// doubled is d doubled n times, at most limit, and nothing for n under 0.
func doubled(d, limit time.Duration, n int) time.Duration {
	if n < 0 {
		return 0
	}
	for ; n > 0 && 0 < d && d < limit; n-- {
		d *= 2
	}
	return min(d, limit)
}

// gone makes a visit one of an address whose page is not there any more. What
// it held is remembered; without validators the page counts as fetched if it
// comes back.
func (v *Visit) gone(why string) {
	old := v.Address.Validators
	v.Outcome, v.Reason = Gone, why
	v.Validators = Validators{Reports: old.Reports, Year: old.Year}
	v.Reading, v.Found = nil, nil
}

// reportAddress tells addresses that held a report or are said to.
func reportAddress(a Address) bool {
	return a.Validators.Reports > 0 || a.Kind == KindReport || a.Kind == KindAttached
}

// sentAway tells a report's address that redirects to the home page or a page
// of errors, as many systems answer for pages that were removed.
func sentAway(a Address, final *url.URL) string {
	asked, err := url.Parse(parseAsk(a.URL).url)
	if err != nil || !reportAddress(a) || asked.String() == final.String() || isHome(asked) {
		return ""
	}
	switch name := strings.ToLower(path.Base(final.Path)); {
	case isHome(final):
		return "redirects to the home page " + final.String()
	case strings.HasPrefix(name, "404") || strings.HasPrefix(name, "error"):
		return "redirects to a page of errors: " + final.String()
	}
	return ""
}

// isHome tells the address of a home page.
func isHome(u *url.URL) bool {
	if u.RawQuery != "" {
		return false
	}
	dir, name := path.Split(u.Path)
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	return strings.Trim(dir, "/") == "" && (stem == "" || stem == "index" || stem == "default")
}

// withdrawn says by what a page is known that took the place of a report.
func withdrawn(a Address, r *Reading) string {
	if r == nil || r.Reports > 0 || !reportAddress(a) {
		return ""
	}
	return r.Apology
}

// contentOf names what was read from a page: what its reports say, or else
// where a list leads. It is "" where a page holds neither, so that nothing is
// taken for the same on no evidence.
func contentOf(r *Reading, found []Address) string {
	if r.Reports > 0 {
		return r.Content
	}
	if len(found) == 0 {
		return ""
	}
	lines := make([]string, len(found))
	for i, a := range found {
		lines[i] = string(a.Kind) + " " + a.URL + "\n"
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return "links:" + hex.EncodeToString(sum[:16])
}
