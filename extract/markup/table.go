package markup

import "strings"

// startInTable handles a start tag in the modes of tables.
func (b *builder) startInTable(t *tag) bool {
	switch b.mode {
	case inCell:
		if !t.in(structure) {
			return b.startInBody(t)
		}
		if !b.popUntil(tableScope, "", cell) {
			return true
		}
		b.unmark()
		b.mode = inRow
		return false
	case inCaption:
		// A th is no end of a caption in the standard's list; nothing depends on it.
		if !t.in(structure) || t.name == "th" {
			return b.startInBody(t)
		}
		return !b.endCaption()
	case inColgroup:
		if t.name == "col" {
			return true
		}
		if t.name == "template" {
			b.templates++
			return true
		}
		b.pop()
		b.mode = inTable
		return false
	case inRow:
		if t.in(cell) {
			b.clearTo("tr", 0)
			b.insert(t)
			b.mark()
			b.mode = inCell
			return true
		}
		if t.in(structure) {
			return !b.endRow()
		}
	case inSection:
		switch {
		case t.name == "tr":
			b.clearTo("", section)
			b.insert(t)
			b.mode = inRow
			return true
		case t.in(cell):
			b.imply("tr")
			return false
		case t.in(structure):
			return !b.endSection()
		}
	}
	return b.startInTableProper(t)
}

// imply opens an element that was left out.
func (b *builder) imply(name string) {
	attrs := b.z.attrs
	b.z.attrs = nil
	b.start(known[name])
	b.z.attrs = attrs
}

// startInTableProper handles a start tag between the rows of a table.
func (b *builder) startInTableProper(t *tag) bool {
	switch {
	case t.name == "caption":
		b.clearTo("table", 0)
		b.mark()
		b.insert(t)
		b.mode = inCaption
		return true
	case t.name == "colgroup":
		b.clearTo("table", 0)
		b.insert(t)
		b.mode = inColgroup
		return true
	case t.name == "col":
		b.imply("colgroup")
		return false
	case t.in(section):
		b.clearTo("table", 0)
		b.insert(t)
		b.mode = inSection
		return true
	case t.in(structure):
		b.imply("tbody")
		return false
	case t.name == "table":
		if b.popUntil(tableScope, "table", 0) {
			b.resetMode()
			return false
		}
		return true
	case t.name == "style" || t.name == "script" || t.name == "template":
		b.startHeadElement(t)
		return true
	case t.name == "form":
		if b.form == nil {
			b.form = b.element(t)
			b.add(b.form)
		}
		return true
	case t.name == "input" && b.isHiddenInput():
		b.insertInput(t)
		return true
	}
	b.foster = true
	done := b.startInBody(t)
	b.foster = false
	return done
}

func (b *builder) isHiddenInput() bool {
	for _, a := range b.z.attrs {
		if strings.EqualFold(a.key, "type") {
			return strings.EqualFold(a.val, "hidden")
		}
	}
	return false
}

// endInTable handles an end tag in the modes of tables.
func (b *builder) endInTable(t *tag) bool {
	ignored := t.in(structure) || t.name == "body" || t.name == "html"
	switch b.mode {
	case inCell:
		switch {
		case t.in(cell):
			if b.popUntil(tableScope, t.name, 0) {
				b.unmark()
				b.mode = inRow
			}
			return true
		case t.in(tabular):
			if !b.inScope(tableScope, t.name) {
				return true
			}
			if b.popUntil(tableScope, "", cell) {
				b.unmark()
			}
			b.mode = inRow
			return false
		case ignored:
			return true
		}
		return b.endInBody(t)
	case inCaption:
		switch {
		case t.name == "caption":
			b.endCaption()
			return true
		case t.name == "table":
			return !b.endCaption()
		case ignored:
			return true
		}
		return b.endInBody(t)
	case inColgroup:
		if t.name == "colgroup" || t.name == "col" || t.name == "template" {
			if t.name == "colgroup" {
				b.pop()
				b.mode = inTable
			}
			return true
		}
		b.pop()
		b.mode = inTable
		return false
	case inRow:
		switch {
		case t.name == "tr":
			b.endRow()
			return true
		case t.name == "table", t.in(section) && b.inScope(tableScope, t.name):
			return !b.endRow()
		case ignored:
			return true
		}
	case inSection:
		switch {
		case t.in(section):
			if b.inScope(tableScope, t.name) {
				b.clearTo("", section)
				b.pop()
				b.mode = inTable
			}
			return true
		case t.name == "table":
			return !b.endSection()
		case ignored:
			return true
		}
	}
	switch {
	case t.name == "table":
		if b.popUntil(tableScope, "table", 0) {
			b.resetMode()
		}
		return true
	case ignored || t.name == "template":
		return true
	}
	b.foster = true
	done := b.endInBody(t)
	b.foster = false
	return done
}

// endRow closes the row; it returns false where none is open.
func (b *builder) endRow() bool {
	if !b.inScope(tableScope, "tr") {
		return false
	}
	b.clearTo("tr", 0)
	b.pop()
	b.mode = inSection
	return true
}

// endSection closes the section; it returns false where none is open.
func (b *builder) endSection() bool {
	if !b.popUntil(tableScope, "", section) {
		return false
	}
	b.mode = inTable
	return true
}

// endCaption closes the caption; it returns false where none is open.
func (b *builder) endCaption() bool {
	if !b.popUntil(tableScope, "caption", 0) {
		return false
	}
	b.unmark()
	b.mode = inTable
	return true
}
