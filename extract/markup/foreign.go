package markup

import "strings"

// Inside an svg other rules hold. Nothing there is text of the page, so its
// elements get no nodes but the svg itself; they are followed only to know where
// it ends.

// integration tells the elements of an svg that hold HTML.
func integration(name string) bool {
	return name == "foreignobject" || name == "desc" || name == "title"
}

// integrates tells whether the current element of an svg holds HTML.
func (b *builder) integrates() bool { return integration(b.top().name) }

// inForeign handles a tag inside an svg; it returns false where the rules of the
// page apply.
func (b *builder) inForeign(k kind, t *tag) bool {
	if k == endTag {
		for i := len(b.stack) - 1; i > 0 && b.stack[i].foreign; i-- {
			if b.stack[i].t.name == t.name {
				b.cut(i)
				return true
			}
		}
		if t.name == "br" || t.name == "p" && !b.inParagraph() {
			b.leaveForeign()
		}
		return false
	}
	if b.integrates() {
		return false
	}
	if t.in(breakout) || t.name == "font" && styledFont(b.z.attrs) {
		b.leaveForeign()
		return false
	}
	if !b.z.selfClosing {
		b.pushBare(open{t: t, foreign: true})
	}
	return true
}

// leaveForeign closes the elements of an svg in which HTML has begun.
func (b *builder) leaveForeign() {
	for b.stack[len(b.stack)-1].foreign && !b.integrates() {
		b.pop()
	}
}

func styledFont(attrs []rawAttr) bool {
	for _, a := range attrs {
		if strings.EqualFold(a.key, "color") || strings.EqualFold(a.key, "face") || strings.EqualFold(a.key, "size") {
			return true
		}
	}
	return false
}
