package pdf

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// headLines is how many lines at the top and the bottom of a page may be heads.
const headLines = 2

// head is a line at the top or bottom of a page that others may repeat.
type head struct {
	page, item int
	top        float64
	text       string // with # for numbers
	numbers    []int
}

// dropHeads drops running heads and page numbers: lines at the same height of
// several pages that say the same, but for numbers that count the pages.
func dropHeads(sheets []*sheet) {
	var heads []head
	for i, s := range sheets {
		n := len(s.items)
		for k := range s.items {
			if l := s.items[k].line; l != nil && (k < headLines || k >= n-headLines) {
				text, numbers := withoutNumbers(l.text(1e9, ""))
				heads = append(heads, head{i, k, s.items[k].top, text, numbers})
			}
		}
	}
	drop := map[[2]int]bool{}
	for i, a := range heads {
		for _, b := range heads[i+1:] {
			if a.page != b.page && a.repeats(b) {
				drop[[2]int{a.page, a.item}], drop[[2]int{b.page, b.item}] = true, true
			}
		}
	}
	for i, s := range sheets {
		k := -1
		s.items = slices.DeleteFunc(s.items, func(item) bool {
			k++
			return drop[[2]int{i, k}]
		})
	}
}

// repeats tells whether two lines are one head on two pages. Numbers must be the
// same or count the pages, so that figures are none.
func (a head) repeats(b head) bool {
	if a.text != b.text || math.Abs(a.top-b.top) > touching || len(a.numbers) != len(b.numbers) {
		return false
	}
	if a.text == "#" || !strings.ContainsFunc(a.text, func(r rune) bool { return r != '#' && r != ' ' }) {
		return len(a.numbers) == 1 && b.numbers[0]-a.numbers[0] == b.page-a.page
	}
	for k := range a.numbers {
		if d := b.numbers[k] - a.numbers[k]; d != 0 && d != b.page-a.page {
			return false
		}
	}
	return true
}

// withoutNumbers puts # for every number of a text.
func withoutNumbers(s string) (string, []int) {
	var b strings.Builder
	var numbers []int
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		if j == i {
			b.WriteByte(s[i])
			i++
			continue
		}
		n, err := strconv.Atoi(s[i:j])
		if err != nil {
			n = -1
		}
		numbers = append(numbers, n)
		b.WriteByte('#')
		i = j
	}
	return b.String(), numbers
}
