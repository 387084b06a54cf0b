package docx

import (
	"strconv"
	"strings"
)

// printed is what stands before an item of a level, "" for bullets and for
// numbers in a script that is not known here.
func (ls *levels) printed(at int, counts *[maxLevels]int) string {
	l := &ls[at]
	if l.format == "bullet" || l.format == "none" || l.text == "" {
		return ""
	}
	var b strings.Builder
	for s := l.text; s != ""; {
		if s[0] == '%' && len(s) > 1 && s[1] >= '1' && s[1] <= '9' {
			n := int(s[1] - '1')
			number, ok := written(ls[n].format, counts[n])
			if !ok {
				return ""
			}
			b.WriteString(number)
			s = s[2:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	if !l.tight {
		b.WriteByte(' ')
	}
	return b.String()
}

// written writes a number in a format of Word's.
func written(format string, n int) (string, bool) {
	switch format {
	case "", "decimal":
		return strconv.Itoa(n), true
	case "decimalZero":
		if n < 10 && n >= 0 {
			return "0" + strconv.Itoa(n), true
		}
		return strconv.Itoa(n), true
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0))), true
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return chinese(n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1)), true
		}
	case "ideographTraditional":
		if stems := []rune("甲乙丙丁戊己庚辛壬癸"); n >= 1 && n <= len(stems) {
			return string(stems[n-1]), true
		}
	case "lowerLetter", "upperLetter":
		if n >= 1 && n <= 26 {
			return string(rune(map[string]int{"lowerLetter": 'a', "upperLetter": 'A'}[format] + n - 1)), true
		}
	}
	return "", false
}

// chinese writes a number below one hundred; no list of a report is longer.
func chinese(n int) (string, bool) {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return "", false
	case n < 10:
		return digits[n], true
	case n < 20:
		return "十" + digits[n-10], true
	}
	return digits[n/10] + "十" + digits[n%10], true
}
