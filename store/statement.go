package store

import "strings"

// isOneStatement tells whether nothing but blanks and comments follows the
// first semicolon of a query that stands outside quotes and comments.
func isOneStatement(query string) bool {
	ended := false
	for i := 0; i < len(query); {
		n := 1 // bytes of the token at i
		blank := false
		switch c := query[i]; {
		case c == ';':
			ended, blank = true, true
		case strings.IndexByte(" \t\n\f\r", c) >= 0:
			blank = true
		case strings.HasPrefix(query[i:], "--"):
			n, blank = through(query[i:], 2, "\n"), true
		case strings.HasPrefix(query[i:], "/*"):
			n, blank = through(query[i:], 2, "*/"), true
		case c == '\'', c == '"', c == '`':
			n = through(query[i:], 1, string(c)) // a doubled quote begins another piece
		case c == '[':
			n = through(query[i:], 1, "]")
		}
		if ended && !blank {
			return false
		}
		i += n
	}
	return true
}

// through is how many bytes of s lead through the first end after from, all of
// them where there is none.
func through(s string, from int, end string) int {
	if k := strings.Index(s[from:], end); k >= 0 {
		return from + k + len(end)
	}
	return len(s)
}
