package main

import "strings"

// successors pairs what ended with what began between two lists where names
// and codes show it: the same name under another code, the same stem (a county
// that became a district or a city), or the same code under another name. Two
// that could be meant are none.
func successors(gone, come []place) map[place]place {
	out := map[place]place{}
	taken := map[place]bool{}
	for _, same := range []func(a, b place) bool{
		func(a, b place) bool { return near(a, b) && a.name == b.name },
		func(a, b place) bool { return near(a, b) && sameStem(a.name, b.name) },
		func(a, b place) bool { return a.code == b.code },
	} {
		pairs(gone, come, same, out, taken)
	}
	return out
}

// pairs adds those pairs of which neither side has another partner.
func pairs(gone, come []place, same func(a, b place) bool, out map[place]place, taken map[place]bool) {
	partner := map[place]place{}
	count := map[place]int{}
	for _, a := range gone {
		if _, done := out[a]; done {
			continue
		}
		for _, b := range come {
			if !taken[b] && same(a, b) {
				partner[a] = b
				count[a]++
				count[b]++
			}
		}
	}
	for a, b := range partner {
		if count[a] == 1 && count[b] == 1 {
			out[a], taken[b] = b, true
		}
	}
}

// near tells that two are of one level in one province.
func near(a, b place) bool {
	return a.code[:2] == b.code[:2] && (a.code[4:] == "00") == (b.code[4:] == "00")
}

// sameStem tells 宁河县 and 宁河区, 赣县 and 赣县区. One character is no stem.
func sameStem(a, b string) bool {
	if a+"区" == b {
		return true
	}
	a, b = stem(a), stem(b)
	return a == b && len(a) > len("县")
}

// stem is a name without what it is called.
func stem(name string) string {
	for _, s := range []string{"地区", "县", "市", "区", "盟"} {
		if n, ok := strings.CutSuffix(name, s); ok {
			return n
		}
	}
	return name
}
