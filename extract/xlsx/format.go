package xlsx

import (
	"strings"
	"unicode"
)

// doubtful marks a number of which is not known how it is printed.
const doubtful = "\uFFFD"

// builtin is the code of a number format that workbooks know by its number
// alone; "" for those that are not known here: dates, times, fractions.
func builtin(id string) string {
	switch id {
	case "", "0":
		return "General"
	case "1":
		return "0"
	case "2":
		return "0.00"
	case "3", "37", "38":
		return "#,##0"
	case "4", "39", "40":
		return "#,##0.00"
	case "5", "6", "41", "42":
		return "#,##0"
	case "7", "8", "43", "44":
		return "#,##0.00"
	case "9":
		return "0%"
	case "10":
		return "0.00%"
	case "49":
		return "@"
	}
	return ""
}

// print prints a number in a format. Where the format is not known, what is
// stored is marked as doubtful.
func print(value, code string) string {
	n, ok := parseNumber(value)
	if !ok || code == "" {
		return value + doubtful
	}
	if code == "General" || code == "@" || strings.EqualFold(code, "general") {
		return n.round(generalDigits - len(n.whole)).String()
	}
	sections := split(code)
	pattern, signed := sections[0], n.negative
	switch {
	case n.isZero() && len(sections) > 2:
		pattern = sections[2]
	case n.negative && !n.isZero() && len(sections) > 1:
		pattern, signed = sections[1], false
	}
	f, ok := parsePattern(pattern)
	if !ok {
		return value + doubtful
	}
	return f.print(n, signed)
}

// generalDigits is how many digits the general format shows.
const generalDigits = 11

// split cuts a code into its sections: positive, negative, zero, text.
func split(code string) []string {
	var out []string
	from, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			quoted = !quoted
		case '\\':
			i++
		case ';':
			if !quoted {
				out = append(out, code[from:i])
				from = i + 1
			}
		}
	}
	return append(out, code[from:])
}

// pattern is a section of a number format.
type pattern struct {
	before, after string // printed around the number
	placed        bool   // it has a place for the number
	least, most   int    // decimals
	digits        int    // before the point, at least
	grouped       bool
	percent       bool
}

// parsePattern reads a section; it is not known where it prints anything but a
// decimal number.
func parsePattern(s string) (pattern, bool) {
	var p pattern
	point := false
	literal := func(t string) {
		if p.placed {
			p.after += t
		} else {
			p.before += t
		}
	}
	rs := []rune(s)
	for i := 0; i < len(rs); i++ {
		switch r := rs[i]; r {
		case '0', '#', '?':
			if p.after != "" {
				return p, false // two places
			}
			p.placed = true
			switch {
			case point:
				p.most++
				if r == '0' {
					p.least = p.most
				}
			case r == '0':
				p.digits++
			}
		case '.':
			if point {
				return p, false
			}
			point, p.placed = true, true
		case ',':
			if i+1 >= len(rs) || !strings.ContainsRune("0#?", rs[i+1]) || !p.placed {
				return p, false // it scales
			}
			p.grouped = true
		case '%':
			p.percent = true
			literal("%")
		case '"':
			end := i + 1
			for end < len(rs) && rs[end] != '"' {
				end++
			}
			literal(string(rs[i+1 : end]))
			i = end
		case '\\':
			if i++; i < len(rs) {
				literal(string(rs[i]))
			}
		case '_':
			i++
			literal(" ")
		case '*':
			i++
		case '[':
			end := i
			for end < len(rs) && rs[end] != ']' {
				end++
			}
			t, ok := bracketed(string(rs[i+1 : min(end, len(rs))]))
			if !ok {
				return p, false
			}
			literal(t)
			i = end
		default:
			if unicode.IsLetter(r) && r < 0x80 || r == '/' || r == ':' || r == '@' {
				return p, false // dates, times, fractions, exponents
			}
			literal(string(r))
		}
	}
	return p, true
}

// bracketed is what a part of a code in brackets prints: the sign of a currency;
// nothing for colours and languages. Conditions are not known.
func bracketed(s string) (string, bool) {
	if strings.HasPrefix(s, "$") {
		sign, _, _ := strings.Cut(s[1:], "-")
		return sign, true
	}
	return "", !strings.ContainsAny(s, "<>=") && !strings.EqualFold(s, "h") && !strings.EqualFold(s, "hh") &&
		!strings.EqualFold(s, "m") && !strings.EqualFold(s, "mm") && !strings.EqualFold(s, "s") && !strings.EqualFold(s, "ss") && !strings.HasPrefix(s, "DBNum")
}

// print prints a number in the pattern.
func (p pattern) print(n number, signed bool) string {
	if !p.placed {
		return p.before
	}
	if p.percent {
		n = n.shift(2)
	}
	signed = signed && !n.isZero() // -0.004 is printed as -0
	n = n.round(p.most)
	whole, decimals := n.whole, n.decimals
	for len(decimals) < p.least {
		decimals += "0"
	}
	if whole == "0" && p.digits == 0 {
		whole = ""
	}
	for len(whole) < p.digits {
		whole = "0" + whole
	}
	if p.grouped {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	s := p.before + whole
	if decimals != "" {
		s += "." + decimals
	}
	s += p.after
	if signed {
		s = "-" + s
	}
	return s
}
