package crawler

import (
	"errors"
	"strings"
)

// callsOf returns the arguments of every call of a function in a script, as
// written. Comments and the function's own definition do not count.
func callsOf(name, script string) []string {
	code := stripComments(script)
	var calls []string
	for from := 0; ; {
		i := strings.Index(code[from:], name)
		if i < 0 {
			return calls
		}
		start := from + i
		from = start + len(name)
		before := strings.TrimRight(code[:start], " \t\r\n")
		if start > 0 && identifier(code[start-1]) || strings.HasSuffix(before, "function") {
			continue
		}
		rest := strings.TrimLeft(code[from:], " \t\r\n")
		if !strings.HasPrefix(rest, "(") {
			continue
		}
		args, ok := untilParen(rest[1:])
		if !ok {
			args = rest[1:min(len(rest), 200)]
		}
		calls = append(calls, strings.TrimSpace(args))
	}
}

func identifier(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// untilParen returns what stands before the matching closing parenthesis.
func untilParen(s string) (string, bool) {
	depth := 1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\'':
			i = endOfString(s, i)
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s[:i], true
			}
		}
	}
	return "", false
}

// endOfString returns the index of the quote that closes the one at i, or of
// the end of the line, where a string ends at the latest.
func endOfString(s string, i int) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case quote, '\n':
			return i
		}
	}
	return len(s)
}

// stringsOf returns the strings that stand in a script, without their quotes.
func stringsOf(script string) []string {
	var all []string
	for i := 0; i < len(script); i++ {
		if c := script[i]; c == '"' || c == '\'' {
			end := endOfString(script, i)
			all = append(all, script[i+1:min(end, len(script))])
			i = end
		}
	}
	return all
}

// stripComments takes the comments off a script and leaves strings alone.
// "<!--" begins a comment to the end of its line, as in browsers.
func stripComments(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch {
		case s[i] == '"' || s[i] == '\'':
			end := min(endOfString(s, i)+1, len(s))
			b.WriteString(s[i:end])
			i = end
		case strings.HasPrefix(s[i:], "//") || strings.HasPrefix(s[i:], "<!--"):
			n := strings.IndexByte(s[i:], '\n')
			if n < 0 {
				return b.String()
			}
			i += n
		case strings.HasPrefix(s[i:], "/*"):
			n := strings.Index(s[i+2:], "*/")
			if n < 0 {
				return b.String()
			}
			b.WriteByte(' ')
			i += n + 4
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

var errArgument = errors.New("an argument is neither a number nor a plain string")

// splitArgs takes literal arguments apart and the quotes off. Anything that
// would have to be evaluated is an error.
func splitArgs(args string) ([]string, error) {
	var parts []string
	for _, p := range strings.Split(args, ",") {
		p = strings.TrimSpace(p)
		if n := len(p); n >= 2 && (p[0] == '"' || p[0] == '\'') && p[n-1] == p[0] {
			p = p[1 : n-1]
		} else if strings.Trim(p, "0123456789") != "" || p == "" {
			return nil, errArgument
		}
		if strings.ContainsAny(p, `"'\`) {
			return nil, errArgument
		}
		parts = append(parts, p)
	}
	return parts, nil
}
