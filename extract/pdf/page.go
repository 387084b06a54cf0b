package pdf

import (
	"math"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// box is a rectangle on a page as it is looked at, y growing downwards.
type box struct{ left, top, right, bottom float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.bottom - b.top }

// glyph is a printed character.
type glyph struct {
	box
	r rune
	// turn is how often the character is turned by 90° to the left.
	turn int
	// spaced is set where the file prints a space before the character.
	spaced bool
}

// page is what is printed on a page, and where.
type page struct {
	width, height float64
	glyphs        []glyph
	across, down  []rule
	// scanned is set where the page is a picture: what text it has was not
	// printed but recognised, or none.
	scanned bool
}

// pageReader reads the pages of one document.
type pageReader struct {
	pdfium.Pdfium
	document  references.FPDF_DOCUMENT
	glyphs    int // that may still be read, in the whole document
	rules     int
	truncated bool
}

// space turns places of a page's own space into those of the page as it is
// looked at.
type space struct {
	media box
	turns int // by 90° to the right
}

func (s space) size() (width, height float64) {
	w, h := s.media.right-s.media.left, s.media.bottom-s.media.top
	if s.turns%2 == 1 {
		return h, w
	}
	return w, h
}

func (s space) point(x, y float64) (float64, float64) {
	x, y = x-s.media.left, y-s.media.top
	w, h := s.media.right-s.media.left, s.media.bottom-s.media.top
	switch s.turns {
	case 1:
		return y, x
	case 2:
		return w - x, y
	case 3:
		return h - y, w - x
	}
	return x, h - y
}

func (s space) box(x0, y0, x1, y1 float64) box {
	ax, ay := s.point(x0, y0)
	bx, by := s.point(x1, y1)
	return box{min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)}
}

func (r *pageReader) read(index int) (*page, error) {
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.document, Index: index})
	if err != nil {
		return nil, err
	}
	ref := requests.Page{ByReference: &loaded.Page}
	sp, err := r.space(ref)
	if err != nil {
		return nil, err
	}
	p := &page{}
	p.width, p.height = sp.size()
	if err := r.text(p, ref, sp); err != nil {
		return nil, err
	}
	if err := r.drawn(p, ref, sp); err != nil {
		return nil, err
	}
	_, err = r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	return p, err
}

func (r *pageReader) space(ref requests.Page) (space, error) {
	bounds, err := r.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref})
	if err != nil {
		return space{}, err
	}
	rotation, err := r.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: ref})
	if err != nil {
		return space{}, err
	}
	b := bounds.Rect
	return space{box{float64(b.Left), float64(min(b.Top, b.Bottom)), float64(b.Right), float64(max(b.Top, b.Bottom))}, int(rotation.PageRotation) & 3}, nil
}

// text reads the characters of a page.
func (r *pageReader) text(p *page, ref requests.Page, sp space) error {
	text, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return err
	}
	count, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return err
	}
	spaced := false
	var high rune // first half of a character that takes two
	for i := range count.Count {
		if r.glyphs--; r.glyphs < 0 {
			r.truncated = true
			break
		}
		c, err := r.character(text.TextPage, i)
		if err != nil {
			return err
		}
		if utf16.IsSurrogate(c) {
			if high == 0 {
				high = c
				continue
			}
			c = utf16.DecodeRune(high, c)
		}
		high = 0
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xA0 || c == 0x3000 {
			made, err := r.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text.TextPage, Index: i})
			if err != nil {
				return err
			}
			spaced = spaced || !made.IsGenerated
			continue
		}
		b, err := r.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text.TextPage, Index: i})
		if err != nil {
			return err
		}
		angle, err := r.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text.TextPage, Index: i})
		if err != nil {
			return err
		}
		turn := (-int(math.Round(float64(angle.CharAngle)/(math.Pi/2))) - sp.turns) & 3 // PDFium turns to the right
		g := glyph{sp.box(float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top)), c, turn, spaced}
		spaced = false
		if g.right < 0 || g.bottom < 0 || g.left > p.width || g.top > p.height {
			continue // off the paper
		}
		p.glyphs = append(p.glyphs, g)
	}
	_, err = r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	return err
}

