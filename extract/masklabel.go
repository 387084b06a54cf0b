package extract

import (
	"strings"
	"unicode/utf8"
)

// maskKind is what stands behind a label of personal data.
type maskKind uint8

const (
	maskAddress maskKind = iota
	maskPostcode
	maskPerson
	maskMail
	maskPhone
)

// maskLabels are the labels of personal data by their first character.
var maskLabels = map[rune][]struct {
	label string
	kind  maskKind
}{
	'地': {{"地址", maskAddress}, {"地点", maskAddress}},
	'邮': {{"邮政编码", maskPostcode}, {"邮编", maskPostcode}, {"邮箱", maskMail}},
	'电': {{"电话", maskPhone}, {"电子邮件", maskMail}},
	'传': {{"传真", maskPhone}},
	'热': {{"热线", maskPhone}},
	'手': {{"手机", maskPhone}},
	'联': {{"联系方式", maskPhone}, {"联系人", maskPerson}, {"联络员", maskPerson}},
	'负': {{"负责人", maskPerson}},
	'填': {{"填报人", maskPerson}, {"填表人", maskPerson}},
	'审': {{"审核人", maskPerson}, {"审核", maskPerson}, {"审签", maskPerson}},
	'签': {{"签发人", maskPerson}, {"签发", maskPerson}},
	'经': {{"经办人", maskPerson}, {"经办", maskPerson}},
	'校': {{"校对人", maskPerson}, {"校对", maskPerson}},
	'编': {{"编辑", maskPerson}},
	'撰': {{"撰稿人", maskPerson}, {"撰稿", maskPerson}, {"撰写人", maskPerson}},
	'复': {{"复核人", maskPerson}, {"复核", maskPerson}},
	'制': {{"制表人", maskPerson}, {"制表", maskPerson}},
	'作': {{"作者", maskPerson}},
}

// labelledAt finds the personal data behind a label that begins at i. Labels
// may be spaced out: 邮 编.
func labelledAt(s string, i int) (from, to int) {
	r, _ := utf8.DecodeRuneInString(s[i:])
	for _, l := range maskLabels[r] {
		at := matchSpaced(s, i, l.label)
		if at == 0 {
			continue
		}
		colon := false
		v := skipSpaces(s, at)
		if rest := s[v:]; strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：") {
			_, n := utf8.DecodeRuneInString(rest)
			colon, v = true, skipSpaces(s, v+n)
		}
		end := 0
		switch l.kind {
		case maskAddress:
			end = addressEnd(s, v, colon)
		case maskPostcode:
			if e := skipDigits(s, v); e-v == 6 {
				end = e
			}
		case maskPerson:
			if colon {
				end = personEnd(s, v)
			}
		case maskMail:
			if colon {
				end = untilAny(s, v, "，,；;。）)\n \u3000")
			}
		case maskPhone:
			v, end = labelledPhone(s, at)
		}
		if end > v {
			return v, end
		}
	}
	return 0, 0
}

// matchSpaced returns the end of a word at i whose characters may be spaced out, 0 for none.
func matchSpaced(s string, i int, word string) int {
	for k, r := range word {
		if k > 0 {
			i = skipSpaces(s, i)
		}
		got, n := utf8.DecodeRuneInString(s[i:])
		if got != r {
			return 0
		}
		i += n
	}
	return i
}

func skipSpaces(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\n' || !isSpace(r) {
			break
		}
		i += n
	}
	return i
}

// maxMaskedBytes bounds what one label hides.
const maxMaskedBytes = 400

// maxUnmarkedBytes bounds an address that no colon announces.
const maxUnmarkedBytes = 150

// untilAny returns the place of the first stop behind i.
func untilAny(s string, i int, stops string) int {
	window := cut(s[i:], maxMaskedBytes)
	if n := strings.IndexAny(window, stops); n >= 0 {
		return i + n
	}
	return i + len(window)
}

// addressEnd returns the end of a postal address. Without a colon before it,
// it must look like one; addresses of web sites stay.
func addressEnd(s string, v int, colon bool) int {
	if !colon {
		for _, w := range []string{"为", "在", "是", "位于"} {
			if strings.HasPrefix(s[v:], w) {
				v += len(w)
				break
			}
		}
	}
	if !colon {
		s = s[:v+len(cut(s[v:], maxUnmarkedBytes))]
	}
	end := untilAny(s, v, "，,；;。）)\n、")
	for _, next := range []string{"邮编", "邮政编码", "电话", "联系", "传真"} {
		if j := strings.Index(s[v:end], next); j > 0 {
			end = v + j
		}
	}
	value := strings.ToLower(s[v:end])
	if strings.Contains(value, "http") || strings.Contains(value, "www.") {
		return 0
	}
	if !colon && (end == len(s) && len(value) > maxUnmarkedBytes-utf8.UTFMax || !containsAny(value, []string{"路", "街", "号", "楼", "室", "大道", "巷"})) {
		return 0
	}
	return end
}

// personEnd returns the end of a name: two to four characters that may be
// spaced out, or Latin letters and dots up to white space.
func personEnd(s string, v int) int {
	end := untilAny(s, v, "，,；;。）)】]\n")
	at, n := v, 0
	for at < end && n < 4 {
		r, size := utf8.DecodeRuneInString(s[at:])
		if isSpace(r) {
			// 张 三 goes on, 张三 审核 does not.
			if n >= 2 {
				break
			}
			at = skipSpaces(s, at)
			continue
		}
		at, n = at+size, n+1
	}
	if n == 4 { // a longer one, such as two names or an office
		if i := strings.IndexFunc(s[at:end], isSpace); i >= 0 {
			return at + i
		}
		return end
	}
	return at
}

// labelledPhone finds the number behind 电话 and the like: seven digits or more,
// a few words after the label (电话、传真：).
func labelledPhone(s string, at int) (from, to int) {
	i := at
	for n := 0; n < 12 && i < len(s); n++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= '0' && r <= '9' || r == '(' || r == '（' && i+size < len(s) && s[i+size] == '0' {
			break
		}
		if strings.ContainsRune("，,；;。\n", r) {
			return 0, 0
		}
		i += size
	}
	from = i
	digits, last := 0, 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= '0' && r <= '9' {
			digits++
			last = i + size
		} else if !strings.ContainsRune("-—－–()（） 转、/\u00a0\u3000", r) {
			break
		}
		i += size
	}
	if digits < 7 || counted(s[last:]) {
		return 0, 0
	}
	if strings.HasPrefix(s[last:], ")") && strings.Count(s[from:last], "(") > strings.Count(s[from:last], ")") {
		last++
	}
	return from, last
}
