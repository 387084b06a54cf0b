package print

// Paper is what a document is printed on, and how. Measures are in points.
type Paper struct {
	Width, Height float64
	Font          string
	FontSize      float64
	TableFontSize float64
	LineHeight    float64 // in font sizes; 0 is 1.2
	Padding       float64 // of cells
	Centred       bool    // what stands in cells
	Turned        bool    // for PDF only: pages that are turned to be looked at
	CSS           string  // for HTML only
}

// A4 is what most reports are printed on.
var A4 = Paper{Width: 595, Height: 842, Font: "Noto Serif CJK SC", FontSize: 10.5, TableFontSize: 9, Padding: 3, Centred: true}

func twips(points float64) int { return int(points * 20) }
