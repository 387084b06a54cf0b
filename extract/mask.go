package extract

import (
	"regexp"
	"strings"
)

// Masked replaces personal data in text that leaves the raw archive.
const Masked = "[masked]"

// masker hides telephone, mobile and identity-card numbers, e-mail and postal
// addresses and names of contacts. It would rather hide too much: nothing of
// it is a statistic.
type masker struct {
	patterns []*regexp.Regexp
}

func newMasker() *masker {
	m := &masker{}
	for _, p := range []string{
		`[A-Za-z0-9._%+\-]+\s?@\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+`,
		`(?:邮\s*箱|[Ee]-?mail)[^，,；;。）)\n]{0,8}?[:：]\s*[^，,；;。）)\s]+`,
		`(?:地\s*址)\s*[:：]\s*[^，,；;。）)\n]+`,
		`(?:联\s*系\s*人|负\s*责\s*人|填\s*报\s*人|审\s*核\s*人|签\s*发\s*人|经\s*办\s*人)\s*[:：]\s*[^，,；;。）)\s]+`,
		`(?:电\s*话|传\s*真|热\s*线|手\s*机|联系方式)[^，,；;。\n]{0,10}?[:：]?\s*[(（]?\d[\d\-—－–() （）]{5,}\d`,
		`(?:邮\s*编|邮政编码)\s*[:：]?\s*\d{6}`,
		`\b\d{17}[\dXx]\b`,
		`[(（]?\b0\d{2,3}\s?[)）\-—－–]{0,2}\s?\d{7,8}\b`,
		`\b(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}\b`,
		`\b[48]00[- ]?\d{3,4}[- ]?\d{3,4}\b`,
		`\b\d{7,8}\s?[、/]\s?\d{7,8}\b`,
	} {
		m.patterns = append(m.patterns, regexp.MustCompile(p))
	}
	return m
}

// mask returns s without personal data.
func (m *masker) mask(s string) string {
	if !suspicious(s) {
		return s
	}
	for _, p := range m.patterns {
		s = p.ReplaceAllString(s, Masked)
	}
	return s
}

// suspicious is a cheap look whether anything could need masking.
func suspicious(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if digits++; digits >= 6 {
				return true
			}
		case c == '@':
			return true
		case c != '-' && c != ' ':
			digits = 0
		}
	}
	return strings.Contains(s, "地址") || strings.Contains(s, "邮箱") || strings.Contains(s, "人：") || strings.Contains(s, "人:")
}
