package crawler

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
)

// statusWAFChallenge is what several firewalls before government sites answer
// together with a script that is to be run.
const statusWAFChallenge = 521

// maxChallenge is the largest body that is taken for a challenge page.
const maxChallenge = 64 << 10

// challengeWords occur in pages that ask whether a human is there. They are
// searched in pages without text of their own only, so that an article about
// captchas is none. ASCII only: nothing is decoded here.
var challengeWords = []string{
	"captcha", "geetest", "challenge", "waf", "yidun", "slider", "verifycode", "jsluid", "acw_sc__v2", "human verification",
}

var (
	scriptPart = regexp.MustCompile(`(?is)<(script|style|noscript|title|head)\b[^>]*>.*?</(script|style|noscript|title|head)\s*>|<!--.*?-->`)
	anyTag     = regexp.MustCompile(`(?s)<[^>]*>`)
	bounce     = regexp.MustCompile(`(?is)document\.cookie\s*=.*location|location.*document\.cookie\s*=`)
)

// challenge tells whether an answer is a page that wants a script run or a
// puzzle solved, and says by what it is known; "" if it is not.
func challenge(status int, h http.Header, body []byte) string {
	switch status {
	case http.StatusPreconditionFailed, statusWAFChallenge:
		return "challenge: status " + http.StatusText(status)
	}
	if len(body) == 0 || len(body) > maxChallenge || !textual(h) || !bytes.Contains(bytes.ToLower(body), []byte("<script")) {
		return ""
	}
	if !scriptOnly(body) {
		return ""
	}
	switch status {
	case http.StatusForbidden, http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return "challenge: a page of script only with status " + http.StatusText(status)
	}
	lower := strings.ToLower(string(body))
	for _, w := range challengeWords {
		if strings.Contains(lower, w) {
			return "challenge: a page of script only that names " + w
		}
	}
	if bounce.Match(body) {
		return "challenge: a page of script only that sets a cookie and loads again"
	}
	return ""
}

// scriptOnly tells pages without links and with hardly a word of text.
func scriptOnly(body []byte) bool {
	if regexpLink.Match(body) {
		return false
	}
	text := anyTag.ReplaceAll(scriptPart.ReplaceAll(body, nil), nil)
	return len(bytes.Join(bytes.Fields(text), nil)) <= 120
}

var regexpLink = regexp.MustCompile(`(?i)<(a|iframe|frame|table)\b`)
