package crawler

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// Canonical returns the one spelling under which an address is known: scheme
// and host in lower case, no default port, user or fragment, dot segments
// resolved, escapes unified, session ids and utm_* parameters dropped. The
// order of the remaining parameters is kept, since servers may depend on it;
// SpellingKey tells that two are one.
// Canonical of its own result changes nothing.
func Canonical(raw string) (string, error) {
	u, err := url.Parse(strings.Map(dropBreaks, strings.TrimSpace(raw)))
	if err != nil {
		return "", fmt.Errorf("canonical address: %w", err)
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return "", fmt.Errorf("canonical address of %q: scheme is not http or https", raw)
	}
	host, err := canonicalHost(scheme, u)
	if err != nil {
		return "", fmt.Errorf("canonical address of %q: %w", raw, err)
	}
	address := scheme + "://" + host + canonicalPath(u.EscapedPath())
	if q := canonicalQuery(u.RawQuery); q != "" {
		address += "?" + q
	}
	return address, nil
}

// SpellingKey names all spellings of a canonical address that differ in the order
// of their parameters; it is "" for one without two. Parameters of one name keep
// their order, which is theirs.
func SpellingKey(address string) string {
	plain, fragment, asks := strings.Cut(address, "#")
	head, query, _ := strings.Cut(plain, "?")
	parts := strings.Split(query, "&")
	if len(parts) < 2 {
		return ""
	}
	slices.SortStableFunc(parts, func(a, b string) int {
		a, _, _ = strings.Cut(a, "=")
		b, _, _ = strings.Cut(b, "=")
		return strings.Compare(a, b)
	})
	key := head + "?" + strings.Join(parts, "&")
	if asks { // see ask: the data of one list are not those of another
		key += "#" + fragment
	}
	return key
}

// dropBreaks removes what browsers remove inside an address.
func dropBreaks(r rune) rune {
	if r == '\t' || r == '\n' || r == '\r' {
		return -1
	}
	return r
}

func canonicalHost(scheme string, u *url.URL) (string, error) {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if !isASCII(host) {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", err
		}
		host = ascii
	}
	if host == "" || strings.HasSuffix(host, ".") || strings.ContainsAny(host, " %/\\?#@<>\"`{}|^") {
		return "", errors.New("no valid host")
	}
	host = plainHost(host)
	port := u.Port()
	if port == "" || port == defaultPort(scheme) {
		if strings.Contains(host, ":") {
			return "[" + host + "]", nil
		}
		return host, nil
	}
	return net.JoinHostPort(host, port), nil
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// canonicalPath resolves dot segments and drops ;jsessionid= and its like.
// Doubled slashes stay, since some servers tell them apart.
func canonicalPath(path string) string {
	segments := strings.Split(strings.TrimPrefix(unifyEscapes(path), "/"), "/")
	kept := make([]string, 0, len(segments))
	for i, s := range segments {
		s = dropSession(s)
		switch s {
		case ".", "..":
			if s == ".." && len(kept) > 0 {
				kept = kept[:len(kept)-1]
			}
			if i == len(segments)-1 {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, s)
		}
	}
	return "/" + strings.Join(kept, "/")
}

// dropSession removes session parameters (";jsessionid=1A2B") of a path segment.
func dropSession(segment string) string {
	if !strings.Contains(segment, ";") {
		return segment
	}
	parts := strings.Split(segment, ";")
	kept := parts[:1]
	for _, p := range parts[1:] {
		name, _, _ := strings.Cut(p, "=")
		if !noise(name) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ";")
}

func canonicalQuery(query string) string {
	var kept []string
	for _, p := range strings.Split(unifyEscapes(query), "&") {
		name, _, _ := strings.Cut(p, "=")
		if p != "" && !noise(name) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// noise tells parameters that name a session or where a reader came from, and
// never a page. (A bare "sid" is not among them: gkmlpt sites need it.)
func noise(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "jsessionid", "phpsessid", "aspsessionid", "asp.net_sessionid", "sessionid":
		return true
	}
	return strings.HasPrefix(name, "utm_")
}

// unifyEscapes writes escapes in upper case, resolves those of characters that
// never need one, and escapes what must not stand in an address. A stray %
// becomes %25. Escapes of other bytes stay: they may be GBK.
func unifyEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if unreserved(c) {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		case c <= ' ' || c >= 0x7f || strings.IndexByte("%\"<>\\^`{|}#", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}
