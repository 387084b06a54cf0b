package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// rule is a line across the page (at is y) or down it (at is x).
type rule struct{ at, from, to float64 }

// thin is what a line is drawn with at most, in points.
const thin = 3

// maxSegments bounds the pieces of one path; what has more is a picture.
const maxSegments = 5000

func times(a, b structs.FPDF_FS_MATRIX) structs.FPDF_FS_MATRIX {
	return structs.FPDF_FS_MATRIX{
		A: a.A*b.A + a.B*b.C, B: a.A*b.B + a.B*b.D,
		C: a.C*b.A + a.D*b.C, D: a.C*b.B + a.D*b.D,
		E: a.E*b.A + a.F*b.C + b.E, F: a.E*b.B + a.F*b.D + b.F,
	}
}

// at places a point of a form on the page.
func (d *drawing) at(x, y float32, m structs.FPDF_FS_MATRIX) (float64, float64) {
	return d.space.point(float64(m.A*x+m.C*y+m.E), float64(m.B*x+m.D*y+m.F))
}

// bounds is the box of an object on the page.
func (d *drawing) bounds(ref references.FPDF_PAGEOBJECT, m structs.FPDF_FS_MATRIX) (box, error) {
	b, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: ref})
	if err != nil {
		return box{}, err
	}
	x0, y0 := d.at(b.Left, b.Bottom, m)
	x1, y1 := d.at(b.Right, b.Top, m)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}, nil
}

// path takes the rules from a path: lines that are stroked, and rectangles so
// thin that they are lines. Filled areas are backgrounds.
func (d *drawing) path(ref references.FPDF_PAGEOBJECT, m structs.FPDF_FS_MATRIX) error {
	d.paths++
	if d.rules <= 0 {
		d.truncated = true
		return nil
	}
	b, err := d.bounds(ref, m)
	if err != nil {
		return nil // it has no extent
	}
	if d.line(b) {
		return nil
	}
	mode, err := d.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: ref})
	if err != nil {
		return err
	}
	if !mode.Stroke && mode.FillMode == enums.FPDF_FILLMODE_NONE {
		return nil
	}
	count, err := d.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: ref})
	if err != nil || count.Count > maxSegments {
		return err
	}
	own, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: ref})
	if err != nil {
		return err
	}
	m = times(own.Matrix, m)
	t := trace{drawing: d, stroked: mode.Stroke}
	for i := range count.Count {
		if err := t.segment(ref, i, m); err != nil {
			return err
		}
	}
	t.end()
	return nil
}

// line takes a box as a rule, if it is thin.
func (d *drawing) line(b box) bool {
	w, h := b.width(), b.height()
	if w > thin && h > thin {
		return false
	}
	d.rules--
	if h <= thin { // a dot may be of either
		d.page.across = append(d.page.across, rule{(b.top + b.bottom) / 2, b.left, b.right})
	}
	if w <= thin {
		d.page.down = append(d.page.down, rule{(b.left + b.right) / 2, b.top, b.bottom})
	}
	return true
}

// trace follows the pieces of a path.
type trace struct {
	*drawing
	stroked        bool
	x, y           float64 // where it is
	startX, startY float64
	extent         box // of the part that began last
	curved, began  bool
}

func (t *trace) segment(ref references.FPDF_PAGEOBJECT, i int, m structs.FPDF_FS_MATRIX) error {
	s, err := t.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: ref, Index: i})
	if err != nil {
		return err
	}
	kind, err := t.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
	if err != nil {
		return err
	}
	pt, err := t.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
	if err != nil {
		return err
	}
	shut, err := t.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment})
	if err != nil {
		return err
	}
	x, y := t.at(pt.X, pt.Y, m)
	switch kind.Type {
	case enums.FPDF_SEGMENT_MOVETO:
		t.end()
		t.startX, t.startY, t.extent, t.curved, t.began = x, y, box{x, y, x, y}, false, true
	case enums.FPDF_SEGMENT_BEZIERTO:
		t.curved = true
	default:
		t.draw(x, y)
	}
	t.x, t.y = x, y
	t.extent = box{min(t.extent.left, x), min(t.extent.top, y), max(t.extent.right, x), max(t.extent.bottom, y)}
	if shut.IsClose {
		t.draw(t.startX, t.startY)
		t.x, t.y = t.startX, t.startY
	}
	return nil
}

// draw takes a straight piece that is stroked.
func (t *trace) draw(x, y float64) {
	if !t.stroked {
		return
	}
	dx, dy := math.Abs(x-t.x), math.Abs(y-t.y)
	if dx <= 1 || dy <= 1 {
		t.line(box{min(x, t.x), min(y, t.y), max(x, t.x), max(y, t.y)})
	}
}

// end takes a part of the path that is a thin area.
func (t *trace) end() {
	if t.began && !t.stroked && !t.curved {
		t.line(t.extent)
	}
	t.began = false
}
