package docx

import (
	"encoding/xml"
	"errors"
	"strconv"

	"gongkai/extract/ooxml"
)

// maxLevels is how many levels a list has.
const maxLevels = 9

// level says how the items of a level of a list are numbered.
type level struct {
	start        int
	format, text string // of the number: "decimal"; of what is printed: "%1."
	tight        bool   // nothing between number and text
}

// levels are the levels of a list.
type levels [maxLevels]level

// listItem is what makes a paragraph an item of a list.
type listItem struct {
	style string
	num   string // the list, "" where the style tells it
	level int
	// levelled is set where the paragraph tells its level.
	levelled bool
}

// set reads an element of numPr.
func (it *listItem) set(el xml.StartElement) {
	switch el.Name.Local {
	case "numId":
		it.num = ooxml.Attr(el, "val")
	case "ilvl":
		if n, err := strconv.Atoi(ooxml.Attr(el, "val")); err == nil && n >= 0 && n < maxLevels {
			it.level, it.levelled = n, true
		}
	}
}

// lists are the lists of a document and how far they are counted.
type lists struct {
	abstract map[string]*levels
	nums     map[string]string           // list → abstract list
	starts   map[string]*[maxLevels]*int // levels that a list starts anew
	counts   map[string]*[maxLevels]int  // by abstract list
	started  map[string]bool             // lists that have begun
	styles   map[string]listItem         // items by style; their style is the one they are based on
}

// numbering reads the lists and styles of a package; it may have none.
func (r *reader) numbering(p *ooxml.Package) error {
	r.lists = lists{abstract: map[string]*levels{}, nums: map[string]string{}, starts: map[string]*[maxLevels]*int{},
		counts: map[string]*[maxLevels]int{}, started: map[string]bool{}, styles: map[string]listItem{}}
	for _, part := range []struct {
		name string
		read func(xml.StartElement) error
	}{{"word/numbering.xml", r.list}, {"word/styles.xml", r.style}} {
		var err error
		if r.Part, err = p.Part(part.name); errors.Is(err, ooxml.ErrMissing) {
			continue
		}
		if err == nil {
			err = r.Root(part.read)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// list reads an abstract list, or a list that is one with other starts.
func (r *reader) list(el xml.StartElement) error {
	switch el.Name.Local {
	case "abstractNum":
		ls := new(levels)
		for i := range ls {
			ls[i].start = 1
		}
		r.lists.abstract[ooxml.Attr(el, "abstractNumId")] = ls
		return r.Each(func(el xml.StartElement) error {
			if el.Name.Local != "lvl" {
				return r.Skip()
			}
			return r.level(el, ls)
		})
	case "num":
		id := ooxml.Attr(el, "numId")
		return r.Each(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "abstractNumId":
				r.lists.nums[id] = ooxml.Attr(el, "val")
			case "lvlOverride":
				return r.override(id, ooxml.Attr(el, "ilvl"))
			}
			return r.Skip()
		})
	}
	return r.Skip()
}

func (r *reader) level(el xml.StartElement, ls *levels) error {
	n, err := strconv.Atoi(ooxml.Attr(el, "ilvl"))
	if err != nil || n < 0 || n >= maxLevels {
		return r.Skip()
	}
	l := &ls[n]
	return r.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "start":
			if start, err := strconv.Atoi(ooxml.Attr(el, "val")); err == nil {
				l.start = start
			}
		case "numFmt":
			l.format = ooxml.Attr(el, "val")
		case "lvlText":
			l.text = ooxml.Attr(el, "val")
		case "suff":
			l.tight = ooxml.Attr(el, "val") == "nothing"
		}
		return r.Skip()
	})
}

// override reads at which number a level of a list starts anew.
func (r *reader) override(id, ilvl string) error {
	n, err := strconv.Atoi(ilvl)
	if err != nil || n < 0 || n >= maxLevels {
		return r.Skip()
	}
	return r.Each(func(el xml.StartElement) error {
		if start, err := strconv.Atoi(ooxml.Attr(el, "val")); el.Name.Local == "startOverride" && err == nil {
			if r.lists.starts[id] == nil {
				r.lists.starts[id] = new([maxLevels]*int)
			}
			r.lists.starts[id][n] = &start
		}
		return r.Skip()
	})
}

// style reads the lists that a paragraph style belongs to.
func (r *reader) style(el xml.StartElement) error {
	if el.Name.Local != "style" {
		return r.Skip()
	}
	id, based := ooxml.Attr(el, "styleId"), ""
	var it listItem
	err := r.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "basedOn":
			based = ooxml.Attr(el, "val")
		case "pPr":
			return r.Each(func(el xml.StartElement) error {
				if el.Name.Local != "numPr" {
					return r.Skip()
				}
				return r.Each(func(el xml.StartElement) error {
					it.set(el)
					return r.Skip()
				})
			})
		}
		return r.Skip()
	})
	if err != nil {
		return err
	}
	it.style = based
	r.lists.styles[id] = it
	return nil
}

// resolve fills in from its style what a paragraph does not say itself.
func (ls *lists) resolve(it listItem) listItem {
	style := it.style
	for range 20 { // styles may be based on one another in a circle
		s, ok := ls.styles[style]
		if !ok || it.num != "" && it.levelled {
			break
		}
		if it.num == "" {
			it.num = s.num
		}
		if !it.levelled && s.levelled {
			it.level, it.levelled = s.level, true
		}
		style = s.style
	}
	return it
}

// number counts an item and returns what is printed before its text.
func (ls *lists) number(it listItem) string {
	it = ls.resolve(it)
	id, ok := ls.nums[it.num]
	list := ls.abstract[id]
	if !ok || list == nil {
		return "" // no list; "0" takes a paragraph out of its style's
	}
	counts := ls.counts[id]
	if counts == nil {
		counts = new([maxLevels]int)
		for i := range counts {
			counts[i] = list[i].start - 1
		}
		ls.counts[id] = counts
	}
	if !ls.started[it.num] {
		ls.started[it.num] = true
		if starts := ls.starts[it.num]; starts != nil {
			for i, start := range starts {
				if start != nil {
					counts[i] = *start - 1
				}
			}
		}
	}
	counts[it.level]++
	for i := it.level + 1; i < maxLevels; i++ {
		counts[i] = list[i].start - 1
	}
	return list.printed(it.level, counts)
}
