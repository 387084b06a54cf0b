package extract

import "strings"

// The years a report can be about: the regulation came into force in 2008.
const (
	firstYear = 2007
	lastYear  = 2060
)

// findYear returns the first year that stands in s, 0 if none.
func findYear(s string) int {
	y, _, _ := yearIn(s)
	return y
}

// lastYearIn returns the last year that stands in s, 0 if none.
func lastYearIn(s string) (last int) {
	for {
		y, _, to := yearIn(s)
		if y == 0 {
			return last
		}
		last, s = y, s[to:]
	}
}

// manyYears tells a text that names two different years.
func manyYears(s string) bool {
	y, _, to := yearIn(s)
	if y == 0 {
		return false
	}
	next := findYear(s[to:])
	return next != 0 && next != y
}

// yearIn finds the first year in s, in Arabic (2019, full-width too) or Chinese
// digits (二〇一九), and where it stands.
func yearIn(s string) (year, from, to int) {
	digits, start, value := 0, 0, 0
	for i, r := range s {
		d := digitOf(r)
		if digits == 4 && value >= firstYear && value <= lastYear {
			// 20191月1日 has lost its 年: the year is still the first four.
			return value, start, i
		}
		switch {
		case d < 0:
			digits, value = 0, 0
			continue
		case digits == 4: // the next four of a longer number
			digits, value = 0, 0
		}
		if digits == 0 {
			start = i
		}
		digits++
		value = value*10 + d
	}
	if digits == 4 && value >= firstYear && value <= lastYear {
		return value, start, len(s)
	}
	return 0, 0, 0
}

// digitOf returns the value of a digit as years are written with, -1 for none.
func digitOf(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	switch r {
	case '〇', '○', '零', 'O', '◯', '０':
		return 0
	case '一', '１':
		return 1
	case '二', '２':
		return 2
	case '三', '３':
		return 3
	case '四', '４':
		return 4
	case '五', '５':
		return 5
	case '六', '６':
		return 6
	case '七', '７':
		return 7
	case '八', '８':
		return 8
	case '九', '９':
		return 9
	}
	return -1
}

// aroundYear cuts a text at its years: what stands before the first and what
// stands behind the last, each without 年 and 年度; years in between go.
func aroundYear(s string) (before, behind string) {
	y, from, to := yearIn(s)
	if y == 0 {
		return "", s
	}
	before, behind = s[:from], s[to:]
	for {
		y, _, to := yearIn(behind)
		if y == 0 {
			break
		}
		behind = behind[to:]
	}
	behind = strings.TrimPrefix(strings.TrimPrefix(behind, "年"), "度")
	return before, behind
}
