package print

// Paper is what a document is printed on, in points.
type Paper struct {
	Width, Height float64
	Font          string
	FontSize      float64
}

// A4 is what most reports are printed on.
var A4 = Paper{595, 842, "Noto Serif CJK SC", 10.5}

func twips(points float64) int { return int(points * 20) }