// character returns a character, U+FFFD where the font does not tell which it is.
func (r *pageReader) character(text references.FPDF_TEXTPAGE, i int) (rune, error) {
	u, err := r.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return 0, err
	}
	c := rune(u.Unicode)
	if c == 0 || c == 0xFFFE || c == 0xFFFF || c >= 0xE000 && c <= 0xF8FF {
		return utf8.RuneError, nil
	}
	return c, nil
}

const (
	// coveredBy is the share of a page from which its pictures are the page.
	coveredBy = 0.6
	// manyPaths without any text are text drawn as curves.
	manyPaths = 50
)

// drawn reads the lines and the pictures of a page.
func (r *pageReader) drawn(p *page, ref requests.Page, sp space) error {
	count, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return err
	}
	d := &drawing{pageReader: r, page: p, space: sp}
	for i := range count.Count {
		object, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			return err
		}
		if err := d.object(object.PageObject, identity, 0); err != nil {
			return err
		}
	}
	pictured := d.covered > coveredBy*p.width*p.height
	p.scanned = pictured && d.visible == 0 || len(p.glyphs) == 0 && (d.covered > 0 || d.paths > manyPaths)
	if p.scanned {
		p.glyphs = nil
	}
	return nil
}

// lost marks the place of text that PDFium leaves out because it has no width: a
// character alone, or text that is turned, whose font is neither in the file nor
// in PDFium, so that nothing tells its extent.
func (d *drawing) lost(ref references.FPDF_PAGEOBJECT, m structs.FPDF_FS_MATRIX) error {
	if b, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: ref}); err == nil && b.Right-b.Left > 0.01 {
		return nil
	}
	font, err := d.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: ref})
	if err != nil {
		return err
	}
	embedded, err := d.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: font.Font})
	if err != nil || embedded.IsEmbedded {
		return err
	}
	own, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: ref})
	if err != nil {
		return err
	}
	at := times(own.Matrix, m)
	x, y := d.at(0, 0, at)
	d.page.glyphs = append(d.page.glyphs, glyph{box{x, y - lostSize, x + lostSize, y}, utf8.RuneError, 0, true})
	return nil
}

// lostSize is the size of a character whose extent is not known.
const lostSize = 6

var identity = structs.FPDF_FS_MATRIX{A: 1, D: 1}

// drawing collects what is drawn on a page.
type drawing struct {
	*pageReader
	page    *page
	space   space
	covered float64 // by pictures
	paths   int
	visible int // pieces of text that neither hide nor are hidden by a picture
}

// maxForms bounds how deep drawings are followed that hold drawings.
const maxForms = 8

// object reads an object that stands in a form with matrix m.
func (d *drawing) object(ref references.FPDF_PAGEOBJECT, m structs.FPDF_FS_MATRIX, depth int) error {
	t, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: ref})
	if err != nil {
		return err
	}
	switch t.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		return d.path(ref, m)
	case enums.FPDF_PAGEOBJ_TEXT:
		mode, err := d.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: ref})
		if err != nil {
			return err
		}
		if mode.TextRenderMode != enums.FPDF_TEXTRENDERMODE_INVISIBLE {
			d.visible++
		}
		return d.lost(ref, m)
	case enums.FPDF_PAGEOBJ_IMAGE:
		b, err := d.bounds(ref, m)
		if err != nil {
			return nil // it has no extent
		}
		d.covered += b.width() * b.height()
		if d.covered > coveredBy*d.page.width*d.page.height {
			d.visible = 0 // what was drawn before is hidden
		}
		return nil
	case enums.FPDF_PAGEOBJ_FORM:
		if depth == maxForms {
			return nil
		}
		own, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: ref})
		if err != nil {
			return err
		}
		count, err := d.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: ref})
		if err != nil {
			return err
		}
		for i := range count.Count {
			inner, err := d.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: ref, Index: uint64(i)})
			if err != nil {
				return err
			}
			if err := d.object(inner.PageObject, times(own.Matrix, m), depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}
