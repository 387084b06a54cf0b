package claim

import (
	"strings"
	"unicode/utf8"

	"gongkai/extract/decimal"
)

// unit is a measure word with the sets of units it belongs to, as bits.
type unit struct {
	text string
	sets uint16
}

// count is a number with its unit as the text prints them.
type count struct {
	value decimal.Number
	sets  uint16
	unit  string
}

// Words that make a number an estimate, a range's end or an ordinal.
var (
	about      = []string{"约", "近", "超", "超过", "逾", "接近", "突破", "不足", "不到", "至少", "大概", "超出"}
	aboutAfter = []string{"余", "多", "左右", "以上", "以下", "以内", "上下", "不等", "几", "来"}
	severalOf  = []string{"数", "几", "上", "余", "成"} // before 十件, 百条
	ordinal    = []string{"第", "每", "任", "同", "某", "这", "另", "逐", "首", "哪"}
)

// multipliers stand between digits and unit: 1.2万条.
var multipliers = []struct {
	text string
	exp  int
}{{"万", 4}, {"亿", 8}, {"千", 3}, {"百", 2}}

const maxDigits = 10 // more are telephone and card numbers

// digitAt reads one digit, ASCII or full-width, and its length in bytes.
func digitAt(s string, i int) (byte, int) {
	if i >= len(s) {
		return 0, 0
	}
	if c := s[i]; c >= '0' && c <= '9' {
		return c, 1
	}
	if i+2 < len(s) && s[i] == 0xEF && s[i+1] == 0xBC && s[i+2] >= 0x90 && s[i+2] <= 0x99 {
		return '0' + s[i+2] - 0x90, 3
	}
	return 0, 0
}

// digits reads a printed number: digits with thousands separators and a point.
// plain is its length where it is an integer without separators.
func digits(s string, i int) (text string, end, plain int) {
	var buf [24]byte
	out := buf[:0]
	group, first := 0, -1 // digits since the last separator; length of the first group
	point := false
	for {
		if d, n := digitAt(s, i); n > 0 {
			if len(out) == cap(out) {
				return "", i, 0
			}
			out = append(out, d)
			group++
			i += n
			continue
		}
		switch {
		case point || i >= len(s):
		case group <= 3 && (first < 0 || group == 3) && groupFollows(s, i):
			if first < 0 {
				first = group
			}
			group = 0
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		case s[i] == '.' && followed(s, i+1) || strings.HasPrefix(s[i:], "．") && followed(s, i+3):
			_, n := utf8.DecodeRuneInString(s[i:])
			out = append(out, '.')
			point = true
			i += n
			continue
		}
		break
	}
	if !point && first < 0 {
		plain = len(out)
	}
	return string(out), i, plain
}

func followed(s string, i int) bool {
	_, n := digitAt(s, i)
	return n > 0
}

// groupFollows tells a thousands separator: a comma before exactly three digits.
func groupFollows(s string, i int) bool {
	switch {
	case s[i] == ',':
		i++
	case strings.HasPrefix(s[i:], "，"):
		i += len("，")
	default:
		return false
	}
	for range 3 {
		_, n := digitAt(s, i)
		if n == 0 {
			return false
		}
		i += n
	}
	return !followed(s, i)
}

var chineseDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
var chinesePowers = map[rune]int64{'十': 10, '百': 100, '千': 1000}

// chinese reads a well-formed Chinese numeral below 10^8; end is i where there
// is none that is certain.
func chinese(s string, i int) (n int64, end int) {
	start := i
	var total, section int64
	digit, lastPower := int64(-1), int64(10000)
	wan := false
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if d, ok := chineseDigits[r]; ok {
			if digit > 0 {
				return 0, start // two digits in a row: a year or a list
			}
			digit = d
		} else if p, ok := chinesePowers[r]; ok {
			if digit < 0 && p == 10 && section == 0 {
				digit = 1 // 十二
			}
			if digit <= 0 || p >= lastPower {
				return 0, start
			}
			section += digit * p
			lastPower, digit = p, -1
		} else if r == '万' && !wan && (digit > 0 || section > 0) {
			total = (section + max(digit, 0)) * 10000
			section, digit, lastPower, wan = 0, -1, 10000, true
		} else {
			break
		}
		i += size
	}
	if digit == 0 && i-start > len("零") {
		return 0, start
	}
	return total + section + max(digit, 0), i
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		switch {
		case s[i] == ' ' || s[i] == '\t':
			i++
		case strings.HasPrefix(s[i:], "\u00a0"):
			i += 2
		case strings.HasPrefix(s[i:], "\u3000"):
			i += 3
		default:
			return i
		}
	}
	return i
}

func hasSuffixOf(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

func hasPrefixOf(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// exactBefore tells whether what stands before a number leaves it a plain
// count: no estimate, ordinal, range, letter or sign.
func exactBefore(s string, i int) bool {
	before := strings.TrimRight(s[:i], " \u00a0\u3000")
	if before == "" {
		return true
	}
	switch c := before[len(before)-1]; {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '/', c == '-', c == '~', c == '.', c == '+', c == '<', c == '>':
		return false
	}
	if hasSuffixOf(before, []string{"至", "到", "—", "–", "～", "－", "、"}) {
		_, n := utf8.DecodeLastRuneInString(before)
		if p := before[:len(before)-n]; p != "" {
			if c := p[len(p)-1]; c >= '0' && c <= '9' || strings.HasSuffix(p, "—") {
				return false
			}
		}
	}
	return !hasSuffixOf(before, about) && !hasSuffixOf(before, ordinal)
}

// countAt reads a number with its unit at i. end is where it stops; ok is false
// where it is no exact count. year is the year that it is instead, or 0.
func (lx *lexicon) countAt(s string, i int) (c count, end, year int, ok bool) {
	var value decimal.Number
	if _, n := digitAt(s, i); n > 0 {
		text, e, plain := digits(s, i)
		end = e
		if len(text) == 0 || len(text) > maxDigits+3 || plain > maxDigits || plain > 1 && text[0] == '0' {
			return c, end, 0, false
		}
		v, err := decimal.Parse(text)
		if err != nil {
			return c, end, 0, false
		}
		if j := skipSpace(s, e); plain == 4 && strings.HasPrefix(s[j:], "年") {
			y, _ := v.Int()
			return c, j + len("年"), int(y), false
		}
		value = v
	} else {
		n, e := chinese(s, i)
		if e == i || hasSuffixOf(s[:i], severalOf) {
			_, size := utf8.DecodeRuneInString(s[i:])
			return c, max(e, i+size), 0, false
		}
		end, value = e, decimal.New(n, 0)
	}
	j := skipSpace(s, end)
	for _, m := range multipliers {
		if strings.HasPrefix(s[j:], m.text) && !strings.HasPrefix(s[j:], "万元") {
			v, err := value.Shift(m.exp)
			if err != nil {
				return c, end, 0, false
			}
			value = v
			j = skipSpace(s, j+len(m.text))
			break
		}
	}
	if j == len(s) {
		return c, end, 0, false
	}
	first, size := runeAt(s, j)
	k, length := lx.unitAt.longest(s[j:], first, size)
	if length == 0 {
		return c, end, 0, false
	}
	u := &lx.units[k]
	end = j + length
	c = count{value, u.sets, u.text}
	if u.text == "万元" {
		v, err := value.Shift(4)
		if err != nil {
			return c, end, 0, false
		}
		c.value, c.unit = v, "元"
	}
	_, whole := c.value.Int()
	ok = !hasPrefixOf(s[end:], aboutAfter) && (whole || c.unit == "元")
	return c, end, 0, ok
}
